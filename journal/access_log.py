"""The log of reads of identity data: a sealed digest of what is new in it.

The statement that reads also writes (`compiler/recording.py`): who asked, which fields were read and filtered
by, of how many people and of whom. Values are never told. A trigger lets each row wait for its digest: an
entry of the journal that names the rows by ranges of their numbers and hashes them, so that none can be
changed, removed or slipped in later.
"""

import datetime as dt
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from hashlib import sha256
from typing import Any

import orjson

from journal.connection import Connection
from journal.entry import Entry
from journal.reading import MOMENT
from journal.recording import Draw, append
from models.journal import EntryKind

LOCK = 7_303_014_812_554_090_005  # any number that nobody else locks
ROWS_MAX = 5000
"""Rows in one digest; more of them make more digests."""
OPERATION = "digestReads"

_TRY_LOCK = "SELECT pg_try_advisory_xact_lock($1)"
_TAKE = """
DELETE FROM access_pending
WHERE access_id = ANY (ARRAY(SELECT access_id FROM access_pending ORDER BY access_id LIMIT $1))
RETURNING access_id
"""
_ROWS = f"""
SELECT id, {MOMENT} AS at, principal_id::text, person_id::text, client_id::text, request_id::text,
    fields_read, fields_filtered, row_count, subjects::text[], facility_id::text
FROM access_log JOIN unnest($1::bigint[], $2::bigint[]) AS given(first, last) ON id BETWEEN first AND last
WHERE id > $3 ORDER BY id LIMIT $4
"""

Ranges = Sequence[tuple[int, int]]
"""Numbers of rows, from the first to the second, both included."""


async def digest_reads(
    connection: Connection, now: dt.datetime, draw: Draw = secrets.token_bytes, at_most: int = ROWS_MAX
) -> int:
    """Write a digest of the reads that have none, once a minute; give how many, 0 if another one does it."""
    async with connection.transaction(isolation="read_committed"):
        if not await connection.fetchval(_TRY_LOCK, LOCK):
            return 0
        taken = sorted(row["access_id"] for row in await connection.fetch(_TAKE, at_most))
        if taken:
            ranges = ranges_of(taken)
            digest, count = await digest_of_reads(connection, ranges)
            details = {"rows": count, "ranges": written(ranges), "sha256": digest.hex()}
            await append(connection, Entry(EntryKind.READS, now, OPERATION, details=details), draw)
        return len(taken)


async def digest_of_reads(connection: Connection, ranges: Ranges) -> tuple[bytes, int]:
    """Hash the rows of these numbers as they are now: SHA-256 over each one's JSON and a line's end."""
    digest, count = sha256(), 0
    async for row in _rows(connection, ranges):
        digest.update(orjson.dumps(list(row.values())) + b"\n")
        count += 1
    return digest.digest(), count


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Gather ascending numbers into ranges."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = ranges[-1][0], number
        else:
            ranges.append((number, number))
    return ranges


def written(ranges: Ranges) -> str:
    """Write ranges for a header, as `1-500,502-502`."""
    return ",".join(f"{first}-{last}" for first, last in ranges)


def ranges_in(text: str) -> Ranges:
    """Read ranges from a header; raises ValueError for what is not one."""
    pairs = (pair.split("-") for pair in text.split(","))
    return [(int(first), int(last)) for first, last in pairs]


async def _rows(connection: Connection, ranges: Ranges) -> AsyncIterator[Any]:  # the driver's own type
    firsts, lasts = [first for first, _ in ranges], [last for _, last in ranges]
    after = 0
    while rows := await connection.fetch(_ROWS, firsts, lasts, after, 500):
        for row in rows:
            yield row
        after = rows[-1]["id"]
