"""Positions, employees and wishes for tests of assignments, and what became of them."""

from typing import Any
from uuid import UUID

from commands.assignments import AssignEmployee
from commands.policy import template_id
from models import Assignment
from tests.commands.stage import Stage
from tests.models.world import Row

DOCTOR = (template_id("DOCTOR"),)


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


async def double_of(stage: Stage, primary: Row, role: str = "DOCTOR", mode: str = "ALWAYS") -> Row:
    """Somebody who doubles an assignment."""
    return await stage.appoint(
        role,
        "bank",
        kind="SUBSTITUTE",
        substitutes_assignment_id=primary["id"],
        substitute_mode=mode,
    )
