"""Arithmetic in GF(2^m), with a number's bits spread out so that Python's own product does the work.

An element is spread: coefficient i is the lowest bit of byte i. The ordinary product of two spread numbers
has in byte k the number of pairs that meet there, at most 255 if one factor has no more terms than that, and
its lowest bit is the coefficient wanted. Sums are XOR. Squaring puts a zero byte after every byte, for which
the text codecs of Latin-1 and UTF-16 are the quickest way. For m = 257 a product takes about 5 µs, a third
of what shifting and adding takes.

Numbers from outside are compact, one bit for each coefficient, until `spread`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

TERMS_MAX = 255
"""The number of pairs that a byte can count."""
ZERO_DIGIT = ord("0")


@dataclass(frozen=True, slots=True)
class Field:
    """GF(2^m) modulo x^m + … + 1; elements are spread, zero is 0 and one is 1."""

    m: int
    modulus: int
    """Compact."""
    width: int
    low: int
    folds: tuple[int, ...]
    """How far the middle terms of the modulus move what is above `width`."""
    ones: int
    double_ones: int
    every_other: int
    trace_mask: int

    def spread(self, compact: int) -> int:
        """Spread the bits of a number below 2^m."""
        return int.from_bytes(f"{compact:b}".encode(), "big") & self.ones

    def compact(self, spread: int) -> int:
        """Put the bits together again."""
        return int((spread | self.ones * ZERO_DIGIT).to_bytes(self.m, "big"), 2)

    def reduced(self, product: int) -> int:
        """Reduce a number of up to 2m - 1 spread coefficients."""
        width, low = self.width, self.low
        while above := product >> width:
            product = (product & low) ^ above
            for fold in self.folds:
                product ^= above << fold
        return product

    def product(self, left: int, right: int) -> int:
        """Multiply."""
        if left.bit_count() <= TERMS_MAX or right.bit_count() <= TERMS_MAX:
            return self.reduced(left * right & self.double_ones)
        half = left & self.every_other  # a byte would run over: halves cannot
        return self.reduced((half * right ^ (left ^ half) * right) & self.double_ones)

    def square(self, element: int) -> int:
        """Square."""
        apart = element.to_bytes(self.m, "little").decode("latin-1").encode("utf-16-le")
        return self.reduced(int.from_bytes(apart, "little"))

    def inverse(self, element: int) -> int:
        """Invert what is not zero, by Euclid's algorithm on compact numbers."""
        assert element
        left, right = self.compact(element), self.modulus
        found, other = 1, 0
        while left != 1:
            distance = left.bit_length() - right.bit_length()
            if distance < 0:
                left, right, found, other, distance = right, left, other, found, -distance
            left ^= right << distance
            found ^= other << distance
        return self.spread(found)

    def inverses(self, elements: Sequence[int]) -> list[int]:
        """Invert many at the price of one inversion and three products each (Montgomery)."""
        running = [1]
        for element in elements:
            running.append(self.product(running[-1], element))
        rest = self.inverse(running.pop())
        found = []
        for element, before in zip(reversed(elements), reversed(running), strict=True):
            found.append(self.product(rest, before))
            rest = self.product(rest, element)
        return found[::-1]

    def trace(self, element: int) -> int:
        """Give the trace, 0 or 1."""
        return (element & self.trace_mask).bit_count() & 1

    def half_trace(self, element: int) -> int:
        """Give z with z² + z = element, for an element of trace 0; m is odd on every curve we have."""
        found = element
        for _ in range(self.m // 2):
            found = self.square(self.square(found)) ^ element
        return found


@lru_cache(maxsize=16)
def field_of(m: int, middle_exponents: tuple[int, ...]) -> Field:
    """Make the field modulo x^m + (middle terms) + 1."""
    ones = int.from_bytes(b"\x01" * m, "little")
    return Field(
        m=m,
        modulus=1 << m | sum(1 << exponent for exponent in middle_exponents) | 1,
        width=8 * m,
        low=(1 << 8 * m) - 1,
        folds=tuple(8 * exponent for exponent in middle_exponents),
        ones=ones,
        double_ones=int.from_bytes(b"\x01" * 2 * m, "little"),
        every_other=int.from_bytes(b"\x01\x00" * m, "little") & ones,
        trace_mask=int.from_bytes(traces(m, middle_exponents), "little"),
    )


def traces(m: int, middle_exponents: tuple[int, ...]) -> bytes:
    """Give the traces of 1, x, x^2 …: the sums of powers of the modulus's roots, by Newton's identities."""
    places = [m - exponent for exponent in middle_exponents]
    found = bytearray([m & 1])
    for power in range(1, m):
        total = power & 1 if power in places else 0
        for place in places:
            if place < power:
                total ^= found[power - place]
        found.append(total)
    return bytes(found)
