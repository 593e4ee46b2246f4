"""Facilities apply: by their head's signature, or on paper (US-K1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commands.act import Change, ChangeKind
from commands.application_changes import (
    RESUBMIT_APPLICATION,
    WITHDRAW_APPLICATION,
    WithdrawApplication,
)
from commands.application_review import RETURN_APPLICATION, TAKE_APPLICATION, TakeApplication
from commands.applications import SUBMIT_FACILITY_APPLICATION
from commands.attachments import AttachmentInput
from commands.contacts import AddressInput
from errors import Refused, Unprocessable
from models import Attachment, Gender
from models.letter import LetterKind, OutboxLetter
from permissions.access import applying
from signing.person import Signer
from signing.subject import subject_key
from tests.commands.applying import (
    ADMINISTRATOR_TAX_ID,
    EDRPOU,
    HEAD_TAX_ID,
    SCAN,
    administrator,
    again,
    applicant,
    at,
    form,
    head,
    paper,
    returning,
    seen,
    submitted,
    taken,
)
from tests.commands.stage import MEANS, NOBODYS, Stage


async def test_a_head_submits_and_the_term_runs_from_the_day_of_receipt(stage: Stage) -> None:
    outcome = await stage.perform(SUBMIT_FACILITY_APPLICATION, applicant(stage), form())
    application = await seen(stage, outcome.result["application"])
    assert outcome.changes == (Change("FacilityApplication", application.id, 1, ChangeKind.CREATED),)
    assert (application.channel, application.status) == ("ONLINE", "SUBMITTED")
    assert application.number.startswith("ЗР-2026-")
    assert (application.received_on, application.due_on) == (date(2026, 1, 5), date(2026, 2, 2))
    assert application.due_at == datetime(2026, 2, 2, 21, 59, 59, tzinfo=UTC)
    assert (application.head_gender, application.head_birth_date) == (Gender.MALE, date(1980, 1, 15))
    assert application.actual_address == application.legal_address
    letter = await OutboxLetter.get(to_address="melnyk@example.com", using_db=stage.tx)
    assert letter.kind == LetterKind.APPLICATION_RECEIVED
    assert letter.parameters["dueOn"] == "02.02.2026"


async def test_the_calendar_is_data(stage: Stage) -> None:
    await stage.world.add("holiday", day=date(2026, 1, 7))
    assert (await submitted(stage)).due_on == date(2026, 2, 3)


async def test_a_head_may_administer_as_well(stage: Stage) -> None:
    application = await submitted(stage, administrator=None)
    assert application.administrator_tax_id == application.head_tax_id == HEAD_TAX_ID
    assert application.administrator_email == application.head_email


async def test_what_is_signed_says_everything(stage: Stage) -> None:
    examined = await stage.examined(SUBMIT_FACILITY_APPLICATION, applicant(stage), form(administrator=None))
    assert examined.text.startswith("Подати заяву про реєстрацію закладу «Зразкова лікарня».")
    for part in (EDRPOU, HEAD_TAX_ID, "15.01.1980", "«melnyk@example.com»", "Суб’єкт, що надає послуги"):
        assert part in examined.text
    again_examined = await stage.examined(SUBMIT_FACILITY_APPLICATION, applicant(stage), examined.wish)
    assert again_examined.wish == examined.wish


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"edrpou": "14360571"}, ("edrpou", "checksum")),
        ({"edrpou": None}, ("edrpou", "required")),
        ({"owner_tax_id": HEAD_TAX_ID}, ("ownerTaxId", "exclusion")),
        ({"kind_code": "CIRCUS"}, ("kindCode", "inclusion")),
        ({"kind_code": "NATIONAL_CENTER"}, ("kindCode", "inclusion")),
        ({"name_full": "Ы"}, ("nameFull", "format")),
        ({"name_short": "х" * 201}, ("nameShort", "format")),
        ({"name_full_en": "Лікарня"}, ("nameFullEn", "format")),
        ({"legal_address": AddressInput(zip="1", text="Київ")}, ("legalAddress.zip", "format")),
        ({"email": "office"}, ("email", "email")),
        ({"phones": ()}, ("phones", "required")),
        ({"website": "example.com"}, ("website", "url")),
        ({"transfusion_declared": False}, ("transfusionDeclared", "invalid")),
        ({"received_on": date(2026, 1, 5)}, ("receivedOn", "exclusion")),
        ({"scan_sha256": SCAN}, ("scanSha256", "exclusion")),
        ({"head": head(position_code="NURSE")}, ("head.positionCode", "inclusion")),
        ({"head": head(last_name="Smith")}, ("head.lastName", "format")),
        ({"head": head(birth_date=date(2024, 1, 1))}, ("head.birthDate", "date")),
        ({"administrator": administrator(email="melnyk@example.com")}, ("administrator.email", "unique")),
        ({"administrator": administrator(tax_id="1234567890")}, ("administrator.taxId", "checksum")),
        ({"administrator": administrator(tax_id=HEAD_TAX_ID)}, ("administrator", "invalid")),
    ],
)
async def test_a_form_is_judged(stage: Stage, given: dict[str, Any], place: tuple[str, str]) -> None:
    assert await stage.problems(SUBMIT_FACILITY_APPLICATION, applicant(stage), form(**given)) == {place}


async def test_all_problems_are_told_at_once(stage: Stage) -> None:
    wish = form(email="x", phones=(), head=head(phones=(), email="y"), edrpou="1")
    assert await stage.problems(SUBMIT_FACILITY_APPLICATION, applicant(stage), wish) == {
        ("email", "email"),
        ("phones", "required"),
        ("head.phones", "required"),
        ("head.email", "email"),
        ("edrpou", "format"),
    }


async def test_only_the_head_signs_and_the_certificate_agrees(stage: Stage) -> None:
    other = applicant(stage, ADMINISTRATOR_TAX_ID)
    assert await stage.codes(SUBMIT_FACILITY_APPLICATION, other, form()) == ["SIGNER_MISMATCH"]
    signed = Signer(HEAD_TAX_ID, None, "МЕЛЬНИК", "Іван", EDRPOU)
    await stage.authorised(SUBMIT_FACILITY_APPLICATION, applicant(stage, signer=signed), form())
    for signer, code in (
        (replace(signed, surname="Шевченко"), "SIGNER_MISMATCH"),
        (replace(signed, edrpou="00032129"), "FACILITY_MISMATCH"),
    ):
        actor = applicant(stage, signer=signer)
        assert await stage.codes(SUBMIT_FACILITY_APPLICATION, actor, form()) == [code]


async def test_a_person_of_the_registry_applies_for_another_facility(stage: Stage) -> None:
    appointed = await stage.appoint("DOCTOR")
    key = subject_key("RNOKPP", HEAD_TAX_ID, MEANS.pepper)
    await stage.world.add("person_subject", subject_key=key, person_id=appointed["person_id"])
    actor = await stage.actor(appointed)
    actor = replace(actor, access=applying(actor.access), facility_id=None)
    outcome = await stage.perform(SUBMIT_FACILITY_APPLICATION, actor, form())
    assert (await seen(stage, outcome.result["application"])).channel == "ONLINE"


async def test_a_second_application_is_a_conflict_and_so_is_one_of_a_registered_facility(
    stage: Stage,
) -> None:
    await submitted(stage)
    registrar = await stage.as_("REGISTRAR")
    assert await stage.codes(SUBMIT_FACILITY_APPLICATION, registrar, paper(stage)) == ["CONFLICT"]
    await submitted(stage, kind_code="PRIMARY_CARE")
    await stage.world.add("facility", edrpou="42032422")
    known = form(edrpou="42032422")
    assert await stage.codes(SUBMIT_FACILITY_APPLICATION, applicant(stage), known) == ["CONFLICT"]


async def test_whoever_only_prepares_is_not_told_of_the_application_of_others(stage: Stage) -> None:
    await submitted(stage)
    stranger = applicant(stage, ADMINISTRATOR_TAX_ID)
    other_head = head(tax_id=ADMINISTRATOR_TAX_ID, email="other@example.com")
    wish = form(head=other_head, administrator=None)
    await stage.examined(SUBMIT_FACILITY_APPLICATION, stranger, wish)


async def test_an_address_of_another_person_is_refused_when_it_is_signed(stage: Stage) -> None:
    person = await stage.world.add("person")
    await stage.world.add("email_address", address="koval@example.com", person_id=person["id"])
    examined = await stage.authorised(SUBMIT_FACILITY_APPLICATION, applicant(stage), form())
    with pytest.raises(Refused) as refused:
        await SUBMIT_FACILITY_APPLICATION.apply(stage.tx, applicant(stage), examined)
    (refusal,) = refused.value.refusals
    assert isinstance(refusal, Unprocessable)
    assert [problem.path for problem in refusal.problems] == ["$.input.administrator.email"]


async def test_a_registrar_types_what_came_on_paper(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await submitted(stage, registrar, received_on=date(2026, 1, 2))
    assert (application.channel, application.typed_by_id) == ("PAPER", registrar.person_id)
    assert (application.applicant_key, application.scan_sha256) == (None, SCAN)
    assert application.due_on == date(2026, 1, 30)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"received_on": None}, ("receivedOn", "required")),
        ({"received_on": date(2026, 1, 6)}, ("receivedOn", "date")),
        ({"received_on": date(2025, 11, 1)}, ("receivedOn", "date")),
        ({"scan_sha256": None}, ("scanSha256", "required")),
        ({"scan_sha256": "xyz"}, ("scanSha256", "format")),
    ],
)
async def test_paper_has_a_day_and_a_scan(
    stage: Stage, given: dict[str, Any], place: tuple[str, str]
) -> None:
    registrar = await stage.as_("REGISTRAR")
    wish = replace(paper(stage), **given)
    assert await stage.problems(SUBMIT_FACILITY_APPLICATION, registrar, wish) == {place}


async def test_the_term_stands_still_while_an_application_is_returned(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    await stage.perform(RETURN_APPLICATION, at(registrar, stage, 2), returning(application))
    returned = await seen(stage, application.id)
    assert returned.paused_at == stage.now + timedelta(days=2)
    # from Wednesday to Monday: three working days
    await stage.perform(RESUBMIT_APPLICATION, at(applicant(stage), stage, 7), again(application.id))
    resubmitted = await seen(stage, application.id)
    assert (resubmitted.status, resubmitted.paused_days, resubmitted.paused_at) == ("SUBMITTED", 3, None)
    assert resubmitted.due_on == date(2026, 2, 5)
    assert (resubmitted.taken_by_id, resubmitted.comment) == (None, "Додайте ліцензію")


async def test_a_returned_application_is_put_otherwise_by_its_own_head_alone(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    wish = again(application.id, name_short="Краща лікарня")
    assert await stage.codes(RESUBMIT_APPLICATION, applicant(stage), wish) == ["CONFLICT"]
    await stage.perform(RETURN_APPLICATION, registrar, returning(application))
    assert await stage.codes(RESUBMIT_APPLICATION, registrar, wish) == ["FORBIDDEN", "SIGNER_MISMATCH"]
    stranger = applicant(stage, ADMINISTRATOR_TAX_ID)
    hidden = [
        [each.formatted() for each in await stage.refused(RESUBMIT_APPLICATION, stranger, again(each_id))]
        for each_id in (application.id, NOBODYS)
    ]
    assert hidden[0] == hidden[1]
    other = replace(wish, head=head(tax_id=ADMINISTRATOR_TAX_ID))
    codes = await stage.codes(RESUBMIT_APPLICATION, applicant(stage), replace(other, administrator=None))
    assert codes == ["SIGNER_MISMATCH", "UNPROCESSABLE_ENTITY"]
    await stage.perform(RESUBMIT_APPLICATION, applicant(stage), wish)
    assert (await seen(stage, application.id)).name_short == "Краща лікарня"


async def test_an_applicant_takes_the_application_back_until_it_is_reviewed(stage: Stage) -> None:
    application = await submitted(stage)
    registrar = await stage.as_("REGISTRAR")
    wish = WithdrawApplication(application.id)
    assert await stage.codes(WITHDRAW_APPLICATION, registrar, wish) == ["FORBIDDEN"]
    await stage.perform(WITHDRAW_APPLICATION, applicant(stage), wish)
    assert (await seen(stage, application.id)).status == "WITHDRAWN"
    assert await stage.codes(WITHDRAW_APPLICATION, applicant(stage), wish) == ["CONFLICT"]
    in_review = await taken(stage, registrar)
    wish = WithdrawApplication(in_review.id)
    assert await stage.codes(WITHDRAW_APPLICATION, applicant(stage), wish) == ["CONFLICT"]


async def test_what_came_on_paper_is_every_registrars_to_go_on_with(stage: Stage) -> None:
    typist, other = await stage.as_("REGISTRAR"), await stage.as_("REGISTRAR")
    application = await submitted(stage, typist)
    await stage.perform(TAKE_APPLICATION, other, TakeApplication(application.id))
    await stage.perform(RETURN_APPLICATION, other, returning(application))
    new_head = again(application.id, head=head(tax_id=ADMINISTRATOR_TAX_ID), administrator=None)
    await stage.perform(RESUBMIT_APPLICATION, other, new_head)
    resubmitted = await seen(stage, application.id)
    assert (resubmitted.head_tax_id, resubmitted.typed_by_id) == (ADMINISTRATOR_TAX_ID, typist.person_id)
    await stage.perform(WITHDRAW_APPLICATION, typist, WithdrawApplication(application.id))


async def test_files_are_named_by_their_digests_and_stay_with_the_application(stage: Stage) -> None:
    actor = applicant(stage)
    assert actor.subject is not None
    await stage.world.add("applicant", id=actor.subject.id, subject_key=actor.subject.subject_key)
    upload = await stage.world.add("attachment", applicant_id=actor.subject.id)
    named = AttachmentInput(upload["sha256"].hex(), upload["size"], upload["media_type"], upload["name"])
    outcome = await stage.perform(SUBMIT_FACILITY_APPLICATION, actor, form(attachments=(named,)))
    kept = await Attachment.get(id=upload["id"], using_db=stage.tx)
    assert kept.application_id == outcome.result["application"]
    unknown = form(edrpou="42032422", attachments=(replace(named, sha256="cd" * 32),))
    assert await stage.problems(SUBMIT_FACILITY_APPLICATION, actor, unknown) == {
        ("attachments[0]", "invalid")
    }
