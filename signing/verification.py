"""Verifies signed bytes in nine numbered steps: cheap refusals first, the signature last.

Every step names the paragraph it follows. Version one does not check whether the certificate was revoked
(OCSP, revocation lists), nor when a time-stamping authority saw the signature; `Verified.checks` says what
was checked.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha1, sha256
from hmac import compare_digest
from typing import Final

from errors import (
    AlgorithmMismatch,
    BadCertificate,
    BadCms,
    DigestMismatch,
    KeyUsage,
    OtherCertificate,
    PayloadTooLarge,
    SignatureInvalid,
    SignerMissing,
    SigningTime,
)
from signing import names
from signing.algorithms import digest_of, listed_digest, scheme_of
from signing.attributes import Attributes, CertificateName, missing
from signing.certificate import NON_REPUDIATION, Certificate, read_certificate
from signing.cms import SignedData, SignerInfo, read_signed_data
from signing.der import SEQUENCE, Malformed, Reader
from signing.trust import Trust
from signing.values import integer

PAYLOAD_MAX: Final = 64 * 1024
ENVELOPE_MAX: Final = (
    64 * 1024
)  # what may lie around the payload: certificates, time stamps, revocation lists
CERTIFICATES_REMEMBERED: Final = 1024  # digests of certificates whose chain is good
CLOCK_SKEW: Final = timedelta(minutes=5)
CHECKS: Final = (
    "SIZE",
    "STRUCTURE",
    "ONE_SIGNER",
    "ALGORITHMS",
    "SIGNER_CERTIFICATE",
    "KEY_USAGE",
    "CHAIN",
    "SIGNED_ATTRIBUTES",
    "SIGNATURE",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was signed, by whose certificate, when by the signer's clock, and what was checked."""

    payload: bytes = field(repr=False)
    certificate: Certificate
    signing_time: datetime | None
    chain: tuple[bytes, ...] = field(repr=False)
    checks: tuple[str, ...] = CHECKS


def verify(signed: bytes, trust: Trust, now: datetime, *, payload_max: int = PAYLOAD_MAX) -> Verified:
    """Verify a CMS message; raises the refusal of the first step that it does not pass."""
    # 1 size
    _bounded(len(signed), payload_max + ENVELOPE_MAX)
    # 2 parse and 3 exactly one signer, content attached, nothing after it (RFC 5652 5.1, 5.2, 5.3)
    message = read_signed_data(signed)
    _bounded(len(message.payload), payload_max)
    signer = message.signer
    # 4 algorithms of the closed list, digest and signature in agreement (RFC 5652 5.3; RFC 8933)
    scheme = scheme_of(signer.algorithm, listed_digest(signer.digest))
    # 5 the signer's certificate (RFC 5652 5.3, sid)
    certificate = _signer_certificate(message, trust)
    # 6 what the key may do (RFC 5280 4.2, 4.2.1.3, 4.2.1.12)
    _may_sign(certificate)
    # 7 the chain to a pinned authority, both valid now (RFC 5280 6.1)
    known = trust.known(certificate, now)
    if known.key.family != scheme.family:
        raise AlgorithmMismatch(
            "підпис зроблено не тим алгоритмом, для якого ключ",
            "the signature's algorithm is not the key's",
            evidence={"signature": signer.algorithm.oid, "key": certificate.key_algorithm.oid},
        )
    # 8 the signed attributes (RFC 5652 5.4, 5.6, 11; RFC 5035 5.4)
    _agree(message, scheme.digest)
    _names_certificate(signer.attributes, certificate)
    _in_its_time(signer.attributes.signing_time, certificate, now)
    # 9 the signature over the attributes as transmitted (RFC 5652 5.4)
    if not known.key.verifies(signer.attributes.signed_part, signer.signature, scheme):
        raise SignatureInvalid("підпис недійсний", "the signature is not valid")
    return Verified(
        payload=message.payload,
        certificate=certificate,
        signing_time=signer.attributes.signing_time,
        chain=(certificate.raw, known.issuer.raw),
    )


def unverified_payload(signed: bytes, *, payload_max: int = PAYLOAD_MAX) -> bytes:
    """Give what a message says it holds, to refuse by and never to accept by."""
    _bounded(len(signed), payload_max + ENVELOPE_MAX)
    payload = read_signed_data(signed).payload
    _bounded(len(payload), payload_max)
    return payload


def _bounded(length: int, most: int) -> None:
    if length > most:
        raise PayloadTooLarge(
            f"підписані дані мають {length} байтів, а дозволено {most}",
            f"the signed data has {length} bytes, {most} are allowed",
            evidence={"limit": most},
        )


def _signer_certificate(message: SignedData, trust: Trust) -> Certificate:
    """Find the certificate that the signer names; of two with one name the attributes decide later."""
    for raw in message.certificates:
        known = trust.recall(sha256(raw).digest())
        certificate = known.certificate if known else None
        if certificate is None and _may_be_named(raw, message.signer):
            certificate = read_certificate(raw)
        if certificate is not None and _is_named(certificate, message.signer):
            return certificate
    raise SignerMissing(
        "сертифіката підписувача немає всередині", "the signer's certificate is not in the message"
    )


def _may_be_named(raw: bytes, signer: SignerInfo) -> bool:
    """Look at serial and issuer alone, so that certificates of others cost little and may be unreadable."""
    if signer.serial is None:
        return True
    try:
        body = Reader(raw).into(SEQUENCE).into(SEQUENCE)
        body.skip(0xA0)
        if integer(body) != signer.serial:
            return False
        body.raw(SEQUENCE)
        return body.raw(SEQUENCE) == signer.issuer
    except Malformed:
        return False


def _is_named(certificate: Certificate, signer: SignerInfo) -> bool:
    if signer.key_identifier is not None:
        return certificate.extensions.key_identifier == signer.key_identifier
    return certificate.serial == signer.serial and certificate.issuer == signer.issuer


def _may_sign(certificate: Certificate) -> None:
    extensions = certificate.extensions
    if extensions.unknown_critical:
        raise BadCertificate(
            "сертифікат має невідоме критичне розширення",
            "the certificate has a critical extension unknown here",
            evidence={"extensions": list(extensions.unknown_critical)},
        )
    if (
        NON_REPUDIATION not in extensions.usage
        or extensions.is_authority
        or not _OTHER_PURPOSES.isdisjoint(extensions.purposes)
    ):
        raise KeyUsage("ключ видано не для підписання документів", "the key was not issued to sign documents")


def _agree(message: SignedData, digest: str) -> None:
    """Compare contentType and messageDigest with the content."""
    attributes = message.signer.attributes
    if attributes.content_type is None:
        raise missing("contentType")
    if attributes.message_digest is None:
        raise missing("messageDigest")
    if attributes.content_type != names.ID_DATA:
        raise BadCms("атрибут contentType не відповідає вмісту", "contentType is not the content's type")
    if not compare_digest(attributes.message_digest, digest_of(digest, message.payload)):
        raise DigestMismatch("вміст не той, що був підписаний", "the content is not the one that was signed")


def _names_certificate(attributes: Attributes, certificate: Certificate) -> None:
    """Compare the ESS attribute, in one version or both, with the signer's certificate."""
    both = (attributes.certificate_v2, attributes.certificate)
    if both == (None, None):
        raise missing("signingCertificateV2")
    for named in both:
        if named is not None and not (
            compare_digest(named.digest, _digest_of_certificate(named, certificate))
            and named.serial in (None, certificate.serial)
            and named.issuer in (None, certificate.issuer)
        ):
            raise OtherCertificate(
                "підписані атрибути називають інший сертифікат",
                "the signed attributes name another certificate",
            )


def _digest_of_certificate(named: CertificateName, certificate: Certificate) -> bytes:
    """Compute the digest that the attribute asks for.

    Version one knows SHA-1 alone. It chooses among certificates that a trusted authority issued for the key
    that signed, where a second preimage would be needed, so it is let in here and nowhere else.
    """
    if named.algorithm is None:
        return sha1(certificate.raw, usedforsecurity=False).digest()
    return _remembered_digest(listed_digest(named.algorithm), certificate.raw)


@lru_cache(maxsize=CERTIFICATES_REMEMBERED)
def _remembered_digest(name: str, raw: bytes) -> bytes:
    """Compute a certificate's digest once: GOST 34.311 takes longer over it than the signature does."""
    return digest_of(name, raw)


def _in_its_time(signing_time: datetime | None, certificate: Certificate, now: datetime) -> None:
    """Compare the signer's clock, if it is told, with ours and with the certificate's time."""
    if signing_time is None:
        return
    if not certificate.not_before <= signing_time <= min(certificate.not_after, now + CLOCK_SKEW):
        raise SigningTime(
            "час підпису в майбутньому або поза строком сертифіката",
            "the signing time lies in the future or outside the certificate's time",
            evidence={"signingTime": signing_time.isoformat()},
        )


_OTHER_PURPOSES: Final = frozenset((names.TIME_STAMPING, names.OCSP_SIGNING))
