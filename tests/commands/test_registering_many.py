"""Up to a hundred employees are registered by one signature, all or none (US-E7); HR is invited (US-E3)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from commands.act import Actor
from commands.employee_inviting import INVITE_EMPLOYEE
from commands.employees import REGISTER_EMPLOYEES
from commands.hiring_input import EmployeeRowInput, InviteEmployee, RegisterEmployees
from commands.policy import template_id
from errors import Refused, Unprocessable
from models import Delivery, Employee, EmployeeStatus, EmployeeType, Position
from tests.commands.personnel import contact, learnt, passport, person
from tests.commands.stage import Stage, places


@pytest.fixture
async def officer(stage: Stage) -> Actor:
    return await stage.as_("HR_OFFICER")


def row(stage: Stage, ordinal: int, **given: Any) -> EmployeeRowInput:
    made = EmployeeRowInput(
        person(ordinal, documents=(passport(f"АЯ{ordinal:06}"),)),
        contact(ordinal),
        employee_type=EmployeeType.DOCTOR,
        professional=learnt(),
        department_id=stage.id("ward"),
        position_title_code="P7",
    )
    return replace(made, **given)


def batch(stage: Stage, count: int) -> RegisterEmployees:
    return RegisterEmployees(tuple(row(stage, ordinal) for ordinal in range(1, count + 1)))


async def test_a_batch_fills_one_new_position_and_invites_everybody(stage: Stage, officer: Actor) -> None:
    examined = await stage.examined(REGISTER_EMPLOYEES, officer, batch(stage, 5))
    assert (await stage.examined(REGISTER_EMPLOYEES, officer, examined.wish)).wish == examined.wish
    assert "усього 5" in examined.text
    outcome = await stage.perform(REGISTER_EMPLOYEES, officer, examined.wish)
    ids = outcome.result["employees"]
    assert isinstance(ids, list)
    found = {each.id: each for each in await Employee.filter(id__in=ids).using_db(stage.tx)}
    assert [found[each].work_email for each in ids] == [f"koval{n}@example.com" for n in range(1, 6)]
    assert {each.status for each in found.values()} == {EmployeeStatus.PENDING}
    (position,) = await Position.filter(title_code="P7", department_id=stage.id("ward")).using_db(stage.tx)
    assert position.headcount == Decimal(5)
    entities = [each.entity for each in outcome.changes]
    assert {entity: entities.count(entity) for entity in set(entities)} == {
        "Employee": 5,
        "Assignment": 5,
        "Invitation": 5,
        "Position": 1,
    }
    assert outcome.told == {}


async def test_links_are_told_in_the_order_of_the_rows(stage: Stage, officer: Actor) -> None:
    rows = (row(stage, 1, delivery=Delivery.LINK), row(stage, 2), row(stage, 3, delivery=Delivery.BOTH))
    outcome = await stage.perform(REGISTER_EMPLOYEES, officer, RegisterEmployees(rows))
    first, second, third = str(outcome.told["invitation_urls"]).split("\n")
    assert first.startswith("https://zaklad.example/invite#")
    assert second == ""
    assert third.startswith("https://zaklad.example/invite#")


async def test_problems_carry_their_rows(stage: Stage, officer: Actor) -> None:
    wish = batch(stage, 4).employees
    rows = (
        wish[0],
        replace(wish[1], person=replace(wish[1].person, tax_id="1")),
        replace(wish[2], contact=contact(1), personnel_number="1"),
        replace(wish[3], person=wish[0].person, professional=learnt(specialities=()), personnel_number="1"),
    )
    assert await stage.problems(REGISTER_EMPLOYEES, officer, RegisterEmployees(rows)) == {
        ("employees[1].person.taxId", "format"),
        ("employees[2].contact.workEmail", "unique"),
        ("employees[3].person.taxId", "unique"),
        ("employees[3].professional.specialities", "required"),
        ("employees[3].personnelNumber", "unique"),
    }


async def test_facts_of_others_carry_their_rows_and_nobody_is_registered(
    stage: Stage, officer: Actor
) -> None:
    await stage.world.add("email_address", address="koval2@example.com")
    await stage.examined(REGISTER_EMPLOYEES, officer, batch(stage, 3))
    before = await Employee.all().using_db(stage.tx).count()
    with pytest.raises(Refused) as refused:
        await stage.perform(REGISTER_EMPLOYEES, officer, batch(stage, 3))
    (refusal,) = refused.value.refusals
    assert isinstance(refusal, Unprocessable)
    assert places(refusal.problems) == {("employees[1].contact.workEmail", "unique")}
    assert await Employee.all().using_db(stage.tx).count() == before


async def test_rows_fill_a_position_together(stage: Stage, officer: Actor) -> None:
    position = await stage.world.add(
        "position", department=stage.rows["ward"], title_code="P7", custom_title=None, headcount=2
    )
    by_id = {"position_id": position["id"], "department_id": None, "position_title_code": None}
    wish = RegisterEmployees(tuple(row(stage, ordinal, **by_id) for ordinal in (1, 2, 3)))
    assert await stage.problems(REGISTER_EMPLOYEES, officer, wish) == {("employees[2].rate", "number")}
    by_title = await stage.examined(REGISTER_EMPLOYEES, officer, batch(stage, 3))
    assert [each.position_id for each in by_title.wish.employees] == [position["id"], position["id"], None]


@pytest.mark.parametrize("count", [0, 101])
async def test_a_batch_has_bounds(stage: Stage, officer: Actor, count: int) -> None:
    assert await stage.problems(REGISTER_EMPLOYEES, officer, batch(stage, count)) == {("employees", "length")}


async def test_the_head_invites_an_officer_by_default(stage: Stage) -> None:
    head = await stage.as_("FACILITY_HEAD")
    office = await stage.world.add(
        "department", parent=stage.rows["root"], segment="0009", name="Кадри", type_code="HR"
    )
    wish = InviteEmployee(person(), contact(), delivery=Delivery.LINK)
    examined = await stage.examined(INVITE_EMPLOYEE, head, wish)
    assert (examined.wish.department_id, examined.wish.position_title_code) == (office["id"], "P14")
    assert "«Кадри»" in examined.text
    outcome = await stage.perform(INVITE_EMPLOYEE, head, wish)
    employee = await Employee.get(id=outcome.result["employee"], using_db=stage.tx)
    assert (employee.employee_type, employee.status) == (EmployeeType.HR, EmployeeStatus.PENDING)
    assert outcome.told["invitation_url"]
    given = await stage.tx.execute_query_dict(
        "SELECT role_set.code FROM assignment JOIN assignment_role_set ON assignment_id = assignment.id"
        " JOIN role_set_version ON role_set_version.id = version_id"
        " JOIN role_set ON role_set.id = role_set_id WHERE employee_id = $1",
        [employee.id],
    )
    assert [each["code"] for each in given] == ["HR_OFFICER"]


async def test_without_a_personnel_office_the_officer_sits_at_the_root(stage: Stage) -> None:
    head = await stage.as_("FACILITY_HEAD")
    examined = await stage.examined(INVITE_EMPLOYEE, head, InviteEmployee(person(), contact()))
    assert examined.wish.department_id == stage.id("root")


async def test_an_invitation_is_for_the_next_thirty_days(stage: Stage) -> None:
    head = await stage.as_("FACILITY_HEAD")
    wish = InviteEmployee(person(), contact(), start_date=head.today + timedelta(days=31))
    assert await stage.problems(INVITE_EMPLOYEE, head, wish) == {("startDate", "date")}


async def test_an_officer_does_not_invite_another_one_with_more_rights(stage: Stage, officer: Actor) -> None:
    wish = InviteEmployee(person(), contact(), role_set_ids=(template_id("FACILITY_HEAD"),))
    assert "GRANT_EXCEEDS_OWN" in await stage.codes(INVITE_EMPLOYEE, officer, wish)
