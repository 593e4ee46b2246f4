"""Keys of other people, tried on an invitation: counted, until it is locked.

Only a valid signature of somebody else counts. It is counted in a transaction of its own, since the attempt
itself is rolled back.
"""

from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.invitation_words import spoken
from commands.letters import Letter, LetterKind, cancel_letters, post
from commands.notices import tell
from models import InvitationStatus

_COUNT = """
UPDATE invitation SET attempts = attempts + 1, updated_at = $2,
    status = CASE WHEN attempts + 1 >= $3 THEN 'LOCKED' ELSE status END
WHERE id = $1 AND status = 'OPENED' AND expires_at > $2 RETURNING attempts, status
"""


async def count_attempt(tx: Transaction, invitation_id: UUID, attempts_max: int, now: datetime) -> int:
    """Count a signature of somebody else, and give how many more are let through before it is locked."""
    for row in await tx.execute_query_dict(_COUNT, [invitation_id, now, attempts_max]):
        if row["status"] == InvitationStatus.LOCKED:
            await _tell_of_lock(tx, invitation_id)
        return max(0, attempts_max - int(row["attempts"]))
    return 0


async def _tell_of_lock(tx: Transaction, invitation_id: UUID) -> None:
    await cancel_letters(tx, invitation_id)
    said = await spoken(tx, invitation_id)
    if said.inviter_id is None:
        return
    kind, about = LetterKind.INVITATION_LOCKED, ("Invitation", invitation_id)
    if said.inviter_email is not None:
        await post(tx, Letter(kind, said.inviter_email, said.parameters, said.inviter_id, said.facility_id))
    await tell(tx, said.inviter_id, kind, said.parameters, about=about)
