"""A facility is registered with everything it begins with (US-K2, US-K3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from commands.act import Actor, ChangeKind
from commands.facility_registration import REGISTER_FACILITY, LicenceInput, RegisterFacility
from errors import Refused
from models import (
    Assignment,
    Department,
    Employee,
    Facility,
    FacilityLicence,
    Invitation,
    PersonIdentity,
    Position,
)
from models.letter import LetterKind, OutboxLetter
from tests.commands.applying import (
    ADMINISTRATOR_TAX_ID,
    HEAD_TAX_ID,
    applicant,
    seen,
    taken,
)
from tests.commands.stage import Stage


async def registered(stage: Stage, registrar: Actor, **given: Any) -> Facility:
    application = await taken(stage, registrar, **given)
    outcome = await stage.perform(REGISTER_FACILITY, registrar, RegisterFacility(application.id, "15-р"))
    return await Facility.get(id=outcome.result["facility"], using_db=stage.tx)


async def test_a_registered_facility_has_its_root_its_head_and_its_administrator(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    facility = await registered(stage, registrar)
    assert (facility.status, facility.kind_code) == ("REGISTERED", "TRANSFUSION_FACILITY")
    assert (facility.decision_number, facility.decision_date) == ("15-р", date(2026, 1, 5))
    root = await Department.get(facility_id=facility.id, using_db=stage.tx)
    assert (root.name, root.parent_id) == ("Зразкова лікарня", None)
    head = await Employee.get(id=facility.head_employee_id, using_db=stage.tx)
    administrator = await Employee.get(id=facility.administrator_employee_id, using_db=stage.tx)
    assert (head.employee_type, head.status, head.last_name) == ("HEAD", "PENDING", "Мельник")
    assert (administrator.employee_type, administrator.status) == ("ADMINISTRATOR", "PENDING")
    identity = await PersonIdentity.get(person_id=administrator.person_id, using_db=stage.tx)
    assert (identity.tax_id, identity.birth_date) == (ADMINISTRATOR_TAX_ID, date(1991, 8, 19))
    positions = await Position.filter(facility_id=facility.id).using_db(stage.tx).order_by("kind")
    assert [(each.title_code, each.kind) for each in positions] == [
        ("P3", "HEAD"),
        ("FACILITY_ADMIN", "STAFF"),
    ]


async def test_both_are_invited_by_letters_for_fourteen_days_with_the_centres_templates(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    facility = await registered(stage, registrar)
    invitations = await Invitation.filter(facility_id=facility.id).using_db(stage.tx).order_by("kind")
    assert [each.kind for each in invitations] == ["FACILITY_HEAD", "FIRST_LOGIN"]
    assert {each.expires_at for each in invitations} == {stage.now + timedelta(days=14)}
    for invitation, code in zip(invitations, ("FACILITY_HEAD", "FACILITY_ADMIN"), strict=True):
        assignment = await Assignment.get(id=invitation.assignment_id, using_db=stage.tx)
        assert (assignment.status, assignment.kind) == ("PENDING", "PRIMARY")
        (version,) = await assignment.role_sets.all().using_db(stage.tx).prefetch_related("role_set")
        assert version.role_set.code == code
    letters = {
        each.to_address: each.kind
        for each in await OutboxLetter.filter(facility_id=facility.id).using_db(stage.tx)
    }
    assert letters == {
        "melnyk@example.com": LetterKind.INVITATION,
        "koval@example.com": LetterKind.FACILITY_REGISTERED,
    }


async def test_head_and_administrator_may_be_one_person(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    facility = await registered(stage, registrar, administrator=None)
    assert facility.head_employee_id == facility.administrator_employee_id
    assert await Assignment.filter(facility_id=facility.id).using_db(stage.tx).count() == 2
    assert await Invitation.filter(facility_id=facility.id).using_db(stage.tx).count() == 2


async def test_the_journal_is_told_of_each_thing_once(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    wish = RegisterFacility(application.id, "1")
    outcome = await stage.perform(REGISTER_FACILITY, registrar, wish)
    named = [(each.entity, each.id) for each in outcome.changes]
    assert len(named) == len(set(named))
    made = sorted(each.entity for each in outcome.changes if each.act is ChangeKind.CREATED)
    pairs = ["Assignment", "Employee", "Invitation", "Position"]
    assert made == sorted(["Department", "Facility", *pairs, *pairs])
    decided = await seen(stage, application.id)
    assert (decided.status, decided.facility_id) == ("REGISTERED", outcome.result["facility"])


async def test_licences_come_with_the_decision(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    day = date(2025, 1, 1)
    licence = LicenceInput("Медична практика", "АЕ 12", "МОЗ", day, day, what_licensed=" трансфузія ")
    wish = RegisterFacility(application.id, "1", licences=(licence,))
    outcome = await stage.perform(REGISTER_FACILITY, registrar, wish)
    kept = await FacilityLicence.get(facility_id=outcome.result["facility"], using_db=stage.tx)
    assert (kept.number, kept.what_licensed) == ("АЕ 12", "трансфузія")


async def test_what_is_signed_names_who_will_lead(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    examined = await stage.examined(REGISTER_FACILITY, registrar, RegisterFacility(application.id, " 7 "))
    assert "керівник — Мельник Іван, адміністратор — Коваль Оксана" in examined.text
    assert examined.wish == RegisterFacility(
        application.id, "7", decision_date=date(2026, 1, 5), kind_code="TRANSFUSION_FACILITY"
    )


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"decision_number": " "}, ("decisionNumber", "length")),
        ({"decision_date": date(2026, 1, 6)}, ("decisionDate", "date")),
        ({"kind_code": "NATIONAL_CENTER"}, ("kindCode", "inclusion")),
        (
            {"licences": (LicenceInput("а", "1", "", date(2025, 1, 1), date(2025, 1, 1)),)},
            ("licences[0].issuedBy", "length"),
        ),
        (
            {
                "licences": (
                    LicenceInput("а", "1", "б", date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 1)),
                )
            },
            ("licences[0].expiryDate", "date"),
        ),
    ],
)
async def test_a_decision_is_judged(stage: Stage, given: dict[str, Any], place: tuple[str, str]) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    wish = RegisterFacility(**{"application_id": application.id, "decision_number": "1", **given})
    assert await stage.problems(REGISTER_FACILITY, registrar, wish) == {place}


async def test_a_facility_is_registered_once(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    await stage.world.add("facility", edrpou=application.edrpou)
    wish = RegisterFacility(application.id, "1")
    assert await stage.codes(REGISTER_FACILITY, registrar, wish) == ["CONFLICT"]


async def test_a_person_whom_the_registry_knows_otherwise_is_not_overwritten(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    known = await stage.world.add("person", last_name="Шевченко", first_name="Тарас")
    await stage.world.add(
        "person_identity",
        person_id=known["id"],
        tax_id=HEAD_TAX_ID,
        birth_date=date(1980, 1, 15),
        gender="MALE",
    )
    application = await taken(stage, registrar)
    wish = RegisterFacility(application.id, "1")
    examined = await stage.authorised(REGISTER_FACILITY, registrar, wish)
    with pytest.raises(Refused) as refused:
        await REGISTER_FACILITY.apply(stage.tx, registrar, examined)
    assert [each.code for each in refused.value.refusals] == ["CONFLICT"]


async def test_only_the_centre_registers(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = RegisterFacility(application.id, "1")
    for actor in (administrator, applicant(stage)):
        with pytest.raises(Refused) as refused:
            await REGISTER_FACILITY.examine(stage.tx, actor, wish)
        assert [each.code for each in refused.value.refusals] == ["FORBIDDEN"]
