"""Whether a signature is the invited person's: by the number, the surname and the organisation."""

from unicodedata import normalize
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.opening import veiled
from errors import FacilityMismatch, SignerMismatch
from schema.actors import numbers_of
from signing.person import Signer, masked
from signing.subject import normalised

_INVITED = """
SELECT employee.person_id, person.last_name FROM invitation
    JOIN employee ON employee.id = invitation.employee_id
    JOIN person ON person.id = employee.person_id
WHERE invitation.id = $1
"""
_OF_ORGANISATION = """
SELECT 1 FROM invitation JOIN facility ON facility.id = invitation.facility_id
WHERE invitation.id = $1 AND facility.edrpou = $2
UNION ALL
SELECT 1 FROM invitation
    JOIN employee AS invited ON invited.id = invitation.employee_id
    JOIN employee ON employee.person_id = invited.person_id
    JOIN assignment ON assignment.employee_id = employee.id AND assignment.status = 'ACTIVE'
    JOIN facility ON facility.id = assignment.facility_id
WHERE invitation.id = $1 AND facility.edrpou = $2
"""
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘´`"), "'")


async def stranger(tx: Transaction, invitation_id: UUID, signer: Signer) -> SignerMismatch | None:
    """Tell, masked, that a signature is of somebody else than was invited."""
    (row,) = await tx.execute_query_dict(_INVITED, [invitation_id])
    numbers = await numbers_of(tx, row["person_id"])
    given = signer.tax_id if numbers.is_tax_id else signer.document
    if given is not None and given in numbers.values:
        return None
    shown = masked(given or signer.tax_id or signer.document or "")
    known = " / ".join(sorted(map(masked, numbers.values))) or "…"
    return SignerMismatch(
        f"підпис належить іншій особі (РНОКПП у сертифікаті {shown}, очікується {known})",
        f"the signature is of another person (the certificate says {shown}, {known} is expected)",
        evidence={"signer": shown, "expected": known},
    )


async def refuse_other_name(tx: Transaction, invitation_id: UUID, signer: Signer) -> None:
    """Refuse a certificate of another surname: the number was mistyped, or the name has changed."""
    (row,) = await tx.execute_query_dict(_INVITED, [invitation_id])
    if _folded(signer.surname) == _folded(row["last_name"]):
        return
    raise SignerMismatch(
        f"прізвище в сертифікаті «{veiled(signer.surname)}» інше,"
        f" ніж у запрошенні «{veiled(row['last_name'])}»; попросіть кадрову службу виправити його",
        "the certificate's surname is another than the invitation's; ask the facility to correct it",
        evidence={"reason": "SURNAME"},
    )


async def refuse_other_organisation(tx: Transaction, invitation_id: UUID, signer: Signer) -> None:
    """Refuse a certificate of an organisation that neither invites nor employs the person."""
    if signer.edrpou is None:
        return
    if not await tx.execute_query_dict(_OF_ORGANISATION, [invitation_id, signer.edrpou]):
        raise FacilityMismatch(
            f"сертифікат видано працівникові організації {signer.edrpou}, а запрошує інша",
            f"the certificate is of the organisation {signer.edrpou}, and another one invites",
            evidence={"edrpou": signer.edrpou},
        )


def _folded(name: str) -> str:
    """Write a surname as it is compared: one apostrophe, upper case, look-alikes in Cyrillic."""
    return normalised(normalize("NFC", name).translate(_APOSTROPHES))
