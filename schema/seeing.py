"""Marking as seen what a person was told: a mutation that nobody signs, for it changes nothing of record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry

from commands.notices import see
from errors import Unauthenticated
from schema.arguments import argument
from schema.knock import Door, Knock, Said
from schema.writing import Writing

SEE = "markNoticesSeen"
SEEING_RESULTS: Mapping[str, str] = {SEE: "SeenNotices"}


@strawberry.type(description="Побачені повідомлення")
class SeenNotices:
    """What was marked as seen."""

    seen: int = strawberry.field(description="Скільки повідомлень саме позначено побаченими")


def seeing_fields() -> Mapping[str, tuple[Any, Any]]:  # Strawberry's fields
    """Make the field of the mutation type that marks what was seen."""
    made: Any = strawberry.field(description="Позначити свої повідомлення побаченими; підпису не потребує")
    made.arguments = [argument("ids", list[UUID], "Які, як у me.notices; без них — усі")]
    return {SEE: (SeenNotices, made)}


def seeing_doors(writing: Writing) -> Mapping[str, Door]:
    """Give what answers it."""

    async def mark(knock: Knock) -> Said:
        person_id, given, now = knock.access.principal.person_id, knock.given.get("ids"), knock.now
        if person_id is None:
            raise Unauthenticated("повідомлення має лише особа", "only people are told things")
        await writing.rates.take_preparation(str(person_id))
        ids = [each for each in given if isinstance(each, UUID)] if isinstance(given, list) else None
        return Said({"seen": await writing.transactions.write(lambda tx: see(tx, person_id, ids, now))})

    return {SEE: mark}
