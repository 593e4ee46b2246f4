"""Whatever rights somebody has, exactly those are told of the reading whose data it showed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import pytest

from tests.compiler.chance.powers import Caller
from tests.conftest import name_of, new_database
from tests.reading import Json, connected
from tests.rights.conftest import built
from tests.rights.door import Door, opened

EVERYBODY = (
    "{ employees(first: 1000) { nodes { databaseId"
    " identity @ifPermitted { taxId } personalContact @ifPermitted { personalEmail } } } }"
)
CHOSEN = (
    "{ employees(filter: {or: [{birthDate: {isNull: false}}, {employeeType: {in: [DOCTOR]}}]}, first: 1000)"
    " @ifPermitted { nodes { databaseId } } }"
)


@dataclass
class Watched:
    """A world behind a door, those who may ask there, and a look at its log."""

    door: Door
    callers: list[Caller]
    connection: asyncpg.Connection

    async def told(self, caller: Caller, query: str) -> tuple[list[Json], set[object]]:
        """Ask, and give the employees of the answer and whoever is told of it."""
        last = await self.connection.fetchval("SELECT coalesce(max(id), 0) FROM access_log")
        reply = await self.door.ask(caller.token, query)
        assert reply.status in (200, 403), reply.json
        nodes = (reply.json.get("data") or {}).get("employees", {}).get("nodes", [])
        rows = await self.connection.fetch("SELECT subjects FROM access_log WHERE id > $1", last)
        return nodes, {person for row in rows for person in row["subjects"]}

    async def person_of(self, employee: object) -> object:
        return await self.connection.fetchval(
            "SELECT person_id FROM employee WHERE id = $1::text::uuid", employee
        )

    async def identified(self, caller: Caller) -> set[object]:
        """Give the employees whose identity data somebody is shown unmasked."""
        nodes, _ = await self.told(caller, EVERYBODY.replace("taxId", "gender"))
        return {each["databaseId"] for each in nodes if (each.get("identity") or {}).get("gender")}


@pytest.fixture(scope="module", params=[4, 5])
async def watched(
    request: pytest.FixtureRequest, server_url: str, migrated_url: str
) -> AsyncIterator[Watched]:
    async with (
        new_database(server_url, name_of(migrated_url)) as url,
        connected(url) as connection,
        opened(url) as door,
    ):
        _, callers = await built(connection, request.param)
        yield Watched(door, callers, connection)


async def test_everybody_whose_data_is_shown_is_told_and_nobody_else(watched: Watched) -> None:
    some = 0
    for caller in watched.callers:
        nodes, told = await watched.told(caller, EVERYBODY)
        shown = {
            await watched.person_of(each["databaseId"])
            for each in nodes
            if each.get("identity") or each.get("personalContact")
        }
        own = set() if caller.bearer.client_id else {caller.bearer.person_id}
        assert told == shown - own, caller.name
        some += len(told)
    assert some


async def test_a_choice_tells_only_those_by_whose_data_it_chose(watched: Watched) -> None:
    for caller in watched.callers:
        identified = await watched.identified(caller)
        nodes, told = await watched.told(caller, CHOSEN)
        chosen = {
            await watched.person_of(each["databaseId"]) for each in nodes if each["databaseId"] in identified
        }
        own = set() if caller.bearer.client_id else {caller.bearer.person_id}
        assert told == chosen - own, caller.name
