"""Writes certificates in the shape that Ukrainian providers give theirs (RFC 5280, ETSI EN 319 412)."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from signing import names
from signing.development import writer
from signing.development.keys import PrivateKey
from signing.dstu.sign import Randomness


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a development certificate is for: invented people only, with an organisation or without."""

    surname: str
    given_names: str
    tax_id: str | None = field(default=None, repr=False)
    document: str | None = field(default=None, repr=False)
    organization: str | None = None
    edrpou: str | None = None
    is_seal: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A certificate before it is signed: whose, for which key, for how long, and what it lets the key do."""

    subject: bytes
    key: bytes
    serial: int
    not_before: datetime
    not_after: datetime
    extensions: tuple[bytes, ...]


def issued(draft: Draft, issuer: bytes, key: PrivateKey, random: Randomness) -> bytes:
    """Sign a draft with the issuer's key and give the certificate."""
    signed_part = writer.sequence(
        writer.explicit(0, writer.integer(2)),
        writer.integer(draft.serial),
        key.algorithm,
        issuer,
        writer.sequence(writer.moment(draft.not_before), writer.moment(draft.not_after)),
        draft.subject,
        draft.key,
        writer.explicit(3, writer.sequence(*draft.extensions)),
    )
    signature = key.sign_certificate(signed_part, random)
    return writer.sequence(signed_part, key.algorithm, writer.bits(signature))


def subject_of(person: Person) -> bytes:
    """Write a person's name with the numbers where ETSI EN 319 412-1 wants them."""
    pairs = [
        (names.COMMON_NAME, person.organization if person.is_seal else _full_name(person)),
        (names.SURNAME, None if person.is_seal else person.surname),
        (names.GIVEN_NAME, None if person.is_seal else person.given_names),
        (names.ORGANIZATION, person.organization),
        (names.ORGANIZATION_IDENTIFIER, person.edrpou and f"NTRUA-{person.edrpou}"),
    ]
    relative = [_relative(name, writer.text(value)) for name, value in pairs if value]
    number = person.tax_id or person.document
    if number is not None:
        relative.append(_relative(names.SERIAL_NUMBER, writer.text(f"TINUA-{number}")))
    return writer.sequence(*relative, _relative(names.COUNTRY, writer.printable("UA")))


def common_name(name: str) -> bytes:
    """Write a name of one attribute and the country."""
    return writer.sequence(
        _relative(names.COMMON_NAME, writer.text(name)),
        _relative(names.COUNTRY, writer.printable("UA")),
    )


def extensions_of(person: Person, key: bytes) -> tuple[bytes, ...]:
    """Write what a person's certificate says besides: may sign documents, issues nothing, whose numbers."""
    purpose = names.SEAL if person.is_seal else names.EMAIL_PROTECTION
    directory = [
        writer.sequence(writer.oid(name), writer.set_of(writer.printable(value)))
        for name, value in ((names.TAX_NUMBER, person.tax_id), (names.EDRPOU, person.edrpou))
        if value
    ]
    return (
        key_identifier(key),
        extension(names.KEY_USAGE, writer.bits(b"\xc0", 6), critical=True),
        extension(names.BASIC_CONSTRAINTS, writer.sequence(), critical=True),
        extension(names.EXTENDED_KEY_USAGE, writer.sequence(writer.oid(purpose))),
        *((extension(names.SUBJECT_DIRECTORY_ATTRIBUTES, writer.sequence(*directory)),) if directory else ()),
    )


def extensions_of_authority(key: bytes) -> tuple[bytes, ...]:
    """Write what an authority's certificate says besides: issues certificates and revocation lists."""
    return (
        key_identifier(key),
        extension(names.KEY_USAGE, writer.bits(b"\x06", 1), critical=True),
        extension(names.BASIC_CONSTRAINTS, writer.sequence(writer.boolean(True)), critical=True),
    )


def key_identifier(key: bytes) -> bytes:
    """Write a key's identifier (RFC 7093 2, method 4)."""
    return extension(names.SUBJECT_KEY_IDENTIFIER, writer.octets(sha256(key).digest()[:20]))


def extension(name: str, value: bytes, *, critical: bool = False) -> bytes:
    """Write one extension."""
    flag = writer.boolean(True) if critical else b""
    return writer.sequence(writer.oid(name), flag, writer.octets(value))


def _full_name(person: Person) -> str:
    return f"{person.surname} {person.given_names}"


def _relative(name: str, value: bytes) -> bytes:
    return writer.set_of(writer.sequence(writer.oid(name), value))
