"""Reads certificates (X.509 version 3, RFC 5280) of keys that no library here knows, DSTU 4145 among them.

The bytes stay as they came; what is read out of them is what verification and the identity of a person need.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from errors import BadCertificate
from signing import names
from signing.der import SEQUENCE, SET, Malformed, Reader
from signing.extensions import Extensions, read_extensions
from signing.values import Algorithm, algorithm, bits, integer, moment, oid, text

NON_REPUDIATION, KEY_CERT_SIGN = 1, 5  # bits of the key's usage (RFC 5280 4.2.1.3)
CERTIFICATE_MAX: Final = 8 * 1024  # bytes; those of Ukrainian providers have under 3,000
_NAMES_MAX: Final = 40  # attributes of a subject; real ones have about ten
_NAMES_READ: Final = frozenset(
    (
        names.COMMON_NAME,
        names.SURNAME,
        names.GIVEN_NAME,
        names.SERIAL_NUMBER,
        names.ORGANIZATION,
        names.ORGANIZATION_IDENTIFIER,
    )
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as transmitted, and what it says; what names the person stays out of its repr."""

    raw: bytes = field(repr=False)
    fingerprint: bytes
    signed_part: bytes = field(repr=False)
    serial: int
    signature_algorithm: Algorithm
    issuer: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime
    subject: bytes = field(repr=False)
    subject_names: tuple[tuple[str, str], ...] = field(repr=False)
    key_algorithm: Algorithm
    key_bits: bytes = field(repr=False)
    extensions: Extensions = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def is_seal(self) -> bool:
        """Say whether the key makes seals of an organisation, not signatures of a person."""
        return names.SEAL in self.extensions.purposes or self.extensions.qualified_as_seal

    @property
    def is_authority(self) -> bool:
        """Say whether the key may issue certificates (RFC 5280 4.2.1.3, 4.2.1.9)."""
        return self.extensions.is_authority and KEY_CERT_SIGN in self.extensions.usage

    def named(self, attribute: str) -> tuple[str, ...]:
        """Give the subject's values of an attribute."""
        return tuple(value for name, value in self.subject_names if name == attribute)


def read_certificate(raw: bytes) -> Certificate:
    """Read a certificate; raises BadCertificate."""
    if len(raw) > CERTIFICATE_MAX:
        raise BadCertificate("сертифікат задовгий", "the certificate is too long")
    try:
        return _certificate(raw)
    except Malformed as reason:
        raise BadCertificate(
            "сертифікат не читається", f"the certificate cannot be read: {reason}"
        ) from reason


def _certificate(raw: bytes) -> Certificate:
    reader = Reader(raw)
    outer = reader.into(SEQUENCE)
    reader.finish()
    start = outer.at
    body = outer.into(SEQUENCE)
    signed_part = raw[start : outer.at]
    outer_algorithm = algorithm(outer)
    signature = bits(outer)
    outer.finish()
    _version(body)
    serial = integer(body)
    inner_algorithm = algorithm(body)
    if inner_algorithm != outer_algorithm:
        raise Malformed("two algorithms of the issuer's signature (RFC 5280 4.1.1.2)")
    issuer = body.raw(SEQUENCE)
    period = body.into(SEQUENCE)
    not_before, not_after = moment(period), moment(period)
    period.finish()
    subject = body.raw(SEQUENCE)
    key = body.into(SEQUENCE)
    key_algorithm, key_bits = algorithm(key), bits(key)
    key.finish()
    body.skip(0x81)
    body.skip(0x82)
    extensions = read_extensions(body)
    body.finish()
    return Certificate(
        raw=raw,
        fingerprint=sha256(raw).digest(),
        signed_part=signed_part,
        serial=serial,
        signature_algorithm=outer_algorithm,
        issuer=issuer,
        not_before=not_before,
        not_after=not_after,
        subject=subject,
        subject_names=_subject_names(Reader(subject).into(SEQUENCE)),
        key_algorithm=key_algorithm,
        key_bits=key_bits,
        extensions=extensions,
        signature=signature,
    )


def _version(body: Reader) -> None:
    explicit = body.into(0xA0)
    if integer(explicit) != 2:
        raise Malformed("not a certificate of version 3")
    explicit.finish()


def _subject_names(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Read of a name the attributes that say who it is."""
    found, count = list[tuple[str, str]](), 0
    while reader.more():
        together = reader.into(SET)
        while together.more():
            count += 1
            if count > _NAMES_MAX:
                raise Malformed("a name of too many attributes")
            pair = together.into(SEQUENCE)
            name = oid(pair)
            if name in _NAMES_READ:
                found.append((name, text(pair)))
            else:
                pair.take()
            pair.finish()
    return tuple(found)
