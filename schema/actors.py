"""Who acts: a person or an applicant, in one facility or none, and whether the signature is theirs."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Subject
from commands.means import Means
from errors import FacilityMismatch, Forbidden, SignerMismatch, Unauthenticated
from models import IdentityDocument, SessionKind
from permissions.access import Access, PrincipalKind
from signing.person import Signer, masked
from signing.subject import normalised
from store.subjects import key_of_applicant, key_of_signer
from store.transactions import value_of

_TAX_ID = "SELECT tax_id FROM person_identity WHERE person_id = $1 AND NOT no_tax_id"
_OF_FACILITY = "SELECT 1 FROM facility WHERE id = ANY ($1) AND edrpou = $2"
_SIGNING = (PrincipalKind.PERSON, PrincipalKind.APPLICANT)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers by which a person's signature is known: the tax number, or those of documents."""

    is_tax_id: bool
    values: frozenset[str] = field(repr=False)


def session_of(access: Access) -> tuple[UUID, UUID]:
    """Give the session and the person or applicant who signs in it; raises Unauthenticated or Forbidden."""
    if access.session_id is None or access.principal.kind is PrincipalKind.ANONYMOUS:
        raise Unauthenticated("для дій потрібен сеанс особи", "acts need the session of a person")
    owner_id = access.principal.owner_id
    if access.principal.kind not in _SIGNING or owner_id is None:
        raise Forbidden(
            "дії підписує особа, а не інформаційна система",
            "acts are signed by a person, not by a program",
            evidence={"reason": "PERSON_REQUIRED"},
        )
    return access.session_id, owner_id


async def actor_of(
    tx: Transaction,
    access: Access,
    facility_id: UUID | None,
    now: dt.datetime,
    means: Means,
    act: Act[Any, Any],
) -> Actor:
    """Give who acts, and in which facility; raises FacilityMismatch, or Forbidden for an applicant."""
    session_id, owner_id = session_of(access)
    if access.principal.kind is PrincipalKind.PERSON:
        at = _facility_of(access, facility_id, act)
        return Actor(owner_id, access, at, now, means, session_id.bytes)
    if SessionKind.APPLICANT not in act.opens:
        raise Forbidden(
            "цю дію виконують лише особи з реєстру, а не заявники",
            "this is done by people of the registry alone, not by applicants",
            evidence={"reason": "PERSON_REQUIRED"},
        )
    if facility_id is not None:
        raise _foreign()
    subject = Subject(owner_id, await key_of_applicant(tx, owner_id))
    return Actor(None, access, None, now, means, session_id.bytes, subject)


def _facility_of(access: Access, facility_id: UUID | None, act: Act[Any, Any]) -> UUID | None:
    """Give the named facility, or the only one; who acts as any applicant may, acts in none."""
    facilities = access.facilities
    if facility_id is not None and facility_id not in facilities:
        raise _foreign()
    region = access.held.get(act.permission)
    if facility_id is not None or (
        SessionKind.APPLICANT in act.opens and region is not None and not region.anywhere
    ):
        return facility_id
    if len(facilities) != 1:
        raise FacilityMismatch(
            "назвіть заклад: у сеансі їх не рівно один",
            "name the facility: the session does not have exactly one",
            evidence={"facilities": len(facilities)},
        )
    (only,) = facilities
    return only


def _foreign() -> FacilityMismatch:
    return FacilityMismatch(
        "названий заклад не належить до закладів сеансу",
        "the facility that is named is none of the session's",
    )


async def refuse_other_signer(tx: Transaction, actor: Actor, signer: Signer) -> None:
    """Refuse a signature that is not of the session's holder, or of an organisation that is not theirs."""
    if actor.subject is not None:
        if key_of_signer(signer, actor.means.pepper) != actor.subject.subject_key:
            raise _other(masked(signer.tax_id or signer.document or ""), "…")
        return
    await refuse_other_person(tx, actor.person, signer)
    # who acts in no facility applies for one of their own: the act itself compares its code
    if actor.facility_id is None or signer.edrpou is None:
        return
    if not await _is_of(tx, actor, signer.edrpou):
        raise FacilityMismatch(
            f"сертифікат видано працівникові організації {signer.edrpou}, а сеанс — інших закладів",
            f"the certificate is of the organisation {signer.edrpou}, the session of other facilities",
            evidence={"edrpou": signer.edrpou},
        )


async def refuse_other_person(tx: Transaction, person_id: UUID, signer: Signer) -> None:
    """Refuse a signature that is not of a person, by tax number or, without one, by document."""
    numbers = await numbers_of(tx, person_id)
    given = signer.tax_id if numbers.is_tax_id else signer.document
    if given is None or given not in numbers.values:
        shown = masked(given or signer.tax_id or signer.document or "")
        raise _other(shown, " / ".join(sorted(map(masked, numbers.values))))


async def numbers_of(tx: Transaction, person_id: UUID) -> Numbers:
    """Give the numbers by which a person's signature is known."""
    if (tax_id := await value_of(tx, _TAX_ID, (person_id,))) is not None:
        return Numbers(is_tax_id=True, values=frozenset({tax_id}))
    documents = await IdentityDocument.filter(person_id=person_id).using_db(tx)
    return Numbers(is_tax_id=False, values=frozenset(normalised(each.number) for each in documents))


def _other(shown: str, known: str) -> SignerMismatch:
    return SignerMismatch(
        f"підпис іншої особи, ніж та, чий це сеанс: {shown} / {known}",
        f"the signature is of another person than the session: {shown} / {known}",
        evidence={"signer": shown, "session": known},
    )


async def _is_of(tx: Transaction, actor: Actor, edrpou: str) -> bool:
    facilities = sorted(actor.access.facilities)
    return bool(await tx.execute_query_dict(_OF_FACILITY, [facilities, edrpou]))
