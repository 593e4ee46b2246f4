"""Point arithmetic by the system's libcrypto, where it is there and has binary curves: ten times as quick.

It is optional: without it our own arithmetic gives the same answers. It is asked through ctypes, which lets
other threads run meanwhile. Each curve is compared with our own arithmetic before its first use, and one that
differs is not used.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache

from signing.dstu.comb import base_comb, sum_of_multiples
from signing.dstu.curves import Curve
from signing.dstu.libcrypto import Library, LibraryFailed, library
from signing.dstu.points import Affine, base_of

COFACTORS = {0: 4, 1: 2}
"""By the curve's a."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A curve as libcrypto knows it; the group is never freed, there are ten at most."""

    library: Library
    curve: Curve
    group: int

    def x_of_sum(self, s: int, point: Affine, r: int) -> int | None:
        """Give the x of sP + rQ, or None at infinity; raises LibraryFailed."""
        call, made, number = self.library.call, self.library.made, self.library.number
        with ExitStack() as stack:
            context = made(stack, "BN_CTX")
            x, y = (number(stack, self.curve.field.compact(each)) for each in point)
            key, total = made(stack, "EC_POINT", self.group), made(stack, "EC_POINT", self.group)
            call("EC_POINT_set_affine_coordinates", self.group, key, x, y, context)
            multiples = number(stack, s), key, number(stack, r)
            call("EC_POINT_mul", self.group, total, *multiples, context)
            if self.library.functions["EC_POINT_is_at_infinity"](self.group, total):
                return None
            call("EC_POINT_get_affine_coordinates", self.group, total, x, y, context)
            return self.curve.field.spread(self.library.value(x, self.curve.element_size))


@lru_cache(maxsize=16)
def arithmetic(curve: Curve) -> Arithmetic | None:
    """Give the accelerated arithmetic of a curve, or None where there is none that agrees with ours."""
    found = library()
    if found is None:
        return None
    try:
        made = Arithmetic(found, curve, new_group(found, curve))
        return made if agrees(made) else None
    except LibraryFailed:
        return None


def new_group(found: Library, curve: Curve) -> int:
    """Make a curve with its base point; raises LibraryFailed."""
    with ExitStack() as stack:
        context = found.made(stack, "BN_CTX")
        modulus, a, b, n, cofactor, x, y = (
            found.number(stack, each)
            for each in (
                curve.field.modulus,
                curve.a,
                curve.b,
                curve.n,
                COFACTORS[curve.a],
                curve.base_x,
                curve.base_y,
            )
        )
        group = found.call("EC_GROUP_new_curve_GF2m", modulus, a, b, context)
        base = found.made(stack, "EC_POINT", group)
        found.call("EC_POINT_set_affine_coordinates", group, base, x, y, context)
        found.call("EC_GROUP_set_generator", group, base, n, cofactor)
        return group


def agrees(made: Arithmetic) -> bool:
    """Compare with our own arithmetic: a sum of two long multiples, and one that is infinite."""
    curve = made.curve
    base = base_of(curve)
    s, r = curve.n // 3, curve.n // 7
    ours = sum_of_multiples(curve, ((s + r, base_comb(curve)),))
    return (
        ours is not None
        and made.x_of_sum(s, base, r) == ours[0]
        and made.x_of_sum(s, base, curve.n - s) is None
    )
