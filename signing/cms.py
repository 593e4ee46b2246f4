"""Reads a CMS SignedData with attached content and one signer (RFC 5652).

The envelope may be BER, since OpenSSL streams it and Bouncy Castle writes it so; the certificates and the
signed attributes must be DER and are kept as they were transmitted, because their very bytes were signed.
"""

from dataclasses import dataclass, field
from typing import Final

from errors import BadCms, DetachedContent, SignerCount
from signing import names
from signing.attributes import Attributes, read_attributes
from signing.der import OCTET_STRING, SEQUENCE, SET, Malformed, Reader
from signing.values import Algorithm, algorithm, integer, octets, oid

CERTIFICATES_MAX: Final = 16  # a signer's chain and those of its time stamps fit twice over


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """Who claims to have signed, how, and the signature; named by issuer and serial or by key identifier."""

    issuer: bytes | None
    serial: int | None
    key_identifier: bytes | None
    digest: Algorithm
    attributes: Attributes
    algorithm: Algorithm
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedData:
    """A message: its content, the certificates that it brought along, and its only signer."""

    payload: bytes = field(repr=False)
    certificates: tuple[bytes, ...] = field(repr=False)
    signer: SignerInfo


def read_signed_data(message: bytes) -> SignedData:
    """Read a message; raises BadCms, DetachedContent, SignerCount or AttributesMissing."""
    try:
        return _signed_data(Reader(message, ber=True))
    except Malformed as reason:
        raise BadCms("підпис не читається як CMS", f"the bytes are not a CMS message: {reason}") from reason


def _signed_data(reader: Reader) -> SignedData:
    outer = reader.into(SEQUENCE)
    reader.finish()
    if oid(outer) != names.ID_SIGNED_DATA:
        raise Malformed("not a SignedData")
    explicit = outer.into(0xA0)
    outer.finish()
    body = explicit.into(SEQUENCE)
    explicit.finish()
    integer(body)  # the version follows from what the message holds (5.1) and decides nothing here
    body.raw(SET)  # the digests announced for streaming; the signer names its own
    content = body.into(SEQUENCE)
    certificates = _certificates(body.into(0xA0)) if body.follows(0xA0) else ()
    body.skip(0xA1)  # revocation lists brought along by the signer prove nothing
    signers = body.into(SET)
    body.finish()
    claimed = _only_signer(signers)
    payload = _content(content)
    return SignedData(
        payload=payload,
        certificates=certificates,
        signer=_signer(claimed),
    )


def _content(content: Reader) -> bytes:
    if oid(content) != names.ID_DATA:
        raise Malformed("the content is not of the type data")
    if not content.more():
        raise DetachedContent(
            "підписаного вмісту немає всередині", "the signed content is not in the message"
        )
    explicit = content.into(0xA0)
    content.finish()
    payload = octets(explicit)
    explicit.finish()
    return payload


def _certificates(listed: Reader) -> tuple[bytes, ...]:
    """Give the certificates as transmitted; those of other kinds (10.2.2) are passed over."""
    found, count = list[bytes](), 0
    while listed.more():
        count += 1
        if count > CERTIFICATES_MAX:
            raise Malformed(f"more than {CERTIFICATES_MAX} certificates")
        if listed.follows(SEQUENCE):
            found.append(listed.raw(SEQUENCE))
        else:
            listed.take()
    return tuple(found)


def _only_signer(signers: Reader) -> Reader:
    """Step into the signer's part, of which there is exactly one."""
    found = list[Reader]()
    while signers.more():
        found.append(signers.into(SEQUENCE))
    if len(found) != 1:
        raise SignerCount(
            f"підписувачів {len(found)}, а має бути один",
            f"there are {len(found)} signers instead of one",
            evidence={"signers": len(found)},
        )
    return found[0]


def _signer(reader: Reader) -> SignerInfo:
    """Read SignerInfo (5.3)."""
    integer(reader)  # the version follows from the choice below
    issuer = serial = key_identifier = None
    if reader.follows(0x80):
        key_identifier = reader.value(0x80)
    else:
        both = reader.into(SEQUENCE)
        issuer, serial = both.raw(SEQUENCE), integer(both)
        both.finish()
    digest = algorithm(reader)
    attributes = reader.raw(0xA0) if reader.follows(0xA0) else b""
    signed_with = algorithm(reader)
    signature = reader.value(OCTET_STRING)
    reader.skip(0xA1)
    reader.finish()
    return SignerInfo(
        issuer=issuer,
        serial=serial,
        key_identifier=key_identifier,
        digest=digest,
        attributes=read_attributes(attributes),
        algorithm=signed_with,
        signature=signature,
    )
