"""Multiples of known points by combs: a number's bits are taken six at a time, far apart (Lim and Lee).

Bit j of each of six rows of the number chooses one of 64 sums of the points 2^(i·rows)·P, made once for each
point; so a multiple takes a sixth of the doublings, and several multiples share them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from signing.dstu.curves import Curve
from signing.dstu.points import Affine, Group, Projective, base_of, group_of

TEETH = 6
"""With 64 points of 570 bytes a key takes 40 KB; a seventh tooth saves a tenth of the time for twice that."""
KEYS_MAX = 256

Comb = tuple[Affine, ...]
"""The point for every choice of teeth; the first, of none, is never asked for."""


def row_length(curve: Curve) -> int:
    """Give how far apart the teeth are."""
    return -(-curve.n.bit_length() // TEETH)


def comb_of(curve: Curve, point: Affine) -> Comb:
    """Make the sums of a point of order n.

    No two points added here have the same x: they are multiples of the point by numbers that the curve's n
    alone decides, and a test goes through all curves.
    """
    group = group_of(curve)
    table = [point, point]
    for tooth in teeth(group, point, row_length(curve)):
        table += [tooth, *group.sums(tooth, table[1:])]
    return tuple(table)


def teeth(group: Group, point: Affine, apart: int) -> list[Affine]:
    """Double a point time and again; give it after every so many times."""
    found: list[Projective] = []
    moving: Projective | None = (*point, 1)
    for _ in range(TEETH - 1):
        for _ in range(apart):
            assert moving is not None
            moving = group.doubled(moving)
        assert moving is not None
        found.append(moving)
    return group.affine(found)


@lru_cache(maxsize=16)
def base_comb(curve: Curve) -> Comb:
    """Make the comb of a curve's base point, once."""
    return comb_of(curve, base_of(curve))


@lru_cache(maxsize=KEYS_MAX)
def key_comb(curve: Curve, point: Affine) -> Comb:
    """Make the comb of a public key, and keep it while the key is among those used last."""
    return comb_of(curve, point)


def choices(number: int, length: int) -> Iterator[int]:
    """Give which teeth bite, from the highest bit of the rows down."""
    rows = [number >> length * tooth for tooth in range(TEETH)]
    for bit in reversed(range(length)):
        yield sum((row >> bit & 1) << tooth for tooth, row in enumerate(rows))


def sum_of_multiples(curve: Curve, terms: Sequence[tuple[int, Comb]]) -> Affine | None:
    """Add up multiples of points, numbers below n; None is the point at infinity."""
    group = group_of(curve)
    length = row_length(curve)
    total: Projective | None = None
    for chosen in zip(*(choices(number, length) for number, _ in terms), strict=True):
        total = group.doubled(total) if total else None
        for choice, (_, comb) in zip(chosen, terms, strict=True):
            if choice:
                total = group.plus(total, comb[choice])
    return group.affine([total])[0] if total else None
