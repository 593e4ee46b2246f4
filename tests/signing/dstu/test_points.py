import pytest

from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import Affine, base_of, group_of
from tests.signing.dstu.known import any_point, chance, is_on_curve

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")


def total(curve: Curve, *points: Affine) -> Affine | None:
    group = group_of(curve)
    found = None
    for point in points:
        found = group.plus(found, point)
    return group.affine([found])[0] if found else None


@all_curves
def test_sums_stay_on_the_curve_and_do_not_depend_on_the_order(curve: Curve) -> None:
    random = chance(curve.m)
    one, two, three = (any_point(curve, random) for _ in range(3))
    found = total(curve, one, two, three)
    assert found is not None
    assert is_on_curve(curve, found)
    assert found == total(curve, three, one, two)


@all_curves
def test_adding_a_point_to_itself_doubles_it(curve: Curve) -> None:
    group, base = group_of(curve), base_of(curve)
    doubled = group.doubled((*base, 1))
    assert doubled is not None
    assert total(curve, base, base) == group.affine([doubled])[0]
    assert group.sums(base, [group.affine([doubled])[0]]) == [total(curve, base, base, base)]


@all_curves
def test_a_point_and_its_opposite_make_infinity(curve: Curve) -> None:
    x, y = base_of(curve)
    assert total(curve, (x, y), (x, x ^ y)) is None
    assert total(curve, (x, y), (x, x ^ y), (x, y)) == (x, y)


@all_curves
def test_the_point_of_order_two_doubles_to_infinity(curve: Curve) -> None:
    root = group_of(curve).b
    for _ in range(curve.m - 1):
        root = curve.field.square(root)
    assert is_on_curve(curve, (0, root))
    assert total(curve, (0, root), (0, root)) is None
