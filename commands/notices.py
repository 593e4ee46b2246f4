"""A person is told inside the system what a letter of the same kind would say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from letters.template import LINK, filled
from letters.templates import TEMPLATES
from models.letter import LetterKind

_TELL = """
INSERT INTO person_notice (id, person_id, kind, text, about, once) VALUES ($1, $2, $3, left($4, 1000), $5, $6)
ON CONFLICT (once) DO NOTHING
"""
_SEE = """
UPDATE person_notice SET seen_at = $2
WHERE person_id = $1 AND seen_at IS NULL AND coalesce(id = ANY ($3::uuid[]), true) RETURNING id
"""


async def tell(
    tx: Transaction,
    person_id: UUID,
    kind: LetterKind,
    parameters: Mapping[str, str],
    *,
    about: tuple[str, UUID] | None = None,
    once: str | None = None,
) -> None:
    """Tell a person the brief of a kind of letter; `about` is the thing, by its GraphQL type and id.

    What is named in `once` is told no second time.
    """
    template = TEMPLATES[kind]
    text = filled(template.brief, {LINK: "", **parameters})
    assert text is not None, "a brief leaves nothing out"
    thing = f"{about[0]}:{about[1]}" if about else None
    await tx.execute_query(_TELL, [uuid7(), person_id, kind.value, text, thing, once])


async def see(tx: Transaction, person_id: UUID, ids: Sequence[UUID] | None, now: datetime) -> int:
    """Note that a person has seen some of what they were told, or all of it; tells how much was new."""
    return len(await tx.execute_query_dict(_SEE, [person_id, now, ids]))
