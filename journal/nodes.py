"""Nodes of the Merkle tree that are kept, so that a proof reads dozens of hashes and not millions.

Kept are the heads of whole subtrees of 256, 65,536 … leaves (levels 8, 16 …, as in C2SP tlog-tiles).
They are a convenience that nobody has to trust: every checkpoint is compared with the one before it, every
proof with a signed root, and verification does without them.
"""

from collections.abc import Iterable, Mapping, Sequence

from journal.connection import Connection
from journal.faults import Fault, JournalDamaged, Problem
from journal.merkle import Subtree, joined, leaf_hash, node_hash, whole_subtrees

STEP = 8
"""Every level that is a multiple of it is kept."""
AT_ONCE = 64
"""Nodes made in one statement: 64 × 256 leaves read."""

Span = tuple[int, int, int]
"""A level, and positions from the first to before the second."""

_LAST = "SELECT coalesce(max(position) + 1, 0) FROM journal_node WHERE level = $1"
_FETCH = """
WITH wanted AS (SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS given(level, first, ends))
SELECT level, seq - 1 AS position, hash
FROM wanted JOIN journal_seal ON level = 0 AND seq > first AND seq <= ends
UNION ALL
SELECT level, position, hash
FROM wanted JOIN journal_node USING (level) WHERE level > 0 AND position >= first AND position < ends
"""
_KEEP = """
INSERT INTO journal_node (level, position, hash)
SELECT $1, given.* FROM unnest($2::bigint[], $3::bytea[]) AS given
"""


async def settle_nodes(connection: Connection, size: int) -> None:
    """Keep every node that a tree of this size is due and that is not there yet."""
    level = STEP
    while count := size >> level:
        made: int = await connection.fetchval(_LAST, level)
        for first in range(made, count, AT_ONCE):
            positions = range(first, min(first + AT_ONCE, count))
            heads = await heads_of(connection, [(level, position) for position in positions], below=level)
            hashes = [heads[level, position] for position in positions]
            await connection.execute(_KEEP, level, list(positions), hashes)
        level += STEP


async def root_at(connection: Connection, size: int) -> bytes:
    """Give the head of the tree of the first `size` seals, at least one."""
    subtrees = whole_subtrees((0, size))
    heads = await heads_of(connection, subtrees)
    return joined([heads[subtree] for subtree in subtrees])


async def heads_of(
    connection: Connection, subtrees: Iterable[Subtree], below: int | None = None
) -> Mapping[Subtree, bytes]:
    """Give the heads of whole subtrees, from the kept nodes; `below` a level, from those of lower levels."""
    spans = {subtree: _span(subtree, below) for subtree in subtrees}
    rows = await connection.fetch(
        _FETCH,
        [level for level, _, _ in spans.values()],
        [first for _, first, _ in spans.values()],
        [ends for _, _, ends in spans.values()],
    )
    found = {(level, position): digest if level else leaf_hash(digest) for level, position, digest in rows}
    found |= await _made_anew(connection, spans.values(), found)
    return {
        subtree: _folded([found[level, position] for position in range(first, ends)])
        for subtree, (level, first, ends) in spans.items()
    }


async def _made_anew(
    connection: Connection, spans: Iterable[Span], found: Mapping[Subtree, bytes]
) -> Mapping[Subtree, bytes]:
    """Make kept nodes that somebody removed from what lies below them."""
    missing = [
        (level, position)
        for level, first, ends in spans
        for position in range(first, ends)
        if (level, position) not in found
    ]
    for level, position in missing:
        if level == 0:
            raise JournalDamaged(Fault(Problem.SEAL_GONE, position + 1))
    return {node: (await heads_of(connection, [node], below=node[0]))[node] for node in missing}


def _span(subtree: Subtree, below: int | None) -> Span:
    """Give the kept level from which a head is made, and which of its positions."""
    level, position = subtree
    kept = level - level % STEP
    if below is not None and kept >= below:
        kept = below - STEP
    return kept, position << (level - kept), (position + 1) << (level - kept)


def _folded(heads: Sequence[bytes]) -> bytes:
    """Join so many heads of one level as make a whole subtree."""
    while len(heads) > 1:
        heads = [node_hash(heads[at], heads[at + 1]) for at in range(0, len(heads), 2)]
    return heads[0]
