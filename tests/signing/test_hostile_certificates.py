"""Certificates that are untrusted, out of time, for other purposes or over weak or invented keys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from errors import (
    AlgorithmRefused,
    BadCertificate,
    Expired,
    KeyUsage,
    NotYetValid,
    Refusal,
    SignatureInvalid,
    Untrusted,
)
from signing import names
from signing.certificate import CERTIFICATE_MAX, read_certificate
from signing.development import writer
from signing.development.authority import DevelopmentKey, make_authority
from signing.development.keys import EcdsaPrivate, Kind, new_key
from signing.development.profile import Draft, extension, extensions_of_authority
from signing.dstu.curves import CURVES
from signing.dstu.gost34311 import DKE1
from signing.dstu.sign import Randomness
from signing.trust import Trust
from signing.verification import verify
from tests.signing.forgery import (
    NOW,
    RANDOM,
    SHA1_WITH_ECDSA,
    Message,
    authority,
    certified,
    draft,
    key,
    private,
    rsa_private,
    trust,
)

MONTH = timedelta(days=31)
USAGE = extension(names.KEY_USAGE, writer.bits(b"\xc0", 6), critical=True)
UNKNOWN = extension("1.2.3.4", b"\x05\x00", critical=True)
IS_AUTHORITY = extension(names.BASIC_CONSTRAINTS, writer.sequence(writer.boolean(True)), critical=True)
KEY_ENCIPHERMENT = extension(names.KEY_USAGE, writer.bits(b"\x20", 5), critical=True)
STAMPS_TIME = extension(
    names.EXTENDED_KEY_USAGE, writer.sequence(writer.oid(names.TIME_STAMPING)), critical=True
)


def refuses(refusal: type[Refusal], of: DevelopmentKey, under: Trust | None = None) -> None:
    with pytest.raises(refusal):
        verify(Message(of).written(), under or trust(), NOW)


def ordinary(**twist: object) -> DevelopmentKey:
    wish: Draft = replace(draft(private()), **twist)  # type: ignore[arg-type]
    return certified(private(), wish)


def test_a_certificate_out_of_time_is_refused() -> None:
    refuses(Expired, ordinary(not_after=NOW - timedelta(seconds=1)))
    refuses(NotYetValid, ordinary(not_before=NOW + timedelta(seconds=1)))


def test_a_certificate_once_found_good_still_expires() -> None:
    here, written = trust(), Message(key()).written()
    verify(written, here, NOW)
    with pytest.raises(Expired):
        verify(written, here, NOW + MONTH)


def test_an_authority_out_of_time_issues_nothing() -> None:
    early = make_authority(NOW - timedelta(days=4000), RANDOM)
    refuses(Untrusted, certified(private(), draft(private()), early), Trust([early.certificate]))


def test_a_certificate_of_somebody_else_is_untrusted() -> None:
    stranger = make_authority(NOW - MONTH, RANDOM, name="Strange authority (NOT TRUSTED)")
    refuses(Untrusted, certified(private(), draft(private()), stranger))
    refuses(Untrusted, key(), Trust([]))


def test_an_authority_of_the_same_name_is_untrusted() -> None:
    double = make_authority(NOW - MONTH, RANDOM)
    assert read_certificate(double.certificate).subject == read_certificate(authority().certificate).subject
    refuses(Untrusted, certified(private(), draft(private()), double))


def test_of_two_pinned_authorities_of_one_name_each_is_tried() -> None:
    double = make_authority(NOW - MONTH, RANDOM)
    both = Trust([double.certificate, authority().certificate, make_dstu_double()])
    assert verify(Message(key()).written(), both, NOW).chain[1] == authority().certificate


def make_dstu_double() -> bytes:
    return make_authority(NOW - MONTH, RANDOM, kind=Kind.DSTU).certificate


def test_authorities_of_one_name_may_have_keys_of_different_families() -> None:
    by_dstu = certified(private(), draft(private()), authority(Kind.DSTU))
    both = Trust([authority().certificate, authority(Kind.DSTU).certificate])
    assert verify(Message(by_dstu).written(), both, NOW).chain[1] == authority(Kind.DSTU).certificate


def test_a_person_issues_no_certificates() -> None:
    refuses(Untrusted, certified(private(), replace(draft(private()), serial=7), key()))


def test_a_person_issues_none_even_if_pinned_where_tests_allow_it() -> None:
    pinned = Trust([key().certificate], leaves_allowed=True)
    refuses(Untrusted, certified(private(), replace(draft(private()), serial=7), key()), pinned)


def test_an_authority_brought_along_in_the_message_is_ignored() -> None:
    stranger = make_authority(NOW - MONTH, RANDOM, name="Strange authority (NOT TRUSTED)")
    leaf = certified(private(), draft(private()), stranger)
    both = Message(leaf, certificates=(leaf.certificate, stranger.certificate)).written()
    with pytest.raises(Untrusted):
        verify(both, trust(), NOW)


def test_an_authority_signs_no_documents() -> None:
    refuses(KeyUsage, authority())
    refuses(KeyUsage, ordinary(extensions=(USAGE, IS_AUTHORITY)))


@pytest.mark.parametrize(
    "extensions",
    [(), (KEY_ENCIPHERMENT,), (USAGE, STAMPS_TIME), (*extensions_of_authority(b""), STAMPS_TIME)],
)
def test_a_key_for_other_purposes_is_refused(extensions: tuple[bytes, ...]) -> None:
    refuses(KeyUsage, ordinary(extensions=extensions))


@pytest.mark.parametrize("extensions", [(USAGE, UNKNOWN), (USAGE, USAGE), (b"\x05\x00",)])
def test_an_unknown_critical_or_a_repeated_or_a_broken_extension_is_refused(
    extensions: tuple[bytes, ...],
) -> None:
    refuses(BadCertificate, ordinary(extensions=extensions))


def test_rsa_of_1024_bits_is_refused() -> None:
    refuses(AlgorithmRefused, certified(rsa_private(1024), draft(rsa_private(1024))))


@dataclass(frozen=True, slots=True)
class Twisted(EcdsaPrivate):
    """An ordinary key that says something else of itself."""

    information: bytes = b""
    named: bytes = b""

    def public_info(self) -> bytes:
        return self.information or EcdsaPrivate.public_info(self)


def of_p256() -> EcdsaPrivate:
    found = private()
    assert isinstance(found, EcdsaPrivate)
    return found


def twisted(information: bytes) -> DevelopmentKey:
    signer = Twisted(of_p256().key, information=information)
    return certified(signer, draft(signer))


def point() -> bytes:
    numbers = of_p256().key.public_key().public_numbers()
    return b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def explicit_p256(base: bytes) -> bytes:
    """Write P-256 by its parameters, with a base point of the attacker's choice (CVE-2020-0601)."""
    prime = 2**256 - 2**224 + 2**192 + 2**96 - 1
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    return writer.sequence(
        writer.integer(1),
        writer.sequence(writer.oid("1.2.840.10045.1.1"), writer.integer(prime)),
        writer.sequence(writer.octets((prime - 3).to_bytes(32, "big")), writer.octets(b.to_bytes(32, "big"))),
        writer.octets(base),
        writer.integer(order),
    )


def test_a_curve_of_ones_own_making_is_refused() -> None:
    information = writer.sequence(
        writer.algorithm(names.EC_PUBLIC_KEY, explicit_p256(point())), writer.bits(point())
    )
    refuses(AlgorithmRefused, twisted(information))


def test_another_curve_is_refused() -> None:
    other = EcdsaPrivate(ec.generate_private_key(ec.SECP384R1()))
    refuses(AlgorithmRefused, twisted(other.public_info()))


@pytest.mark.parametrize("bits", [b"", b"\x04" + b"\x01" * 64, b"\x04" + bytes(64), b"\x00"])
def test_a_point_that_is_not_on_the_curve_is_refused(bits: bytes) -> None:
    information = writer.sequence(
        writer.algorithm(names.EC_PUBLIC_KEY, writer.oid(names.P256)), writer.bits(bits)
    )
    refuses(BadCertificate, twisted(information))


def test_another_familys_key_is_refused() -> None:
    information = writer.sequence(writer.algorithm("1.3.101.112"), writer.bits(bytes(32)))
    refuses(AlgorithmRefused, twisted(information))


def dstu_information(parameters: bytes, key_octets: bytes = bytes(33)) -> bytes:
    return writer.sequence(
        writer.algorithm(names.DSTU_GOST, parameters), writer.bits(writer.octets(key_octets))
    )


CURVE_OID = "1.2.804.2.1.1.1.1.3.1.1.2."


@pytest.mark.parametrize(
    "parameters",
    [
        writer.sequence(writer.oid(CURVE_OID + "5")),
        writer.sequence(writer.oid(CURVE_OID + "0"), writer.octets(DKE1)),
        writer.sequence(writer.oid(CURVE_OID + "10")),
        writer.sequence(writer.oid(CURVE_OID + "6"), writer.octets(DKE1[::-1])),
        writer.sequence(writer.sequence(writer.integer(257))),
    ],
    ids=["233 bits", "163 bits", "no such curve", "other S-boxes", "written out in part"],
)
def test_curves_of_dstu_4145_that_are_short_or_not_of_the_table_are_refused(parameters: bytes) -> None:
    refuses(AlgorithmRefused, twisted(dstu_information(parameters)))


def test_a_curve_of_dstu_4145_with_a_base_point_of_ones_own_is_refused() -> None:
    curve = CURVES[CURVE_OID + "6"]
    base = (curve.base_x ^ 2).to_bytes(33, "little")
    parameters = writer.sequence(
        writer.sequence(
            writer.sequence(writer.integer(257), writer.integer(12)),
            writer.integer(curve.a),
            writer.octets(curve.b.to_bytes(33, "little")),
            writer.integer(curve.n),
            writer.octets(base),
        )
    )
    refuses(AlgorithmRefused, twisted(dstu_information(parameters)))


@pytest.mark.parametrize("octets", [b"", bytes(33), b"\xff" * 33, b"\x02" * 32])
def test_a_key_of_dstu_4145_that_is_no_point_verifies_nothing(octets: bytes) -> None:
    parameters = writer.sequence(writer.oid(CURVE_OID + "6"))
    dstu = private(Kind.DSTU)
    signer = DevelopmentKey(dstu, twisted(dstu_information(parameters, octets)).certificate)
    refuses(SignatureInvalid, signer)


def by_weak_hash(by: DevelopmentKey) -> DevelopmentKey:
    class Weak(EcdsaPrivate):
        algorithm = writer.algorithm(SHA1_WITH_ECDSA)

    issuer = by.private
    assert isinstance(issuer, EcdsaPrivate)
    return DevelopmentKey(Weak(issuer.key), by.certificate)


@pytest.mark.parametrize("exponent", [-65537, 1, 2**64 + 1])
def test_rsa_with_a_strange_exponent_is_refused(exponent: int) -> None:
    modulus = rsa_private().key.public_key().public_numbers().n
    numbers = writer.sequence(writer.integer(modulus), writer.integer(exponent))
    refuses(AlgorithmRefused, twisted(writer.sequence(writer.algorithm(names.RSA), writer.bits(numbers))))


def test_a_negative_modulus_is_refused() -> None:
    numbers = writer.sequence(writer.integer(-(2**2047) - 1), writer.integer(65537))
    refuses(AlgorithmRefused, twisted(writer.sequence(writer.algorithm(names.RSA), writer.bits(numbers))))


def test_a_certificate_signed_with_sha_1_is_refused() -> None:
    refuses(AlgorithmRefused, certified(private(), draft(private()), by_weak_hash(authority())))


@pytest.mark.parametrize(
    "wrapped", [lambda raw: raw, lambda raw: writer.octets(raw) + b"\x00"], ids=["bare", "with more after it"]
)
def test_an_issuers_signature_by_dstu_4145_that_is_not_wrapped_alone_is_refused(
    wrapped: Callable[[bytes], bytes],
) -> None:
    class Bare:
        digest, algorithm = names.GOST34311, writer.algorithm(names.DSTU_GOST)
        public_info = staticmethod(private().public_info)
        pkcs8 = staticmethod(private().pkcs8)

        def sign(self, data: bytes, random: Randomness) -> bytes:
            return authority(Kind.DSTU).private.sign(data, random)

        def sign_certificate(self, data: bytes, random: Randomness) -> bytes:
            return wrapped(self.sign(data, random))

    bare = DevelopmentKey(Bare(), authority(Kind.DSTU).certificate)
    refuses(
        Untrusted,
        certified(private(), draft(private()), bare),
        Trust([authority(Kind.DSTU).certificate]),
    )


def long_name(attributes: int, length: int) -> bytes:
    one = writer.sequence(writer.oid(names.COMMON_NAME), writer.text("я" * length))
    return writer.sequence(*(writer.set_of(one) for _ in range(attributes)))


def numbered_extension(number: int) -> bytes:
    return extension(f"1.2.3.{number}", b"\x05\x00")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-1],
        lambda raw: raw + b"\x00",
        lambda raw: b"\x30\x80" + raw[4:] + b"\x00\x00",
        lambda _raw: ordinary(subject=long_name(1, CERTIFICATE_MAX)).certificate,
        lambda _raw: ordinary(subject=long_name(41, 1)).certificate,
        lambda _raw: ordinary(extensions=tuple(map(numbered_extension, range(33)))).certificate,
        lambda raw: raw.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x01", 1),
        lambda _raw: b"",
    ],
    ids=["cut off", "longer", "indefinite", "long", "many names", "many extensions", "version", "empty"],
)
def test_a_spoilt_certificate_cannot_be_read(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadCertificate):
        read_certificate(spoil(key().certificate))


def test_two_algorithms_of_one_signature_are_refused() -> None:
    raw = key().certificate
    ours, other = writer.oid(names.ECDSA_SHA256), writer.oid("1.2.840.10045.4.3.3")
    with pytest.raises(BadCertificate):
        read_certificate(raw.replace(ours, other, 1))


def test_a_new_key_is_another_key() -> None:
    assert new_key(Kind.DSTU, RANDOM).pkcs8() != new_key(Kind.DSTU, RANDOM).pkcs8()
