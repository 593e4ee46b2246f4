"""Bytes by chance raise nothing and sign nothing."""

from hypothesis import example, given, settings
from hypothesis import strategies as some

from signing.dstu.curves import CURVES, Curve, match_explicit
from signing.dstu.signature import verify

UNHURRIED = settings(deadline=None, derandomize=True)
ANY_CURVE = some.sampled_from(list(CURVES.values()))


@given(some.data(), ANY_CURVE, some.booleans())
@settings(UNHURRIED, max_examples=60)
def test_bytes_of_the_right_lengths_never_raise_nor_verify(
    data: some.DataObject, curve: Curve, accelerated: bool
) -> None:
    key = data.draw(some.integers(0, (1 << curve.m) - 1)).to_bytes(curve.element_size, "little")
    numbers = some.integers(1, curve.n - 1)
    size = curve.order_size
    signature = b"".join(data.draw(numbers).to_bytes(size, "little") for _ in range(2))
    digest = data.draw(some.binary(min_size=32, max_size=32))
    assert not verify(curve, key, digest, signature, accelerated=accelerated)


@given(ANY_CURVE, some.binary(max_size=80), some.binary(max_size=80), some.binary(max_size=130))
@UNHURRIED
def test_bytes_of_any_length_never_raise_nor_verify(
    curve: Curve, key: bytes, digest: bytes, signature: bytes
) -> None:
    assert not verify(curve, key, digest, signature)


@given(some.binary(max_size=300))
@example(b"0\x80\x00\x00")
@UNHURRIED
def test_parameters_by_chance_never_raise_nor_match(parameters: bytes) -> None:
    assert match_explicit(parameters) is None
