"""The log of reads of identity data: a sealed digest of what is new in it, and what a person may see of it.

The statement that reads also writes (`compiler/recording.py`): who asked, which fields were read and filtered
by, of how many people and of whom. Values are never told. A trigger lets each row wait for its digest: an
entry of the journal that names the rows by ranges of their numbers and hashes them, so that none can be
changed, removed or slipped in later.
"""

import datetime as dt
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

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
_LOOKS = """
SELECT id, at, person_id, client_id, fields_read, fields_filtered, row_count
FROM access_log WHERE subjects @> ARRAY[$1::uuid] AND id < $2 ORDER BY id DESC LIMIT $3
"""
_END = 2**63 - 1

Ranges = Sequence[tuple[int, int]]
"""Numbers of rows, from the first to the second, both included."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's look at a person's identity data, as that person may see it."""

    id: int
    at: dt.datetime
    person_id: UUID | None
    client_id: UUID | None
    fields_read: tuple[str, ...]
    fields_filtered: tuple[str, ...]
    row_count: int


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


async def looks_at(
    connection: Connection, person_id: UUID, before: int = _END, at_most: int = 50
) -> tuple[Look, ...]:
    """Give who looked at a person, newest first, before a number of a row."""
    rows = await connection.fetch(_LOOKS, person_id, before, at_most)
    return tuple(
        Look(
            row["id"],
            row["at"],
            row["person_id"],
            row["client_id"],
            tuple(row["fields_read"]),
            tuple(row["fields_filtered"]),
            row["row_count"],
        )
        for row in rows
    )


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
