"""Education and qualification of an employee in the graph."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from schema.declare import dictionary_value, field, one, several, values

if TYPE_CHECKING:
    from schema.dictionary import DictionaryValue
    from schema.enums import (
        EducationDegree,
        QualificationType,
        ScienceDegree,
        SpecialityLevel,
        SpecialityQualificationType,
    )

_OF_EMPLOYEE = "{row}.employee_id = {parent}.id"


@values("Освіта", models.EmployeeEducation)
class Education:
    """An education."""

    country: str = field(None, "Країна")
    city: str = field(None, "Місто")
    institution_name: str = field(None, "Заклад освіти")
    issued_date: dt.date | None = field(None, "Дата видачі диплома")
    diploma_number: str = field(None, "Номер диплома")
    degree: EducationDegree = field(None, "Ступінь")
    speciality: str = field(None, "Спеціальність")


@values("Підвищення кваліфікації", models.EmployeeQualification)
class Qualification:
    """A training."""

    type: QualificationType = field(None, "Вид")
    institution_name: str = field(None, "Заклад")
    speciality: str = field(None, "Спеціальність")
    issued_date: dt.date | None = field(None, "Дата видачі")
    certificate_number: str | None = field(None, "Номер сертифіката")
    valid_to: dt.date | None = field(None, "Дійсний до")
    additional_info: str | None = field(None, "Додатково")


@values("Спеціальність", models.EmployeeSpeciality)
class Speciality:
    """A speciality with its attestation."""

    speciality_code: str = field(None, "Код спеціальності (довідник SPECIALITY_TYPE)")
    speciality: DictionaryValue = dictionary_value(
        None, "Спеціальність", dictionary="SPECIALITY_TYPE", column="speciality_code"
    )
    speciality_officio: bool = field(None, "Чи основна")
    level: SpecialityLevel = field(None, "Категорія")
    qualification_type: SpecialityQualificationType = field(None, "Присвоєння чи підтвердження")
    attestation_name: str = field(None, "Де відбулася атестація")
    attestation_date: dt.date = field(None, "Дата атестації")
    valid_to_date: dt.date | None = field(None, "Дійсна до")
    certificate_number: str = field(None, "Номер сертифіката")


@values("Науковий ступінь", models.EmployeeScienceDegree)
class ScientificDegree:
    """A science degree."""

    country: str = field(None, "Країна")
    city: str = field(None, "Місто")
    degree: ScienceDegree = field(None, "Ступінь")
    institution_name: str = field(None, "Заклад")
    diploma_number: str = field(None, "Номер диплома")
    speciality: str = field(None, "Спеціальність")
    issued_date: dt.date | None = field(None, "Дата видачі")


@values("Освіта та кваліфікація працівника", models.Employee)
class EmployeeProfessional:
    """What an employee has learnt; the row is the employee's own."""

    educations: list[Education] | None = several(
        None, "Освіта", table="employee_education", on=_OF_EMPLOYEE, order="{row}.issued_date, {row}.id"
    )
    qualifications: list[Qualification] | None = several(
        None,
        "Підвищення кваліфікації",
        table="employee_qualification",
        on=_OF_EMPLOYEE,
        order="{row}.issued_date, {row}.id",
    )
    specialities: list[Speciality] | None = several(
        None,
        "Спеціальності, основна перша",
        table="employee_speciality",
        on=_OF_EMPLOYEE,
        order="NOT {row}.speciality_officio, {row}.id",
    )
    science_degree: ScientificDegree | None = one(
        None, "Науковий ступінь", table="employee_science_degree", on=_OF_EMPLOYEE
    )
    confirmed: bool | None = field(None, "Чи підтвердив це відділ кадрів", sql="{row}.professional_confirmed")
    about_myself: str | None = field(None, "Про себе")
    working_experience: int | None = field(None, "Стаж, років")
