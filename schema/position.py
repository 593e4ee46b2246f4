"""Position in the graph: a place in the staff list, and how much of it is filled."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import models
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, FACILITY, POSITION, ROLE_SET
from schema.declare import Node, below, connection, dictionary_value, entity, field, reference

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.department import Department
    from schema.dictionary import DictionaryValue
    from schema.employee import Employee
    from schema.enums import PositionKind, PositionOccupancy, PositionStatus
    from schema.facility import Facility
    from schema.relay import Connection
    from schema.role_set import RoleSet

_HELD = "FROM assignment a WHERE a.position_id = {row}.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE'"
_VACANCIES = f"(SELECT greatest({{row}}.headcount - coalesce(sum(a.rate), 0), 0.00) {_HELD})"
_OCCUPANCY = (
    "(SELECT CASE WHEN coalesce(sum(a.rate), 0) = 0 THEN 'VACANT'"
    f" WHEN sum(a.rate) < {{row}}.headcount THEN 'PARTLY_FILLED' ELSE 'FILLED' END {_HELD})"
)
_TITLE = (
    "coalesce({row}.custom_title, (SELECT v.title FROM dictionary_value v"
    " WHERE v.dictionary = 'POSITION' AND v.code = {row}.title_code))"
)


@entity(models.Position, POSITION.read, "Посада у штатному розписі відділу")
class Position(Node):
    """A position."""

    title: str = field(
        POSITION.read, "Назва посади: з довідника або власна", sql=_TITLE, search=f"search_key({_TITLE})"
    )
    title_code: str | None = field(POSITION.read, "Код назви (довідник POSITION)", filter=True, order=True)
    title_value: DictionaryValue | None = dictionary_value(
        POSITION.read, "Назва з довідника", dictionary="POSITION", column="title_code"
    )
    custom_title: str | None = field(POSITION.read, "Власна назва, якщо її немає в довіднику", filter=True)
    kind: PositionKind = field(POSITION.read, "Керівна чи звичайна", filter=True, order=True)
    headcount: Decimal = field(POSITION.read, "Кількість ставок", filter=True, order=True)
    status: PositionStatus = field(POSITION.read, "Стан", filter=True, order=True)
    opened_on: dt.date = field(POSITION.read, "Дата введення", filter=True, order=True)
    closed_on: dt.date | None = field(POSITION.read, "Дата виведення", filter=True, order=True)
    vacancies: Decimal | None = field(
        POSITION.read,
        "Скільки ставок вільно; дублери ставок не займають",
        sql=_VACANCIES,
        filter=True,
        order=True,
        reads=(ASSIGNMENT.read,),
    )
    occupancy: PositionOccupancy | None = field(
        POSITION.read,
        "Наскільки зайнята",
        sql=_OCCUPANCY,
        filter=True,
        reads=(ASSIGNMENT.read,),
    )

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    department: Department | None = reference(
        DEPARTMENT.read,
        "Відділ",
        via="department_id",
        filter=True,
        within=below("{row}"),
        contained=("position_of_department",),
    )
    assignments: Connection[Assignment] = connection(
        ASSIGNMENT.read, "Призначення на посаду", by="position_id", contained=("assignment_to_position",)
    )
    employees: Connection[Employee] = connection(
        EMPLOYEE.public,
        "Хто зараз на посаді",
        through=(ASSIGNMENT.read,),
        on="{row}.id IN (SELECT a.employee_id FROM assignment a"
        " WHERE a.position_id = {parent}.id AND a.status = 'ACTIVE')",
        contained=("assignment_to_position", "assignment_of_employee"),
    )
    default_role_sets: Connection[RoleSet] = connection(
        ROLE_SET.read,
        "Рольові набори, які дістає призначений, якщо призначення не каже іншого",
        on="{row}.id IN (SELECT s.role_set_id FROM position_role_set s WHERE s.position_id = {parent}.id)",
    )
