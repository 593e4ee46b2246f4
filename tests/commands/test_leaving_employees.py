"""Employees leave, rest and return; people are blocked; rights and sessions go at once (US-X4)."""

from datetime import timedelta
from typing import Any

import pytest

from commands.act import Actor
from commands.assignments import ASSIGN_EMPLOYEE, AssignEmployee
from commands.dismissal import DISMISS_EMPLOYEE, DismissEmployee
from commands.employee_rest import RESUME_EMPLOYEE, SUSPEND_EMPLOYEE, ResumeEmployee, SuspendEmployee
from commands.person_blocking import BLOCK_PERSON, UNBLOCK_PERSON, BlockPerson, UnblockPerson
from commands.policy import template_version_id
from models import Assignment, AssignmentKind, AssignmentStatus, Employee, EmployeeStatus, Person
from permissions.catalogue import EMPLOYEE
from tests.commands.stage import Stage
from tests.models.world import Row


@pytest.fixture
async def officer(stage: Stage) -> Actor:
    return await stage.as_("HR_OFFICER")


async def session_of(stage: Stage, person_id: Any) -> Row:
    return await stage.world.add("session", kind="FULL", principal_id=person_id, person_id=person_id)


async def is_open(stage: Stage, session: Row) -> bool:
    rows = await stage.tx.execute_query_dict(
        "SELECT revoked_at FROM session WHERE token_sha256 = $1", [session["token_sha256"]]
    )
    return rows[0]["revoked_at"] is None


async def employee_of(stage: Stage, appointed: Row) -> Employee:
    return await Employee.get(id=appointed["employee_id"], using_db=stage.tx)


async def letters(stage: Stage, kind: str) -> int:
    rows = await stage.tx.execute_query_dict("SELECT 1 FROM letter WHERE kind = $1", [kind])
    return len(rows)


async def works_elsewhere(stage: Stage, person_id: Any, role: str = "DOCTOR") -> Row:
    """The same person at another facility, with rights there."""
    position = await stage.world.add("position", department=stage.rows["far"])
    employee = await stage.world.add(
        "employee", person_id=person_id, facility_id=stage.rows["far"]["facility_id"]
    )
    assignment = await stage.world.add("assignment", position=position, employee=employee)
    await stage.world.add(
        "assignment_role_set", assignment=assignment, version_id=template_version_id(role, 1)
    )
    return {**assignment, "person_id": person_id}


async def test_whoever_is_dismissed_loses_rights_and_sessions(stage: Stage, officer: Actor) -> None:
    doctor = await stage.appoint("DOCTOR", "ward")
    session = await session_of(stage, doctor["person_id"])
    examined = await stage.examined(DISMISS_EMPLOYEE, officer, DismissEmployee(doctor["employee_id"]))
    assert (examined.wish.assignments, examined.wish.end_date) == (1, officer.today)
    outcome = await stage.perform(DISMISS_EMPLOYEE, officer, examined.wish)
    assert {each.entity for each in outcome.changes} == {"Employee", "Assignment"}
    employee = await employee_of(stage, doctor)
    assert (employee.status, employee.end_date) == (EmployeeStatus.DISMISSED, officer.today)
    assert (await Assignment.get(id=doctor["id"], using_db=stage.tx)).status == AssignmentStatus.ENDED
    assert not await is_open(stage, session)
    assert not (await stage.actor(doctor)).access.holds(EMPLOYEE.public)
    assert await letters(stage, "EMPLOYEE_DISMISSED") == 1


async def test_dismissal_in_one_facility_leaves_the_rights_of_another(stage: Stage, officer: Actor) -> None:
    doctor = await stage.appoint("DOCTOR", "ward")
    elsewhere = await works_elsewhere(stage, doctor["person_id"])
    session = await session_of(stage, doctor["person_id"])
    await stage.perform(DISMISS_EMPLOYEE, officer, DismissEmployee(doctor["employee_id"]))
    assert await is_open(stage, session)
    actor = await stage.actor(elsewhere)
    assert actor.access.facilities == {elsewhere["facility_id"]}


async def test_the_dismissal_raises_the_epoch_of_whoever_leaves(stage: Stage, officer: Actor) -> None:
    doctor = await stage.appoint("DOCTOR", "ward")
    await session_of(stage, doctor["person_id"])
    await stage.world.judge()

    async def epoch() -> int:
        rows = await stage.tx.execute_query_dict(
            "SELECT epoch FROM principal_epoch WHERE principal_id = $1", [doctor["person_id"]]
        )
        return int(rows[0]["epoch"])

    before = await epoch()
    await stage.perform(DISMISS_EMPLOYEE, officer, DismissEmployee(doctor["employee_id"]))
    assert await epoch() > before


async def test_doubles_end_with_whom_they_double(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    head = await stage.appoint("BLOOD_BANK_HEAD", "bank")
    double = await stage.appoint("BLOOD_BANK_DOUBLE", "bank")
    wish = AssignEmployee(
        head["position_id"],
        double["employee_id"],
        AssignmentKind.SUBSTITUTE,
        substitutes_assignment_id=head["id"],
        role_set_ids=(),
    )
    made = (await stage.perform(ASSIGN_EMPLOYEE, administrator, wish)).result["assignment"]
    dismissal = DismissEmployee(head["employee_id"])
    examined = await stage.examined(DISMISS_EMPLOYEE, administrator, dismissal)
    assert examined.wish.assignments == 2
    stale = DismissEmployee(head["employee_id"], assignments=1)
    assert await stage.codes(DISMISS_EMPLOYEE, administrator, stale) == ["VERSION_CONFLICT"]
    await stage.perform(DISMISS_EMPLOYEE, administrator, dismissal)
    assert (await Assignment.get(id=made, using_db=stage.tx)).status == AssignmentStatus.ENDED
    assert (await employee_of(stage, double)).status == EmployeeStatus.ACTIVE


@pytest.mark.parametrize("column", ["head_employee_id", "administrator_employee_id"])
async def test_head_and_administrator_are_replaced_before_they_leave(stage: Stage, column: str) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    leader = await stage.appoint("DOCTOR")
    await stage.world.change("facility", stage.rows["hospital"], **{column: leader["employee_id"]})
    (refusal,) = await stage.refused(DISMISS_EMPLOYEE, administrator, DismissEmployee(leader["employee_id"]))
    assert refusal.evidence["reason"] == "LEADS_FACILITY"


async def test_the_last_administrator_stays(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = DismissEmployee(appointed["employee_id"])
    actor = await stage.actor(appointed)
    assert await stage.codes(DISMISS_EMPLOYEE, actor, wish) == ["LAST_ADMINISTRATOR"]
    assert await stage.codes(SUSPEND_EMPLOYEE, actor, SuspendEmployee(wish.employee_id)) == [
        "LAST_ADMINISTRATOR"
    ]


async def test_nobody_dismisses_or_suspends_whoever_outranks_them(stage: Stage, officer: Actor) -> None:
    await stage.appoint("FACILITY_ADMIN")
    other = await stage.appoint("FACILITY_ADMIN")
    wish = DismissEmployee(other["employee_id"])
    assert await stage.codes(DISMISS_EMPLOYEE, officer, wish) == ["TARGET_OUTRANKS"]
    rest = SuspendEmployee(other["employee_id"])
    assert await stage.codes(SUSPEND_EMPLOYEE, officer, rest) == ["TARGET_OUTRANKS"]


@pytest.mark.parametrize("days", [-30, 1])
async def test_the_last_day_is_no_day_to_come_and_none_before_the_first(
    stage: Stage, officer: Actor, days: int
) -> None:
    row = await stage.world.add("employee", facility_id=stage.hospital, start_date=officer.today)
    wish = DismissEmployee(row["id"], officer.today + timedelta(days=days))
    assert await stage.problems(DISMISS_EMPLOYEE, officer, wish) == {("endDate", "date")}


async def test_whoever_has_left_does_not_leave_again(stage: Stage, officer: Actor) -> None:
    row = await stage.world.add("employee", facility_id=stage.hospital, status="DISMISSED")
    assert await stage.codes(DISMISS_EMPLOYEE, officer, DismissEmployee(row["id"])) == ["CONFLICT"]


async def test_an_error_is_taken_out_within_a_day_and_with_a_reason(stage: Stage, officer: Actor) -> None:
    row = await stage.world.add(
        "employee", facility_id=stage.hospital, status="DRAFT", created_at=stage.now - timedelta(hours=24)
    )
    silent = DismissEmployee(row["id"], entered_in_error=True)
    assert await stage.problems(DISMISS_EMPLOYEE, officer, silent) == {("reason", "required")}
    wish = DismissEmployee(row["id"], reason="Двічі внесено", entered_in_error=True)
    await stage.perform(DISMISS_EMPLOYEE, officer, wish)
    employee = await Employee.get(id=row["id"], using_db=stage.tx)
    assert (employee.status, employee.dismissal_reason) == (EmployeeStatus.ENTERED_IN_ERROR, None)


async def test_after_a_day_an_error_is_dismissed(stage: Stage, officer: Actor) -> None:
    row = await stage.world.add(
        "employee",
        facility_id=stage.hospital,
        status="DRAFT",
        created_at=stage.now - timedelta(hours=24, seconds=1),
    )
    wish = DismissEmployee(row["id"], reason="Двічі внесено", entered_in_error=True)
    assert await stage.codes(DISMISS_EMPLOYEE, officer, wish) == ["CONFLICT"]


async def test_a_person_who_was_dismissed_is_registered_anew(stage: Stage, officer: Actor) -> None:
    doctor = await stage.appoint("DOCTOR", "ward")
    await stage.perform(DISMISS_EMPLOYEE, officer, DismissEmployee(doctor["employee_id"]))
    again = await stage.world.add(
        "employee", facility_id=stage.hospital, person_id=doctor["person_id"], status="DRAFT"
    )
    assert again["id"] != doctor["employee_id"]


async def test_whoever_is_suspended_has_no_rights_until_resumed(stage: Stage, officer: Actor) -> None:
    doctor = await stage.appoint("DOCTOR", "ward")
    session = await session_of(stage, doctor["person_id"])
    await stage.perform(SUSPEND_EMPLOYEE, officer, SuspendEmployee(doctor["employee_id"], "Відпустка"))
    assert (await employee_of(stage, doctor)).status == EmployeeStatus.SUSPENDED
    assert not (await stage.actor(doctor)).access.holds(EMPLOYEE.public)
    assert not await is_open(stage, session)
    again = SuspendEmployee(doctor["employee_id"])
    assert await stage.codes(SUSPEND_EMPLOYEE, officer, again) == ["CONFLICT"]
    await stage.perform(RESUME_EMPLOYEE, officer, ResumeEmployee(doctor["employee_id"]))
    assert (await stage.actor(doctor)).access.holds(EMPLOYEE.public)
    resumed = ResumeEmployee(doctor["employee_id"])
    assert await stage.codes(RESUME_EMPLOYEE, officer, resumed) == ["CONFLICT"]
    assert await letters(stage, "EMPLOYEE_SUSPENDED") == await letters(stage, "EMPLOYEE_RESUMED") == 1


async def test_nobody_gives_back_what_they_could_not_give(stage: Stage, officer: Actor) -> None:
    other = await stage.appoint("FACILITY_ADMIN")
    await stage.world.change("employee", {"id": other["employee_id"]}, status="SUSPENDED")
    wish = ResumeEmployee(other["employee_id"])
    assert "GRANT_EXCEEDS_OWN" in await stage.codes(RESUME_EMPLOYEE, officer, wish)


async def test_a_registrar_blocks_a_person_everywhere(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    doctor = await stage.appoint("DOCTOR", "ward")
    elsewhere = await works_elsewhere(stage, doctor["person_id"])
    session = await session_of(stage, doctor["person_id"])
    outcome = await stage.perform(BLOCK_PERSON, registrar, BlockPerson(doctor["employee_id"], "Підробка"))
    assert [each.entity for each in outcome.changes] == ["Person"]
    assert not await is_open(stage, session)
    for appointed in (doctor, elsewhere):
        assert not (await stage.actor(appointed)).access.holds(EMPLOYEE.public)
    again = BlockPerson(doctor["employee_id"], "Підробка")
    assert await stage.codes(BLOCK_PERSON, registrar, again) == ["CONFLICT"]
    await stage.perform(UNBLOCK_PERSON, registrar, UnblockPerson(doctor["employee_id"]))
    person = await Person.get(id=doctor["person_id"], using_db=stage.tx)
    assert (person.blocked_at, person.blocked_reason) == (None, None)
    assert (await stage.actor(doctor)).access.holds(EMPLOYEE.public)
    unblocked = UnblockPerson(doctor["employee_id"])
    assert await stage.codes(UNBLOCK_PERSON, registrar, unblocked) == ["CONFLICT"]


async def test_a_block_leaves_no_facility_without_an_administrator(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    doctor = await stage.appoint("DOCTOR")
    await works_elsewhere(stage, doctor["person_id"], "FACILITY_ADMIN")
    wish = BlockPerson(doctor["employee_id"], "Підробка")
    assert await stage.codes(BLOCK_PERSON, registrar, wish) == ["LAST_ADMINISTRATOR"]


async def test_nobody_blocks_themselves_and_only_registrars_block(stage: Stage) -> None:
    appointed = await stage.appoint("REGISTRAR")
    registrar = await stage.actor(appointed)
    mine = BlockPerson(appointed["employee_id"], "Навіщось")
    assert "DUTIES_CONFLICT" in await stage.codes(BLOCK_PERSON, registrar, mine)
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.codes(BLOCK_PERSON, administrator, mine) == ["FORBIDDEN"]


async def test_whoever_works_elsewhere_is_not_there_to_be_dismissed(stage: Stage, officer: Actor) -> None:
    row = await stage.world.add("employee", facility_id=stage.rows["far"]["facility_id"])
    assert await stage.codes(DISMISS_EMPLOYEE, officer, DismissEmployee(row["id"])) == ["NOT_FOUND"]
