"""Our own arithmetic is the oracle of libcrypto's."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from signing.dstu import accelerator, libcrypto
from signing.dstu.comb import base_comb, comb_of, sum_of_multiples
from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import base_of
from tests.signing.dstu.known import M257, chance, slow_multiple

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")


def accelerated(curve: Curve) -> accelerator.Arithmetic:
    found = accelerator.arithmetic(curve)
    if found is None:
        pytest.skip("there is no libcrypto of OpenSSL 3 here, or it has no binary curves")
    return found


@all_curves
def test_both_arithmetics_agree(curve: Curve) -> None:
    random = chance(curve.m)
    quick = accelerated(curve)
    key = slow_multiple(curve, random.randrange(1, curve.n), base_of(curve))
    assert key is not None
    comb = comb_of(curve, key)
    drawn = [(random.randrange(1, curve.n), random.randrange(1, curve.n)) for _ in range(10)]
    for s, r in [*drawn, (1, 1), (1, curve.n - 1), (curve.n - 1, curve.n - 1)]:
        ours = sum_of_multiples(curve, ((s, base_comb(curve)), (r, comb)))
        assert quick.x_of_sum(s, key, r) == (ours and ours[0])


def test_the_base_point_as_key_doubles_or_vanishes_alike() -> None:
    quick, base = accelerated(M257), base_of(M257)
    doubled = slow_multiple(M257, 14, base)
    assert doubled is not None
    assert quick.x_of_sum(7, base, 7) == doubled[0]
    assert quick.x_of_sum(7, base, M257.n - 7) is None


def test_many_threads_at_once_get_the_same_answers_as_one() -> None:
    random = chance(1)
    quick, base = accelerated(M257), base_of(M257)
    numbers = [(random.randrange(1, M257.n), random.randrange(1, M257.n)) for _ in range(60)]

    def x_of(pair: tuple[int, int]) -> int | None:
        return quick.x_of_sum(pair[0], base, pair[1])

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(x_of, numbers)) == [x_of(pair) for pair in numbers]


def test_a_point_off_the_curve_is_a_failure_and_leaves_no_error_behind() -> None:
    x, y = base_of(M257)
    quick = accelerated(M257)
    with pytest.raises(libcrypto.LibraryFailed):
        quick.x_of_sum(1, (x, y ^ 1), 1)
    assert quick.x_of_sum(1, (x, y), 1) is not None


def test_a_library_that_computes_otherwise_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> int:
        return 1

    accelerated(M257)
    monkeypatch.setattr(accelerator.Arithmetic, "x_of_sum", wrong)
    assert accelerator.arithmetic.__wrapped__(M257) is None


def test_a_machine_without_the_library_has_no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libcrypto, "NAMES", {sys.platform: ("libcrypto.so.none",)})
    assert libcrypto.library.__wrapped__() is None
    monkeypatch.setattr(libcrypto, "NAMES", {})
    assert libcrypto.library.__wrapped__() is None
    monkeypatch.setattr(accelerator, "library", lambda: None)
    assert accelerator.arithmetic.__wrapped__(M257) is None


def test_a_build_without_binary_curves_is_no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libcrypto, "SIGNATURES", {**libcrypto.SIGNATURES, "EC_GROUP_of_no_build": (None, ())})
    assert libcrypto.library.__wrapped__() is None
