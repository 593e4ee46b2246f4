"""Employee in the graph: public fields flat, the rest in groups by sensitivity."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from compiler.catalogue import Below
from permissions.catalogue import ASSIGNMENT, CERTIFICATE, DEPARTMENT, EMPLOYEE, FACILITY, POSITION, WORKPLACE
from schema.declare import (
    SEARCH_KEY,
    Footing,
    Mask,
    Narrowing,
    Node,
    below,
    connection,
    entity,
    field,
    items,
    one,
    part,
    reference,
    several,
    values,
)

if TYPE_CHECKING:
    from schema.account import EmployeeAccount
    from schema.assignment import Assignment
    from schema.certificate import SigningCertificate
    from schema.contact import Phone
    from schema.department import Department
    from schema.dictionary import DictionaryValue
    from schema.enums import (
        DocumentType,
        EmployeeStatus,
        EmployeeType,
        Gender,
    )
    from schema.facility import Facility
    from schema.position import Position
    from schema.professional import EmployeeProfessional
    from schema.relay import Connection
    from schema.workplace import Workplace

_FULL_NAME = "{row}.last_name || ' ' || {row}.first_name || coalesce(' ' || {row}.middle_name, '')"


@values("Службові контакти працівника", models.Employee)
class EmployeeWorkContact:
    """How to reach an employee at work."""

    personnel_number: str | None = field(None, "Табельний номер")
    work_email: str | None = field(None, "Робоча електронна адреса", sql="{row}.work_email")
    work_phones: list[Phone] | None = items(None, "Робочі телефони", column="work_phones")


@values("Особисті контакти працівника", models.Person)
class EmployeePersonalContact:
    """How to reach the person."""

    personal_email: str | None = field(None, "Особиста електронна адреса", mask=Mask.EMAIL)
    mobile_phones: list[Phone] | None = items(None, "Мобільні телефони", column="mobile_phones")


@values("Документ, що посвідчує особу", models.IdentityDocument)
class IdentityDocument:
    """An identity document."""

    type: DocumentType = field(None, "Тип документа")
    number: str = field(None, "Серія та номер", mask=Mask.LAST3)
    issued_by: str | None = field(None, "Ким виданий")
    issued_at: dt.date | None = field(None, "Дата видачі")
    expiration_date: dt.date | None = field(None, "Дійсний до")


@values("Дані, що ідентифікують особу", models.PersonIdentity)
class EmployeeIdentity:
    """Identity data, which lie in a table of their own."""

    tax_id: str | None = field(None, "РНОКПП, або документ особи, яка від нього відмовилася", mask=Mask.LAST3)
    no_tax_id: bool | None = field(None, "Чи відмовилася особа від РНОКПП", sql="{row}.no_tax_id")
    unzr: str | None = field(None, "УНЗР", mask=Mask.LAST3)
    birth_date: dt.date | None = field(None, "Дата народження", sql="{row}.birth_date")
    gender: Gender | None = field(None, "Стать", sql="{row}.gender")
    documents: list[IdentityDocument] | None = several(
        None,
        "Документи, що посвідчують особу",
        table="identity_document",
        on="{row}.person_id = {parent}.person_id",
        order="{row}.type",
    )


_WORKS_IN = Below("assignment", "employee_id", "{row}.status = 'ACTIVE'")
_WORKS_BELOW = (
    "EXISTS (SELECT 1 FROM assignment a"
    f" WHERE a.employee_id = {{row}}.id AND a.status = 'ACTIVE' AND {below('a')})"
)


@entity(
    models.Employee,
    EMPLOYEE.public,
    "Працівник закладу",
    within=((ASSIGNMENT.read, DEPARTMENT.read), _WORKS_BELOW),
    footing=Footing(path=None, below=_WORKS_IN, person="{row}.person_id", own="{row}.person_id = {person}"),
)
class Employee(Node):
    """An employee."""

    last_name: str = field(EMPLOYEE.public, "Прізвище", filter=True, order=True, begins=SEARCH_KEY)
    first_name: str = field(EMPLOYEE.public, "Власне ім’я", filter=True, order=True)
    middle_name: str | None = field(EMPLOYEE.public, "По батькові (за наявності)", filter=True, order=True)
    full_name: str = field(
        EMPLOYEE.public,
        "Прізвище, ім’я та по батькові; за фільтром fullName.search шукають початки слів: «шевч тар»",
        sql=_FULL_NAME,
        search=SEARCH_KEY,
    )
    employee_type: EmployeeType = field(EMPLOYEE.public, "Вид працівника", filter=True, order=True)
    status: EmployeeStatus = field(EMPLOYEE.public, "Стан", filter=True, order=True)
    start_date: dt.date | None = field(EMPLOYEE.public, "Працює з", filter=True, order=True)
    end_date: dt.date | None = field(EMPLOYEE.public, "Працює до", filter=True, order=True)
    main_speciality: DictionaryValue | None = one(
        EMPLOYEE.public,
        "Основна спеціальність",
        table="dictionary_value",
        on="{row}.dictionary = 'SPECIALITY_TYPE' AND {row}.code = (SELECT s.speciality_code"
        " FROM employee_speciality s WHERE s.employee_id = {parent}.id AND s.speciality_officio)",
    )

    work_contact: EmployeeWorkContact | None = part(EMPLOYEE.work_contact, "Службові контакти")
    certificates: list[SigningCertificate] | None = several(
        CERTIFICATE.read,
        "Сертифікати, якими працівник тут підписував",
        table="signing_certificate",
        on="{row}.person_id = {parent}.person_id AND {parent}.identity_open",
        order="{row}.bound_at DESC, {row}.id",
        rows=5,
    )
    personal_contact: EmployeePersonalContact | None = one(
        EMPLOYEE.personal_contact,
        "Особисті контакти",
        table="person",
        on="{row}.id = {parent}.person_id AND {parent}.identity_open",
        peek=EMPLOYEE.personal_contact_peek,
    )
    identity: EmployeeIdentity | None = one(
        EMPLOYEE.identity,
        "Дані, що ідентифікують особу",
        table="person_identity",
        on="{row}.person_id = {parent}.person_id AND {parent}.identity_open",
        peek=EMPLOYEE.identity_peek,
        narrowing=Narrowing(filters=("tax_id", "birth_date"), orders=("birth_date",)),
    )
    professional: EmployeeProfessional | None = part(EMPLOYEE.professional, "Освіта та кваліфікація")
    account: EmployeeAccount | None = part(EMPLOYEE.account, "Обліковий запис")

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    departments: Connection[Department] = connection(
        DEPARTMENT.read,
        "Відділи, де працює",
        through=(ASSIGNMENT.read,),
        on="{row}.id IN (SELECT p.department_id FROM assignment a JOIN position p ON p.id = a.position_id"
        " WHERE a.employee_id = {parent}.id AND a.status = 'ACTIVE')",
        contained=("assignment_of_employee", "assignment_to_position", "position_of_department"),
    )
    assignments: Connection[Assignment] = connection(
        ASSIGNMENT.read, "Призначення працівника", by="employee_id", contained=("assignment_of_employee",)
    )
    positions: Connection[Position] = connection(
        POSITION.read,
        "Посади, які займає",
        through=(ASSIGNMENT.read,),
        on="{row}.id IN (SELECT a.position_id FROM assignment a"
        " WHERE a.employee_id = {parent}.id AND a.status = 'ACTIVE')",
        contained=("assignment_of_employee", "assignment_to_position"),
    )
    workplaces: Connection[Workplace] = connection(
        WORKPLACE.read,
        "Робочі місця, які має за призначеннями",
        through=(ASSIGNMENT.read,),
        on="{row}.id IN (SELECT l.workplace_id FROM workplace_assignment l JOIN assignment a"
        " ON a.id = l.assignment_id WHERE a.employee_id = {parent}.id AND a.status = 'ACTIVE')",
        contained=(
            "assignment_of_employee",
            "workplace_assignment_of_assignment",
            "workplace_assignment_of_workplace",
        ),
    )
