"""Says who a certificate names: the person's numbers and names, and the organisation's code.

РНОКПП and EDRPOU stand in subjectDirectoryAttributes, in the subject by ETSI EN 319 412-1 (`TINUA-…`,
`NTRUA-…`), or in both, and then they must agree. People without a РНОКПП have a document's number in its
place. УНЗР holds the date of birth and is never read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from errors import IdentityConflict, IdentityMissing, SealNotAllowed
from signing import names
from signing.certificate import Certificate
from signing.subject import normalised

_TAX_NUMBER: Final = re.compile(r"[0-9]{10}")
_DOCUMENT: Final = re.compile(r"[0-9]{9}|(?![ЫЪЭЁ])[А-ЯҐЇІЄ](?![ЫЪЭЁ])[А-ЯҐЇІЄ][0-9]{6}")
_PERSON_PREFIXES: Final = ("TINUA-", "PASUA-", "IDCUA-")


@dataclass(frozen=True, slots=True)
class Signer:
    """The person a certificate was issued to; the numbers stay out of its repr, as out of every log."""

    tax_id: str | None = field(repr=False)
    document: str | None = field(repr=False)
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    edrpou: str | None


def person_of(certificate: Certificate) -> Signer:
    """Say whom a certificate names; raises SealNotAllowed, IdentityMissing or IdentityConflict."""
    if certificate.is_seal:
        raise SealNotAllowed(
            "печатка організації — не підпис особи", "a seal of an organisation is not a person's signature"
        )
    numbers = _numbers(certificate)
    # no check digit: the authority vouches for the number, and the account's own number passed the check
    tax_id = _only("РНОКПП", "tax number", filter(_TAX_NUMBER.fullmatch, numbers))
    document = _only("номер документа", "document", filter(_DOCUMENT.fullmatch, numbers))
    surname, given_names = _names(certificate)
    if tax_id is None and document is None:
        raise IdentityMissing(
            "у сертифікаті немає ні РНОКПП, ні номера документа",
            "the certificate says neither a tax number nor a document",
        )
    if not surname:
        raise IdentityMissing("у сертифікаті немає прізвища", "the certificate says no surname")
    return Signer(tax_id, document, surname, given_names, _edrpou(certificate))


def _numbers(certificate: Certificate) -> list[str]:
    """Collect what stands where numbers of persons do, in either form."""
    prefixed = [
        value[len(prefix) :]
        for value in certificate.named(names.SERIAL_NUMBER)
        for prefix in _PERSON_PREFIXES
        if value.upper().startswith(prefix)
    ]
    return [normalised(value) for value in (*certificate.extensions.listed(names.TAX_NUMBER), *prefixed)]


def _edrpou(certificate: Certificate) -> str | None:
    prefixed = [
        value[len("NTRUA-") :]
        for value in certificate.named(names.ORGANIZATION_IDENTIFIER)
        if value.upper().startswith("NTRUA-")
    ]
    found = [normalised(value) for value in (*certificate.extensions.listed(names.EDRPOU), *prefixed)]
    return _only("код ЄДРПОУ", "EDRPOU", filter(None, found))


def _only(ukrainian: str, english: str, found: Iterable[str]) -> str | None:
    """Give the one value that all forms agree on."""
    values = sorted(set(found))
    if len(values) > 1:
        raise IdentityConflict(
            f"у сертифікаті різні значення: {ukrainian} {' і '.join(map(masked, values))}",
            f"the certificate says more than one {english}",
        )
    return values[0] if values else None


def masked(number: str) -> str:
    """Show of a number its last three characters."""
    return f"…{number[-3:]}"


def _names(certificate: Certificate) -> tuple[str, str]:
    """Give surname and given names; where only the common name is told, its first word is the surname."""
    surname = " ".join(certificate.named(names.SURNAME)).strip()
    given = " ".join(certificate.named(names.GIVEN_NAME)).strip()
    first, _, rest = " ".join(certificate.named(names.COMMON_NAME)).strip().partition(" ")
    return surname or first, given or rest.strip()
