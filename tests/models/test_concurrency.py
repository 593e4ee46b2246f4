"""Promises hold when two transactions try to break them together, each seeing only its own half."""

import asyncio
import json
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.models.world import Row, World


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


async def two_people_with_two_assignments(world: World) -> tuple[list[Row], list[Row]]:
    """Each with two assignments, so that each of two transactions has one of its own to change."""
    people, assignments = [], []
    for _ in range(2):
        first = await world.add("assignment")
        employee = await world.seen("employee", {"id": first["employee_id"]})
        department = await world.add("department", facility_id=employee["facility_id"])
        position = await world.add("position", department=department)
        second = await world.add("assignment", position=position, employee=employee)
        people.append(employee)
        assignments += [first, second]
    return people, assignments


async def test_rights_of_the_same_people_changed_in_opposite_order_wait_for_nobody(
    two: tuple[World, World],
) -> None:
    here, there = two
    people, (hers, hers_too, his, his_too) = await two_people_with_two_assignments(here)
    await here.connection.execute("DELETE FROM principal_epoch")

    for world, first, second in ((here, hers, his), (there, his_too, hers_too)):
        await begin(world)
        await world.change("assignment", first, status="SUSPENDED")
        await world.change("assignment", second, status="SUSPENDED")
    async with asyncio.timeout(10):
        await asyncio.gather(commit(here), commit(there))

    epochs = await here.connection.fetch("SELECT principal_id, epoch FROM principal_epoch")
    assert {tuple(row) for row in epochs} == {(employee["person_id"], 2) for employee in people}


async def test_who_retires_a_role_set_finds_the_holder_that_comes_just_then(two: tuple[World, World]) -> None:
    here, there = two
    given = await here.add("assignment_role_set")
    version = await here.seen("role_set_version", {"id": given["version_id"]})
    role_set = await here.seen("role_set", {"id": version["role_set_id"]})
    newcomer = await here.add("employee", facility_id=role_set["facility_id"])
    department = await here.add("department", facility_id=role_set["facility_id"])
    position = await here.add("position", department=department)
    assignment = await here.add("assignment", employee=newcomer, position=position)

    await begin(here)
    await here.add("assignment_role_set", assignment=assignment, version_id=version["id"])
    retiring = asyncio.create_task(retire(there, role_set))
    await waits(here, retiring)
    await commit(here)
    await retiring

    assert await epoch_of(here, newcomer) == 2


async def retire(world: World, role_set: Row) -> None:
    await world.change("role_set", role_set, status="RETIRED")


async def epoch_of(world: World, employee: Row) -> object:
    return await world.connection.fetchval(
        "SELECT epoch FROM principal_epoch WHERE principal_id = $1", employee["person_id"]
    )


async def test_a_session_that_begins_while_a_first_right_changes_waits_for_its_end(
    two: tuple[World, World],
) -> None:
    here, there = two
    assignment = await here.add("assignment")
    employee = await here.seen("employee", {"id": assignment["employee_id"]})

    await begin(here)
    await here.change("assignment", assignment, status="SUSPENDED")
    await here.judge()
    beginning = asyncio.create_task(log_in(there, employee))
    await waits(here, beginning)
    await commit(here)
    await beginning

    assert await epoch_of(here, employee) == 1


async def log_in(world: World, employee: Row) -> None:
    await world.add("session", person_id=employee["person_id"])
