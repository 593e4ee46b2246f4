import pytest

from signing.dstu.compression import compressed, decompressed, is_of_order_n
from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import base_of, group_of
from tests.signing.dstu.known import M257, any_point, chance, is_on_curve, slow_multiple

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")


@all_curves
def test_points_are_read_as_they_were_written(curve: Curve) -> None:
    base = base_of(curve)
    for point in (base, (base[0], base[0] ^ base[1]), slow_multiple(curve, 12345, base)):
        assert point is not None
        assert decompressed(curve, compressed(curve, point)) == point


@all_curves
def test_whatever_is_read_lies_on_the_curve_and_has_the_order_n(curve: Curve) -> None:
    random = chance(curve.m)
    read = [
        decompressed(curve, random.randrange(1 << curve.m).to_bytes(curve.element_size, "little"))
        for _ in range(12)
    ]
    points = [point for point in read if point is not None]
    assert points
    for point in points[:3]:
        assert is_on_curve(curve, point)
        assert slow_multiple(curve, curve.n, point) is None


@all_curves
def test_a_point_is_found_to_be_of_order_n_exactly_when_it_is(curve: Curve) -> None:
    random = chance(curve.m)
    seen: set[bool] = set()
    while seen != {True, False}:
        point = any_point(curve, random)
        truth = slow_multiple(curve, curve.n, point) is None
        doubles = curve.field.trace(point[0]) == curve.a
        assert (doubles and is_of_order_n(curve, point)) == truth
        seen.add(truth)


def test_a_double_of_twice_the_order_is_refused_where_the_cofactor_is_four() -> None:
    """With x's trace right, such a point would pass for one of order n if only the trace were looked at."""
    random = chance(1)
    group, field = group_of(M257), M257.field
    while True:
        doubled = group.doubled((*any_point(M257, random), 1))
        assert doubled is not None
        point = group.affine([doubled])[0]
        assert field.trace(point[0]) == M257.a
        if slow_multiple(M257, M257.n, point) is not None:
            break
    assert not is_of_order_n(M257, point)
    x, y = point
    bit = field.trace(field.product(y, field.inverse(x)))
    encoded = (field.compact(x) & ~1 | bit).to_bytes(M257.element_size, "little")
    assert decompressed(M257, encoded) is None


def test_the_point_of_order_two_is_no_key() -> None:
    """Its x is zero, which the bytes say where a is zero; where a is one, they say that x is one."""
    for curve in CURVES.values():
        for value in (0, 1):
            point = decompressed(curve, value.to_bytes(curve.element_size, "little"))
            assert point is None or (curve.a and point[0] == 1)


@all_curves
def test_an_x_without_a_point_is_refused(curve: Curve) -> None:
    random = chance(curve.m)
    read = [
        decompressed(curve, random.randrange(1 << curve.m).to_bytes(curve.element_size, "little"))
        for _ in range(20)
    ]
    assert None in read


@all_curves
def test_a_key_of_another_length_or_with_bits_above_m_is_refused(curve: Curve) -> None:
    right = compressed(curve, base_of(curve))
    assert decompressed(curve, right) is not None
    assert decompressed(curve, right + b"\0") is None
    assert decompressed(curve, right[:-1]) is None
    assert decompressed(curve, b"") is None
    above = bytearray(right)
    above[-1] |= 0x80  # m is never a multiple of eight
    assert decompressed(curve, bytes(above)) is None
