"""Medical specialities of an employee, one of them the main one."""

# ruff: noqa: D106  Meta is explained by Tortoise

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.employee import Employee
from models.entity import Enumeration, Part


class SpecialityLevel(Enumeration):
    """Qualification category of a speciality."""

    BASIC = "BASIC", "Лікар-спеціаліст"
    FIRST = "FIRST", "Перша категорія"
    SECOND = "SECOND", "Друга категорія"
    HIGHEST = "HIGHEST", "Вища категорія"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Не застосовується"


class SpecialityQualificationType(Enumeration):
    """Whether the attestation gave the category or confirmed it."""

    AWARDING = "AWARDING", "Присвоєння"
    DEFENSE = "DEFENSE", "Підтвердження"


class EmployeeSpeciality(Part):
    """A speciality with its attestation."""

    dictionary_of: ClassVar[Mapping[str, str]] = {"speciality_code": "SPECIALITY_TYPE"}

    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="specialities", on_delete=RESTRICT
    )
    employee_id: UUID
    speciality_code = fields.CharField(40)
    speciality_officio = fields.BooleanField()
    level = fields.CharEnumField(SpecialityLevel)
    qualification_type = fields.CharEnumField(SpecialityQualificationType)
    attestation_name = fields.CharField(300)
    attestation_date = fields.DateField()
    valid_to_date = fields.DateField(null=True)
    certificate_number = fields.CharField(50)

    class Meta:
        table = "employee_speciality"
