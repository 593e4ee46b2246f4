"""A certificate is unbound from its person: signatures by it are no longer taken (§2.10).

Whoever lost a key unbinds it by another one, or has the administrator do so. Another certificate binds itself
at its first use as ever, so nobody is kept out for good.
"""

from dataclasses import dataclass
from typing import Annotated

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.findings import Findings, not_found
from commands.premises import Premises
from commands.wording import sentence
from errors import Conflict
from models import CertificateStatus, Person, SigningCertificate
from permissions.catalogue import CERTIFICATE
from permissions.decision import Whereabouts, may

_HOLD = "SELECT 1 FROM signing_certificate WHERE fingerprint = $1 FOR NO KEY UPDATE"
_WORKS_IN = (
    "SELECT 1 FROM employee WHERE person_id = $1 AND facility_id = $2"
    " AND status NOT IN ('DISMISSED', 'ENTERED_IN_ERROR') LIMIT 1"
)
_SHOWN = 16
"""Digits of a fingerprint that tell certificates apart for whoever reads."""

_BOUND, _ENDED = 1, 2
"""The versions of a certificate."""


@dataclass(frozen=True, slots=True)
class UnbindCertificate:
    """Which certificate is unbound."""

    fingerprint: Annotated[str, Asked("Відбиток сертифіката", more="64 шістнадцяткові цифри")]


async def _hold(tx: Transaction, wish: UnbindCertificate) -> None:
    await tx.execute_query(_HOLD, [wish.fingerprint])


async def _judge(
    tx: Transaction, actor: Actor, wish: UnbindCertificate, premises: Premises
) -> Examined[UnbindCertificate, SigningCertificate]:
    findings = Findings(tx, actor)
    found = await SigningCertificate.get_or_none(fingerprint=wish.fingerprint, using_db=tx)
    place = None if found is None else await _place(tx, actor, found)
    if found is None or place is None or not may(actor.access, CERTIFICATE.read, place):
        findings.refusals.append(not_found("fingerprint"))
        return findings.examined(wish)
    is_bound = found.status == CertificateStatus.ACTIVE
    if not may(actor.access, CERTIFICATE.unbind, place):
        findings.refusals.append(forbidden(CERTIFICATE.unbind, path="$.input.fingerprint"))
    if not is_bound:
        findings.refusals.append(
            Conflict(
                "сертифікат уже від’єднано чи скасовано",
                "the certificate was unbound or revoked before",
                evidence={"status": found.status},
            )
        )
    findings.saw("SigningCertificate", found.id, _BOUND if is_bound else _ENDED)
    person = await Person.get(id=found.person_id, using_db=tx)
    name = " ".join(filter(None, (person.last_name, person.first_name, person.middle_name)))
    said = sentence(
        f"Від’єднати сертифікат {wish.fingerprint[:_SHOWN]}…, яким підписувала особа {name}"
        f" (заклад «{premises.name}»)",
        wish,
        {"fingerprint": wish.fingerprint},
    )
    return findings.examined(wish, said, found)


async def _place(tx: Transaction, actor: Actor, certificate: SigningCertificate) -> Whereabouts:
    """Give where a certificate lies for the actor: where its person works, if it is there or their own."""
    works_here = await tx.execute_query_dict(_WORKS_IN, [certificate.person_id, actor.facility_id])
    is_own = certificate.person_id == actor.person_id
    facility_id = actor.facility_id if works_here or is_own else None
    return Whereabouts(facility_id, owner_id=certificate.person_id)


async def _unbind(
    tx: Transaction, actor: Actor, _wish: UnbindCertificate, certificate: SigningCertificate
) -> Outcome:
    certificate.status = CertificateStatus.UNBOUND
    certificate.ended_at = actor.now
    await certificate.save(using_db=tx, update_fields=["status", "ended_at"])
    return Outcome({}, (Change("SigningCertificate", certificate.id, _ENDED, ChangeKind.ENDED),))


UNBIND_CERTIFICATE = Act(
    "unbindCertificate",
    "Від’єднати сертифікат",
    UnbindCertificate,
    CERTIFICATE.unbind,
    {},
    _judge,
    _unbind,
    lock=_hold,
)
