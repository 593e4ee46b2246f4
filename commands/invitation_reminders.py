"""Links that went by letter: who has not opened one is reminded, and who sent one in vain is told."""

import datetime as dt
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.invitation_words import spoken
from commands.letters import Letter, LetterKind, post
from commands.means import Means
from commands.notices import tell
from commands.round import BATCH, Round

BEFORE = dt.timedelta(hours=6)

_UNOPENED = """
SELECT id FROM invitation
WHERE status = 'SENT' AND opened_at IS NULL AND expires_at > $1 AND expires_at <= $1 + $2::interval
    AND NOT EXISTS (SELECT FROM letter WHERE once = 'INVITATION_REMINDER:' || invitation.id)
ORDER BY expires_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
"""


# Only while the link would still be of use.
_UNDELIVERED = """
SELECT letter.id, invitation_id FROM letter JOIN invitation ON invitation.id = letter.invitation_id
WHERE letter.state IN ('FAILED', 'BOUNCED') AND letter.kind IN ('INVITATION', 'FACILITY_REGISTERED')
    AND invitation.status IN ('CREATED', 'SENT') AND invitation.expires_at > $1
    AND invitation.inviter_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM person_notice WHERE once = 'INVITATION_UNDELIVERED:' || letter.id
    )
ORDER BY letter.id LIMIT $2 FOR NO KEY UPDATE OF letter SKIP LOCKED
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


async def tell_of_undelivered(tx: Transaction, now: datetime, _means: Means) -> int:
    """Tell whoever invited, once, that the letter with the link did not arrive."""
    undelivered = await tx.execute_query_dict(_UNDELIVERED, [now, BATCH])
    for row in undelivered:
        said, kind = await spoken(tx, row["invitation_id"]), LetterKind.INVITATION_UNDELIVERED
        once = f"{kind}:{row['id']}"
        assert said.inviter_id is not None
        if said.inviter_email is not None:
            to, about = said.inviter_email, said.facility_id
            await post(tx, Letter(kind, to, said.parameters, said.inviter_id, about, once=once))
        await tell(tx, said.inviter_id, kind, said.parameters, about=("Invitation", said.id), once=once)
    return len(undelivered)


REMINDER_ROUNDS = (
    Round("remindOfInvitations", dt.timedelta(minutes=1), remind_of_invitations),
    Round("tellOfUndelivered", dt.timedelta(minutes=1), tell_of_undelivered),
)
