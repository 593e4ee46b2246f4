"""Links: what has to agree so that a seal stands where it stands. Pure; somebody else reads the rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from journal.canonical import entry_hash, header_bytes_again, seal_hash
from journal.checkpoints import Checkpoint, PublicKeys, is_signed
from journal.faults import Fault, JournalDamaged, Problem

Row = Any  # of the driver's own type
Blobs = Mapping[int, Sequence[tuple[str, bytes]]]
"""By seal: parts with their hashes, in the order of the parts."""
Changes = Mapping[int, list[list[object]]]
"""By seal: what the entry changed."""


def follow(
    last_seq: int, last_hash: bytes, seals: Sequence[Row], blobs: Blobs, changes: Changes
) -> Iterator[tuple[int, bytes]]:
    """Go along the seals and give each one's number and hash; raises JournalDamaged at the first fault."""
    for seal in seals:
        seq, prev, digest = seal["seq"], seal["prev"], seal["hash"]
        if seq != last_seq + 1:
            raise JournalDamaged(Fault(Problem.SEAL_GONE, last_seq + 1))
        if seal["id"] is None:
            raise JournalDamaged(Fault(Problem.ENTRY_GONE, seq, seal["entry_id"]))
        check_entry(seq, seal, blobs.get(seq, ()), changes.get(seq, []))
        if prev != last_hash:
            raise JournalDamaged(Fault(Problem.SEAL_UNLINKED, seq))
        if seal_hash(prev, seq, seal["entry_hash"]) != digest:
            raise JournalDamaged(Fault(Problem.SEAL_CHANGED, seq))
        last_seq, last_hash = seq, digest
        yield seq, digest


def check_entry(
    seq: int | None, entry: Row, blobs: Sequence[tuple[str, bytes]], changes: list[list[object]]
) -> None:
    """See that an entry is what its hash covers; raises JournalDamaged, with the part if one is at fault."""
    try:
        header = header_bytes_again(entry["header"], entry["id"], entry["kind"], entry["at"], changes)
    except ValueError:
        header = b""  # not even a header: no hash covers that
    if entry_hash(header, blobs) != entry["entry_hash"]:
        raise JournalDamaged(_fault_of_entry(seq, entry, {part for part, _ in blobs}))


def _fault_of_entry(seq: int | None, entry: Row, found: set[str]) -> Fault:
    parts = set(details_of(entry, "parts"))
    if gone := sorted(parts - found):
        return Fault(Problem.BLOB_GONE, seq, entry["id"], part=gone[0])
    if added := sorted(found - parts):
        return Fault(Problem.BLOB_ADDED, seq, entry["id"], part=added[0])
    return Fault(Problem.ENTRY_CHANGED, seq, entry["id"])


def details_of(entry: Row, member: str) -> Any:  # JSON
    """Give a member of an entry's header; raises JournalDamaged if there is none."""
    try:
        return orjson.loads(entry["header"])[member]
    except (ValueError, KeyError, TypeError):
        raise JournalDamaged(Fault(Problem.ENTRY_CHANGED, entry.get("seq"), entry["id"])) from None


def check_checkpoints(stored: Sequence[Checkpoint], exported: Sequence[Checkpoint], keys: PublicKeys) -> None:
    """See that the stored checkpoints are signed, whole and those that were exported."""
    for number, checkpoint in enumerate(stored, start=1):
        if checkpoint.number != number:
            raise JournalDamaged(Fault(Problem.CHECKPOINT_GONE, number))
        if not is_signed(checkpoint, keys):
            raise JournalDamaged(Fault(Problem.CHECKPOINT_UNSIGNED, number))
        if number > 1 and checkpoint.size < stored[number - 2].size:
            raise JournalDamaged(Fault(Problem.CHECKPOINT_BACKWARDS, number))
    for kept in exported:
        if not is_signed(kept, keys):
            raise JournalDamaged(Fault(Problem.CHECKPOINT_UNSIGNED, kept.number))
        if kept.number > len(stored):
            raise JournalDamaged(Fault(Problem.CHECKPOINT_GONE, kept.number))
        if stored[kept.number - 1] != kept:
            raise JournalDamaged(Fault(Problem.CHECKPOINT_OTHER, kept.number))
