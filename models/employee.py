"""Employee: a person's work at one facility."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.contact import Phone
from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.education import EmployeeEducation, EmployeeQualification, EmployeeScienceDegree
    from models.facility import Facility
    from models.person import Person
    from models.speciality import EmployeeSpeciality


class EmployeeType(Enumeration):
    """What an employee is at the facility."""

    HEAD = "HEAD", "Керівник закладу"
    ADMINISTRATOR = "ADMINISTRATOR", "Адміністратор закладу"
    HR = "HR", "Відділ кадрів"
    DOCTOR = "DOCTOR", "Лікар"
    SPECIALIST = "SPECIALIST", "Спеціаліст"
    ASSISTANT = "ASSISTANT", "Асистент"
    LABORANT = "LABORANT", "Лаборант"
    NURSE = "NURSE", "Сестра медична"
    PHARMACIST = "PHARMACIST", "Фармацевт"
    ACCOUNTANT = "ACCOUNTANT", "Бухгалтер"
    RECEPTIONIST = "RECEPTIONIST", "Реєстратор"
    REGISTRAR = "REGISTRAR", "Реєстратор УЦТК"
    AUDITOR = "AUDITOR", "Аудитор"


class EmployeeStatus(Enumeration):
    """Where an employee stands; dismissed and entered in error are final."""

    DRAFT = "DRAFT", "Чернетка"
    PENDING = "PENDING", "Запрошено"
    ACTIVE = "ACTIVE", "Працює"
    SUSPENDED = "SUSPENDED", "Призупинено"
    DISMISSED = "DISMISSED", "Звільнено"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "Внесено помилково"


class Employee(Entity):
    """A person at a facility; the names are copies of the person's, which the database keeps true."""

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="employees", on_delete=RESTRICT
    )
    facility_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="employees", on_delete=RESTRICT
    )
    person_id: UUID
    last_name = fields.CharField(100, generated=True)
    first_name = fields.CharField(100, generated=True)
    middle_name = fields.CharField(100, generated=True, null=True)
    personnel_number = fields.CharField(20, null=True)
    employee_type = fields.CharEnumField(EmployeeType)
    work_email = fields.CharField(254)
    work_phones = fields.JSONField[list[Phone]](default=list)
    status = fields.CharEnumField(EmployeeStatus)
    start_date = fields.DateField(null=True)
    end_date = fields.DateField(null=True)
    dismissal_reason = fields.CharField(300, null=True)
    about_myself = fields.CharField(2000, null=True)
    working_experience = fields.IntField(null=True)
    identity_open = fields.BooleanField(default=True)
    professional_confirmed = fields.BooleanField(default=True)

    assignments: fields.ReverseRelation[Assignment]
    educations: fields.ReverseRelation[EmployeeEducation]
    qualifications: fields.ReverseRelation[EmployeeQualification]
    specialities: fields.ReverseRelation[EmployeeSpeciality]
    science_degree: fields.BackwardOneToOneRelation[EmployeeScienceDegree]

    class Meta:
        table = "employee"
