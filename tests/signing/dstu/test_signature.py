from dataclasses import replace

import pytest

from signing.dstu import libcrypto
from signing.dstu.compression import compressed
from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import base_of
from signing.dstu.sign import private_key, public_key, sign
from signing.dstu.signature import numbers_of, verify
from tests.signing.dstu.known import (
    BY_M,
    M257,
    MESSAGES,
    VECTORS,
    annex_curve,
    certificate_signed,
    chance,
    message_signed,
)

all_curves = pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: f"m={curve.m}")
both_ways = pytest.mark.parametrize("accelerated", [False, True], ids=["pure", "libcrypto"])
DIGEST = bytes(range(32))


def made(curve: Curve, digest: bytes = DIGEST, seed: int = 1) -> tuple[bytes, bytes]:
    """Draw a key and sign; give the public key and the signature."""
    random = chance(seed).randrange
    private = private_key(curve, random)
    return public_key(curve, private), sign(curve, private, digest, random)


def halves(curve: Curve, r: int, s: int) -> bytes:
    return r.to_bytes(curve.order_size, "little") + s.to_bytes(curve.order_size, "little")


@both_ways
def test_the_example_of_annex_b1_verifies(accelerated: bool) -> None:
    curve, annex = annex_curve()
    public = curve.field.spread(annex["public_x"]), curve.field.spread(annex["public_y"])
    key = compressed(curve, public)
    digest = annex["hash"].to_bytes(32, "little")
    signature = halves(curve, annex["r"], annex["s"])
    assert verify(curve, key, digest, signature, accelerated=accelerated)
    assert not verify(BY_M[163], key, digest, signature, accelerated=accelerated)


@both_ways
@pytest.mark.parametrize("name", MESSAGES)
def test_messages_of_other_implementations_verify_until_they_are_changed(
    name: str, accelerated: bool
) -> None:
    found, digest = message_signed(name), MESSAGES[name]
    changed = found.data[:-1] + bytes([found.data[-1] ^ 1])
    verified = [
        verify(found.curve, found.key, digest(data), found.signature, accelerated=accelerated)
        for data in (found.data, changed)
    ]
    assert verified == [True, False]


@pytest.mark.parametrize("name", ["dstu_ca_m431", "jk_self"])
def test_certificates_that_signed_themselves_verify(name: str) -> None:
    certificate = (VECTORS / f"{name}.cer").read_bytes()
    found = certificate_signed(certificate, certificate)
    digest = MESSAGES["jk_attached"](found.data)
    assert verify(found.curve, found.key, digest, found.signature)
    assert not verify(found.curve, found.key, digest[::-1], found.signature)


@both_ways
@all_curves
def test_what_is_signed_verifies_with_its_own_key_and_digest_only(curve: Curve, accelerated: bool) -> None:
    for size in (32, 48, 64):
        digest = chance(size).randbytes(size)
        key, signature = made(curve, digest)
        other, _ = made(curve, digest, seed=2)
        assert verify(curve, key, digest, signature, accelerated=accelerated)
        assert not verify(curve, other, digest, signature, accelerated=accelerated)
        assert not verify(curve, key, bytes(size), signature, accelerated=accelerated)


def test_a_digest_of_zero_counts_as_one() -> None:
    zero, one = bytes(32), b"\x01" + bytes(31)
    key, signature = made(M257, zero)
    assert verify(M257, key, zero, signature)
    assert verify(M257, key, one, signature)


@both_ways
def test_no_flipped_bit_of_a_signature_verifies(accelerated: bool) -> None:
    key, signature = made(M257)
    for place in range(0, 8 * len(signature), 1 if accelerated else 16):
        changed = bytearray(signature)
        changed[place // 8] ^= 1 << place % 8
        assert not verify(M257, key, DIGEST, bytes(changed), accelerated=accelerated)


def test_no_flipped_bit_of_a_key_or_digest_verifies() -> None:
    key, signature = made(M257)
    for place in range(0, 256, 3):
        mask = (1 << place).to_bytes(33, "little")
        other_key = bytes(a ^ b for a, b in zip(key, mask, strict=True))
        other_digest = bytes(a ^ b for a, b in zip(DIGEST, mask, strict=False))
        assert not verify(M257, other_key, DIGEST, signature)
        assert not verify(M257, key, other_digest, signature)


@all_curves
def test_numbers_out_of_range_are_refused(curve: Curve) -> None:
    key, signature = made(curve)
    numbers = numbers_of(curve, signature)
    assert numbers is not None
    r, s = numbers
    limit = 1 << 8 * curve.order_size
    outside = [(0, s), (r, 0), (0, 0), (curve.n, s), (r, curve.n), (limit - 1, s), (r, limit - 1)]
    outside += [(r + curve.n, s)] if r + curve.n < limit else []
    outside += [(r, s + curve.n)] if s + curve.n < limit else []
    for bad_r, bad_s in outside:
        assert not verify(curve, key, DIGEST, halves(curve, bad_r, bad_s))


@all_curves
def test_signatures_of_another_length_are_refused(curve: Curve) -> None:
    key, signature = made(curve)
    size = curve.order_size
    wider = signature[:size] + b"\0" + signature[size:] + b"\0"
    for changed in (b"", signature[:-1], signature + b"\0", b"\0" + signature, wider, bytes(1000)):
        assert not verify(curve, key, DIGEST, changed)


@pytest.mark.parametrize("size", [0, 1, 20, 31, 33, 65, 4096])
def test_digests_of_another_length_are_refused(size: int) -> None:
    key, signature = made(M257)
    assert not verify(M257, key, bytes(size), signature)


@both_ways
def test_a_sum_that_is_infinite_is_refused(accelerated: bool) -> None:
    """With the base point as the key, s = -r makes sP + rQ vanish."""
    key = compressed(M257, base_of(M257))
    for r in (1, 2, M257.n // 2, M257.n - 1):
        assert not verify(M257, key, DIGEST, halves(M257, r, M257.n - r), accelerated=accelerated)


def test_a_key_that_is_no_point_of_order_n_is_refused() -> None:
    _, signature = made(M257)
    for key in (bytes(33), b"\x01" + bytes(32), b"", bytes(32), b"\xff" * 33, bytes(10000)):
        assert not verify(M257, key, DIGEST, signature)


def test_a_signature_of_another_curve_is_refused() -> None:
    key, signature = made(M257)
    for curve in CURVES.values():
        assert verify(curve, key, DIGEST, signature) == (curve is M257)
    assert not verify(replace(M257, base_x=M257.base_x ^ 2), key, DIGEST, signature, accelerated=False)


def test_a_failure_of_the_library_is_made_good_by_our_own_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise libcrypto.LibraryFailed

    key, signature = made(M257)
    monkeypatch.setattr(libcrypto.Library, "call", fail)
    assert verify(M257, key, DIGEST, signature)
