"""Letters are put into the outbox in the transaction of what they tell of; a sender mails them afterwards.

Nothing is mailed of an act that is rolled back, and nothing that happened goes unsaid because a mail server
is away. The link of a letter is kept sealed, and only until the letter is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from letters.template import LINK
from letters.templates import TEMPLATES
from models.letter import LetterKind
from permissions.holdings import KYIV

__all__ = ["Letter", "LetterKind", "cancel_letters", "post", "said_day", "said_moment"]

_POST = """
INSERT INTO letter
    (id, kind, to_address, person_id, facility_id, invitation_id, parameters, secret_sealed, once)
VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9) ON CONFLICT (once) DO NOTHING
"""
_CANCEL = """
UPDATE letter SET state = 'CANCELLED', secret_sealed = NULL, next_try_at = NULL
WHERE invitation_id = $1 AND state IN ('QUEUED', 'DEFERRED')
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be mailed to whom; `parameters` fill the places of the kind's template.

    `secret_sealed` is the whole link in UTF-8, sealed, for the kinds whose template shows one. Of what is
    named in `once` no second letter is written.
    """

    kind: LetterKind
    to: str
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    person_id: UUID | None = None
    facility_id: UUID | None = None
    invitation_id: UUID | None = None
    secret_sealed: bytes | None = None
    once: str | None = None


async def post(tx: Transaction, letter: Letter) -> UUID:
    """Put a letter into the outbox, and give its id."""
    wanted = TEMPLATES[letter.kind].wanted
    assert wanted - {LINK} <= letter.parameters.keys(), f"{letter.kind} needs {sorted(wanted)}"
    assert (LINK in wanted) == (letter.secret_sealed is not None), f"whether {letter.kind} has a link"
    letter_id = uuid7()
    about = [letter.person_id, letter.facility_id, letter.invitation_id]
    parameters = orjson.dumps(dict(letter.parameters)).decode()
    values = [letter_id, letter.kind.value, letter.to, *about, parameters, letter.secret_sealed, letter.once]
    await tx.execute_query(_POST, values)
    return letter_id


async def cancel_letters(tx: Transaction, invitation_id: UUID) -> None:
    """Take back what has not been sent of an invitation, links and all."""
    await tx.execute_query(_CANCEL, [invitation_id])


def said_day(day: date) -> str:
    """Write a day as letters do."""
    return f"{day:%d.%m.%Y}"


def said_moment(moment: datetime) -> str:
    """Write a moment as letters do, by the clock in Kyiv."""
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M} (за Києвом)"
