"""Signing by DSTU 4145-2002 with development keys (clause 12). Nothing that verifies imports this file.

The time it takes depends on the private number, so a key that protects anything must not come here.
"""

from collections.abc import Callable

from signing.dstu.comb import base_comb, sum_of_multiples
from signing.dstu.compression import compressed
from signing.dstu.curves import Curve
from signing.dstu.signature import shortened

Randomness = Callable[[int], int]
"""Gives a number at random from 0 up to, not including, its argument; `secrets.randbelow` does."""


def private_key(curve: Curve, random: Randomness) -> int:
    """Draw a private number."""
    return 1 + random(curve.n - 1)


def public_key(curve: Curve, private: int) -> bytes:
    """Give the public key, compressed as in certificates: the point -dP."""
    point = sum_of_multiples(curve, ((curve.n - private, base_comb(curve)),))
    assert point is not None
    return compressed(curve, point)


def sign(curve: Curve, private: int, digest: bytes, random: Randomness) -> bytes:
    """Sign a digest: r, then s, little-endian, each as long as n."""
    while True:
        once = 1 + random(curve.n - 1)
        point = sum_of_multiples(curve, ((once, base_comb(curve)),))
        assert point is not None
        r = shortened(curve, digest, point[0])
        s = (once + private * r) % curve.n
        if r and s:
            size = curve.order_size
            return r.to_bytes(size, "little") + s.to_bytes(size, "little")
