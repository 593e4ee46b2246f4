import json
from dataclasses import replace

import pytest

from signing.dstu.compression import compressed
from signing.dstu.curves import CURVES, Curve, match_explicit
from signing.dstu.points import base_of
from tests.signing.dstu.known import BY_M, M257, VECTORS, is_on_curve, slow_multiple

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")


def tagged(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    length = len(content)
    return bytes([tag, length] if length < 128 else [tag, 0x81, length]) + content


def whole(number: int) -> bytes:
    return tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def little(number: int, curve: Curve) -> bytes:
    return tagged(0x04, number.to_bytes(curve.element_size, "little"))


def explicit(curve: Curve, version: bytes = b"", after: bytes = b"") -> bytes:
    """Write parameters; the base point is compressed in the field of the table."""
    base = tagged(0x04, compressed(CURVES[curve.oid], base_of(curve)))
    middle = [whole(exponent) for exponent in sorted(curve.middle_exponents)]
    basis = middle[0] if len(middle) == 1 else tagged(0x30, *middle)
    field = tagged(0x30, whole(curve.m), basis)
    parts = field, whole(curve.a), little(curve.b, curve), whole(curve.n), base
    return tagged(0x30, version, *parts, after)


@all_curves
def test_the_table_is_that_of_the_vectors(curve: Curve) -> None:
    row = json.loads((VECTORS / "dstu4145-curves.json").read_text())[curve.oid]
    assert (curve.m, list(curve.middle_exponents), curve.a) == (row["m"], row["middle_exponents"], row["a"])
    assert [curve.b, curve.n, curve.base_x, curve.base_y] == [
        int(row[name], 16) for name in ("b", "n", "base_x", "base_y")
    ]


def test_there_are_ten_curves() -> None:
    assert [curve.m for curve in CURVES.values()] == [163, 167, 173, 179, 191, 233, 257, 307, 367, 431]


@all_curves
def test_the_base_point_lies_on_the_curve_and_has_the_order_n(curve: Curve) -> None:
    base = base_of(curve)
    assert is_on_curve(curve, base)
    assert slow_multiple(curve, curve.n, base) is None
    assert slow_multiple(curve, curve.n - 1, base) == (base[0], base[0] ^ base[1])


@all_curves
def test_parameters_that_equal_the_table_are_its_curve(curve: Curve) -> None:
    assert match_explicit(explicit(curve)) is curve
    assert match_explicit(explicit(curve, version=tagged(0xA0, whole(0)))) is curve


@pytest.mark.parametrize(
    "changed",
    [
        replace(M257, base_x=M257.base_x ^ 1),
        replace(M257, base_x=BY_M[163].base_x, base_y=BY_M[163].base_y),
        replace(M257, base_y=M257.base_x ^ M257.base_y),
        replace(M257, b=M257.b ^ 2),
        replace(M257, a=1),
        replace(M257, n=M257.n + 2),
        replace(M257, n=-M257.n % (1 << 256)),
        replace(M257, m=259),
        replace(M257, middle_exponents=(14,)),
        replace(M257, middle_exponents=(1, 5, 12)),
    ],
    ids=["base x", "another base", "opposite base", "b", "a", "n", "minus n", "m", "terms", "more terms"],
)
def test_parameters_with_one_number_of_ones_own_are_refused(changed: Curve) -> None:
    assert match_explicit(explicit(changed)) is None


def test_parameters_that_are_cut_off_or_go_on_or_have_a_version_are_refused() -> None:
    right = explicit(M257)
    assert match_explicit(right + b"\0") is None
    assert match_explicit(explicit(M257, after=whole(1))) is None
    assert match_explicit(explicit(M257, version=tagged(0xA0, whole(1)))) is None
    assert [match_explicit(right[:length]) for length in range(len(right))] == [None] * len(right)


def test_no_flipped_bit_of_parameters_names_another_curve() -> None:
    right = explicit(M257)
    for place in range(8 * len(right)):
        changed = bytearray(right)
        changed[place // 8] ^= 1 << place % 8
        assert match_explicit(bytes(changed)) is None
