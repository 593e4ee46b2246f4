"""Reads the attributes that are signed together with the content (RFC 5652 11, RFC 5035 ESS)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from errors import AttributesMissing
from signing import names
from signing.der import SEQUENCE, SET, Malformed, Reader
from signing.values import Algorithm, algorithm, integer, moment, octets, oid

Value = TypeVar("Value")

_ATTRIBUTES_MAX: Final = 32  # CAdES knows fewer


@dataclass(frozen=True, slots=True)
class CertificateName:
    """What an ESS attribute says of the signer's certificate; no algorithm means SHA-1, of version one."""

    algorithm: Algorithm | None
    digest: bytes
    issuer: bytes | None
    serial: int | None


@dataclass(frozen=True, slots=True)
class Attributes:
    """The signed attributes, and the very bytes that were signed."""

    signed_part: bytes = field(default=b"", repr=False)
    content_type: str | None = None
    message_digest: bytes | None = None
    signing_time: datetime | None = None
    certificate: CertificateName | None = None
    certificate_v2: CertificateName | None = None


def read_attributes(transmitted: bytes) -> Attributes:
    """Read signed attributes as transmitted, tag included; raises AttributesMissing, Malformed.

    What was signed has the tag of a SET in place of the implicit one (5.4) and is otherwise what was
    transmitted: not every signer sorts the set as DER would, and whoever encodes it anew gets another digest.
    """
    if not transmitted:
        raise missing("signedAttrs")
    listed, found = Reader(transmitted).into(0xA0), dict[str, Reader]()
    while listed.more():
        attribute = listed.into(SEQUENCE)
        name = oid(attribute)
        if name in found or len(found) == _ATTRIBUTES_MAX:
            raise Malformed("a signed attribute stands twice, or there are too many")
        found[name] = attribute.into(SET)
        attribute.finish()
    return Attributes(
        signed_part=b"\x31" + transmitted[1:],
        content_type=_only(found, names.CONTENT_TYPE, oid),
        message_digest=_only(found, names.MESSAGE_DIGEST, octets),
        signing_time=_only(found, names.SIGNING_TIME, moment),
        certificate=_only(found, names.SIGNING_CERTIFICATE, _named_by_sha1),
        certificate_v2=_only(found, names.SIGNING_CERTIFICATE_V2, _named),
    )


def _only(found: Mapping[str, Reader], name: str, read: Callable[[Reader], Value]) -> Value | None:
    """Read the only value of an attribute, if the attribute is there."""
    values = found.get(name)
    if values is None:
        return None
    value = read(values)
    values.finish()
    return value


def missing(attribute: str) -> AttributesMissing:
    """Make the refusal that names an attribute which is not there."""
    return AttributesMissing(
        f"у підписі немає атрибута {attribute}",
        f"the signature has no attribute {attribute}",
        evidence={"attribute": attribute},
    )


def _named_by_sha1(values: Reader) -> CertificateName:
    return _first_name(values, lambda _name: None)


def _named(values: Reader) -> CertificateName:
    return _first_name(values, _algorithm_or_default)


def _first_name(values: Reader, algorithm_of: Callable[[Reader], Algorithm | None]) -> CertificateName:
    """Read the first of the names, which is the signer's certificate's (RFC 5035 3 and 4)."""
    within = values.into(SEQUENCE)
    listed = within.into(SEQUENCE)
    name = listed.into(SEQUENCE)
    hashed, digest = algorithm_of(name), octets(name)
    issuer = serial = None
    if name.more():
        both = name.into(SEQUENCE)
        issuer, serial = _directory_name(both.into(SEQUENCE)), integer(both)
        both.finish()
    name.finish()
    return CertificateName(hashed, digest, issuer, serial)


def _algorithm_or_default(name: Reader) -> Algorithm:
    return algorithm(name) if name.follows(SEQUENCE) else Algorithm(names.SHA256, b"")


def _directory_name(general: Reader) -> bytes | None:
    """Give the issuer's name, the only one of GeneralNames that is meant to be there."""
    return general.into(0xA4).raw(SEQUENCE) if general.follows(0xA4) else None
