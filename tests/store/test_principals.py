"""Who the bearer of a token is: read in one statement, remembered, and read again when it is time."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
import pytest

from commands.policy import template_version_id
from errors import Unauthenticated
from permissions.access import ANONYMOUS, EXPLORER, Access, PrincipalKind, Reason, applying
from permissions.catalogue import DEPARTMENT, EMPLOYEE, FACILITY
from permissions.region import ANYWHERE, OWN, Region
from store.connections import Limits
from store.pool import Store, open_store
from store.principals import Principals
from store.rights import STATEMENT
from store.sessions import explorer_token, full_token
from tests.models.world import Row, World
from tests.reading import connected

LONG_AGO = dt.date(2020, 1, 1)


@dataclass
class Desk:
    """A registry with a store of its own and a clock whose hands the test moves."""

    world: World
    store: Store
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    @property
    def connection(self) -> asyncpg.Connection:
        return self.world.connection

    @property
    def today(self) -> dt.date:
        return self.now.date()

    def principals(self, *, sandbox: bool = True, tokens_max: int = 10) -> Principals:
        return Principals(self.store, lambda: self.now, sandbox=sandbox, tokens_max=tokens_max)

    async def give(self, assignment: Row, template: str) -> None:
        await self.world.add(
            "assignment_role_set", assignment=assignment, version_id=template_version_id(template, 1)
        )

    async def employ(self, template: str = "DOCTOR", **given: object) -> tuple[Row, Row]:
        """An employee with an assignment that carries a default role set."""
        assignment = await self.world.add("assignment", **{"start_date": LONG_AGO, **given})
        await self.give(assignment, template)
        return await self.world.seen("employee", {"id": assignment["employee_id"]}), assignment

    async def connect(self, client: Row, **given: object) -> Row:
        """A connection of a client under the default ceiling."""
        version_id = template_version_id("MIS", 1)
        return await self.world.add(
            "mis_connection", client_id=client["id"], version_id=version_id, starts_on=LONG_AGO, **given
        )

    async def token_of(self, employee: Row, client_id: UUID | None = None) -> str:
        return await full_token(self.connection, person_id=employee["person_id"], client_id=client_id)


@pytest.fixture
async def desk(own_database_url: str) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(connected(own_database_url))
        store = await stack.enter_async_context(open_store(own_database_url, Limits(size=1)))
        yield Desk(World(connection), store)


async def access(principals: Principals, token: str | None) -> Access:
    return (await principals.caller(token)).access


async def refusal(principals: Principals, token: str) -> object:
    """The reason that goes with a refusal, none when nothing is told."""
    with pytest.raises(Unauthenticated) as refused:
        await principals.caller(token)
    return refused.value.evidence.get("reason")


async def test_who_gives_no_token_is_anonymous_and_costs_no_statement(desk: Desk) -> None:
    caller = await desk.principals().caller(None)
    assert caller.access is ANONYMOUS
    assert await caller.renewed(0.0) is ANONYMOUS
    assert desk.store.access_statements == 0


async def test_a_person_holds_what_the_role_sets_of_the_assignments_grant(desk: Desk) -> None:
    employee, assignment = await desk.employ("BLOOD_BANK_HEAD")
    found = await access(desk.principals(), await desk.token_of(employee))
    place = frozenset({employee["facility_id"]})
    assert found.principal.kind is PrincipalKind.PERSON
    assert found.principal.person_id == employee["person_id"]
    assert found.held[FACILITY.public] == ANYWHERE
    assert found.held[DEPARTMENT.read] == Region(facilities=place)
    assert found.held[EMPLOYEE.identity] == OWN
    subtree = (employee["facility_id"], assignment["path"])
    assert found.held[EMPLOYEE.professional] == Region(subtrees=frozenset({subtree}))
    assert {each.assignment_id for each in found.holdings} == {assignment["id"]}


async def test_a_client_holds_what_its_connections_grant(desk: Desk) -> None:
    client = await desk.world.add("mis_client")
    connection = await desk.connect(client)
    found = await access(desk.principals(), await full_token(desk.connection, client_id=client["id"]))
    assert (found.principal.kind, found.principal.client_id) == (PrincipalKind.CLIENT, client["id"])
    assert found.held[DEPARTMENT.read] == Region(facilities=frozenset({connection["facility_id"]}))


async def test_by_way_of_a_client_a_person_reads_where_it_is_connected(desk: Desk) -> None:
    here, _ = await desk.employ("HR_OFFICER")
    position = await desk.world.add("position")
    there = await desk.world.add("employee", facility_id=position["facility_id"], person_id=here["person_id"])
    await desk.employ("HR_OFFICER", position=position, employee=there)
    client = await desk.world.add("mis_client")
    await desk.connect(client, facility_id=here["facility_id"])
    found = await access(desk.principals(), await desk.token_of(here, client_id=client["id"]))
    assert found.held[DEPARTMENT.read] == Region(facilities=frozenset({here["facility_id"]}))
    assert EMPLOYEE.identity not in found.held
    assert found.missed[EMPLOYEE.identity] is Reason.CLIENT_CEILING
    assert found.epoch is not None
    assert set(found.epoch.principals) == {here["person_id"], client["id"]}


async def test_the_sandboxs_explorer_reads_everything_until_revoked(desk: Desk) -> None:
    token = await explorer_token(desk.connection)
    principals = desk.principals()
    caller = await principals.caller(token)
    assert caller.access.held == EXPLORER.held
    await desk.connection.execute("UPDATE session SET revoked_at = now()")
    with pytest.raises(Unauthenticated):
        await caller.renewed(0.0)


async def test_in_production_nobody_is_the_explorer(desk: Desk) -> None:
    token = await explorer_token(desk.connection)
    assert await refusal(desk.principals(sandbox=False), token) is None


async def test_a_token_is_asked_about_once_while_its_rights_last(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token, principals = await desk.token_of(employee), desk.principals()
    first = await access(principals, token)
    assert [await access(principals, token) for _ in range(3)] == [first] * 3
    assert desk.store.access_statements == 1


async def test_two_principals_share_no_memory(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token = await desk.token_of(employee)
    for principals in (desk.principals(), desk.principals()):
        await principals.caller(token)
    assert desk.store.access_statements == 2


@pytest.mark.parametrize(("asked_for", "statements"), [(0.0, 2), (1.0, 2), (2.5, 1)])
async def test_a_renewal_reads_again_when_what_is_known_is_older(
    desk: Desk, asked_for: float, statements: int
) -> None:
    employee, _ = await desk.employ()
    caller = await desk.principals().caller(await desk.token_of(employee))
    desk.now += dt.timedelta(seconds=2)
    await caller.renewed(asked_for)
    assert desk.store.access_statements == statements


async def test_a_clock_that_goes_back_makes_nothing_fresh(desk: Desk) -> None:
    employee, _ = await desk.employ()
    caller = await desk.principals().caller(await desk.token_of(employee))
    desk.now -= dt.timedelta(hours=1)
    await caller.renewed(1.0)
    assert desk.store.access_statements == 2


async def test_what_is_renewed_is_remembered(desk: Desk) -> None:
    employee, assignment = await desk.employ()
    token, principals = await desk.token_of(employee), desk.principals()
    caller = await principals.caller(token)
    await desk.world.change("assignment", assignment, status="ENDED")
    renewed = await caller.renewed(0.0)
    assert renewed.held == applying(ANONYMOUS).held
    assert await access(principals, token) is renewed
    assert renewed.epoch != caller.access.epoch


async def test_a_right_that_ends_at_midnight_is_read_anew_after_it(desk: Desk) -> None:
    desk.now = dt.datetime.now(dt.UTC).replace(hour=12)
    employee, _ = await desk.employ(end_date=desk.today)
    token = await full_token(desk.connection, person_id=employee["person_id"], hours=72)
    principals = desk.principals()
    assert (await access(principals, token)).holds(DEPARTMENT.read)
    desk.now += dt.timedelta(hours=9)
    assert (await access(principals, token)).holds(DEPARTMENT.read)
    assert desk.store.access_statements == 1
    desk.now += dt.timedelta(hours=12)
    late = await access(principals, token)
    assert (late.held, late.missed[DEPARTMENT.read]) == (applying(ANONYMOUS).held, Reason.EXPIRED)
    assert desk.store.access_statements == 2


async def test_a_substitute_on_demand_holds_rights_within_a_period_only(desk: Desk) -> None:
    _, held = await desk.employ("BLOOD_BANK_HEAD")
    position = await desk.world.seen("position", {"id": held["position_id"]})
    double, assignment = await desk.employ(
        "BLOOD_BANK_DOUBLE",
        position=position,
        kind="SUBSTITUTE",
        substitute_mode="ON_DEMAND",
        substitutes_assignment_id=held["id"],
    )
    token, principals = await desk.token_of(double), desk.principals()
    waiting = await access(principals, token)
    assert (waiting.held, waiting.missed[DEPARTMENT.read]) == (applying(ANONYMOUS).held, Reason.NOT_YET_VALID)
    begins, ends = desk.now + dt.timedelta(hours=1), desk.now + dt.timedelta(hours=2)
    await desk.world.add(
        "substitution_period", assignment_id=assignment["id"], starts_at=begins, ends_at=ends
    )
    assert (await (await principals.caller(token)).renewed(0.0)).valid_until == begins
    desk.now = begins
    assert (await access(principals, token)).holds(DEPARTMENT.read)
    desk.now = ends
    assert not (await access(principals, token)).holds(DEPARTMENT.read)


async def test_a_suspended_employee_stays_known_and_holds_what_anyone_does(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token = await desk.token_of(employee)
    await desk.world.change("employee", employee, status="SUSPENDED")
    found = await access(desk.principals(), token)
    assert found.principal.person_id == employee["person_id"]
    assert found.held == applying(ANONYMOUS).held
    assert found.missed[DEPARTMENT.read] is Reason.SUSPENDED


async def test_an_unknown_token_is_refused_without_a_word_of_the_reason(desk: Desk) -> None:
    assert await refusal(desk.principals(), "zk_" + "a" * 43) is None


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("UPDATE session SET revoked_at = now()", "REVOKED"),
        ("UPDATE session SET created_at = '2020-01-01', absolute_until = now()", "EXPIRED"),
        ("UPDATE person SET blocked_at = now()", "PERSON_BLOCKED"),
        ("UPDATE mis_client SET status = 'BLOCKED'", "CLIENT_BLOCKED"),
    ],
)
async def test_whoever_holds_a_token_that_is_no_longer_taken_learns_why(
    desk: Desk, ending: str, reason: str
) -> None:
    employee, _ = await desk.employ()
    client = await desk.world.add("mis_client")
    token = await desk.token_of(employee, client_id=client["id"])
    principals = desk.principals()
    caller = await principals.caller(token)
    await desk.connection.execute(ending)
    desk.now = dt.datetime.now(dt.UTC)
    with pytest.raises(Unauthenticated) as refused:
        await caller.renewed(0.0)
    assert refused.value.evidence == {"reason": reason}
    assert await refusal(principals, token) == reason


async def test_a_session_ends_in_memory_too(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token, principals = await desk.token_of(employee), desk.principals()
    await principals.caller(token)
    desk.now += dt.timedelta(hours=13)
    assert await refusal(principals, token) == "EXPIRED"


async def test_a_refusal_is_not_remembered(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token, principals = await desk.token_of(employee), desk.principals()
    await desk.connection.execute("UPDATE person SET blocked_at = now()")
    assert await refusal(principals, token) == "PERSON_BLOCKED"
    await desk.connection.execute("UPDATE person SET blocked_at = NULL")
    assert (await access(principals, token)).holds(DEPARTMENT.read)


async def test_the_token_unused_for_longest_leaves_a_full_memory(desk: Desk) -> None:
    first, second, third = [await explorer_token(desk.connection) for _ in range(3)]
    principals = desk.principals(tokens_max=2)
    for token in (first, second, first, third, first):
        await principals.caller(token)
    assert desk.store.access_statements == 3
    await principals.caller(second)
    assert desk.store.access_statements == 4


async def test_requests_that_bring_a_new_token_together_share_one_reading(desk: Desk) -> None:
    employee, _ = await desk.employ()
    token, principals = await desk.token_of(employee), desk.principals()
    found = await asyncio.gather(*(access(principals, token) for _ in range(20)))
    assert all(each is found[0] for each in found)
    assert desk.store.access_statements == 1


async def test_renewals_at_one_moment_share_a_reading_that_began_after_they_asked(desk: Desk) -> None:
    employee, assignment = await desk.employ()
    principals = desk.principals()
    caller = await principals.caller(await desk.token_of(employee))
    under_way = asyncio.create_task(caller.renewed(0.0))
    await asyncio.sleep(0)  # it asks before the change
    await desk.world.change("assignment", assignment, status="ENDED")
    renewed = await asyncio.gather(*(caller.renewed(0.0) for _ in range(20)))
    await under_way
    assert all(each.held == applying(ANONYMOUS).held for each in renewed)
    # the first, the one under way, the first that began afterwards, and one for all who asked after that
    assert desk.store.access_statements <= 4


async def test_who_waits_for_a_reading_that_is_refused_is_refused_too(desk: Desk) -> None:
    principals = desk.principals()
    refusals = await asyncio.gather(*(refusal(principals, "zk_" + "a" * 43) for _ in range(3)))
    assert refusals == [None] * 3


async def test_every_lookup_of_the_access_statement_goes_by_an_index(desk: Desk) -> None:
    await desk.connection.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
    await desk.connection.execute(f"PREPARE reading (bytea) AS {STATEMENT}")
    rows = await desk.connection.fetch("EXPLAIN EXECUTE reading ('')")
    plan = "\n".join(row[0] for row in rows)
    assert "Index" in plan
    assert "Seq Scan" not in plan
