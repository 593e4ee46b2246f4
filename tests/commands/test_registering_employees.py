"""An employee is registered: by a card alone, or with a position and an invitation to it (US-E7, US-K7)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commands.act import Actor
from commands.employees import REGISTER_EMPLOYEE
from commands.hiring_input import RegisterEmployee
from commands.people import DocumentInput
from commands.policy import template_id
from compiler.ids import encode_id
from errors import Conflict, Refusal, Refused, Unprocessable
from models import Delivery, DocumentType, Employee, EmployeeStatus, EmployeeType, PersonIdentity
from permissions.catalogue import EMPLOYEE
from signing.subject import subject_key
from tests.commands.personnel import BIRTH, card, contact, doctor, passport, person, tax_number
from tests.commands.stage import Stage, places


@pytest.fixture
async def officer(stage: Stage) -> Actor:
    return await stage.as_("HR_OFFICER")


async def refusals(stage: Stage, actor: Actor, wish: RegisterEmployee) -> list[Refusal]:
    """What a wish that nothing hinders in preparation is refused with when it is performed."""
    await stage.examined(REGISTER_EMPLOYEE, actor, wish)
    with pytest.raises(Refused) as refused:
        await stage.perform(REGISTER_EMPLOYEE, actor, wish)
    return list(refused.value.refusals)


async def registered(stage: Stage, actor: Actor, wish: RegisterEmployee) -> Employee:
    outcome = await stage.perform(REGISTER_EMPLOYEE, actor, wish)
    return await Employee.get(id=outcome.result["employee"], using_db=stage.tx).prefetch_related("person")


async def test_a_card_is_a_draft_and_invites_nobody(stage: Stage, officer: Actor) -> None:
    outcome = await stage.perform(REGISTER_EMPLOYEE, officer, card(personnel_number=" 0042 "))
    employee = await Employee.get(id=outcome.result["employee"], using_db=stage.tx)
    assert employee.status == EmployeeStatus.DRAFT
    assert (employee.last_name, employee.personnel_number) == ("Коваль", "0042")
    assert employee.work_phones == [{"type": "MOBILE", "number": "+380501112233"}]
    assert employee.identity_open
    assert outcome.told == {}
    assert [(each.entity, each.version) for each in outcome.changes] == [("Employee", 1)]


async def test_a_person_is_found_by_signature_from_the_moment_of_registration(
    stage: Stage, officer: Actor
) -> None:
    employee = await registered(stage, officer, card())
    key = subject_key("RNOKPP", tax_number(1), officer.means.pepper)
    (row,) = await stage.tx.execute_query_dict(
        "SELECT person_id FROM person_subject WHERE subject_key = $1", [key]
    )
    assert row["person_id"] == employee.person_id


async def test_a_doctor_is_registered_to_a_position_and_invited(stage: Stage, officer: Actor) -> None:
    wish = doctor(department_id=stage.id("ward"), position_title_code="P7", delivery=Delivery.BOTH)
    examined = await stage.examined(REGISTER_EMPLOYEE, officer, wish)
    assert examined.wish.start_date == officer.today
    assert examined.wish.role_set_digests
    assert "Лікар" in examined.text
    assert "Терапія" in examined.text
    again = await stage.examined(REGISTER_EMPLOYEE, officer, examined.wish)
    assert again.wish == examined.wish
    outcome = await stage.perform(REGISTER_EMPLOYEE, officer, wish)
    employee = await Employee.get(id=outcome.result["employee"], using_db=stage.tx)
    assert employee.status == EmployeeStatus.PENDING
    assert outcome.told["invitation_url"]
    entities = [each.entity for each in outcome.changes]
    assert sorted(entities) == ["Assignment", "Employee", "Invitation", "Position"]
    assert len(await employee.specialities.all().using_db(stage.tx)) == 1


async def test_a_position_that_has_room_is_taken(stage: Stage, officer: Actor) -> None:
    position = await stage.world.add(
        "position", department=stage.rows["ward"], title_code="P7", custom_title=None, headcount=1
    )
    wish = doctor(department_id=stage.id("ward"), position_title_code="P7")
    examined = await stage.examined(REGISTER_EMPLOYEE, officer, wish)
    assert examined.wish.position_id == position["id"]
    assert examined.wish.department_id is None
    await stage.perform(REGISTER_EMPLOYEE, officer, wish)
    other = doctor(2, department_id=stage.id("ward"), position_title_code="P7")
    assert (await stage.examined(REGISTER_EMPLOYEE, officer, other)).wish.position_id is None


async def test_all_that_is_amiss_with_a_person_is_told_at_once(stage: Stage, officer: Actor) -> None:
    wish = card(
        person=person(
            last_name="Koval",
            tax_id="1234567890",
            birth_date=date(2020, 1, 1),
            documents=(
                passport("A1"),
                DocumentInput(DocumentType.NATIONAL_ID, "12", issued_at=date(2030, 1, 1)),
            ),
            unzr="19910819-0001",
        ),
        contact=contact(work_email="nobody", phones=(), personal_email="@"),
    )
    assert await stage.problems(REGISTER_EMPLOYEE, officer, wish) == {
        ("person.lastName", "format"),
        ("person.taxId", "checksum"),
        ("person.birthDate", "date"),
        ("person.documents", "unique"),
        ("person.documents[0].number", "format"),
        ("person.documents[0].issuedAt", "date"),
        ("person.documents[1].number", "format"),
        ("person.documents[1].issuedAt", "date"),
        ("person.documents[1].expirationDate", "required"),
        ("person.unzr", "format"),
        ("contact.workEmail", "email"),
        ("contact.phones", "required"),
        ("contact.personalEmail", "email"),
    }


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"documents": ()}, {("person.documents", "required")}),
        (
            {"documents": (DocumentInput(DocumentType.NATIONAL_ID, "123456789"),)},
            {("person.unzr", "required"), ("person.documents[0].expirationDate", "required")},
        ),
        (
            {"documents": (DocumentInput(DocumentType.REFUGEE_CERTIFICATE, "1"),)},
            {
                ("person.documents[0].number", "length"),
                ("person.documents[0].expirationDate", "required"),
            },
        ),
        ({"no_tax_id": True, "tax_id": "АЯ123457"}, {("person.documents", "dependency")}),
        ({"no_tax_id": True}, {("person.taxId", "format"), ("person.documents", "dependency")}),
    ],
)
async def test_documents_are_judged_with_the_number(
    stage: Stage, officer: Actor, given: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    assert await stage.problems(REGISTER_EMPLOYEE, officer, card(person=person(**given))) == found


async def test_a_passport_typed_in_latin_letters_is_stored_in_cyrillic(stage: Stage, officer: Actor) -> None:
    wish = card(person=person(no_tax_id=True, tax_id="am 123456", documents=(passport("AM123456"),)))
    employee = await registered(stage, officer, wish)
    identity = await PersonIdentity.get(person_id=employee.person_id, using_db=stage.tx)
    assert identity.tax_id == "АМ123456"
    (document,) = await employee.person.documents.all().using_db(stage.tx)
    assert document.number == "АМ123456"
    in_certificate = subject_key("DOC", "AM123456", officer.means.pepper)
    found = await stage.tx.execute_query_dict(
        "SELECT 1 FROM person_subject WHERE subject_key = $1 AND person_id = $2",
        [in_certificate, employee.person_id],
    )
    assert found


async def test_a_birth_date_that_the_number_does_not_tell_is_a_warning(stage: Stage, officer: Actor) -> None:
    examined = await stage.examined(
        REGISTER_EMPLOYEE, officer, card(person=person(birth_date=date(1991, 8, 20)))
    )
    assert places(examined.warnings) == {("person.taxId", "birthDateMismatch")}


async def test_a_colleague_is_not_registered_twice(stage: Stage, officer: Actor) -> None:
    employee = await registered(stage, officer, card())
    (refusal,) = await stage.refused(REGISTER_EMPLOYEE, officer, card(contact=contact(2)))
    assert isinstance(refusal, Conflict)
    assert refusal.evidence["employeeId"] == encode_id("Employee", employee.id)


async def test_who_does_not_see_numbers_learns_of_a_colleague_only_by_the_signed_act(stage: Stage) -> None:
    officer = await stage.as_("HR_OFFICER")
    await registered(stage, officer, card())
    version = await stage.role_set((EMPLOYEE.create, EMPLOYEE.create.scopes[0], True, False))
    blind = await stage.as_(version)
    (refusal,) = await refusals(stage, blind, card(contact=contact(2)))
    assert refusal.code == "CONFLICT"


async def test_an_address_of_a_colleague_is_told_in_preparation(stage: Stage, officer: Actor) -> None:
    await registered(stage, officer, card())
    wish = card(2, contact=contact(work_email=" Koval1@Example.COM "))
    assert await stage.problems(REGISTER_EMPLOYEE, officer, wish) == {("contact.workEmail", "unique")}


@pytest.mark.parametrize("typed", ["Ivan@X.ua", "IVAN@x.ua"])
async def test_an_address_of_somebody_elsewhere_is_told_by_the_signed_act_alone(
    stage: Stage, officer: Actor, typed: str
) -> None:
    await stage.world.add("email_address", address="ivan@x.ua")
    (refusal,) = await refusals(stage, officer, card(contact=contact(work_email=typed)))
    assert isinstance(refusal, Unprocessable)
    assert places(refusal.problems) == {("contact.workEmail", "unique")}


async def test_an_address_of_an_international_domain_is_the_same_in_both_spellings(
    stage: Stage, officer: Actor
) -> None:
    await stage.world.add("email_address", address="ivan@xn--80aswg.xn--j1amh")
    (refusal,) = await refusals(stage, officer, card(contact=contact(work_email="ivan@сайт.укр")))
    assert isinstance(refusal, Unprocessable)


async def known_elsewhere(stage: Stage, **given: Any) -> Any:
    """Somebody whom another facility employs."""
    row = await stage.world.add(
        "person", last_name="Коваль", first_name="Оксана", middle_name="Іванівна", **given
    )
    await stage.world.add("person_identity", person_id=row["id"], tax_id=tax_number(1), birth_date=BIRTH)
    await stage.world.add("employee", person_id=row["id"], facility_id=stage.rows["far"]["facility_id"])
    return row


async def test_who_is_known_elsewhere_is_the_same_person_and_stays_closed(
    stage: Stage, officer: Actor
) -> None:
    known = await known_elsewhere(stage)
    wish = card(contact=contact(personal_email="mine@example.com"))
    employee = await registered(stage, officer, replace(wish, person=person(last_name="КОВАЛЬ")))
    assert employee.person_id == known["id"]
    assert employee.last_name == "Коваль"
    assert not employee.identity_open
    assert employee.person.personal_email is None
    assert not await employee.person.documents.all().using_db(stage.tx)


@pytest.mark.parametrize(
    "given",
    [
        {"birth_date": date(1991, 8, 20)},
        {"last_name": "Бондар"},
        {"first_name": "Олена"},
        {"middle_name": "Петрівна"},
    ],
)
async def test_who_is_known_otherwise_is_refused_without_a_word_of_how(
    stage: Stage, officer: Actor, given: dict[str, Any]
) -> None:
    await known_elsewhere(stage)
    (refusal,) = await refusals(stage, officer, card(person=person(**given)))
    assert refusal.evidence["reason"] == "IDENTITY_DISAGREES"
    assert "Коваль" not in refusal.message


async def test_an_unzr_of_somebody_else_is_refused(stage: Stage, officer: Actor) -> None:
    await stage.world.add("person_identity", tax_id=tax_number(7), birth_date=BIRTH, unzr="19910819-00013")
    (refusal,) = await refusals(stage, officer, card(person=person(unzr="19910819-00013")))
    assert refusal.evidence["reason"] == "IDENTITY_DISAGREES"


async def test_whoever_is_blocked_is_not_registered(stage: Stage, officer: Actor) -> None:
    await known_elsewhere(stage, blocked_at=stage.now)
    (refusal,) = await refusals(stage, officer, card())
    assert refusal.evidence["reason"] == "PERSON_BLOCKED"


async def test_personnel_numbers_are_told_apart(stage: Stage, officer: Actor) -> None:
    await registered(stage, officer, card(personnel_number="7"))
    wish = card(2, personnel_number="7")
    assert await stage.problems(REGISTER_EMPLOYEE, officer, wish) == {("personnelNumber", "unique")}


async def test_a_card_tells_nothing_of_a_position(stage: Stage, officer: Actor) -> None:
    wish = card(rate=1, delivery=Delivery.LINK, start_date=officer.today)
    assert await stage.problems(REGISTER_EMPLOYEE, officer, wish) == {
        ("rate", "dependency"),
        ("delivery", "dependency"),
        ("startDate", "dependency"),
    }


async def test_a_doctor_without_a_department_is_refused(stage: Stage, officer: Actor) -> None:
    assert await stage.problems(REGISTER_EMPLOYEE, officer, doctor()) == {("departmentId", "required")}


async def test_a_title_needs_its_department(stage: Stage, officer: Actor) -> None:
    assert await stage.problems(REGISTER_EMPLOYEE, officer, card(position_title_code="P14")) == {
        ("departmentId", "dependency")
    }
    only_department = card(department_id=stage.id("ward"))
    assert await stage.problems(REGISTER_EMPLOYEE, officer, only_department) == {
        ("positionTitleCode", "dependency")
    }


async def test_kinds_of_employees_depend_on_the_kind_of_facility(stage: Stage, officer: Actor) -> None:
    wish = card(employee_type=EmployeeType.REGISTRAR)
    assert await stage.problems(REGISTER_EMPLOYEE, officer, wish) == {("employeeType", "inclusion")}


async def test_only_what_the_officer_may_give_is_given(stage: Stage, officer: Actor) -> None:
    wish = doctor(
        department_id=stage.id("ward"),
        position_title_code="P7",
        role_set_ids=(template_id("FACILITY_ADMIN"),),
    )
    assert "GRANT_EXCEEDS_OWN" in await stage.codes(REGISTER_EMPLOYEE, officer, wish)


async def test_whoever_has_no_right_registers_nobody(stage: Stage) -> None:
    actor = await stage.as_("DOCTOR")
    assert await stage.codes(REGISTER_EMPLOYEE, actor, card()) == ["FORBIDDEN"]
