"""Proving that an entry is in the journal, and that one checkpoint grew out of another."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from journal.checkpoints import Checkpoint
from journal.connection import Connection
from journal.merkle import (
    Range,
    consistency_ranges,
    inclusion_ranges,
    is_consistent,
    is_included,
    joined,
    leaf_hash,
    whole_subtrees,
)
from journal.nodes import heads_of

_SEAL = """
SELECT seq, prev, hash, entry_hash FROM journal_seal JOIN journal_entry ON id = entry_id WHERE entry_id = $1
"""
# The newest that covers the seal: so every proof speaks of the same tree, and of a key in force.
_COVERING = """
SELECT number, origin, size, root, at, key_id, signature
FROM journal_checkpoint WHERE size >= $1 ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """An entry's seal and the heads that lead from it to a signed root, the nearest first."""

    entry_id: UUID
    entry_hash: bytes
    seq: int
    prev: bytes
    hash: bytes
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    def holds(self) -> bool:
        """Tell whether the path leads to the root; the checkpoint's signature is for the caller to check."""
        tree = self.checkpoint
        return is_included(leaf_hash(self.hash), self.seq - 1, tree.size, self.path, tree.root)


async def prove_inclusion(connection: Connection, entry_id: UUID) -> InclusionProof | None:
    """Prove an entry; None while it has no seal, or no checkpoint covers it yet."""
    seal = await connection.fetchrow(_SEAL, entry_id)
    found = await connection.fetchrow(_COVERING, seal["seq"]) if seal else None
    if found is None:
        return None
    checkpoint = Checkpoint(**dict(found))
    path = await _heads(connection, inclusion_ranges(seal["seq"] - 1, checkpoint.size))
    return InclusionProof(
        entry_id, seal["entry_hash"], seal["seq"], seal["prev"], seal["hash"], path, checkpoint
    )


async def prove_consistency(connection: Connection, old: Checkpoint, new: Checkpoint) -> tuple[bytes, ...]:
    """Give the heads that prove that the newer checkpoint grew out of the older one."""
    return await _heads(connection, consistency_ranges(old.size, new.size))


def grew(old: Checkpoint, new: Checkpoint, path: tuple[bytes, ...]) -> bool:
    """Check a consistency proof."""
    return is_consistent(old.size, new.size, old.root, new.root, path)


async def _heads(connection: Connection, ranges: Iterable[Range]) -> tuple[bytes, ...]:
    cut = [whole_subtrees(span) for span in ranges]
    heads = await heads_of(connection, [subtree for subtrees in cut for subtree in subtrees])
    return tuple(joined([heads[subtree] for subtree in subtrees]) for subtrees in cut)
