"""Signs payloads with a development key: CMS with attached content, CAdES-BES (ETSI EN 319 122-1)."""

from datetime import datetime

from signing import names
from signing.algorithms import digest_of
from signing.certificate import read_certificate
from signing.development import writer
from signing.development.authority import DevelopmentKey
from signing.dstu.sign import Randomness


def sign_cms(payload: bytes, key: DevelopmentKey, at: datetime | None, random: Randomness) -> bytes:
    """Sign a payload and give the message; without a time, none is told."""
    attributes = signed_attributes(payload, key, at)
    return writer.sequence(
        writer.oid(names.ID_SIGNED_DATA),
        writer.explicit(
            0,
            writer.sequence(
                writer.integer(1),
                writer.set_of(writer.algorithm(key.private.digest)),
                writer.sequence(writer.oid(names.ID_DATA), writer.explicit(0, writer.octets(payload))),
                writer.explicit(0, key.certificate),
                writer.set_of(signer_info(attributes, key, random)),
            ),
        ),
    )


def signed_attributes(payload: bytes, key: DevelopmentKey, at: datetime | None) -> tuple[bytes, ...]:
    """Write the attributes that are signed: type, digest, certificate, and the time if it is told."""
    digest = key.private.digest
    named = writer.sequence(
        b"" if digest == names.SHA256 else writer.algorithm(digest),
        writer.octets(digest_of(digest, key.certificate)),
    )
    moment = () if at is None else (attribute(names.SIGNING_TIME, writer.moment(at)),)
    return (
        attribute(names.CONTENT_TYPE, writer.oid(names.ID_DATA)),
        *moment,
        attribute(names.MESSAGE_DIGEST, writer.octets(digest_of(digest, payload))),
        attribute(names.SIGNING_CERTIFICATE_V2, writer.sequence(writer.sequence(named))),
    )


def attribute(name: str, value: bytes) -> bytes:
    """Write an attribute of one value."""
    return writer.sequence(writer.oid(name), writer.set_of(value))


def signer_info(attributes: tuple[bytes, ...], key: DevelopmentKey, random: Randomness) -> bytes:
    """Sign the attributes and write the signer's part (RFC 5652 5.3)."""
    signed = writer.set_of(*attributes)
    certificate = read_certificate(key.certificate)
    return writer.sequence(
        writer.integer(1),
        writer.sequence(certificate.issuer, writer.integer(certificate.serial)),
        writer.algorithm(key.private.digest),
        b"\xa0" + signed[1:],
        key.private.algorithm,
        writer.octets(key.private.sign(signed, random)),
    )
