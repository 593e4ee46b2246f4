"""Exporting the journal as lines of JSON, which `tools/verify_journal.py` verifies far from any database.

The first line names the format; then come the seals in order, each with its entry, and each checkpoint after
the last seal that it covers; then what waits for a seal, and a line that counts. Hashes are in hex, bytes in
base64; a header is the canonical text itself. Without bytes an export tells nothing of people.
"""

import base64
import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson

from journal.canonical import header_bytes_again
from journal.checkpoints import Checkpoint, checkpoints
from journal.connection import Connection
from journal.entry import moment
from journal.reading import read_blobs, read_changes, read_pending, read_seals
from models.journal import EntryKind

FORMAT = "zaklad-journal/1"
SEALS_AT_ONCE = 64
"""Fewer than verification reads at once, since here the blobs of all of them are in memory together."""

Write = Callable[[bytes], object]
"""Takes the next bytes."""
Progress = Callable[[int, int], None]
"""Called with how many seals were written, and of how many."""
Row = Any  # of the driver's own type

_TOTAL = "SELECT count(*) FROM journal_seal"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    seals: int
    checkpoints: int
    pending: int


async def export_journal(
    connection: Connection,
    write: Write,
    now: dt.datetime,
    *,
    with_bytes: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Exported:
    """Write the journal as it is at this moment; with bytes it holds all personal data that acts did."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        write(_line({"type": "journal", "format": FORMAT, "at": moment(now), "bytes": with_bytes}))
        stored = await checkpoints(connection)
        seals = await _write_seals(connection, write, deque(stored), with_bytes, progress)
        pending = await _write_pending(connection, write)
    write(_line({"type": "end", "seals": seals, "checkpoints": len(stored), "pending": pending}))
    return Exported(seals, len(stored), pending)


async def _write_seals(
    connection: Connection, write: Write, ahead: deque[Checkpoint], with_bytes: bool, progress: Progress
) -> int:
    total: int = await connection.fetchval(_TOTAL)
    after = done = 0
    while seals := await read_seals(connection, after, SEALS_AT_ONCE):
        last = seals[-1]["seq"]
        changes = await read_changes(connection, after, last)
        blobs: dict[int, list[dict[str, str]]] = {}
        async for rows in read_blobs(connection, after, last):
            for row in rows:
                blobs.setdefault(row["seq"], []).append(_blob(row, with_bytes))
        for parts in blobs.values():
            parts.sort(key=itemgetter("part"))
        for seal in seals:
            after = seal["seq"]
            write(_seal(seal, changes.get(after, []), blobs.get(after, [])))
            while ahead and ahead[0].size <= after:
                write(_line(ahead.popleft().exported()))
        done += len(seals)
        progress(done, total)
    for checkpoint in ahead:
        write(_line(checkpoint.exported()))
    return done


async def _write_pending(connection: Connection, write: Write) -> int:
    count = 0
    async for row in read_pending(connection):
        count += 1
        if row["kind"] == EntryKind.ERASURE:  # it explains a blob that is gone already
            header = _header(row, orjson.loads(row["changes"]))
            write(_line({"type": "pending", "header": header, "hash": row["entry_hash"].hex()}))
    return count


def _seal(row: Row, changes: list[list[object]], blobs: Sequence[dict[str, str]]) -> bytes:
    line: dict[str, object] = {
        "type": "seal",
        "seq": row["seq"],
        "prev": row["prev"].hex(),
        "hash": row["hash"].hex(),
    }
    if row["id"] is not None:
        line |= {"header": _header(row, changes), "entry": row["entry_hash"].hex(), "blobs": blobs}
    return _line(line)


def _blob(row: Row, with_bytes: bool) -> dict[str, str]:
    blob = {"part": row["part"], "hash": row["sha256"].hex()}
    if row["salt"] is None or row["bytes"] is None:
        return blob | {"erased_by": str(row["erased_by"])}
    if with_bytes:
        salt, content = base64.b64encode(row["salt"]), base64.b64encode(row["bytes"])
        blob |= {"salt": salt.decode(), "bytes": content.decode()}
    return blob


def _header(row: Row, changes: list[list[object]]) -> str:
    try:
        return header_bytes_again(row["header"], row["id"], row["kind"], row["at"], changes).decode()
    except ValueError:
        return str(row["header"])  # whoever verifies will see


def _line(value: object) -> bytes:
    return orjson.dumps(value) + b"\n"
