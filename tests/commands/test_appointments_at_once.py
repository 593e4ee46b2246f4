"""Two people appoint at one moment: what there is room for once is given once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from commands.act import Act, Actor, Outcome
from commands.assignment_ending import END_ASSIGNMENT, EndAssignment
from commands.assignment_update import UPDATE_ASSIGNMENT, UpdateAssignment
from commands.assignments import ASSIGN_EMPLOYEE, AssignEmployee
from commands.position_closing import CLOSE_POSITION, ClosePosition
from commands.position_update import UPDATE_POSITION, UpdatePosition
from commands.substitution import ACTIVATE_SUBSTITUTE, ActivateSubstitute
from errors import Refused
from models import AssignmentKind
from models.configuration import configuration
from tests.commands.assigning import DOCTOR, double_of, employee, position
from tests.commands.stage import PlainWorld, Stage, raw
from tests.models.world import Row

HALF = Decimal("0.50")


class Hospital:
    """A hospital that is there for everybody, with an administrator, and a stage to add rows by."""

    def __init__(self, stage: Stage, administrator: Actor) -> None:
        self.stage = stage
        self.administrator = administrator

    async def position(self, **given: Any) -> UUID:
        async with in_transaction() as tx:
            return await position(self._on(tx), **given)

    async def employee(self, **given: Any) -> UUID:
        async with in_transaction() as tx:
            return await employee(self._on(tx), **given)

    async def appoint(self, role: str) -> Row:
        async with in_transaction() as tx:
            return await self._on(tx).appoint(role, "bank")

    async def double_of(self, primary: Row, mode: str) -> Row:
        async with in_transaction() as tx:
            return await double_of(self._on(tx), primary, mode=mode)

    async def wish(self, position_id: UUID, **given: Any) -> AssignEmployee:
        return AssignEmployee(position_id, await self.employee(status="DRAFT"), role_set_ids=DOCTOR, **given)

    async def perform(self, act: Act[Any, Any], wish: object) -> Outcome:
        async with in_transaction() as tx:
            examined = await act.authorise(tx, self.administrator, wish)
            return await act.apply(tx, self.administrator, examined)

    async def number(self, statement: str, *values: object) -> Any:  # of any column's type
        async with in_transaction() as tx:
            ((found,),) = [row.values() for row in await tx.execute_query_dict(statement, list(values))]
            return found

    def _on(self, tx: Any) -> Stage:  # Tortoise's own type
        world = PlainWorld(raw(tx))
        world._numbers = self.stage.world._numbers  # names given once are not given again
        return replace(self.stage, tx=tx, world=world)


@pytest.fixture
async def hospital(own_database_url: str) -> AsyncIterator[Hospital]:
    async with TortoiseContext() as context:
        await context.init(config=configuration(own_database_url, connections_max=8))
        async with in_transaction() as tx:
            stage = Stage(tx, PlainWorld(raw(tx)))
            await stage.build()
            administrator = await stage.as_("FACILITY_ADMIN")
        yield Hospital(stage, administrator)


async def at_once(*doing: Awaitable[Outcome]) -> list[str]:
    """The codes of those who were refused; everybody else's act is done."""
    async with asyncio.timeout(30):
        answers = await asyncio.gather(*doing, return_exceptions=True)
    refused = [each for each in answers if isinstance(each, BaseException)]
    for each in refused:
        assert isinstance(each, Refused), repr(each)
    return [refusal.code for each in refused if isinstance(each, Refused) for refusal in each.refusals]


async def test_of_eight_halves_two_fit_into_one(hospital: Hospital) -> None:
    place = await hospital.position()
    wishes = [await hospital.wish(place, rate=HALF) for _ in range(8)]
    told = await at_once(*(hospital.perform(ASSIGN_EMPLOYEE, wish) for wish in wishes))
    assert told == ["UNPROCESSABLE_ENTITY"] * 6
    taken = "SELECT sum(rate) AS rate FROM assignment WHERE position_id = $1"
    assert await hospital.number(taken, place) == 1


async def test_somebody_is_appointed_to_a_position_once(hospital: Hospital) -> None:
    place, known = await hospital.position(headcount=Decimal(9)), await hospital.employee()
    wish = AssignEmployee(place, known, role_set_ids=DOCTOR)
    told = await at_once(*(hospital.perform(ASSIGN_EMPLOYEE, wish) for _ in range(4)))
    assert told == ["UNPROCESSABLE_ENTITY"] * 3


async def test_one_heads(hospital: Hospital) -> None:
    place = await hospital.position(headcount=Decimal(9), kind="HEAD")
    wishes = [await hospital.wish(place) for _ in range(4)]
    told = await at_once(*(hospital.perform(ASSIGN_EMPLOYEE, wish) for wish in wishes))
    assert told == ["UNPROCESSABLE_ENTITY"] * 3


async def test_a_headcount_shrinks_or_somebody_comes(hospital: Hospital) -> None:
    place = await hospital.position(headcount=Decimal(1))
    wish = await hospital.wish(place)
    told = await at_once(
        hospital.perform(ASSIGN_EMPLOYEE, wish),
        hospital.perform(UPDATE_POSITION, UpdatePosition(place, headcount=HALF)),
    )
    assert told == ["UNPROCESSABLE_ENTITY"]


async def test_nobody_comes_to_a_position_that_closes(hospital: Hospital) -> None:
    place = await hospital.position()
    wish = await hospital.wish(place)
    told = await at_once(
        hospital.perform(ASSIGN_EMPLOYEE, wish), hospital.perform(CLOSE_POSITION, ClosePosition(place))
    )
    assert told == ["CONFLICT"]


async def test_two_rates_do_not_grow_into_one_room(hospital: Hospital) -> None:
    place = await hospital.position(headcount=Decimal("1.50"))
    made = [await hospital.perform(ASSIGN_EMPLOYEE, await hospital.wish(place, rate=HALF)) for _ in range(2)]
    told = await at_once(
        *(hospital.perform(UPDATE_ASSIGNMENT, UpdateAssignment(_id(each), rate=Decimal(1))) for each in made)
    )
    assert told == ["UNPROCESSABLE_ENTITY"]


async def test_no_double_is_left_of_whom_nobody_doubles(hospital: Hospital) -> None:
    for _ in range(4):
        primary, place = await hospital.appoint("DOCTOR"), await hospital.position()
        double = await hospital.wish(
            place, kind=AssignmentKind.SUBSTITUTE, substitutes_assignment_id=primary["id"]
        )
        await at_once(
            hospital.perform(ASSIGN_EMPLOYEE, double),
            hospital.perform(END_ASSIGNMENT, EndAssignment(primary["id"])),
        )
        left = "SELECT count(*) FROM assignment WHERE position_id = $1 AND status = 'PENDING'"
        assert await hospital.number(left, place) == 0


async def test_a_double_is_called_once_at_a_time(hospital: Hospital) -> None:
    double = await hospital.double_of(await hospital.appoint("DOCTOR"), "ON_DEMAND")
    wish = ActivateSubstitute(double["id"])
    told = await at_once(*(hospital.perform(ACTIVATE_SUBSTITUTE, wish) for _ in range(3)))
    assert told == ["UNPROCESSABLE_ENTITY"] * 2


async def test_two_administrators_do_not_end_each_other(hospital: Hospital) -> None:
    whose = "SELECT id FROM assignment WHERE employee_id = (SELECT id FROM employee WHERE person_id = $1)"
    own = await hospital.number(whose, hospital.administrator.person)
    other = await hospital.appoint("FACILITY_ADMIN")
    told = await at_once(
        hospital.perform(END_ASSIGNMENT, EndAssignment(own)),
        hospital.perform(END_ASSIGNMENT, EndAssignment(other["id"])),
    )
    assert "LAST_ADMINISTRATOR" in told


def _id(outcome: Outcome) -> UUID:
    found = outcome.result["assignment"]
    assert isinstance(found, UUID)
    return found
