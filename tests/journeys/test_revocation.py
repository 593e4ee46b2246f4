"""A right that is taken away is gone with the next statement, on every worker and not before."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from commands.policy import template_version_id
from store.sessions import full_token
from tests.models.world import Row, World
from tests.reading import connected
from tests.service import Service, serving

LONG_AGO = dt.date(2020, 1, 1)
DEPARTMENTS = "{ departments(first: 10) { nodes { name } } }"


@dataclass
class Registry:
    """Two workers over one database, a person employed at two facilities, and a hand that changes things."""

    world: World
    workers: tuple[Service, Service] = field(init=False)
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    person: Row = field(default_factory=dict)
    assignments: list[Row] = field(default_factory=list)
    token: str = ""

    async def employ(self, name: str) -> Row:
        """Employ the person as a doctor of another facility, whose one department has a name."""
        department = await self.world.add("department", name=name)
        position = await self.world.add("position", department=department)
        employee = await self.world.add(
            "employee", facility_id=department["facility_id"], person_id=self.person["id"]
        )
        assignment = await self.world.add(
            "assignment", position=position, employee=employee, start_date=LONG_AGO
        )
        version_id = template_version_id("DOCTOR", 1)
        await self.world.add("assignment_role_set", assignment=assignment, version_id=version_id)
        self.assignments.append(assignment)
        return assignment

    async def seen(self, worker: int = 0) -> set[str]:
        """The departments that the person sees through a worker."""
        answer = await self.asked(worker)
        return {node["name"] for node in answer["data"]["departments"]["nodes"]}

    async def asked(self, worker: int = 0) -> Any:
        return (await self.workers[worker].ask(DEPARTMENTS, token=self.token)).json()

    async def refusal(self, worker: int = 0) -> object:
        """The code of the refusal with which a worker answers."""
        return (await self.asked(worker))["errors"][0]["extensions"]["code"]

    def statements(self, worker: int = 0) -> tuple[int, int]:
        """How many data and access statements a worker has run."""
        store = self.workers[worker].store
        return store.statements, store.access_statements


@pytest.fixture
async def registry(own_database_url: str) -> AsyncIterator[Registry]:
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(connected(own_database_url))
        registry = Registry(World(connection))
        registry.person = await registry.world.add("person")
        for name in ("Хірургія", "Терапія"):
            await registry.employ(name)
        registry.token = await full_token(connection, person_id=registry.person["id"])
        first, second = [
            await stack.enter_async_context(serving(own_database_url, clock=lambda: registry.now))
            for _ in range(2)
        ]
        registry.workers = (first, second)
        yield registry


async def test_a_new_token_costs_one_access_statement_and_then_none(registry: Registry) -> None:
    assert await registry.seen() == {"Хірургія", "Терапія"}
    assert registry.statements() == (1, 1)
    assert await registry.seen() == {"Хірургія", "Терапія"}
    assert registry.statements() == (2, 1)


async def test_stale_rights_cost_one_access_statement_and_one_repeat(registry: Registry) -> None:
    await registry.seen()
    await registry.world.change("assignment", registry.assignments[0], status="ENDED")
    assert await registry.seen() == {"Терапія"}
    assert registry.statements() == (3, 2)
    assert await registry.seen() == {"Терапія"}
    assert registry.statements() == (4, 2)


async def test_no_worker_shows_a_row_after_the_revoking_transaction_and_each_does_before(
    registry: Registry,
) -> None:
    for worker in range(2):
        assert await registry.seen(worker) == {"Хірургія", "Терапія"}
    async with registry.world.connection.transaction():
        await registry.world.change("assignment", registry.assignments[0], status="ENDED")
        for worker in range(2):
            assert await registry.seen(worker) == {"Хірургія", "Терапія"}
    for worker in range(2):
        assert await registry.seen(worker) == {"Терапія"}


async def test_a_revocation_that_is_rolled_back_changes_nothing(registry: Registry) -> None:
    await registry.seen()
    transaction = registry.world.connection.transaction()
    await transaction.start()
    await registry.world.change("assignment", registry.assignments[0], status="ENDED")
    await transaction.rollback()
    assert await registry.seen() == {"Хірургія", "Терапія"}
    assert registry.statements() == (2, 1)


async def test_a_right_that_is_given_shows_with_the_next_statement(registry: Registry) -> None:
    await registry.seen()
    await registry.employ("Реанімація")
    assert await registry.seen() == {"Хірургія", "Терапія", "Реанімація"}


async def test_whoever_loses_the_last_right_is_refused(registry: Registry) -> None:
    await registry.seen()
    await registry.world.connection.execute("UPDATE employee SET status = 'SUSPENDED'")
    assert await registry.refusal() == "FORBIDDEN"
    data, access = registry.statements()
    assert await registry.refusal() == "FORBIDDEN"
    assert registry.statements() == (data, access)


async def test_a_refusal_is_reconsidered_when_it_rests_on_old_rights(registry: Registry) -> None:
    await registry.world.connection.execute("UPDATE employee SET status = 'SUSPENDED'")
    assert await registry.refusal() == "FORBIDDEN"
    await registry.world.connection.execute("UPDATE employee SET status = 'ACTIVE'")
    registry.now += dt.timedelta(seconds=2)
    assert await registry.seen() == {"Хірургія", "Терапія"}


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE session SET revoked_at = now() WHERE kind = 'FULL'",
        "UPDATE person SET blocked_at = now()",
        "DELETE FROM session WHERE kind = 'FULL'",
    ],
)
async def test_a_session_that_ends_is_unknown_to_every_worker_at_once(
    registry: Registry, ending: str
) -> None:
    for worker in range(2):
        await registry.seen(worker)
    await registry.world.connection.execute(ending)
    for worker in range(2):
        assert await registry.refusal(worker) == "UNAUTHENTICATED"


async def test_an_explorers_token_that_is_revoked_reads_no_more(registry: Registry) -> None:
    service = registry.workers[0]
    registry.token = service.token
    assert await registry.seen() == {"Хірургія", "Терапія"}
    await registry.world.connection.execute("UPDATE session SET revoked_at = now() WHERE kind = 'EXPLORER'")
    assert await registry.refusal() == "UNAUTHENTICATED"
