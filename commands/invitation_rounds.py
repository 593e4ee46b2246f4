"""What time does to invitations: they expire, and an assignment that waits too long is cancelled."""

from datetime import datetime, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.acceptance import let_go, taken_up
from commands.invitation_states import OPEN
from commands.invitation_words import spoken
from commands.letters import Letter, LetterKind, cancel_letters, post
from commands.means import Means
from commands.notices import tell
from commands.round import BATCH, Round
from commands.system_record import record_system

CANCEL_STALE = "cancelStaleAssignments"
_OPEN = [status.value for status in OPEN]

_EXPIRE = """
UPDATE invitation SET status = 'EXPIRED', updated_at = $1
WHERE id IN (
    SELECT id FROM invitation WHERE status = ANY ($2) AND expires_at <= $1
    ORDER BY expires_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
_STALE = """
SELECT assignment.id AS assignment_id, assignment.status AS assignment_status, assignment.facility_id,
    employee.id AS employee_id, employee.status AS employee_status
FROM assignment JOIN employee ON employee.id = assignment.employee_id
WHERE assignment.status = 'PENDING' AND assignment.created_at <= $1 AND NOT EXISTS (
    SELECT FROM invitation
    WHERE invitation.assignment_id = assignment.id AND invitation.status = ANY ($2)
)
ORDER BY assignment.created_at LIMIT $3 FOR NO KEY UPDATE OF assignment, employee SKIP LOCKED
"""


async def expire_invitations(tx: Transaction, now: datetime, _means: Means) -> int:
    """Let invitations expire whose time is over, and tell whoever invited."""
    expired = await tx.execute_query_dict(_EXPIRE, [now, _OPEN, BATCH])
    for row in expired:
        said, kind = await spoken(tx, row["id"]), LetterKind.INVITATION_EXPIRED
        await cancel_letters(tx, said.id)
        if said.inviter_id is not None:
            if said.inviter_email is not None:
                letter = Letter(kind, said.inviter_email, said.parameters, said.inviter_id, said.facility_id)
                await post(tx, letter)
            await tell(tx, said.inviter_id, kind, said.parameters, about=("Invitation", said.id))
    return len(expired)


async def cancel_stale_assignments(tx: Transaction, now: datetime, means: Means) -> int:
    """Cancel assignments that nobody has taken up in the time that they may wait."""
    since = now - means.terms.pending_assignment
    stale = await tx.execute_query_dict(_STALE, [since, _OPEN, BATCH])
    for row in stale:
        changes = await let_go(tx, taken_up(row), now)
        await record_system(tx, CANCEL_STALE, row["facility_id"], changes, now)
    return len(stale)


INVITATION_ROUNDS = (
    Round("expireInvitations", timedelta(minutes=1), expire_invitations),
    Round(CANCEL_STALE, timedelta(hours=1), cancel_stale_assignments),
)
