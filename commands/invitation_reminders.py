"""Whoever has not opened a link that came by letter is reminded of it before its time is over."""

import datetime as dt
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.invitation_words import spoken
from commands.letters import Letter, LetterKind, post
from commands.means import Means
from commands.round import BATCH, Round

BEFORE = dt.timedelta(hours=6)

_UNOPENED = """
SELECT id FROM invitation
WHERE status = 'SENT' AND opened_at IS NULL AND expires_at > $1 AND expires_at <= $1 + $2::interval
    AND NOT EXISTS (SELECT FROM letter WHERE once = 'INVITATION_REMINDER:' || invitation.id)
ORDER BY expires_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
"""


async def remind_of_invitations(tx: Transaction, now: datetime, _means: Means) -> int:
    """Remind, once, of invitations whose letter has left and whose link nobody has opened.

    The link itself is not repeated: nobody keeps it. The letter follows the one that has it.
    """
    unopened = await tx.execute_query_dict(_UNOPENED, [now, BEFORE, BATCH])
    for row in unopened:
        said, kind = await spoken(tx, row["id"]), LetterKind.INVITATION_REMINDER
        letter = Letter(
            kind,
            said.email,
            said.parameters,
            said.person_id,
            said.facility_id,
            said.id,
            once=f"{kind}:{said.id}",
        )
        await post(tx, letter)
    return len(unopened)


REMINDER_ROUNDS = (Round("remindOfInvitations", dt.timedelta(minutes=1), remind_of_invitations),)
