"""Messages made by others and by ourselves are verified, and the same step refuses the same fault."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha1, sha256

import pytest

from errors import (
    AlgorithmMismatch,
    AlgorithmRefused,
    AttributesMissing,
    BadCms,
    DetachedContent,
    DigestMismatch,
    OtherCertificate,
    PayloadTooLarge,
    Refusal,
    SignatureInvalid,
    SignerCount,
    SignerMissing,
    SigningTime,
)
from signing import names
from signing.certificate import read_certificate
from signing.development import writer
from signing.development.keys import Kind
from signing.development.signer import attribute
from signing.dstu.curves import Curve
from signing.trust import Trust, _certificates_of
from signing.verification import CHECKS, unverified_payload, verify
from tests.signing.forgery import (
    MD5,
    NOW,
    PAYLOAD,
    PERSON,
    SHA1,
    SHA1_WITH_ECDSA,
    SHA1_WITH_RSA,
    VECTORS,
    Message,
    attributes,
    authority,
    certified,
    draft,
    key,
    message,
    private,
    rsa_private,
    trust,
    vector,
)

DSTU_MESSAGES = sorted(path.name for path in VECTORS.glob("dstu_m*.p7s"))


@pytest.mark.parametrize("name", ["pkijs_ec.p7s", "pkijs_rsa.p7s", "pkijs_pss.p7s"])
def test_messages_of_pkijs_are_verified(name: str) -> None:
    found = verify(vector(name), Trust(_certificates_of(VECTORS / "pkijs_ca.pem")), NOW)
    assert found.payload == b'{"aud":"urn:dev","op":"x"}'
    assert found.checks == CHECKS
    assert len(found.chain) == 2


@pytest.mark.parametrize("name", DSTU_MESSAGES)
def test_messages_by_dstu_4145_are_verified(name: str) -> None:
    found = verify(vector(name), Trust([vector("dstu_ca_m431.cer")]), NOW)
    assert found.payload == '{"hello":"Лікарняний банк крові"}'.encode()


def test_where_the_accelerator_is_off_no_signature_meets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[Curve]()
    monkeypatch.setattr("signing.dstu.accelerator.arithmetic", asked.append)
    signed, pinned = vector(DSTU_MESSAGES[0]), [vector("dstu_ca_m431.cer")]
    assert verify(signed, Trust(pinned, accelerated=False), NOW).payload
    assert not asked
    assert verify(signed, Trust(pinned), NOW).payload
    assert asked


def test_a_message_of_jkurwa_with_unsorted_attributes_is_verified() -> None:
    anchor = Trust([vector("jk_self.cer")], leaves_allowed=True)
    assert verify(vector("jk_attached.p7s"), anchor, NOW).payload == '{"hello":"світ"}'.encode()


@pytest.mark.parametrize("kind", list(Kind))
def test_our_own_messages_are_verified(kind: Kind) -> None:
    found = verify(message(key=key(kind)), trust(), NOW)
    assert found.payload == PAYLOAD
    assert found.signing_time == NOW
    assert found.certificate.raw == key(kind).certificate
    assert found.chain == (key(kind).certificate, authority().certificate)


@pytest.mark.parametrize("is_pss", [False, True])
def test_rsa_of_2048_bits_is_verified(is_pss: bool) -> None:
    signer = rsa_private(is_pss=is_pss)
    ours = Message(certified(signer, draft(signer))).written()
    assert verify(ours, trust(), NOW).payload == PAYLOAD


def test_a_message_may_tell_no_time() -> None:
    assert verify(message(attributes=attributes(key(), at=None)), trust(), NOW).signing_time is None


def test_a_signer_may_be_named_by_the_key() -> None:
    identifier = read_certificate(key().certificate).extensions.key_identifier or b""
    assert verify(message(sid=writer.element(0x80, identifier)), trust(), NOW).payload == PAYLOAD


def test_certificates_of_others_may_come_along_and_need_not_be_readable() -> None:
    others = (writer.sequence(b"\x05\x00"), vector("dstu_ca_m431.cer"))
    found = verify(message(certificates=(*others, key().certificate)), trust(), NOW)
    assert found.certificate.raw == key().certificate


def test_a_payload_is_read_without_verification_to_refuse_by() -> None:
    assert unverified_payload(message()) == PAYLOAD


def streamed(cut: int) -> bytes:
    """Write the envelope with indefinite lengths and the content in parts."""
    parts = [PAYLOAD[at : at + cut] for at in range(0, len(PAYLOAD), cut)]
    content = b"\xa0\x80\x24\x80" + b"".join(map(writer.octets, parts)) + b"\x00\x00" * 2
    whole = message(content=content)
    outer = writer.oid(names.ID_SIGNED_DATA)
    inner = whole[whole.index(outer) + len(outer) :]
    body = inner[4:] if inner[1] & 0x7F == 2 else inner[3:]
    return b"\x30\x80" + outer + b"\xa0\x80" + body + b"\x00\x00" * 2


@pytest.mark.parametrize("cut", [1, 16, 1000])
def test_a_streamed_envelope_is_verified(cut: int) -> None:
    assert verify(streamed(cut), trust(), NOW).payload == PAYLOAD


def wrong_signature() -> bytes:
    return private().sign(b"other bytes", lambda _: 0)


def of_numbers(r: int, s: int) -> bytes:
    return writer.sequence(writer.integer(r), writer.integer(s))


P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LATER = NOW + timedelta(minutes=6)
REFUSED: Mapping[str, tuple[dict[str, object], type[Refusal]]] = {
    "a payload that was exchanged": ({"payload": b"{}", "attributes": attributes(key())}, DigestMismatch),
    "an attribute that was exchanged": (
        {
            "attributes": attributes(key(), at=NOW - timedelta(1)),
            "signature": private().sign(Message(key()).signed_part(), lambda _: 0),
        },
        SignatureInvalid,
    ),
    "a signature over other bytes": ({"signature": wrong_signature()}, SignatureInvalid),
    "a signature that is none": ({"signature": b""}, SignatureInvalid),
    "r and s are zero": ({"signature": of_numbers(0, 0)}, SignatureInvalid),
    "r is zero": ({"signature": of_numbers(0, 1)}, SignatureInvalid),
    "r is the order": ({"signature": of_numbers(P256_ORDER, 1)}, SignatureInvalid),
    "s is zero": ({"signature": of_numbers(1, 0)}, SignatureInvalid),
    "s is the order": ({"signature": of_numbers(1, P256_ORDER)}, SignatureInvalid),
    "s is negative": ({"signature": of_numbers(1, -1)}, SignatureInvalid),
    "no certificate": ({"certificates": ()}, SignerMissing),
    "another's certificate": ({"certificates": (vector("dstu_ca_m431.cer"),)}, SignerMissing),
    "forty certificates": ({"certificates": (key().certificate,) * 40}, BadCms),
    "no signer": ({"signers": 0}, SignerCount),
    "two signers": ({"signers": 2}, SignerCount),
    "content apart": ({"content": b""}, DetachedContent),
    "content of another type": ({"content_type": names.ID_SIGNED_DATA}, BadCms),
    "no attributes": ({"without_attributes": True}, AttributesMissing),
    "no attribute of the certificate": (
        {"attributes": attributes(key(), without=names.SIGNING_CERTIFICATE_V2)},
        AttributesMissing,
    ),
    "no digest": ({"attributes": attributes(key(), without=names.MESSAGE_DIGEST)}, AttributesMissing),
    "no type": ({"attributes": attributes(key(), without=names.CONTENT_TYPE)}, AttributesMissing),
    "another type": (
        {
            "attributes": (
                *attributes(key(), without=names.CONTENT_TYPE),
                attribute(names.CONTENT_TYPE, writer.oid(names.ID_SIGNED_DATA)),
            )
        },
        BadCms,
    ),
    "an attribute twice": ({"attributes": attributes(key()) + attributes(key())[:1]}, BadCms),
    "an attribute of two values": (
        {
            "attributes": (
                *attributes(key(), without=names.MESSAGE_DIGEST),
                writer.sequence(
                    writer.oid(names.MESSAGE_DIGEST),
                    writer.set_of(writer.octets(b"1"), writer.octets(b"2")),
                ),
            )
        },
        BadCms,
    ),
    "another certificate is named": ({"attributes": attributes(authority())}, OtherCertificate),
    "a time in the future": ({"attributes": attributes(key(), at=LATER)}, SigningTime),
    "a time before the certificate's": (
        {"attributes": attributes(key(), at=NOW - timedelta(days=31))},
        SigningTime,
    ),
    "digest SHA-1": ({"digest": SHA1}, AlgorithmRefused),
    "digest MD5": ({"digest": MD5}, AlgorithmRefused),
    "digest with parameters": (
        {"digest": writer.algorithm(names.SHA256, writer.integer(1))},
        AlgorithmRefused,
    ),
    "signature with SHA-1": ({"algorithm": writer.algorithm(SHA1_WITH_ECDSA)}, AlgorithmRefused),
    "signature by RSA with SHA-1": ({"algorithm": writer.algorithm(SHA1_WITH_RSA)}, AlgorithmRefused),
    "DSTU 4145 big-endian": (
        {"algorithm": writer.algorithm("1.2.804.2.1.1.1.1.3.1.1.1.1")},
        AlgorithmRefused,
    ),
    "signature with parameters": (
        {"algorithm": writer.algorithm(names.ECDSA_SHA256, writer.integer(1))},
        AlgorithmRefused,
    ),
    "digest of another size": ({"digest": writer.algorithm(names.SHA512)}, AlgorithmMismatch),
    "digest of another family": ({"digest": writer.algorithm(names.GOST34311)}, AlgorithmMismatch),
    "RSA is claimed of an ECDSA key": ({"algorithm": writer.algorithm(names.RSA)}, AlgorithmMismatch),
    "DSTU 4145 is claimed of an ECDSA key": (
        {"digest": writer.algorithm(names.GOST34311), "algorithm": writer.algorithm(names.DSTU_GOST)},
        AlgorithmMismatch,
    ),
}


@pytest.mark.parametrize(("twist", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_a_twisted_message_is_refused_by_its_code(twist: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        verify(message(**twist), trust(), NOW)


def ess(issuer: bytes, serial: int) -> tuple[bytes, ...]:
    """Name the certificate by a right digest and by issuer and serial."""
    place = writer.sequence(
        writer.sequence(writer.explicit(4, issuer)),
        writer.integer(serial),
    )
    named = writer.sequence(writer.octets(sha256(key().certificate).digest()), place)
    return (
        *attributes(key(), without=names.SIGNING_CERTIFICATE_V2),
        attribute(names.SIGNING_CERTIFICATE_V2, writer.sequence(writer.sequence(named))),
    )


def test_issuer_and_serial_in_the_attribute_are_compared_too() -> None:
    ours = read_certificate(key().certificate)
    assert verify(message(attributes=ess(ours.issuer, ours.serial)), trust(), NOW).payload == PAYLOAD
    for issuer, serial in ((ours.subject, ours.serial), (ours.issuer, ours.serial + 1)):
        with pytest.raises(OtherCertificate):
            verify(message(attributes=ess(issuer, serial)), trust(), NOW)


def test_the_attribute_of_version_one_is_known_and_compared() -> None:
    without = attributes(key(), without=names.SIGNING_CERTIFICATE_V2)
    for digest, is_good in ((sha1(key().certificate).digest(), True), (bytes(20), False)):  # noqa: S324
        name = writer.sequence(writer.octets(digest))
        named = attribute(names.SIGNING_CERTIFICATE, writer.sequence(writer.sequence(name)))
        written = message(attributes=(*without, named))
        if is_good:
            assert verify(written, trust(), NOW).payload == PAYLOAD
        else:
            with pytest.raises(OtherCertificate):
                verify(written, trust(), NOW)


def test_the_signer_is_found_among_certificates_known_before() -> None:
    other = certified(private(), replace(draft(private()), serial=4146))
    here = trust()
    for signer in (other, key()):
        verify(Message(signer).written(), here, NOW)
    both = (other.certificate, key().certificate)
    assert verify(message(certificates=both), here, NOW).certificate.raw == key().certificate
    identifier = writer.element(0x80, bytes(20))
    with pytest.raises(SignerMissing):
        verify(message(sid=identifier), here, NOW)


def pss(digest: str, mask: str, salt: int, *, trailer: bytes = b"", masked_by: str = names.MGF1) -> bytes:
    parameters = writer.sequence(
        writer.explicit(0, writer.algorithm(digest)),
        writer.explicit(1, writer.algorithm(masked_by, writer.algorithm(mask))),
        writer.explicit(2, writer.integer(salt)),
        trailer,
    )
    return writer.algorithm(names.RSA_PSS, parameters)


STRANGE_PSS = {
    "no parameters": writer.algorithm(names.RSA_PSS),
    "SHA-1": pss("1.3.14.3.2.26", "1.3.14.3.2.26", 20),
    "GOST 34.311": pss(names.GOST34311, names.GOST34311, 32),
    "two digests": pss(names.SHA256, names.SHA512, 32),
    "another mask": pss(names.SHA256, names.SHA256, 32, masked_by=names.RSA),
    "no salt": pss(names.SHA256, names.SHA256, 0),
    "endless salt": pss(names.SHA256, names.SHA256, 1 << 70),
    "another trailer": pss(names.SHA256, names.SHA256, 32, trailer=writer.explicit(3, writer.integer(2))),
}


@pytest.mark.parametrize("algorithm", STRANGE_PSS.values(), ids=STRANGE_PSS.keys())
def test_pss_with_other_parameters_is_refused(algorithm: bytes) -> None:
    with pytest.raises(AlgorithmRefused):
        verify(message(algorithm=algorithm), trust(), NOW)


def test_more_attributes_than_any_profile_knows_are_refused() -> None:
    many = tuple(attribute(f"1.2.3.{number}", writer.integer(number)) for number in range(40))
    with pytest.raises(BadCms):
        verify(message(attributes=(*attributes(key()), *many)), trust(), NOW)


def test_another_kind_of_message_is_refused() -> None:
    with pytest.raises(BadCms):
        verify(
            message().replace(writer.oid(names.ID_SIGNED_DATA), writer.oid(names.ID_DATA), 1), trust(), NOW
        )


def test_another_certificate_of_the_same_key_is_refused() -> None:
    other = certified(private(), draft(private(), PERSON))
    assert other.certificate != key().certificate
    with pytest.raises(OtherCertificate):
        verify(message(certificates=(other.certificate,)), trust(), NOW)


def test_signed_attributes_offered_as_the_payload_are_refused() -> None:
    signed = Message(key()).signed_part()
    offered = message(payload=signed, without_attributes=True, signature=private().sign(signed, lambda _: 0))
    with pytest.raises(AttributesMissing):
        verify(offered, trust(), NOW)


@pytest.mark.parametrize("extra", [b"\x00", b"\x00\x00", b"\x30\x00", message()], ids="0123")
def test_bytes_after_the_message_are_refused(extra: bytes) -> None:
    with pytest.raises(BadCms):
        verify(message() + extra, trust(), NOW)


@pytest.mark.parametrize("kind", [Kind.DSTU, Kind.DSTU_KUPYNA])
@pytest.mark.parametrize("half", [b"\x00" * 32, b"\xff" * 32])
def test_r_and_s_out_of_range_are_refused(kind: Kind, half: bytes) -> None:
    good = private(kind).sign(b"", lambda most: most // 3)
    for signature in (half + good[32:], good[:32] + half, good[:-1], good + b"\x00"):
        with pytest.raises(SignatureInvalid):
            verify(message(key=key(kind), signature=signature), trust(), NOW)


def test_indefinite_lengths_within_what_was_signed_are_refused() -> None:
    whole = message()
    start = whole.index(b"\xa0" + Message(key()).signed_part()[1:12])
    assert whole[start + 1] == 0x81
    length = whole[start + 2]
    attributes_end = start + 3 + length
    loose = whole[:start] + b"\xa0\x80" + whole[start + 3 : attributes_end] + b"\x00\x00"
    assert len(loose + whole[attributes_end:]) == len(whole) + 1
    with pytest.raises(BadCms):
        verify(loose + whole[attributes_end:], trust(), NOW)


def test_a_long_message_is_refused_before_it_is_read() -> None:
    with pytest.raises(PayloadTooLarge):
        verify(b"\x00" * 200_000, trust(), NOW)
    with pytest.raises(PayloadTooLarge):
        verify(message(), trust(), NOW, payload_max=len(PAYLOAD) - 1)
