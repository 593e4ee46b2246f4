"""Verifying the journal in the database: every hash, link, checkpoint and digest, in one pass.

It reads one snapshot, holds a thousand seals and a hundred blobs in memory at a time, and stops at the first
fault. Signatures of people are verified elsewhere. Against whoever rules the database only checkpoints help
that were exported.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from journal.access_log import digest_of_reads, ranges_in
from journal.canonical import BEGINNING, blob_hash
from journal.checkpoints import Checkpoint, PublicKeys, checkpoints
from journal.connection import Connection
from journal.faults import Fault, JournalDamaged, Problem
from journal.links import check_checkpoints, check_entry, details_of, follow
from journal.merkle import Frontier, leaf_hash
from journal.reading import read_blobs, read_changes, read_pending, read_seals
from models.journal import EntryKind

SEALS_AT_ONCE = 1000

Progress = Callable[[int, int], None]
"""Called with how many seals were verified, and of how many."""
Row = Any  # of the driver's own type
Erasure = tuple[str, str, str]
"""Whose part, which part, and the entry that erases it."""

_TOTAL = "SELECT coalesce(max(seq), 0) FROM journal_seal"
_OUTSIDE = """
SELECT id::text FROM journal_entry
WHERE NOT EXISTS (SELECT FROM journal_seal WHERE entry_id = id)
    AND NOT EXISTS (SELECT FROM journal_pending WHERE journal_pending.entry_id = id)
ORDER BY id LIMIT 1
"""
_STRAY = """
SELECT entry_id::text AS entry_id, part FROM journal_blob
WHERE NOT EXISTS (SELECT FROM journal_entry WHERE id = entry_id)
UNION ALL
SELECT entry_id::text, entity FROM journal_entity
WHERE NOT EXISTS (SELECT FROM journal_entry WHERE id = entry_id)
LIMIT 1
"""
_BLOBS_OF = 'SELECT part, sha256 FROM journal_blob WHERE entry_id = $1::text::uuid ORDER BY part COLLATE "C"'
_READS_SETTLED = "SELECT (SELECT count(*) FROM access_log) - (SELECT count(*) FROM access_pending)"


@dataclass(slots=True)
class Verdict:
    """What was verified, and the first fault, if any; seals up to `confirmed` are under a checkpoint."""

    fault: Fault | None = None
    seals: int = 0
    blobs: int = 0
    changes: int = 0
    reads: int = 0
    pending: int = 0
    checkpoints: int = 0
    confirmed: int = 0
    head: bytes = BEGINNING
    root: bytes = field(default_factory=lambda: Frontier().root())

    @property
    def rows(self) -> int:
        """Count the rows verified, of all tables: a seal stands for itself and its entry."""
        return 2 * self.seals + self.blobs + self.changes + self.reads + self.checkpoints


async def verify_journal(
    connection: Connection,
    keys: PublicKeys,
    exported: Sequence[Checkpoint] = (),
    progress: Progress = lambda _done, _total: None,
) -> Verdict:
    """Verify everything; `exported` are checkpoints kept elsewhere, which the database has to live up to."""
    verification = _Verification(connection, Verdict())
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        try:
            await verification.run(keys, exported, progress)
        except JournalDamaged as damaged:
            verification.verdict.fault = damaged.fault
    return verification.verdict


class _Verification:
    """One verification's state: the tree's frontier, the checkpoints ahead, what was erased and what told."""

    def __init__(self, connection: Connection, verdict: Verdict) -> None:
        self.verdict = verdict
        self._connection = connection
        self._frontier = Frontier()
        self._ahead: deque[Checkpoint] = deque()
        self._erased: dict[Erasure, int] = {}
        self._told: dict[Erasure, int | None] = {}

    async def run(self, keys: PublicKeys, exported: Sequence[Checkpoint], progress: Progress) -> None:
        stored = await checkpoints(self._connection)
        check_checkpoints(stored, exported, keys)
        self.verdict.checkpoints = len(stored)
        self._ahead.extend(stored)
        total: int = await self._connection.fetchval(_TOTAL)
        while seals := await read_seals(self._connection, self.verdict.seals, SEALS_AT_ONCE):
            await self._verify_seals(seals)
            progress(self.verdict.seals, total)
        if self._ahead:
            raise JournalDamaged(Fault(Problem.CHECKPOINT_BEYOND, self._ahead[0].number))
        await self._verify_pending()
        await self._look_outside()
        self._compare_erasures()

    async def _verify_seals(self, seals: Sequence[Row]) -> None:
        verdict = self.verdict
        after, last = verdict.seals, seals[-1]["seq"]
        changes = await read_changes(self._connection, after, last)
        blobs, faults = await self._read_blobs(after, last)
        leaves = []
        try:
            for seq, digest in follow(after, verdict.head, seals, blobs, changes):
                if seq in faults:
                    raise JournalDamaged(faults[seq])
                verdict.seals, verdict.head = seq, digest
                leaves.append(leaf_hash(digest))
        finally:
            self._grow(leaves)
        verdict.changes += sum(map(len, changes.values()))
        for seal in seals:
            if seal["kind"] == EntryKind.ERASURE:
                self._remember_erasure(seal, seal["seq"])
            elif seal["kind"] == EntryKind.READS:
                await self._verify_reads(seal)

    async def _read_blobs(
        self, after: int, last: int
    ) -> tuple[dict[int, list[tuple[str, bytes]]], dict[int, Fault]]:
        """Give parts and hashes by seal, and the first fault among the blobs of each."""
        found: dict[int, list[tuple[str, bytes]]] = {}
        faults: dict[int, Fault] = {}
        async for rows in read_blobs(self._connection, after, last):
            for seq, entry_id, part, digest, salt, content, eraser in rows:
                if eraser is not None or salt is None or content is None:
                    self._erased[str(entry_id), part, str(eraser)] = seq
                elif blob_hash(salt, content) != digest:
                    faults.setdefault(seq, Fault(Problem.BLOB_CHANGED, seq, str(entry_id), part=part))
                found.setdefault(seq, []).append((part, digest))
            self.verdict.blobs += len(rows)
        for parts in found.values():
            parts.sort()  # by bytes, as the hash covers them: the names are ASCII
        return found, faults

    def _grow(self, leaves: Sequence[bytes]) -> None:
        """Let the tree grow and compare it with every checkpoint on the way."""
        done = 0
        while self._ahead and self._ahead[0].size <= self._frontier.size + len(leaves) - done:
            checkpoint = self._ahead.popleft()
            until = done + checkpoint.size - self._frontier.size
            self._frontier = self._frontier.extended(leaves[done:until])
            done = until
            if self._frontier.root() != checkpoint.root:
                since = self.verdict.confirmed
                raise JournalDamaged(Fault(Problem.TREE_REWRITTEN, checkpoint.number, since=since))
            self.verdict.confirmed = checkpoint.size
        self._frontier = self._frontier.extended(leaves[done:])
        self.verdict.root = self._frontier.root()

    async def _verify_reads(self, entry: Row) -> None:
        details = details_of(entry, "details")
        digest, count = await digest_of_reads(self._connection, ranges_in(details["ranges"]))
        if (digest.hex(), count) != (details["sha256"], details["rows"]):
            raise JournalDamaged(Fault(Problem.ACCESS_CHANGED, entry.get("seq"), entry["id"]))
        self.verdict.reads += count

    def _remember_erasure(self, entry: Row, seq: int | None) -> None:
        erased = details_of(entry, "about"), details_of(entry, "details")["part"]
        self._told[*erased, entry["id"]] = seq

    async def _verify_pending(self) -> None:
        async for entry in read_pending(self._connection):
            self.verdict.pending += 1
            check_entry(None, entry, await self._blobs_of(entry["id"]), orjson.loads(entry["changes"]))
            if entry["kind"] == EntryKind.ERASURE:
                self._remember_erasure(entry, None)
            elif entry["kind"] == EntryKind.READS:
                await self._verify_reads(entry)

    async def _blobs_of(self, entry_id: str) -> list[tuple[str, bytes]]:
        rows = await self._connection.fetch(_BLOBS_OF, entry_id)
        return [(row["part"], row["sha256"]) for row in rows]

    async def _look_outside(self) -> None:
        outside: str | None = await self._connection.fetchval(_OUTSIDE)
        if outside is not None:
            raise JournalDamaged(Fault(Problem.ENTRY_OUTSIDE, None, outside))
        stray = await self._connection.fetchrow(_STRAY)
        if stray is not None:
            raise JournalDamaged(Fault(Problem.BLOB_ADDED, None, stray["entry_id"], part=stray["part"]))
        settled: int = await self._connection.fetchval(_READS_SETTLED)
        if settled != self.verdict.reads:
            raise JournalDamaged(Fault(Problem.ACCESS_OUTSIDE, None, str(settled - self.verdict.reads)))

    def _compare_erasures(self) -> None:
        for erasure, seq in self._erased.items():
            if erasure not in self._told:
                raise JournalDamaged(Fault(Problem.BLOB_REMOVED, seq, erasure[0], part=erasure[1]))
        for erasure, told_by in self._told.items():
            if erasure not in self._erased:
                raise JournalDamaged(Fault(Problem.BLOB_STANDS, told_by, erasure[0], part=erasure[1]))
