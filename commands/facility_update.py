"""A facility is described anew: what is given changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.application_form import full_name, needed_phones, normal_name, short_name, short_name_en
from commands.application_input import NameInput
from commands.contacts import AddressInput, PhoneInput, checked_address, stored_address, stored_phones
from commands.facility_rules import facility_seen, hold_facility, judge_works
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.wording import sentence
from commands.written import bounded, told
from models import Facility
from models.validators import email, organisation_name, organisation_name_en, website
from permissions.catalogue import FACILITY

_BOUNDED = {
    "facility_legal_address_shape": bounded("legalAddress"),
    "facility_actual_address_shape": bounded("actualAddress"),
    "facility_phones_shape": bounded("phones"),
}


@dataclass(frozen=True, slots=True)
class UpdateFacility:
    """What of a facility changes; a field that is left out stays, null empties it."""

    facility_id: Annotated[UUID, Asked("Заклад", "Facility")]
    name_full: Annotated[str | Unchanged, Asked("Повна назва")] = UNCHANGED
    name_short: Annotated[str | Unchanged, Asked("Скорочена назва")] = UNCHANGED
    name_full_en: Annotated[str | Unchanged | None, Asked("Повна міжнародна назва")] = UNCHANGED
    name_short_en: Annotated[str | Unchanged | None, Asked("Скорочена міжнародна назва")] = UNCHANGED
    legal_address: Annotated[AddressInput | Unchanged, Asked("Юридична адреса")] = UNCHANGED
    actual_address: Annotated[AddressInput | Unchanged, Asked("Фактична адреса")] = UNCHANGED
    email: Annotated[str | Unchanged, Asked("Електронна пошта")] = UNCHANGED
    phones: Annotated[tuple[PhoneInput, ...] | Unchanged, Asked("Телефони")] = UNCHANGED
    website: Annotated[str | Unchanged | None, Asked("Вебсайт")] = UNCHANGED
    chief_accountant: Annotated[NameInput | Unchanged | None, Asked("Головний бухгалтер")] = UNCHANGED


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateFacility, premises: Premises
) -> Examined[UpdateFacility, Facility]:
    findings = Findings(tx, actor)
    wish = _normal(findings, wish)
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    facility = await facility_seen(findings, wish.facility_id, FACILITY.update)
    if facility is None:
        return findings.examined(wish)
    judge_works(findings, facility, premises, FACILITY.update)
    shown = {"facility_id": f"«{facility.name_short}»"}
    said = sentence(f"Змінити відомості про заклад «{facility.name_short}»", wish, shown)
    return findings.examined(wish, said, facility)


async def _update(tx: Transaction, actor: Actor, wish: UpdateFacility, facility: Facility) -> Outcome:
    changes = _stored(_given(wish)) | {"version": facility.version + 1, "updated_at": actor.now}
    facility.update_from_dict(changes)
    with told(_BOUNDED):
        await facility.save(using_db=tx, update_fields=[*changes])
    updated = Change("Facility", facility.id, facility.version, ChangeKind.UPDATED)
    return Outcome({"facility": facility.id}, (updated,))


def _normal(findings: Findings, wish: UpdateFacility) -> UpdateFacility:
    """Bring what is given into its normal form."""
    given: dict[str, Any] = {}
    if wish.name_full is not UNCHANGED:
        given["name_full"] = findings.checked("nameFull", organisation_name(wish.name_full), wish.name_full)
    if wish.name_short is not UNCHANGED:
        given["name_short"] = findings.checked("nameShort", short_name(wish.name_short), wish.name_short)
    if wish.email is not UNCHANGED:
        given["email"] = findings.checked("email", email(wish.email), wish.email)
    if wish.phones is not UNCHANGED:
        given["phones"] = needed_phones(findings, "phones", wish.phones)
    if wish.legal_address is not UNCHANGED:
        given["legal_address"] = checked_address(findings, "legalAddress", wish.legal_address)
    if wish.actual_address is not UNCHANGED:
        given["actual_address"] = checked_address(findings, "actualAddress", wish.actual_address)
    if wish.chief_accountant is not UNCHANGED:
        given["chief_accountant"] = normal_name(findings, "chiefAccountant", wish.chief_accountant)
    return replace(
        wish,
        name_full_en=findings.altered("nameFullEn", wish.name_full_en, organisation_name_en),
        name_short_en=findings.altered("nameShortEn", wish.name_short_en, short_name_en),
        website=findings.altered("website", wish.website, website),
        **given,
    )


def _given(wish: UpdateFacility) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def _stored(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields as their columns hold them."""
    stored = dict(given)
    for name in ("legal_address", "actual_address"):
        if name in given:
            stored[name] = stored_address(given[name])
    if "phones" in given:
        stored["phones"] = stored_phones(given["phones"])
    if "chief_accountant" in given:
        stored["chief_accountant_name"] = full_name(stored.pop("chief_accountant"))
    return stored


UPDATE_FACILITY = Act(
    "updateFacility",
    "Змінити відомості про заклад",
    UpdateFacility,
    FACILITY.update,
    {"facility": "Facility"},
    _judge,
    _update,
    hold=Hold.NOT,  # the lock holds it exclusively, which two that held it together could not
    lock=hold_facility,
)
