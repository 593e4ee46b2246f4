"""Verification of signatures by DSTU 4145-2002, polynomial basis, little-endian (clause 13)."""

from contextlib import suppress
from functools import lru_cache

from signing.dstu import accelerator
from signing.dstu.comb import base_comb, key_comb, sum_of_multiples
from signing.dstu.compression import decompressed
from signing.dstu.curves import Curve
from signing.dstu.libcrypto import LibraryFailed
from signing.dstu.points import Affine

DIGEST_SIZES = (32, 48, 64)
KEYS_MAX = 4096  # decompressed keys are half a kilobyte each


def verify(
    curve: Curve, public_key: bytes, digest: bytes, signature: bytes, *, accelerated: bool = True
) -> bool:
    """Say whether a signature (r, then s, each as long as n) was made over a digest with a key.

    The key is compressed as in certificates. No bytes raise anything.
    """
    numbers = numbers_of(curve, signature)
    if numbers is None or len(digest) not in DIGEST_SIZES:
        return False
    point = key_point(curve, public_key)
    if point is None:
        return False
    r, s = numbers
    x = x_of_sum(curve, s, point, r, accelerated=accelerated)
    return x is not None and shortened(curve, digest, x) == r


def numbers_of(curve: Curve, signature: bytes) -> tuple[int, int] | None:
    """Read r and s, each at least 1 and below n."""
    size = curve.order_size
    if len(signature) != 2 * size:
        return None
    r = int.from_bytes(signature[:size], "little")
    s = int.from_bytes(signature[size:], "little")
    return (r, s) if 0 < r < curve.n and 0 < s < curve.n else None


@lru_cache(maxsize=KEYS_MAX)
def key_point(curve: Curve, public_key: bytes) -> Affine | None:
    """Decompress a key, once."""
    return decompressed(curve, public_key)


def x_of_sum(curve: Curve, s: int, point: Affine, r: int, *, accelerated: bool) -> int | None:
    """Give the x of sP + rQ, or None at infinity; by libcrypto if it can and may, else by ourselves."""
    quick = accelerator.arithmetic(curve) if accelerated else None
    if quick is not None:
        with suppress(LibraryFailed):
            return quick.x_of_sum(s, point, r)
    total = sum_of_multiples(curve, ((s, base_comb(curve)), (r, key_comb(curve, point))))
    return total and total[0]


def digest_element(curve: Curve, digest: bytes) -> int:
    """Make an element of the field of a digest: its lowest m bits, and one for zero."""
    lowest = int.from_bytes(digest, "little") & (1 << curve.m) - 1
    return curve.field.spread(lowest or 1)


def shortened(curve: Curve, digest: bytes, x: int) -> int:
    """Give the number r that belongs to a digest and a point's x: the low bits of their product."""
    product = curve.field.compact(curve.field.product(digest_element(curve, digest), x))
    return product & (1 << curve.n.bit_length() - 1) - 1
