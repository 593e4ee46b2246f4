"""Names, contacts, documents and what employees have learnt change; new addresses by a letter (US-X2)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from commands.act import Actor
from commands.contacts import PhoneInput
from commands.email_confirmations import CONFIRM_EMAIL, LIFETIME, ConfirmEmail
from commands.employee_contacts import UPDATE_EMPLOYEE_CONTACTS, UpdateEmployeeContacts
from commands.employee_documents import UPDATE_EMPLOYEE_DOCUMENTS, UpdateEmployeeDocuments
from commands.employee_names import UPDATE_EMPLOYEE_NAME, UpdateEmployeeName
from commands.employee_professional import (
    CONFIRM_PROFESSIONAL,
    UPDATE_EMPLOYEE_PROFESSIONAL,
    ConfirmProfessional,
    UpdateEmployeeProfessional,
)
from commands.people import DocumentInput
from commands.professional_input import QualificationInput, ScienceDegreeInput
from errors import Refused, Unprocessable
from models import (
    DocumentType,
    EducationDegree,
    Employee,
    EmployeeScienceDegree,
    EmployeeSpeciality,
    IdentityDocument,
    Person,
    PersonIdentity,
    PhoneType,
    QualificationType,
    ScienceDegree,
)
from tests.commands.personnel import BIRTH, education, passport, speciality, tax_number
from tests.commands.stage import Stage, places

DEGREE = ScienceDegreeInput(
    "Україна", "Київ", ScienceDegree.PHD, "Університет", "ДК 000001", "Гематологія", date(2020, 1, 1)
)


@pytest.fixture
async def officer(stage: Stage) -> Actor:
    return await stage.as_("HR_OFFICER")


async def employed(stage: Stage, **given: Any) -> Employee:
    """Somebody who works at the hospital."""
    row = await stage.world.add("person", last_name="Коваль", first_name="Оксана")
    await stage.world.add(
        "person_identity", person_id=row["id"], tax_id=tax_number(1), birth_date=BIRTH, gender="FEMALE"
    )
    row = await stage.world.add("employee", person_id=row["id"], facility_id=stage.hospital, **given)
    return await Employee.get(id=row["id"], using_db=stage.tx)


async def themselves(stage: Stage, role: str = "DOCTOR") -> tuple[Employee, Actor]:
    """Somebody who works at the hospital, and acts."""
    appointed = await stage.appoint(role)
    return await Employee.get(id=appointed["employee_id"], using_db=stage.tx), await stage.actor(appointed)


async def fresh(stage: Stage, employee: Employee) -> Employee:
    return await Employee.get(id=employee.id, using_db=stage.tx)


async def letters(stage: Stage, kind: str) -> list[dict[str, Any]]:
    statement = "SELECT to_address, secret_sealed FROM letter WHERE kind = $1 ORDER BY id"
    return [dict(row) for row in await stage.tx.execute_query_dict(statement, [kind])]


async def token_of(stage: Stage) -> str:
    """The token of the letter that was written last."""
    letter = (await letters(stage, "EMAIL_CONFIRMATION"))[-1]
    return str(letter["secret_sealed"].decode().partition("#")[2])


async def test_a_name_changes_wherever_the_person_works(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    elsewhere = await stage.world.add(
        "employee", person_id=employee.person_id, facility_id=stage.rows["far"]["facility_id"]
    )
    wish = UpdateEmployeeName(employee.id, last_name=" Бондар ", middle_name="Іванівна")
    outcome = await stage.perform(UPDATE_EMPLOYEE_NAME, officer, wish)
    assert {each.entity for each in outcome.changes} == {"Employee", "Person"}
    employee = await fresh(stage, employee)
    assert (employee.last_name, employee.first_name, employee.middle_name) == ("Бондар", "Оксана", "Іванівна")
    assert employee.version == 2
    assert (await Employee.get(id=elsewhere["id"], using_db=stage.tx)).last_name == "Бондар"


async def test_a_middle_name_is_emptied_by_null(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    await stage.perform(
        UPDATE_EMPLOYEE_NAME, officer, UpdateEmployeeName(employee.id, middle_name="Іванівна")
    )
    await stage.perform(UPDATE_EMPLOYEE_NAME, officer, UpdateEmployeeName(employee.id, middle_name=None))
    assert (await fresh(stage, employee)).middle_name is None


async def test_a_name_that_is_none_is_refused(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    assert await stage.problems(UPDATE_EMPLOYEE_NAME, officer, UpdateEmployeeName(employee.id)) == {
        ("", "required")
    }
    wish = UpdateEmployeeName(employee.id, first_name="Jane")
    assert await stage.problems(UPDATE_EMPLOYEE_NAME, officer, wish) == {("firstName", "format")}


async def test_an_employee_of_another_facility_is_not_there(stage: Stage, officer: Actor) -> None:
    row = await stage.world.add("employee", facility_id=stage.rows["far"]["facility_id"])
    wish = UpdateEmployeeName(row["id"], last_name="Бондар")
    assert await stage.codes(UPDATE_EMPLOYEE_NAME, officer, wish) == ["NOT_FOUND"]
    nobody = UpdateEmployeeName(UUID(int=7), last_name="Бондар")
    assert await stage.codes(UPDATE_EMPLOYEE_NAME, officer, nobody) == ["NOT_FOUND"]


async def test_of_whom_another_facility_knows_nothing_changes_before_the_acceptance(
    stage: Stage, officer: Actor
) -> None:
    employee = await employed(stage, status="PENDING", identity_open=False)
    wish = UpdateEmployeeName(employee.id, last_name="Бондар")
    (refusal,) = await stage.refused(UPDATE_EMPLOYEE_NAME, officer, wish)
    assert refusal.evidence["reason"] == "IDENTITY_CLOSED"
    employee.status = "ACTIVE"  # type: ignore[assignment]  # as the acceptance writes it
    await employee.save(using_db=stage.tx, update_fields=["status"])
    await stage.perform(UPDATE_EMPLOYEE_NAME, officer, wish)


async def test_nothing_changes_of_whoever_has_left(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage, status="DISMISSED")
    wish = UpdateEmployeeName(employee.id, last_name="Бондар")
    assert await stage.codes(UPDATE_EMPLOYEE_NAME, officer, wish) == ["CONFLICT"]


async def test_phones_and_the_personnel_number_change_at_once(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    phone = PhoneInput(PhoneType.LAND_LINE, "044 123 45 67")
    wish = UpdateEmployeeContacts(
        employee.id,
        phones=(phone,),
        personnel_number="12",
        mobile_phones=(replace(phone, type=PhoneType.MOBILE),),
    )
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    employee = await fresh(stage, employee)
    assert employee.work_phones == [{"type": "LAND_LINE", "number": "+380441234567"}]
    assert employee.personnel_number == "12"
    person = await Person.get(id=employee.person_id, using_db=stage.tx)
    assert person.mobile_phones == [{"type": "MOBILE", "number": "+380441234567"}]
    await stage.perform(
        UPDATE_EMPLOYEE_CONTACTS, officer, UpdateEmployeeContacts(employee.id, personnel_number=None)
    )
    assert (await fresh(stage, employee)).personnel_number is None


async def test_a_new_address_counts_when_its_letter_is_answered(stage: Stage, officer: Actor) -> None:
    employee, actor = await themselves(stage)
    former = employee.work_email
    wish = UpdateEmployeeContacts(employee.id, work_email="New@Example.com")
    outcome = await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    assert {each.entity for each in outcome.changes} == {"Employee", "EmailConfirmation"}
    assert (await fresh(stage, employee)).work_email == former
    (letter,) = await letters(stage, "EMAIL_CONFIRMATION")
    assert letter["to_address"] == "new@example.com"
    confirmation = ConfirmEmail(await token_of(stage))
    assert await stage.codes(CONFIRM_EMAIL, officer, confirmation) == ["NOT_FOUND"]
    outcome = await stage.perform(CONFIRM_EMAIL, actor, confirmation)
    assert outcome.result == {"employee": employee.id}
    assert (await fresh(stage, employee)).work_email == "new@example.com"
    assert [each["to_address"] for each in await letters(stage, "EMAIL_CHANGED")] == [former]
    left = await stage.tx.execute_query_dict("SELECT 1 FROM email_address WHERE address = $1", [former])
    assert left == []
    (refusal,) = await stage.refused(CONFIRM_EMAIL, actor, confirmation)
    assert refusal.evidence == {"reason": "USED"}


async def test_of_two_letters_the_last_one_counts(stage: Stage, officer: Actor) -> None:
    employee, actor = await themselves(stage)
    await stage.perform(
        UPDATE_EMPLOYEE_CONTACTS, officer, UpdateEmployeeContacts(employee.id, work_email="one@example.com")
    )
    first = ConfirmEmail(await token_of(stage))
    await stage.perform(
        UPDATE_EMPLOYEE_CONTACTS, officer, UpdateEmployeeContacts(employee.id, work_email="two@example.com")
    )
    assert await stage.codes(CONFIRM_EMAIL, actor, first) == ["CONFLICT"]
    await stage.perform(CONFIRM_EMAIL, actor, ConfirmEmail(await token_of(stage)))
    assert (await fresh(stage, employee)).work_email == "two@example.com"


async def test_a_letter_is_answered_in_time_or_not_at_all(stage: Stage, officer: Actor) -> None:
    employee, actor = await themselves(stage)
    wish = UpdateEmployeeContacts(employee.id, work_email="new@example.com")
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    late = replace(actor, now=officer.now + LIFETIME)
    (refusal,) = await stage.refused(CONFIRM_EMAIL, late, ConfirmEmail(await token_of(stage)))
    assert refusal.evidence == {"reason": "EXPIRED"}


async def test_an_address_taken_meanwhile_is_not_confirmed(stage: Stage, officer: Actor) -> None:
    employee, actor = await themselves(stage)
    wish = UpdateEmployeeContacts(employee.id, work_email="new@example.com")
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    await stage.world.add("email_address", address="new@example.com")
    with pytest.raises(Refused) as refused:
        await stage.perform(CONFIRM_EMAIL, actor, ConfirmEmail(await token_of(stage)))
    (refusal,) = refused.value.refusals
    assert isinstance(refusal, Unprocessable)
    assert places(refusal.problems) == {("token", "unique")}


async def test_an_address_of_another_person_is_refused_when_it_is_signed(
    stage: Stage, officer: Actor
) -> None:
    employee = await employed(stage)
    await stage.world.add("email_address", address="taken@example.com")
    wish = UpdateEmployeeContacts(employee.id, work_email="taken@example.com")
    await stage.examined(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    with pytest.raises(Refused) as refused:
        await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    assert isinstance(refused.value.refusals[0], Unprocessable)


async def test_an_address_of_a_colleague_is_refused_in_preparation(stage: Stage, officer: Actor) -> None:
    employee, colleague = await employed(stage), await stage.appoint("DOCTOR")
    other = await Employee.get(id=colleague["employee_id"], using_db=stage.tx)
    wish = UpdateEmployeeContacts(employee.id, work_email=other.work_email.upper())
    assert await stage.problems(UPDATE_EMPLOYEE_CONTACTS, officer, wish) == {("workEmail", "unique")}


async def test_the_address_of_whoever_is_only_invited_changes_at_once(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage, status="PENDING")
    wish = UpdateEmployeeContacts(
        employee.id, work_email="right@example.com", personal_email="mine@example.com"
    )
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, officer, wish)
    assert (await fresh(stage, employee)).work_email == "right@example.com"
    person = await Person.get(id=employee.person_id, using_db=stage.tx)
    assert person.personal_email == "mine@example.com"
    assert await letters(stage, "EMAIL_CONFIRMATION") == []


async def test_a_personal_address_is_confirmed_and_emptied(stage: Stage) -> None:
    employee, actor = await themselves(stage)
    wish = UpdateEmployeeContacts(employee.id, personal_email="mine@example.com")
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, actor, wish)
    await stage.perform(CONFIRM_EMAIL, actor, ConfirmEmail(await token_of(stage)))
    person = await Person.get(id=employee.person_id, using_db=stage.tx)
    assert person.personal_email == "mine@example.com"
    await stage.perform(
        UPDATE_EMPLOYEE_CONTACTS, actor, UpdateEmployeeContacts(employee.id, personal_email=None)
    )
    assert (await Person.get(id=employee.person_id, using_db=stage.tx)).personal_email is None


async def test_one_changes_ones_own_contacts_but_not_the_personnel_number(stage: Stage) -> None:
    employee, actor = await themselves(stage)
    other = await employed(stage)
    phone = PhoneInput(PhoneType.MOBILE, "+380501112233")
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, actor, UpdateEmployeeContacts(employee.id, phones=(phone,)))
    number = UpdateEmployeeContacts(employee.id, personnel_number="1")
    assert await stage.codes(UPDATE_EMPLOYEE_CONTACTS, actor, number) == ["FORBIDDEN"]
    wish = UpdateEmployeeContacts(other.id, phones=(phone,))
    assert await stage.codes(UPDATE_EMPLOYEE_CONTACTS, actor, wish) == ["FORBIDDEN"]


async def test_the_head_of_a_department_changes_work_contacts_below_and_no_others(stage: Stage) -> None:
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    below = await stage.appoint("DOCTOR", "room")
    phone = PhoneInput(PhoneType.MOBILE, "+380501112233")
    wish = UpdateEmployeeContacts(below["employee_id"], phones=(phone,))
    await stage.perform(UPDATE_EMPLOYEE_CONTACTS, head, wish)
    mine = UpdateEmployeeContacts(below["employee_id"], mobile_phones=(phone,))
    assert await stage.codes(UPDATE_EMPLOYEE_CONTACTS, head, mine) == ["FORBIDDEN"]
    elsewhere = await stage.appoint("DOCTOR", "ward")
    wish = replace(wish, employee_id=elsewhere["employee_id"])
    assert await stage.codes(UPDATE_EMPLOYEE_CONTACTS, head, wish) == ["FORBIDDEN"]


async def test_a_list_without_phones_is_refused(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    wish = UpdateEmployeeContacts(employee.id, phones=())
    assert await stage.problems(UPDATE_EMPLOYEE_CONTACTS, officer, wish) == {("phones", "required")}


async def test_what_is_given_is_replaced_and_the_rest_stays(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage, employee_type="DOCTOR", about_myself="Лікую", working_experience=5)
    wish = UpdateEmployeeProfessional(
        employee.id,
        educations=(education(),),
        specialities=(speciality(), speciality("HEMATOLOGIST", main=False)),
        science_degree=DEGREE,
    )
    await stage.perform(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish)
    wish = UpdateEmployeeProfessional(
        employee.id, specialities=(speciality("HEMATOLOGIST"),), about_myself=None
    )
    await stage.perform(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish)
    found = await EmployeeSpeciality.filter(employee_id=employee.id).using_db(stage.tx)
    assert [(each.speciality_code, each.speciality_officio) for each in found] == [("HEMATOLOGIST", True)]
    employee = await fresh(stage, employee)
    assert (employee.about_myself, employee.working_experience) == (None, 5)
    assert await EmployeeScienceDegree.filter(employee_id=employee.id).using_db(stage.tx).count() == 1


async def test_a_science_degree_is_removed_by_null(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage, employee_type="DOCTOR")
    for degree in (DEGREE, None):
        wish = UpdateEmployeeProfessional(employee.id, science_degree=degree)
        await stage.perform(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish)
    assert not await EmployeeScienceDegree.filter(employee_id=employee.id).using_db(stage.tx).exists()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"specialities": ()}, {("specialities", "required")}),
        ({"specialities": (speciality(main=False),)}, {("specialities", "required")}),
        (
            {"specialities": (speciality(), speciality("HEMATOLOGIST"))},
            {("specialities", "unique")},
        ),
        ({"specialities": (speciality("GARDENER"),)}, {("specialities[0].speciality", "inclusion")}),
        ({"specialities": (speciality("PHARMACIST"),)}, {("specialities[0].speciality", "inclusion")}),
        ({"educations": ()}, {("educations", "required")}),
        (
            {"educations": (education(degree=EducationDegree.BACHELOR, city=" "),)},
            {("educations[0].degree", "inclusion"), ("educations[0].city", "length")},
        ),
        (
            {
                "specialities": (
                    speciality(valid_to_date=date(2019, 1, 1), attestation_date=date(2030, 1, 1)),
                )
            },
            {("specialities[0].attestationDate", "date"), ("specialities[0].validToDate", "date")},
        ),
        ({"working_experience": 0}, {("workingExperience", "number")}),
        ({"about_myself": "я" * 2001}, {("aboutMyself", "length")}),
    ],
)
async def test_the_rules_for_doctors(
    stage: Stage, officer: Actor, given: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    employee = await employed(stage, employee_type="DOCTOR")
    wish = UpdateEmployeeProfessional(employee.id, **given)
    assert await stage.problems(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish) == found


async def test_internship_is_for_doctors_and_education_for_those_who_treat(
    stage: Stage, officer: Actor
) -> None:
    nurse = await employed(stage, employee_type="NURSE")
    training = QualificationInput(QualificationType.INTERNSHIP, "Академія", "Терапія")
    wish = UpdateEmployeeProfessional(nurse.id, qualifications=(training,))
    assert await stage.problems(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish) == {
        ("qualifications[0].type", "inclusion")
    }
    bookkeeper = await stage.world.add("employee", facility_id=stage.hospital, employee_type="ACCOUNTANT")
    wish = UpdateEmployeeProfessional(bookkeeper["id"], about_myself="Рахую")
    assert await stage.problems(UPDATE_EMPLOYEE_PROFESSIONAL, officer, wish) == {("", "exclusion")}


async def test_own_words_wait_for_the_personnel_office(stage: Stage, officer: Actor) -> None:
    employee, actor = await themselves(stage)
    wish = UpdateEmployeeProfessional(employee.id, about_myself="Лікую")
    examined = await stage.examined(UPDATE_EMPLOYEE_PROFESSIONAL, actor, wish)
    assert "не підтверджені" in examined.text
    await stage.perform(UPDATE_EMPLOYEE_PROFESSIONAL, actor, wish)
    assert not (await fresh(stage, employee)).professional_confirmed
    confirmation = ConfirmProfessional(employee.id)
    assert await stage.codes(CONFIRM_PROFESSIONAL, actor, confirmation) == ["FORBIDDEN"]
    await stage.perform(CONFIRM_PROFESSIONAL, officer, confirmation)
    assert (await fresh(stage, employee)).professional_confirmed
    assert await stage.codes(CONFIRM_PROFESSIONAL, officer, confirmation) == ["CONFLICT"]


async def test_documents_are_replaced_whole(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    await stage.world.add("identity_document", person_id=employee.person_id)
    card = DocumentInput(
        DocumentType.NATIONAL_ID, "123 456 789", expiration_date=stage.now.date() + timedelta(days=900)
    )
    wish = UpdateEmployeeDocuments(employee.id, (card,))
    assert await stage.problems(UPDATE_EMPLOYEE_DOCUMENTS, officer, wish) == {("unzr", "required")}
    other = replace(wish, unzr="19800115-00013")
    assert await stage.problems(UPDATE_EMPLOYEE_DOCUMENTS, officer, other) == {("unzr", "birthDateMismatch")}
    await stage.perform(UPDATE_EMPLOYEE_DOCUMENTS, officer, replace(wish, unzr="19910819-00013"))
    (document,) = await IdentityDocument.filter(person_id=employee.person_id).using_db(stage.tx)
    assert (document.type, document.number) == (DocumentType.NATIONAL_ID, "123456789")
    identity = await PersonIdentity.get(person_id=employee.person_id, using_db=stage.tx)
    assert identity.unzr == "19910819-00013"


async def test_an_unzr_of_another_person_is_refused_when_it_is_signed(stage: Stage, officer: Actor) -> None:
    employee = await employed(stage)
    await stage.world.add("person_identity", tax_id=tax_number(9), birth_date=BIRTH, unzr="19910819-00013")
    wish = UpdateEmployeeDocuments(employee.id, (passport(),), unzr="19910819-00013")
    await stage.examined(UPDATE_EMPLOYEE_DOCUMENTS, officer, wish)
    with pytest.raises(Refused) as refused:
        await stage.perform(UPDATE_EMPLOYEE_DOCUMENTS, officer, wish)
    assert refused.value.refusals[0].code == "CONFLICT"


async def test_nobody_replaces_their_own_documents(stage: Stage) -> None:
    employee, actor = await themselves(stage)
    wish = UpdateEmployeeDocuments(employee.id, (passport(),))
    assert await stage.codes(UPDATE_EMPLOYEE_DOCUMENTS, actor, wish) == ["FORBIDDEN"]
