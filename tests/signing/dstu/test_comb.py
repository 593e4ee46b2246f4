import pytest

from signing.dstu.comb import base_comb, comb_of, key_comb, sum_of_multiples
from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import base_of
from tests.signing.dstu.known import M257, chance, slow_multiple

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")


@all_curves
def test_multiples_by_the_comb_are_those_of_the_slow_way(curve: Curve) -> None:
    random = chance(curve.m)
    comb, base = base_comb(curve), base_of(curve)
    for number in (1, 2, 3, curve.n - 1, random.randrange(curve.n), random.randrange(curve.n)):
        assert sum_of_multiples(curve, ((number, comb),)) == slow_multiple(curve, number, base)


@all_curves
def test_sums_of_multiples_meet_every_special_case(curve: Curve) -> None:
    """The same point twice, opposites, and nothing at all: doubling and infinity within the sum."""
    comb, base = base_comb(curve), base_of(curve)
    x, y = base
    opposite = comb_of(curve, (x, x ^ y))
    number = chance(curve.m).randrange(curve.n)
    assert sum_of_multiples(curve, ((number, comb), (number, comb))) == slow_multiple(
        curve, 2 * number % curve.n, base
    )
    assert sum_of_multiples(curve, ((number, comb), (number, opposite))) is None
    assert sum_of_multiples(curve, ((number, comb), (curve.n - number, comb))) is None
    assert sum_of_multiples(curve, ((0, comb), (0, opposite))) is None


def test_combs_of_keys_are_kept_and_the_oldest_is_let_go() -> None:
    key_comb.cache_clear()
    base = base_of(M257)
    assert key_comb(M257, base) is key_comb(M257, base)
    assert key_comb.cache_info().maxsize == 256
