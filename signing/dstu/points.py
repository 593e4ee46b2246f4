"""Points of a curve: adding and doubling, with and without division.

Affine points are pairs (x, y) of spread numbers; None is the point at infinity. Where a division for every
step would be too slow, a point is López-Dahab projective: (X, Y, Z) with x = X/Z and y = Y/Z². The formulas
are those of "Guide to Elliptic Curve Cryptography" (Hankerson, Menezes, Vanstone), algorithms 3.24 and 3.25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from signing.dstu.curves import Curve
from signing.dstu.field import Field

Affine = tuple[int, int]
Projective = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """The points of a curve, whose a is 0 or 1."""

    field: Field
    a: int
    b: int

    def doubled(self, point: Projective) -> Projective | None:
        """Double a point; the point (0, √b) is its own opposite."""
        x, y, z = point
        if not x:
            return None
        product, square = self.field.product, self.field.square
        x_squared, z_squared = square(x), square(z)
        new_z = product(x_squared, z_squared)
        term = product(self.b, square(z_squared))
        new_x = square(x_squared) ^ term
        factor = square(y) ^ term ^ (new_z if self.a else 0)
        return new_x, product(term, new_z) ^ product(new_x, factor), new_z

    def plus(self, point: Projective | None, other: Affine) -> Projective | None:
        """Add an affine point to a projective one."""
        x2, y2 = other
        if point is None:
            return x2, y2, 1
        x1, y1, z1 = point
        product, square = self.field.product, self.field.square
        along = x1 ^ product(x2, z1)
        across = y1 ^ product(y2, square(z1))
        if not along:
            return self.doubled((x2, y2, 1)) if not across else None
        scaled = product(along, z1)
        new_z = square(scaled)
        slope = across ^ square(along) ^ (scaled if self.a else 0)
        new_x = square(across) ^ product(scaled, slope)
        left = product(product(x2, new_z) ^ new_x, product(across, scaled) ^ new_z)
        return new_x, left ^ product(x2 ^ y2, square(new_z)), new_z

    def affine(self, points: Sequence[Projective]) -> list[Affine]:
        """Divide many points at once."""
        product, square = self.field.product, self.field.square
        inverses = self.field.inverses([z for _, _, z in points])
        return [
            (product(x, inverse), product(y, square(inverse)))
            for (x, y, _), inverse in zip(points, inverses, strict=True)
        ]

    def sums(self, point: Affine, others: Sequence[Affine]) -> list[Affine]:
        """Add one point to each of others, none of which has its x."""
        product, square = self.field.product, self.field.square
        x1, y1 = point
        inverses = self.field.inverses([x1 ^ x2 for x2, _ in others])
        found = []
        for (x2, y2), inverse in zip(others, inverses, strict=True):
            slope = product(y1 ^ y2, inverse)
            x = square(slope) ^ slope ^ x1 ^ x2 ^ self.a
            found.append((x, product(slope, x1 ^ x) ^ x ^ y1))
        return found


@lru_cache(maxsize=16)
def group_of(curve: Curve) -> Group:
    """Give the points of a curve."""
    return Group(curve.field, curve.a, curve.field.spread(curve.b))


def base_of(curve: Curve) -> Affine:
    """Give a curve's base point."""
    return curve.field.spread(curve.base_x), curve.field.spread(curve.base_y)
