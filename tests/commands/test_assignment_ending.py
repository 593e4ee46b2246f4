"""Assignments end, at once or later (US-X4)."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from commands.assignment_ending import END_ASSIGNMENT, EndAssignment
from commands.assignments import ASSIGN_EMPLOYEE
from commands.rights import rights_of_person
from permissions.catalogue import EMPLOYEE
from permissions.holdings import access_of_person
from tests.commands.assigning import double_of, position, rows, seen, wish
from tests.commands.stage import NOBODYS, Stage


async def test_the_rights_are_gone_when_it_is_done(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    await stage.world.judge()
    epoch = "SELECT epoch FROM principal_epoch WHERE principal_id = $1"
    before = await rows(stage, epoch, doctor["person_id"])
    outcome = await stage.perform(END_ASSIGNMENT, administrator, EndAssignment(doctor["id"], reason="Заява"))
    ended = await seen(stage, outcome.result["assignment"])
    assert (ended.status, ended.end_date, ended.version) == ("ENDED", administrator.today, 2)
    found = await rights_of_person(stage.tx, doctor["person_id"])
    access = access_of_person(doctor["person_id"], found, stage.now)
    assert not access.holds(EMPLOYEE.public)
    assert (await rows(stage, epoch, doctor["person_id"]))[0]["epoch"] > before[0]["epoch"]
    (letter,) = await rows(stage, "SELECT kind, parameters->>'reason' AS reason FROM letter")
    assert letter == {"kind": "ASSIGNMENT_ENDED", "reason": "Заява"}


async def test_rights_at_another_facility_stay(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    elsewhere = await stage.world.add(
        "employee", facility_id=stage.rows["far"]["facility_id"], person_id=doctor["person_id"]
    )
    there = await stage.world.add("position", department=stage.rows["far"])
    other = await stage.world.add("assignment", position=there, employee=elsewhere)
    await stage.perform(END_ASSIGNMENT, administrator, EndAssignment(doctor["id"]))
    assert (await seen(stage, other["id"])).status == "ACTIVE"


async def test_doubles_end_with_whom_they_double(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    primary = await stage.appoint("DOCTOR", "bank")
    double = await double_of(stage, primary)
    examined = await stage.examined(END_ASSIGNMENT, administrator, EndAssignment(primary["id"]))
    assert examined.wish.doubles == 1
    assert "Скільки призначень дублерів завершується разом: 1" in examined.text
    stale = replace(examined.wish, doubles=0)
    assert await stage.codes(END_ASSIGNMENT, administrator, stale) == ["VERSION_CONFLICT"]
    outcome = await stage.perform(END_ASSIGNMENT, administrator, examined.wish)
    assert {each.id for each in outcome.changes} == {primary["id"], double["id"]}
    assert (await seen(stage, double["id"])).status == "ENDED"


async def test_an_end_to_come_changes_nothing_today(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    primary = await stage.appoint("DOCTOR", "bank")
    double = await double_of(stage, primary)
    last = administrator.today + dt.timedelta(days=14)
    await stage.perform(END_ASSIGNMENT, administrator, EndAssignment(primary["id"], last))
    for assignment_id in (primary["id"], double["id"]):
        assignment = await seen(stage, assignment_id)
        assert (assignment.status, assignment.end_date, assignment.version) == ("ACTIVE", last, 2)
    later = EndAssignment(primary["id"], last + dt.timedelta(days=1))
    assert await stage.problems(END_ASSIGNMENT, administrator, later) == {("endDate", "date")}


async def test_one_that_nobody_accepted_is_cancelled_with_its_invitation(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    made = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage))
    assignment_id = made.result["assignment"]
    assert isinstance(assignment_id, UUID)
    later = EndAssignment(assignment_id, administrator.today + dt.timedelta(days=1))
    assert await stage.problems(END_ASSIGNMENT, administrator, later) == {("endDate", "date")}
    outcome = await stage.perform(END_ASSIGNMENT, administrator, EndAssignment(assignment_id))
    cancelled = await seen(stage, assignment_id)
    assert cancelled.status == "CANCELLED"
    (invitation,) = await rows(stage, "SELECT status FROM invitation")
    (card,) = await rows(stage, "SELECT status FROM employee WHERE id = $1", cancelled.employee_id)
    assert (invitation["status"], card["status"]) == ("REVOKED", "DRAFT")
    assert {each.entity for each in outcome.changes} == {"Assignment", "Invitation", "Employee"}


async def test_what_is_over_does_not_end_again(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    over = await stage.appoint("DOCTOR", "bank", status="ENDED")
    assert await stage.codes(END_ASSIGNMENT, administrator, EndAssignment(over["id"])) == ["CONFLICT"]


async def test_the_last_administrator_stays(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    administrator = await stage.actor(appointed)
    own = EndAssignment(appointed["id"])
    assert await stage.codes(END_ASSIGNMENT, administrator, own) == ["LAST_ADMINISTRATOR"]
    later = replace(own, end_date=administrator.today + dt.timedelta(days=30))
    assert await stage.codes(END_ASSIGNMENT, administrator, later) == ["LAST_ADMINISTRATOR"]
    await stage.appoint("FACILITY_ADMIN")
    await stage.perform(END_ASSIGNMENT, administrator, own)


async def test_the_facilitys_head_is_replaced_first(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_HEAD")
    head = await stage.appoint("DOCTOR", "bank")
    await stage.world.change("facility", stage.rows["hospital"], head_employee_id=head["employee_id"])
    assert await stage.codes(END_ASSIGNMENT, administrator, EndAssignment(head["id"])) == ["CONFLICT"]
    other = await position(stage)
    await stage.world.add(
        "assignment",
        position=await stage.world.seen("position", {"id": other}),
        employee={"id": head["employee_id"]},
    )
    await stage.perform(END_ASSIGNMENT, administrator, EndAssignment(head["id"]))


async def test_nobody_ends_what_outranks_them(stage: Stage) -> None:
    officer = await stage.as_("HR_OFFICER")
    administrator = await stage.appoint("FACILITY_ADMIN")
    await stage.appoint("FACILITY_ADMIN")
    assert await stage.codes(END_ASSIGNMENT, officer, EndAssignment(administrator["id"])) == [
        "TARGET_OUTRANKS"
    ]


@pytest.mark.parametrize("role", ["DOCTOR", "BLOOD_BANK_DOUBLE"])
async def test_who_may_not_end_assignments_is_refused(stage: Stage, role: str) -> None:
    doctor = await stage.appoint("DOCTOR", "bank")
    own = EndAssignment(doctor["id"])
    assert await stage.codes(END_ASSIGNMENT, await stage.as_(role), own) == ["FORBIDDEN"]


async def test_what_is_hidden_is_not_there(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    foreign = await stage.world.add("assignment")
    answers = [
        [
            each.formatted()
            for each in await stage.refused(END_ASSIGNMENT, administrator, EndAssignment(each_id))
        ]
        for each_id in (foreign["id"], NOBODYS)
    ]
    assert answers[0] == answers[1]
