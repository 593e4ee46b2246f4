"""Assignments end: what becomes of them, of invitations to them, and of whoever was invited in vain.

The rights that they gave are gone with the transaction: the change of the rows raises the epochs of whoever
had them. Whoever ends assignments holds them first.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change, ChangeKind
from commands.assignment_letters import inform
from commands.invitation_states import OPEN as OPEN_INVITATIONS
from commands.letters import LetterKind, cancel_letters, said_day
from commands.states import OPEN_ASSIGNMENTS, sources
from models import AssignmentStatus, EmployeeStatus

# An end that was set for later is now, and what has not begun ends on the day on which it would have begun.
_END = """
UPDATE assignment SET
    status = CASE WHEN status = ANY ($4) THEN 'CANCELLED' ELSE 'ENDED' END,
    end_date = greatest(start_date, least(end_date, $2)), version = version + 1, updated_at = $3
WHERE id = ANY ($1) AND status = ANY ($5) RETURNING id, version, status, end_date
"""
_CUT = """
UPDATE assignment SET end_date = greatest(start_date, $2), version = version + 1, updated_at = $3
WHERE id = ANY ($1) AND status = ANY ($4) AND (end_date IS NULL OR end_date > $2) RETURNING id, version
"""
_REVOKE = """
UPDATE invitation SET status = 'REVOKED', revoked_at = $2, version = version + 1, updated_at = $2
WHERE assignment_id = ANY ($1) AND status = ANY ($3) RETURNING id, version
"""
_RELEASE = """
UPDATE employee SET status = 'DRAFT', version = version + 1, updated_at = $2
WHERE id IN (SELECT employee_id FROM assignment WHERE id = ANY ($1)) AND status = 'PENDING'
    AND NOT EXISTS (SELECT FROM assignment
                    WHERE assignment.employee_id = employee.id AND assignment.status = ANY ($3))
RETURNING id, version
"""


async def end_assignments(
    tx: Transaction, ids: Collection[UUID], on: dt.date, at: dt.datetime, reason: str | None = None
) -> list[Change]:
    """End assignments, cancel those that nobody accepted yet, and tell whoever had them."""
    cancelled, ended = (
        [each.value for each in sources(status)]
        for status in (AssignmentStatus.CANCELLED, AssignmentStatus.ENDED)
    )
    rows = await tx.execute_query_dict(_END, [list(ids), on, at, cancelled, [*cancelled, *ended]])
    for row in rows:
        if row["status"] == AssignmentStatus.ENDED:
            said = {"endsOn": said_day(row["end_date"]), "reason": reason}
            await inform(tx, row["id"], LetterKind.ASSIGNMENT_ENDED, said)
    return [*_changes("Assignment", rows), *await revoke_invitations(tx, ids, at)]


async def cut_assignments(
    tx: Transaction, ids: Collection[UUID], on: dt.date, at: dt.datetime
) -> list[Change]:
    """Let assignments end on a day to come, unless they end before."""
    values = [list(ids), on, at, [each.value for each in OPEN_ASSIGNMENTS]]
    return _changes("Assignment", await tx.execute_query_dict(_CUT, values), ChangeKind.UPDATED)


async def revoke_invitations(tx: Transaction, ids: Collection[UUID], at: dt.datetime) -> list[Change]:
    """Revoke the invitations to assignments, and take back their letters."""
    states = [each.value for each in OPEN_INVITATIONS]
    rows = await tx.execute_query_dict(_REVOKE, [list(ids), at, states])
    for row in rows:
        await cancel_letters(tx, row["id"])
    return _changes("Invitation", rows)


async def release_employees(tx: Transaction, ids: Collection[UUID], at: dt.datetime) -> list[Change]:
    """Make whoever was invited to these assignments alone, and in vain, a mere card again."""
    assert EmployeeStatus.PENDING in sources(EmployeeStatus.DRAFT)
    states = [each.value for each in OPEN_ASSIGNMENTS]
    rows = await tx.execute_query_dict(_RELEASE, [list(ids), at, states])
    return _changes("Employee", rows, ChangeKind.UPDATED)


def _changes(
    entity: str, rows: Collection[dict[str, object]], kind: ChangeKind = ChangeKind.ENDED
) -> list[Change]:
    return [Change(entity, UUID(str(row["id"])), int(str(row["version"])), kind) for row in rows]
