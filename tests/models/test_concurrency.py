"""Promises hold when two transactions try to break them together, each seeing only its own half."""

import asyncio
import json
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.models.world import World


@pytest.fixture
async def two(own_database_url: str) -> AsyncIterator[tuple[World, World]]:
    """Two connections to one database, whose changes stay."""
    connections = [await asyncpg.connect(own_database_url) for _ in range(2)]
    for connection in connections:
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    yield World(connections[0]), World(connections[1])
    for connection in connections:
        await connection.close()


async def begin(world: World) -> None:
    await world.connection.execute("BEGIN")


async def commit(world: World) -> None:
    await world.connection.execute("COMMIT")


async def waits(world: World, task: asyncio.Task[None]) -> None:
    """Return when the task stands in a queue for a lock; this connection looks on."""
    async with asyncio.timeout(10):
        while not task.done():
            if await world.connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                return
    pytest.fail("it did not wait")


async def test_a_rename_at_the_moment_of_employment_is_not_lost(two: tuple[World, World]) -> None:
    registry, office = two
    person = await office.add("person", last_name="Давня")

    await begin(registry)
    await registry.change("person", person, last_name="Нова")
    employing = asyncio.create_task(employ(office, person_id=person["id"]))
    await waits(registry, employing)
    await commit(registry)
    await employing

    assert await office.connection.fetchval("SELECT last_name FROM employee") == "Нова"


async def employ(world: World, **given: object) -> None:
    await world.add("employee", **given)


async def test_two_halves_of_a_circle_of_parts_do_not_meet(two: tuple[World, World]) -> None:
    here, there = two
    department = await here.add("department")
    first, second = [await here.add("equipment", department=department) for _ in range(2)]

    await begin(here)
    await begin(there)
    await here.change("equipment", first, parent_id=second["id"])
    await there.change("equipment", second, parent_id=first["id"])
    await here.judge()
    committing = asyncio.create_task(commit(there))
    await waits(here, committing)
    await commit(here)

    with pytest.raises(asyncpg.CheckViolationError, match="part of itself"):
        await committing


async def test_a_workplace_does_not_leave_while_a_device_arrives(two: tuple[World, World]) -> None:
    here, there = two
    department = await here.add("department")
    neighbour = await here.add("department", facility_id=department["facility_id"], segment="000Z")
    workplace = await here.add("workplace", department=department)

    await begin(here)
    await begin(there)
    await here.change("workplace", workplace, department_id=neighbour["id"], path=neighbour["path"])
    await there.add("equipment", department=department, workplace_id=workplace["id"])
    await here.judge()
    committing = asyncio.create_task(commit(there))
    await waits(here, committing)
    await commit(here)

    with pytest.raises(asyncpg.CheckViolationError, match="outside its department"):
        await committing
