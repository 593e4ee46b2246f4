"""What follows when work in a facility ends or rests: assignments, sessions, addresses, letters."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.assignment_rules import hold_assignments
from commands.letters import Letter, LetterKind, post
from commands.notices import tell
from commands.staffing import hold_positions
from models import Employee

_OPEN = """
SELECT id, position_id, employee_id = $1 AS is_own FROM assignment
WHERE status NOT IN ('ENDED', 'CANCELLED') AND (employee_id = $1 OR substitutes_assignment_id IN (
    SELECT id FROM assignment WHERE employee_id = $1 AND status NOT IN ('ENDED', 'CANCELLED')))
ORDER BY id
"""
_END_SESSIONS = """
UPDATE session SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL
"""
_NOWHERE_ELSE = """
 AND NOT EXISTS (SELECT FROM employee WHERE employee.person_id = $1 AND employee.status = 'ACTIVE')
"""
_CANCEL = """
UPDATE email_confirmation SET cancelled_at = $2
WHERE employee_id = $1 AND confirmed_at IS NULL AND cancelled_at IS NULL
"""
_FACILITY = "SELECT name_short FROM facility WHERE id = $1"


async def assignments_of(tx: Transaction, employee_id: UUID) -> tuple[frozenset[UUID], tuple[UUID, ...]]:
    """Give the open assignments of an employee, and the same with those of their doubles."""
    rows = await tx.execute_query_dict(_OPEN, [employee_id])
    own = frozenset(row["id"] for row in rows if row["is_own"])
    return own, tuple(row["id"] for row in rows)


async def hold_all_assignments(tx: Transaction, employee_id: UUID) -> None:
    """Hold an employee's assignments with their positions, doubles, and the rights of whoever has them."""
    rows = await tx.execute_query_dict(_OPEN, [employee_id])
    await hold_positions(tx, sorted({row["position_id"] for row in rows}))
    _, ids = await assignments_of(tx, employee_id)
    await hold_assignments(tx, ids)


async def end_idle_sessions(tx: Transaction, person_id: UUID, now: dt.datetime) -> None:
    """End the sessions of a person who works nowhere any more; elsewhere they go on."""
    await tx.execute_query(_END_SESSIONS + _NOWHERE_ELSE, [person_id, now])


async def end_all_sessions(tx: Transaction, person_id: UUID, now: dt.datetime) -> None:
    """End the sessions of a person, wherever the person works."""
    await tx.execute_query(_END_SESSIONS, [person_id, now])


async def cancel_confirmations(tx: Transaction, employee_id: UUID, now: dt.datetime) -> None:
    """Let no new work address be confirmed any more."""
    await tx.execute_query(_CANCEL, [employee_id, now])


async def inform_employee(
    tx: Transaction, employee: Employee, kind: LetterKind, more: Mapping[str, str | None]
) -> None:
    """Tell an employee by letter and inside the system; what there is none of is left out."""
    (row,) = await tx.execute_query_dict(_FACILITY, [employee.facility_id])
    given = {name: value for name, value in more.items() if value}
    parameters = {"facility.shortName": row["name_short"], **given}
    about = (employee.person_id, employee.facility_id)
    await post(tx, Letter(kind, employee.work_email, parameters, *about))
    await tell(tx, employee.person_id, kind, parameters, about=("Employee", employee.id))
