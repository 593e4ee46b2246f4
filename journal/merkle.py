"""The Merkle tree over the seals: heads and proofs, by RFC 6962 (2.1) and RFC 9162 (2.1.3, 2.1.4).

Pure. A proof is first decided as ranges of leaves, each range as whole subtrees, which whoever holds the
hashes then looks up; so a proof over millions needs some dozens of them. A whole subtree of 2^level leaves
stands at a position, counted from 0 at its level.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The head of the tree without leaves."""

Range = tuple[int, int]
"""Leaves from the first to before the second."""

Subtree = tuple[int, int]
"""Level and position."""


def leaf_hash(data: bytes) -> bytes:
    """Hash a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash a node over its two subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the heads of its whole subtrees, widest first; enough to go on from."""

    size: int = 0
    heads: tuple[bytes, ...] = ()

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """Give the frontier after more leaves, which are hashed already."""
        size, heads = self.size, list(self.heads)
        for leaf in leaves:
            head = leaf
            width = size
            while width & 1:
                head = sha256(b"\x01" + heads.pop() + head).digest()
                width >>= 1
            heads.append(head)
            size += 1
        return Frontier(size, tuple(heads))

    def root(self) -> bytes:
        """Give the head of the whole tree."""
        return joined(self.heads) if self.heads else EMPTY


def joined(heads: Sequence[bytes]) -> bytes:
    """Join the heads of whole subtrees, widest first, into one."""
    joint = heads[-1]
    for head in reversed(heads[:-1]):
        joint = node_hash(head, joint)
    return joint


def whole_subtrees(span: Range) -> list[Subtree]:
    """Cut a range that proofs speak of into whole subtrees, widest first."""
    first, end = span
    found = []
    while first < end:
        level = (end - first).bit_length() - 1
        found.append((level, first >> level))
        first += 1 << level
    return found


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Give the ranges whose heads prove the leaf at an index, the nearest first (RFC 6962, 2.1.1)."""
    assert 0 <= index < size
    path = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((first, middle))
            first = middle
    return path[::-1]


def consistency_ranges(old: int, size: int) -> list[Range]:
    """Give the ranges whose heads prove that a tree grew out of a smaller one (RFC 6962, 2.1.2)."""
    assert 0 < old <= size
    path: list[Range] = []
    first, end = 0, size
    is_whole = True  # the part under `old` is the old tree itself, whose head the verifier knows
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((first, middle))
            first, is_whole = middle, False
    if not is_whole:
        path.append((first, end))
    return path[::-1]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, head = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            head = node_hash(step, head)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            head = node_hash(head, step)
        number, last = number >> 1, last >> 1
    return last == 0 and head == root


def is_consistent(old: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Check a consistency proof (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    number, last = old - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old_head = head = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old_head, head = node_hash(step, old_head), node_hash(step, head)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            head = node_hash(head, step)
        number, last = number >> 1, last >> 1
    return last == 0 and (old_head, head) == (old_root, root)


def _split(count: int) -> int:
    """Give the largest power of two smaller than a number greater than one."""
    return 1 << ((count - 1).bit_length() - 1)
