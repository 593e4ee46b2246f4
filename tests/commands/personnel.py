"""People as an HR officer types them, for the tests of acts about employees; all of them are made up."""

from dataclasses import replace
from datetime import date
from typing import Any

from commands.contacts import PhoneInput
from commands.hiring_input import RegisterEmployee
from commands.people import ContactInput, DocumentInput, PersonInput, ProfessionalInput
from commands.professional_input import EducationInput, SpecialityInput
from models import (
    DocumentType,
    EducationDegree,
    EmployeeType,
    Gender,
    PhoneType,
    SpecialityLevel,
    SpecialityQualificationType,
)

BIRTH = date(1991, 8, 19)
WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
DAYS_TO_BIRTH = "33468"


def tax_number(ordinal: int) -> str:
    """The РНОКПП of the woman with this ordinal number who was born on BIRTH."""
    digits = f"{DAYS_TO_BIRTH}{ordinal * 2:04d}"
    return digits + str(sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11 % 10)


def passport(number: str = "АЯ123456") -> DocumentInput:
    return DocumentInput(DocumentType.PASSPORT, number, "Відділ", date(2010, 5, 1))


def person(ordinal: int = 1, **given: Any) -> PersonInput:
    made = PersonInput(
        last_name="Коваль",
        first_name="Оксана",
        birth_date=BIRTH,
        gender=Gender.FEMALE,
        tax_id=tax_number(ordinal),
        documents=(passport(),),
        middle_name="Іванівна",
    )
    return replace(made, **given)


def contact(ordinal: int = 1, **given: Any) -> ContactInput:
    phones = (PhoneInput(PhoneType.MOBILE, "+380501112233"),)
    return replace(ContactInput(f"koval{ordinal}@example.com", phones), **given)


def speciality(code: str = "THERAPIST", *, main: bool = True, **given: Any) -> SpecialityInput:
    made = SpecialityInput(
        speciality=code,
        speciality_officio=main,
        level=SpecialityLevel.FIRST,
        qualification_type=SpecialityQualificationType.AWARDING,
        attestation_name="Академія",
        attestation_date=date(2020, 1, 1),
        certificate_number="АБ/01",
    )
    return replace(made, **given)


def education(**given: Any) -> EducationInput:
    made = EducationInput(
        country="Україна",
        city="Львів",
        institution_name="Медичний університет",
        diploma_number="М14 000001",
        degree=EducationDegree.MASTER,
        speciality="Лікувальна справа",
    )
    return replace(made, **given)


def learnt(**given: Any) -> ProfessionalInput:
    return replace(ProfessionalInput((education(),), (speciality(),)), **given)


def card(ordinal: int = 1, **given: Any) -> RegisterEmployee:
    return replace(RegisterEmployee(person(ordinal), contact(ordinal)), **given)


def doctor(ordinal: int = 1, **given: Any) -> RegisterEmployee:
    return card(ordinal, employee_type=EmployeeType.DOCTOR, professional=learnt(), **given)
