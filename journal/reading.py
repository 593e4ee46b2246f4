"""Reading the journal back, in the order of its seals and piece by piece, so that memory stays bounded."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from journal.connection import Connection

BLOBS_AT_ONCE = 128
"""Blobs in memory at one time; each is at most a batch of a mebibyte with its signature."""

Row = Any  # of the driver's own type

MOMENT = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
"""The SQL twin of `journal.entry.moment`."""

_ENTRY = f"journal_entry.id::text AS id, kind, {MOMENT} AS at, header::text AS header, entry_hash"
_SEALS = f"""
SELECT seq, prev, hash, entry_id::text AS entry_id, {_ENTRY}
FROM journal_seal LEFT JOIN journal_entry ON journal_entry.id = entry_id
WHERE seq > $1 ORDER BY seq LIMIT $2
"""
_OF_NONCE = "SELECT id FROM journal_entry WHERE header ->> 'nonce' = $1"
_CHANGES = """
SELECT seq, entity, entity_id::text AS entity_id, version
FROM journal_seal JOIN journal_entity USING (entry_id)
WHERE seq > $1 AND seq <= $2 ORDER BY seq, entity COLLATE "C", entity_id
"""
_BLOBS = """
SELECT seq, entry_id, part, sha256, salt, bytes, erased_by
FROM journal_seal JOIN journal_blob USING (entry_id)
WHERE seq > $1 AND seq <= $2 ORDER BY seq
"""
_PENDING = f"""
SELECT {_ENTRY},
    (SELECT coalesce(json_agg(json_build_array(entity, entity_id, version)
                              ORDER BY entity COLLATE "C", entity_id), '[]')::text
     FROM journal_entity WHERE journal_entity.entry_id = journal_entry.id) AS changes
FROM journal_pending JOIN journal_entry ON journal_entry.id = journal_pending.entry_id
WHERE journal_entry.id > $1 ORDER BY journal_entry.id LIMIT $2
"""
NOBODY = "00000000-0000-0000-0000-000000000000"


async def read_seals(connection: Connection, after: int, at_most: int) -> Sequence[Row]:
    """Give the seals after a number, each with its entry, if that is still there."""
    return await connection.fetch(_SEALS, after, at_most)


async def read_changes(connection: Connection, after: int, last: int) -> dict[int, list[list[object]]]:
    """Give what the entries of some seals changed, by the seal's number."""
    found: dict[int, list[list[object]]] = {}
    for seq, entity, entity_id, version in await connection.fetch(_CHANGES, after, last):
        found.setdefault(seq, []).append([entity, entity_id, version])
    return found


async def read_blobs(connection: Connection, after: int, last: int) -> AsyncIterator[Sequence[Row]]:
    """Give the blobs of some seals' entries, some at a time; parts of one entry come in any order."""
    cursor = await connection.cursor(_BLOBS, after, last)
    while rows := await cursor.fetch(BLOBS_AT_ONCE):
        yield rows


async def read_pending(connection: Connection, at_most: int = 1000) -> AsyncIterator[Row]:
    """Give the entries that wait for their seal."""
    after = NOBODY
    while rows := await connection.fetch(_PENDING, after, at_most):
        for row in rows:
            yield row
        after = rows[-1]["id"]


async def entry_of_nonce(connection: Connection, nonce: str) -> UUID | None:
    """Find the act or login that a nonce was signed for."""
    found: UUID | None = await connection.fetchval(_OF_NONCE, nonce)
    return found
