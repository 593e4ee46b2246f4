"""Public keys as certificates carry them: one coordinate and one bit, little-endian (DSTU 4145-2002).

The lowest bit of x is replaced by the trace of y/x. It can be, since every point of the group that n belongs
to has an x whose trace is that of a, and the lowest bit decides the trace.
"""

from signing.dstu.curves import Curve
from signing.dstu.points import Affine


def compressed(curve: Curve, point: Affine) -> bytes:
    """Write a point of the group of order n."""
    field = curve.field
    x, y = point
    bit = field.trace(field.product(y, field.inverse(x)))
    return (field.compact(x) & ~1 | bit).to_bytes(curve.element_size, "little")


def decompressed(curve: Curve, encoded: bytes) -> Affine | None:
    """Read a point of the group of order n, or give None: wrong length, not on the curve, of low order."""
    value = int.from_bytes(encoded, "little")
    if len(encoded) != curve.element_size or value >> curve.m:
        return None
    field = curve.field
    x = field.spread(value & ~1)
    if field.trace(x) != curve.a:
        x ^= 1
    if not x:
        return None
    right = x ^ curve.a ^ field.product(field.spread(curve.b), field.square(field.inverse(x)))
    if field.trace(right):
        return None
    ratio = field.half_trace(right)
    if field.trace(ratio) != value & 1:
        ratio ^= 1
    point = x, field.product(x, ratio)
    return point if is_of_order_n(curve, point) else None


def is_of_order_n(curve: Curve, point: Affine) -> bool:
    """Say whether a point, the trace of whose x is a, lies in the group of order n.

    Points are halved as long as the cofactor is even: a point is the double of another if and only if the
    trace of its x is a. With a = 1 the cofactor is 2 and nothing is left to do. With a = 0 it is 4, so that
    the half must be a double too; the trace of its x is that of x² = y + x(λ + 1), λ² + λ = x + a (Knudsen).
    """
    if curve.a:
        return True
    field = curve.field
    x, y = point
    slope = field.half_trace(x ^ curve.a)
    return field.trace(y ^ field.product(x, slope ^ 1)) == curve.a
