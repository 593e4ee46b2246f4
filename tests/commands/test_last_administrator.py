"""The last administrator of a facility stays, also when two remove each other at one moment."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from commands.administrators import refuse_last_administrator
from commands.policy import template_version_id
from errors import Refused
from store.connections import writing
from tests.models.world import NOW, Row, World

Connection = asyncpg.Connection


@dataclass
class Hospital:
    """A facility with two administrators and a doctor, and a connection for each of two removers."""

    department: Row
    administrators: tuple[UUID, UUID]
    doctor: UUID
    connections: tuple[Connection, Connection]

    @property
    def facility(self) -> UUID:
        return UUID(str(self.department["facility_id"]))


@pytest.fixture
async def hospital(own_database_url: str) -> AsyncIterator[Hospital]:
    async with writing(own_database_url) as one, writing(own_database_url) as other:
        for each in (one, other):
            await each.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        world = World(one)
        department = await world.add("department")
        first, second = [await appointed(world, "FACILITY_ADMIN", department) for _ in range(2)]
        doctor = await appointed(world, "DOCTOR", department)
        yield Hospital(department, (first, second), doctor, (one, other))


async def appointed(world: World, code: str, department: Row) -> UUID:
    position = await world.add("position", department=department)
    assignment = await world.add("assignment", position=position)
    await world.add("assignment_role_set", assignment=assignment, version_id=template_version_id(code, 1))
    return UUID(str(assignment["id"]))


async def dismiss(connection: Connection, facility: UUID, assignment: UUID) -> None:
    await refuse_last_administrator(connection, facility, {assignment}, NOW)
    await connection.execute("UPDATE assignment SET status = 'ENDED' WHERE id = $1", assignment)


async def until_it_waits(task: asyncio.Task[None], waiting: Connection, looking: Connection) -> None:
    """Return when a connection stands in a queue for a lock."""
    async with asyncio.timeout(10):
        while not task.done():
            if await looking.fetchval(
                "SELECT cardinality(pg_blocking_pids($1)) > 0", waiting.get_server_pid()
            ):
                return
    pytest.fail("it did not wait")


async def test_one_of_two_leaves_and_the_other_stays(hospital: Hospital) -> None:
    here, _ = hospital.connections
    first, second = hospital.administrators
    async with here.transaction():
        await dismiss(here, hospital.facility, first)
    with pytest.raises(Refused) as refused:
        async with here.transaction():
            await dismiss(here, hospital.facility, second)
    assert [each.code for each in refused.value.refusals] == ["LAST_ADMINISTRATOR"]
    async with here.transaction():
        await dismiss(here, hospital.facility, hospital.doctor)


async def test_both_at_once_do_not_leave(hospital: Hospital) -> None:
    here, _ = hospital.connections
    with pytest.raises(Refused):
        async with here.transaction():
            await refuse_last_administrator(here, hospital.facility, hospital.administrators, NOW)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_two_who_remove_each_other_at_one_moment_one_stays(
    hospital: Hospital, order: tuple[int, int]
) -> None:
    here, there = (hospital.connections[place] for place in order)
    first, second = (hospital.administrators[place] for place in order)
    await here.execute("BEGIN")
    await there.execute("BEGIN")
    await dismiss(here, hospital.facility, second)
    dismissing = asyncio.create_task(dismiss(there, hospital.facility, first))
    await until_it_waits(dismissing, there, here)
    await here.execute("COMMIT")
    with pytest.raises(Refused):
        await dismissing
    await there.execute("ROLLBACK")
    assert await here.fetchval("SELECT status FROM assignment WHERE id = $1", first) == "ACTIVE"


async def test_who_waited_may_dismiss_when_the_other_act_failed(hospital: Hospital) -> None:
    here, there = hospital.connections
    first, second = hospital.administrators
    await here.execute("BEGIN")
    await there.execute("BEGIN")
    await dismiss(here, hospital.facility, second)
    dismissing = asyncio.create_task(dismiss(there, hospital.facility, first))
    await until_it_waits(dismissing, there, here)
    await here.execute("ROLLBACK")
    await dismissing
    await there.execute("COMMIT")
    assert await here.fetchval("SELECT status FROM assignment WHERE id = $1", first) == "ENDED"


async def test_reading_and_hiring_do_not_wait_for_the_lock(hospital: Hospital) -> None:
    here, there = hospital.connections
    async with here.transaction():
        await refuse_last_administrator(here, hospital.facility, set(), NOW)
        async with asyncio.timeout(10):
            hired = await appointed(World(there), "DOCTOR", hospital.department)
        assert await there.fetchval("SELECT status FROM assignment WHERE id = $1", hired) == "ACTIVE"


async def test_it_is_asked_only_where_the_lock_holds_and_sees(hospital: Hospital) -> None:
    here, _ = hospital.connections
    with pytest.raises(AssertionError, match="transaction"):
        await refuse_last_administrator(here, hospital.facility, set(), NOW)
    async with here.transaction(isolation="repeatable_read"):
        with pytest.raises(AssertionError, match="isolation"):
            await refuse_last_administrator(here, hospital.facility, set(), NOW)
