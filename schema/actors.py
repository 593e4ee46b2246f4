"""Who acts: a person in a session, in one facility, and whether the signature is theirs."""

import datetime as dt
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from errors import FacilityMismatch, Forbidden, SignerMismatch, Unauthenticated
from models import IdentityDocument
from permissions.access import Access, PrincipalKind
from signing.person import Signer, masked
from signing.subject import normalised
from store.transactions import value_of

_TAX_ID = "SELECT tax_id FROM person_identity WHERE person_id = $1 AND NOT no_tax_id"
_OF_FACILITY = "SELECT 1 FROM facility WHERE id = ANY ($1) AND edrpou = $2"


def session_of(access: Access) -> tuple[UUID, UUID]:
    """Give the session and its person: only people sign; raises Unauthenticated, or Forbidden."""
    if access.session_id is None or access.principal.kind is PrincipalKind.ANONYMOUS:
        raise Unauthenticated("для дій потрібен сеанс особи", "acts need the session of a person")
    if access.principal.person_id is None:
        raise Forbidden(
            "дії підписує особа, а не інформаційна система",
            "acts are signed by a person, not by a program",
            evidence={"reason": "PERSON_REQUIRED"},
        )
    return access.session_id, access.principal.person_id


def actor_of(access: Access, facility_id: UUID | None, now: dt.datetime) -> Actor:
    """Give who acts, in the named facility or in the only one; raises FacilityMismatch."""
    session_id, person_id = session_of(access)
    facilities = access.facilities
    if facility_id is None and len(facilities) == 1:
        (facility_id,) = facilities
    if facility_id is None:
        raise FacilityMismatch(
            "назвіть заклад: у сеансі їх не рівно один",
            "name the facility: the session does not have exactly one",
            evidence={"facilities": len(facilities)},
        )
    if facility_id not in facilities:
        raise FacilityMismatch(
            "названий заклад не належить до закладів сеансу",
            "the facility that is named is none of the session's",
        )
    return Actor(person_id, access, facility_id, now, session_id.bytes)


async def refuse_other_signer(tx: Transaction, actor: Actor, signer: Signer) -> None:
    """Refuse a signature that is not of the session's person, or of an organisation that is not theirs."""
    tax_id = await value_of(tx, _TAX_ID, (actor.person_id,))
    has_tax_id = tax_id is not None
    expected = {tax_id} if has_tax_id else await _documents(tx, actor.person_id)
    given = signer.tax_id if has_tax_id else signer.document
    if given is None or given not in expected:
        shown = masked(given or signer.tax_id or signer.document or "")
        known = " / ".join(sorted(masked(each) for each in expected if each))
        raise SignerMismatch(
            f"підпис іншої особи, ніж та, чий це сеанс: {shown} / {known}",
            f"the signature is of another person than the session: {shown} / {known}",
            evidence={"signer": shown, "session": known},
        )
    if signer.edrpou is not None and not await _is_of(tx, actor, signer.edrpou):
        raise FacilityMismatch(
            f"сертифікат видано працівникові організації {signer.edrpou}, а сеанс — інших закладів",
            f"the certificate is of the organisation {signer.edrpou}, the session of other facilities",
            evidence={"edrpou": signer.edrpou},
        )


async def _documents(tx: Transaction, person_id: UUID) -> set[str]:
    """Give the numbers by which people without a tax number are known."""
    documents = await IdentityDocument.filter(person_id=person_id).using_db(tx)
    return {normalised(each.number) for each in documents}


async def _is_of(tx: Transaction, actor: Actor, edrpou: str) -> bool:
    facilities = sorted(actor.access.facilities)
    return bool(await tx.execute_query_dict(_OF_FACILITY, [facilities, edrpou]))
