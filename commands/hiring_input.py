"""What is told of somebody who is registered as an employee, and of where and how they are to work."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from commands.act import Asked
from commands.people_input import ContactInput, PersonInput
from commands.professional_input import ProfessionalInput
from models import Delivery, EmployeeType


@dataclass(frozen=True, slots=True)
class EmployeeRowInput:
    """An employee to be registered, with a position to be invited to it, or as a mere card."""

    person: Annotated[PersonInput, Asked("Особа")]
    contact: Annotated[ContactInput, Asked("Контакти")]
    employee_type: Annotated[EmployeeType, Asked("Вид працівника")] = EmployeeType.SPECIALIST
    professional: Annotated[
        ProfessionalInput | None, Asked("Освіта та кваліфікація", more="для лікаря обов’язково")
    ] = None
    personnel_number: Annotated[
        str | None, Asked("Табельний номер", more="свій у кожного в закладі, до 20 знаків")
    ] = None
    position_id: Annotated[
        UUID | None, Asked("Посада", "Position", "або відділ і назва посади; без них — лише картка")
    ] = None
    department_id: Annotated[UUID | None, Asked("Відділ", "Department", "разом із назвою посади")] = None
    position_title_code: Annotated[
        str | None,
        Asked("Назва посади", more="код довідника POSITION; вільної посади немає — її буде додано"),
    ] = None
    start_date: Annotated[dt.date | None, Asked("Дата призначення", more="якщо не вказано, сьогодні")] = None
    end_date: Annotated[dt.date | None, Asked("Дата завершення")] = None
    rate: Annotated[Decimal | None, Asked("Частка ставки", more="від 0,25 до 1; якщо не вказано, 1")] = None
    order_number: Annotated[str | None, Asked("Номер наказу")] = None
    order_date: Annotated[dt.date | None, Asked("Дата наказу")] = None
    role_set_ids: Annotated[
        tuple[UUID, ...] | None,
        Asked("Рольові набори", "RoleSet", "якщо не вказано, ті, що їх дає посада; лікареві — «Лікар»"),
    ] = None
    role_set_digests: Annotated[
        tuple[str, ...] | None, Asked("SHA-256 прав цих наборів", more="заповнює prepare")
    ] = None
    delivery: Annotated[Delivery | None, Asked("Як передати запрошення", more="якщо не вказано, листом")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class RegisterEmployee(EmployeeRowInput):
    """An employee to be registered."""


@dataclass(frozen=True, slots=True)
class InviteEmployee(EmployeeRowInput):
    """An employee to be registered and invited, an HR officer unless told otherwise."""

    employee_type: Annotated[EmployeeType, Asked("Вид працівника")] = EmployeeType.HR
    department_id: Annotated[
        UUID | None, Asked("Відділ", "Department", "якщо не вказано, відділ кадрів, а без нього кореневий")
    ] = None
    position_title_code: Annotated[
        str | None, Asked("Назва посади", more="код довідника POSITION; якщо не вказано, P14")
    ] = None


@dataclass(frozen=True, slots=True)
class RegisterEmployees:
    """Employees to be registered by one signature: all of them, or none."""

    employees: Annotated[tuple[EmployeeRowInput, ...], Asked("Працівники", more="від 1 до 100")]
