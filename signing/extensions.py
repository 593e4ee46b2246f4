"""Reads the extensions of certificates (RFC 5280 4.2, ETSI EN 319 412-5); an unknown critical one is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from signing import names
from signing.der import BOOLEAN, SEQUENCE, SET, Malformed, Reader
from signing.values import flags, integer, octets, oid, text

_EXTENSIONS_MAX: Final = 32  # real certificates have about twelve
_KNOWN_ELSEWHERE: Final = frozenset((names.CERTIFICATE_POLICIES,))
"""May be critical and does not change what the key may do here."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """What a certificate's extensions say."""

    usage: frozenset[int] = frozenset()
    is_authority: bool = False
    purposes: tuple[str, ...] = ()
    qualified_as_seal: bool = False
    key_identifier: bytes | None = None
    directory: tuple[tuple[str, str], ...] = ()
    unknown_critical: tuple[str, ...] = ()

    def listed(self, attribute: str) -> tuple[str, ...]:
        """Give the values of an attribute of subjectDirectoryAttributes."""
        return tuple(value for name, value in self.directory if name == attribute)


def read_extensions(body: Reader) -> Extensions:
    """Read the extensions that end a certificate's signed part; each may be there once."""
    found, seen = Extensions(), set[str]()
    if not body.more():
        return found
    explicit = body.into(0xA3)
    listed = explicit.into(SEQUENCE)
    explicit.finish()
    while listed.more():
        extension = listed.into(SEQUENCE)
        name = oid(extension)
        critical = _truth(extension)
        value = Reader(octets(extension))
        extension.finish()
        if name in seen or len(seen) == _EXTENSIONS_MAX:
            raise Malformed("an extension stands twice, or there are too many")
        seen.add(name)
        if name in _READERS:
            found = _READERS[name](found, value)
            value.finish()
        elif critical and name not in _KNOWN_ELSEWHERE:
            found = replace(found, unknown_critical=(*found.unknown_critical, name))
    return found


def _truth(reader: Reader) -> bool:
    """Take a truth value, false where there is none."""
    if not reader.follows(BOOLEAN):
        return False
    content = reader.value(BOOLEAN)
    if content not in (b"\x00", b"\xff"):
        raise Malformed("a truth value that DER does not know")
    return content == b"\xff"


def _usage(found: Extensions, value: Reader) -> Extensions:
    return replace(found, usage=flags(value))


def _constraints(found: Extensions, value: Reader) -> Extensions:
    within = value.into(SEQUENCE)
    is_authority = _truth(within)
    if within.more():
        integer(within)  # the length of paths: an authority here issues the signer's certificate directly
    within.finish()
    return replace(found, is_authority=is_authority)


def _purposes(found: Extensions, value: Reader) -> Extensions:
    within, purposes = value.into(SEQUENCE), []
    while within.more():
        purposes.append(oid(within))
    return replace(found, purposes=tuple(purposes))


def _statements(found: Extensions, value: Reader) -> Extensions:
    """Read of the qualified statements only whether the key is a seal's (ETSI EN 319 412-5, 4.2.3)."""
    within, kinds = value.into(SEQUENCE), list[str]()
    while within.more():
        statement = within.into(SEQUENCE)
        if oid(statement) == names.QC_TYPE:
            listed = statement.into(SEQUENCE)
            while listed.more():
                kinds.append(oid(listed))
    return replace(found, qualified_as_seal=names.QC_TYPE_SEAL in kinds)


def _key_identifier(found: Extensions, value: Reader) -> Extensions:
    return replace(found, key_identifier=octets(value))


def _directory(found: Extensions, value: Reader) -> Extensions:
    """Read subjectDirectoryAttributes; values that are no texts, as dates, do not name a person here."""
    within, pairs = value.into(SEQUENCE), list[tuple[str, str]]()
    while within.more():
        attribute = within.into(SEQUENCE)
        name, together = oid(attribute), attribute.into(SET)
        attribute.finish()
        while together.more():
            if name in (names.TAX_NUMBER, names.EDRPOU):
                pairs.append((name, text(together)))
            else:
                together.take()
    return replace(found, directory=tuple(pairs))


_READERS: Final[Mapping[str, Callable[[Extensions, Reader], Extensions]]] = {
    names.KEY_USAGE: _usage,
    names.BASIC_CONSTRAINTS: _constraints,
    names.EXTENDED_KEY_USAGE: _purposes,
    names.QC_STATEMENTS: _statements,
    names.SUBJECT_KEY_IDENTIFIER: _key_identifier,
    names.SUBJECT_DIRECTORY_ATTRIBUTES: _directory,
}
