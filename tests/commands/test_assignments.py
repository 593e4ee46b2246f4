"""Employees are appointed to positions (US-K10)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from commands.act import ChangeKind
from commands.assignments import ASSIGN_EMPLOYEE, AssignEmployee
from commands.policy import template_id, template_version_id
from models import Assignment, AssignmentKind, Delivery, Employee, SubstituteMode
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, INVITATION, POSITION, ROLE_SET
from permissions.permission import Permission, Scope
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row

DOCTOR = (template_id("DOCTOR"),)
DOUBLE, ACTING, PART_TIME = AssignmentKind.SUBSTITUTE, AssignmentKind.ACTING, AssignmentKind.PART_TIME


async def position(stage: Stage, department: str = "bank", **given: Any) -> UUID:
    row = await stage.world.add("position", department=stage.rows[department], **given)
    return UUID(str(row["id"]))


async def employee(stage: Stage, **given: Any) -> UUID:
    row = await stage.world.add("employee", facility_id=stage.hospital, **given)
    return UUID(str(row["id"]))


async def wish(stage: Stage, **given: Any) -> AssignEmployee:
    """A doctor for the blood bank who is no employee with rights yet."""
    return AssignEmployee(
        position_id=given.pop("position_id", None) or await position(stage),
        employee_id=given.pop("employee_id", None) or await employee(stage, status="DRAFT"),
        **{"role_set_ids": DOCTOR, **given},
    )


async def seen(stage: Stage, assignment_id: object) -> Assignment:
    return await Assignment.get(id=assignment_id, using_db=stage.tx)


async def rows(stage: Stage, statement: str, *values: object) -> list[Row]:
    return [dict(row) for row in await stage.tx.execute_query_dict(statement, list(values))]


async def test_whoever_does_not_work_here_yet_is_invited(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage))
    assignment = await seen(stage, outcome.result["assignment"])
    assert (assignment.status, assignment.path, assignment.rate) == ("PENDING", "0001.0001.", Decimal(1))
    (invitation,) = await rows(stage, "SELECT * FROM invitation WHERE assignment_id = $1", assignment.id)
    assert (invitation["kind"], invitation["delivery"]) == ("EMPLOYEE", "LINK")
    assert str(outcome.told["invitation_url"]).startswith("https://zaklad.example/invite#")
    hired = await Employee.get(id=assignment.employee_id, using_db=stage.tx)
    assert (hired.status, hired.version) == ("PENDING", 2)
    assert [(each.entity, each.version, each.act) for each in outcome.changes] == [
        ("Assignment", 1, ChangeKind.CREATED),
        ("Employee", 2, ChangeKind.UPDATED),
        ("Invitation", 1, ChangeKind.CREATED),
    ]


async def test_whoever_works_here_is_appointed_at_once_and_told_so(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    person = await stage.world.add("person")
    known = await employee(stage, person_id=person["id"])
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage, employee_id=known))
    assignment = await seen(stage, outcome.result["assignment"])
    assert assignment.status == "ACTIVE"
    assert not outcome.told
    assert await rows(stage, "SELECT FROM invitation") == []
    (letter,) = await rows(stage, "SELECT kind FROM letter WHERE person_id = $1", person["id"])
    (notice,) = await rows(stage, "SELECT kind FROM person_notice WHERE person_id = $1", person["id"])
    assert (letter["kind"], notice["kind"]) == ("APPOINTED", "APPOINTED")
    carried = await rows(
        stage, "SELECT version_id FROM assignment_role_set WHERE assignment_id = $1", assignment.id
    )
    assert carried == [{"version_id": template_version_id("DOCTOR", 1)}]


async def test_an_appointment_for_later_is_scheduled(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    begins = administrator.today + dt.timedelta(days=3)
    later = await wish(stage, employee_id=await employee(stage), start_date=begins)
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, later)
    assert (await seen(stage, outcome.result["assignment"])).status == "SCHEDULED"
