"""What time brings about goes into the journal as well, without anybody's signature."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change
from journal.entry import Change as Recorded
from journal.entry import Entry
from journal.recording import append
from models.journal import EntryKind


async def record_system(
    tx: Transaction, operation: str, facility_id: UUID, changes: Iterable[Change], now: datetime
) -> None:
    """Write into the journal what a round changed in a facility, in its own transaction."""
    entry = Entry(
        EntryKind.SYSTEM,
        now,
        operation,
        facility=facility_id,
        changes=tuple(Recorded(each.entity, each.id, each.version) for each in changes),
    )
    async with tx.acquire_connection() as connection:
        await append(connection, entry)
