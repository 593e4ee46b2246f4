"""Heads, registrars and forms for the tests of acts about applications; all people and codes are made up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from commands.act import Actor, Subject
from commands.application_changes import ResubmitApplication
from commands.application_input import AdministratorInput, HeadInput
from commands.application_review import TAKE_APPLICATION, ReturnApplication, TakeApplication
from commands.applications import SUBMIT_FACILITY_APPLICATION, SubmitFacilityApplication
from commands.contacts import AddressInput, PhoneInput
from models import FacilityApplication, PhoneType
from permissions.access import access_of_applicant
from signing.person import Signer
from signing.subject import subject_key
from tests.commands.stage import LATER, MEANS, Stage

HEAD_TAX_ID = "2923400112"
ADMINISTRATOR_TAX_ID = "3346800122"
EDRPOU = "14360570"
PHONES = (PhoneInput(PhoneType.MOBILE, "+380501112233"),)
SCAN = "ab" * 32


def head(**given: Any) -> HeadInput:
    made = HeadInput("Мельник", "Іван", HEAD_TAX_ID, "P3", "melnyk@example.com", PHONES, "Петрович")
    return replace(made, **given)


def administrator(**given: Any) -> AdministratorInput:
    made = AdministratorInput("Коваль", "Оксана", ADMINISTRATOR_TAX_ID, "koval@example.com", PHONES)
    return replace(made, **given)


def form(**given: Any) -> SubmitFacilityApplication:
    made = SubmitFacilityApplication(
        kind_code="TRANSFUSION_FACILITY",
        edrpou=EDRPOU,
        name_full="Комунальне підприємство «Зразкова лікарня»",
        name_short="Зразкова лікарня",
        name_full_en="Sample hospital",
        legal_address=AddressInput(settlement="Київ", street="вулиця Зразкова", building="1"),
        email="office@example.com",
        phones=PHONES,
        head=head(),
        administrator=administrator(),
        transfusion_declared=True,
    )
    return replace(made, **given)


def paper(stage: Stage, **given: Any) -> SubmitFacilityApplication:
    return form(**{"received_on": stage.now.date(), "scan_sha256": SCAN, **given})


def again(application_id: UUID, **given: Any) -> ResubmitApplication:
    of_form = {name: getattr(form(), name) for name in _FORM}
    return ResubmitApplication(**{**of_form, "application_id": application_id, **given})


_FORM = (
    "name_full",
    "name_short",
    "name_full_en",
    "legal_address",
    "email",
    "phones",
    "head",
    "administrator",
    "transfusion_declared",
)


def applicant(stage: Stage, tax_id: str = HEAD_TAX_ID, signer: Signer | None = None) -> Actor:
    """Somebody who has signed with a key that has the number, and is no person of the registry."""
    key = subject_key("RNOKPP", tax_id, MEANS.pepper)
    access = access_of_applicant(uuid4(), uuid4(), stage.now + LATER)
    return Actor(None, access, None, stage.now, MEANS, subject=Subject(uuid4(), key), signer=signer)


async def submitted(stage: Stage, actor: Actor | None = None, **given: Any) -> FacilityApplication:
    """An application that was just submitted, by its head unless told."""
    wish = paper(stage, **given) if actor else form(**given)
    actor = actor or applicant(stage)
    outcome = await stage.perform(SUBMIT_FACILITY_APPLICATION, actor, wish)
    return await seen(stage, outcome.result["application"])


async def taken(stage: Stage, registrar: Actor, **given: Any) -> FacilityApplication:
    """An application in review."""
    application = await submitted(stage, **given)
    await stage.perform(TAKE_APPLICATION, registrar, TakeApplication(application.id))
    return await seen(stage, application.id)


def returning(application: FacilityApplication) -> ReturnApplication:
    return ReturnApplication(application.id, "INCOMPLETE", "Додайте ліцензію")


async def seen(stage: Stage, application_id: Any) -> FacilityApplication:
    return await FacilityApplication.get(id=application_id, using_db=stage.tx)


def at(actor: Actor, stage: Stage, days: int) -> Actor:
    """The same so many days later."""
    return replace(actor, now=stage.now + timedelta(days=days))
