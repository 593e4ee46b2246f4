"""Assignments are described anew."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from commands.act import Change, ChangeKind
from commands.assignment_update import UPDATE_ASSIGNMENT, UpdateAssignment
from models import AssignmentKind, SubstituteMode
from tests.commands.assigning import double_of, employee, position, seen
from tests.commands.stage import NOBODYS, Stage

DOUBLE, ACTING, PART_TIME = AssignmentKind.SUBSTITUTE, AssignmentKind.ACTING, AssignmentKind.PART_TIME


async def test_what_is_given_changes_and_the_rest_stays(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank", order_number="1", rate=Decimal("0.50"))
    wish = UpdateAssignment(doctor["id"], kind=PART_TIME, end_date=dt.date(2026, 6, 30), order_number=None)
    outcome = await stage.perform(UPDATE_ASSIGNMENT, administrator, wish)
    assert outcome.changes == (Change("Assignment", doctor["id"], 2, ChangeKind.UPDATED),)
    changed = await seen(stage, doctor["id"])
    assert (changed.kind, changed.end_date, changed.order_number) == ("PART_TIME", dt.date(2026, 6, 30), None)
    assert (changed.rate, changed.start_date) == (Decimal("0.50"), doctor["start_date"])


async def test_the_words_name_what_changes(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank", end_date=dt.date(2026, 6, 30))
    examined = await UPDATE_ASSIGNMENT.examine(
        stage.tx, administrator, UpdateAssignment(doctor["id"], end_date=None)
    )
    assert examined.text.endswith("Дата завершення: (порожньо).")
    assert "посада «Сестра медична», відділ «Банк крові»" in examined.text


async def test_nothing_to_change_is_said(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    wish = UpdateAssignment(doctor["id"])
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, wish) == {("", "required")}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"start_date": dt.date(2026, 2, 1)}, ("startDate", "date")),
        ({"end_date": dt.date(2026, 1, 4)}, ("endDate", "date")),
        ({"rate": Decimal("0.1")}, ("rate", "number")),
        ({"order_date": dt.date(2026, 2, 1)}, ("orderDate", "date")),
        ({"substitute_mode": SubstituteMode.ALWAYS}, ("substituteMode", "dependency")),
        ({"kind": DOUBLE}, ("substitutesAssignmentId", "dependency")),
    ],
)
async def test_terms_are_judged(stage: Stage, given: Mapping[str, Any], place: tuple[str, str]) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    wish = UpdateAssignment(doctor["id"], **given)
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, wish) == {place}


async def test_a_rate_grows_only_as_far_as_the_headcount(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await stage.world.add("position", department=stage.rows["bank"])
    half, other = [
        await stage.world.add("assignment", position=place, rate=Decimal("0.50")) for _ in range(2)
    ]
    wish = UpdateAssignment(half["id"], rate=Decimal("0.75"))
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, wish) == {("rate", "number")}
    await stage.perform(UPDATE_ASSIGNMENT, administrator, UpdateAssignment(other["id"], rate=Decimal("0.25")))
    await stage.perform(UPDATE_ASSIGNMENT, administrator, wish)


async def test_one_that_was_to_begin_later_may_begin_now(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank", status="SCHEDULED", start_date=dt.date(2026, 2, 1))
    wish = UpdateAssignment(doctor["id"], start_date=administrator.today)
    await stage.perform(UPDATE_ASSIGNMENT, administrator, wish)
    assert (await seen(stage, doctor["id"])).status == "ACTIVE"


async def test_doubles_end_no_later(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    primary = await stage.appoint("DOCTOR", "bank")
    double = await double_of(stage, primary)
    wish = UpdateAssignment(primary["id"], end_date=dt.date(2026, 3, 1))
    examined = await stage.examined(UPDATE_ASSIGNMENT, administrator, wish)
    assert examined.wish.doubles == 1
    await stage.perform(UPDATE_ASSIGNMENT, administrator, examined.wish)
    assert (await seen(stage, double["id"])).end_date == dt.date(2026, 3, 1)
    longer = UpdateAssignment(double["id"], end_date=dt.date(2026, 3, 2))
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, longer) == {("endDate", "date")}


async def test_a_double_becomes_something_else_and_something_else_a_double(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    primary = await stage.appoint("DOCTOR", "bank")
    double = await double_of(stage, primary)
    examined = await stage.examined(
        UPDATE_ASSIGNMENT, administrator, UpdateAssignment(double["id"], kind=ACTING)
    )
    assert (examined.wish.substitutes_assignment_id, examined.wish.substitute_mode) == (None, None)
    await stage.perform(UPDATE_ASSIGNMENT, administrator, examined.wish)
    back = UpdateAssignment(double["id"], kind=DOUBLE, substitutes_assignment_id=primary["id"])
    await stage.perform(UPDATE_ASSIGNMENT, administrator, back)
    assert (await seen(stage, double["id"])).substitute_mode == "ALWAYS"
    third = await stage.appoint("DOCTOR", "bank")
    chain = UpdateAssignment(primary["id"], kind=DOUBLE, substitutes_assignment_id=third["id"])
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, chain) == {("kind", "invalid")}


async def test_rights_last_longer_only_by_whoever_may_give_them(stage: Stage) -> None:
    head = await stage.appoint("BLOOD_BANK_HEAD", "bank", end_date=dt.date(2026, 6, 30))
    await stage.appoint("FACILITY_ADMIN")
    officer = await stage.as_("HR_OFFICER")
    wish = UpdateAssignment(head["id"], end_date=None)
    assert "GRANT_EXCEEDS_OWN" in await stage.codes(UPDATE_ASSIGNMENT, officer, wish)
    own = replace(wish, end_date=dt.date(2026, 7, 30))
    assert "SELF_GRANT" in await stage.codes(UPDATE_ASSIGNMENT, await stage.actor(head), own)


async def test_the_last_administrator_gets_no_end(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = UpdateAssignment(appointed["id"], end_date=dt.date(2026, 6, 30))
    assert await stage.codes(UPDATE_ASSIGNMENT, await stage.actor(appointed), wish) == ["LAST_ADMINISTRATOR"]


async def test_what_is_over_or_hidden_does_not_change(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    over = await stage.appoint("DOCTOR", "bank", status="ENDED")
    wish = UpdateAssignment(over["id"], order_number="2")
    assert await stage.codes(UPDATE_ASSIGNMENT, administrator, wish) == ["CONFLICT"]
    hidden = replace(wish, assignment_id=NOBODYS)
    assert await stage.codes(UPDATE_ASSIGNMENT, administrator, hidden) == ["NOT_FOUND"]


async def test_another_appointment_to_the_same_days_is_in_the_way(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await stage.world.seen("position", {"id": await position(stage, headcount=Decimal(2))})
    known = {"id": await employee(stage)}
    first = await stage.world.add("assignment", position=place, employee=known, end_date=dt.date(2026, 1, 31))
    await stage.world.add(
        "assignment", position=place, employee=known, status="SCHEDULED", start_date=dt.date(2026, 2, 1)
    )
    wish = UpdateAssignment(first["id"], end_date=dt.date(2026, 2, 1))
    assert await stage.problems(UPDATE_ASSIGNMENT, administrator, wish) == {("startDate", "unique")}
