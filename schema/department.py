"""Department in the graph: a tree by its paths."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, EQUIPMENT, FACILITY, POSITION, WORKPLACE
from schema.declare import (
    SEARCH_KEY,
    Node,
    below,
    connection,
    dictionary_value,
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
    from schema.assignment import Assignment
    from schema.contact import Address, Phone
    from schema.dictionary import DictionaryValue
    from schema.employee import Employee
    from schema.enums import DepartmentStatus
    from schema.equipment import Equipment
    from schema.facility import Facility
    from schema.position import Position
    from schema.relay import Connection
    from schema.workplace import Workplace

_BELOW = (
    "{row}.facility_id = {parent}.facility_id"
    " AND {row}.path > {parent}.path AND {row}.path < {parent}.path || '~'"
)
_ABOVE = (
    "{row}.facility_id = {parent}.facility_id AND {row}.path = ANY (SELECT left({parent}.path, 5 * n)"
    " FROM generate_series(1, length({parent}.path) / 5 - 1) n)"
)
_TREE = ("department_under_parent",)
_BLOOD_BANK = "{row}.type_code = 'LOGISTICS_INVENTORY'"


def _lacks(code: str, row: str) -> str:
    """Give the condition that neither the department nor any below it has such a device for use."""
    return (
        f"NOT EXISTS (SELECT 1 FROM equipment q WHERE q.facility_id = {row}.facility_id"
        f" AND q.path >= {row}.path AND q.path < {row}.path || '~' AND q.type_code = {code}"
        " AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')"
    )


_NEEDED = "'BLOOD_REFRIGERATOR', 'PLASMA_FREEZER'"
_LACKING = "{row}.dictionary = 'EQUIPMENT_TYPE' AND {row}.code IN (%s) AND " + _lacks(
    "{row}.code", "{parent}"
)


@values("Чи має лікарняний банк крові найпотрібніше обладнання")
class DepartmentCompleteness:
    """What a blood bank has of the least it needs; a warning, never an obstacle."""

    is_complete: bool = field(
        None,
        "Чи є все обов’язкове: холодильник для крові та морозильна камера",
        sql=f"NOT ({_lacks(chr(39) + 'BLOOD_REFRIGERATOR' + chr(39), '{row}')})"
        f" AND NOT ({_lacks(chr(39) + 'PLASMA_FREEZER' + chr(39), '{row}')})",
    )
    missing: list[DictionaryValue] = several(
        None,
        "Якого обов’язкового обладнання немає",
        table="dictionary_value",
        on=_LACKING % _NEEDED,
        order="{row}.ordinal",
    )
    recommended: list[DictionaryValue] = several(
        None,
        "Якого обладнання немає з того, що має бути за наявності (тромбошейкер)",
        table="dictionary_value",
        on=_LACKING % "'PLATELET_AGITATOR'",
        order="{row}.ordinal",
    )


@entity(
    models.Department,
    DEPARTMENT.read,
    "Відділ закладу; відділи утворюють дерево",
    within=((DEPARTMENT.read,), below("{row}")),
)
class Department(Node):
    """A department."""

    name: str = field(DEPARTMENT.read, "Назва", filter=True, order=True, search=SEARCH_KEY)
    code: str | None = field(DEPARTMENT.read, "Код відділу в закладі", filter=True, order=True)
    type_code: str = field(
        DEPARTMENT.read, "Код типу (довідник DEPARTMENT_TYPE)", filter=True, order="{row}.type_code"
    )
    type: DictionaryValue = dictionary_value(
        DEPARTMENT.read, "Тип відділу", dictionary="DEPARTMENT_TYPE", column="type_code"
    )
    status: DepartmentStatus = field(DEPARTMENT.read, "Стан", filter=True, order=True)
    depth: int = field(
        DEPARTMENT.read,
        "Рівень у дереві: корінь — 1, найглибший — 8",
        sql="length({row}.path) / 5",
        filter=True,
    )
    path: str = field(
        DEPARTMENT.read, "Місце в дереві; за ним відділи стають у порядку дерева", order="{row}.path"
    )
    opened_on: dt.date = field(DEPARTMENT.read, "Дата відкриття", filter=True, order=True)
    closed_on: dt.date | None = field(DEPARTMENT.read, "Дата закриття", filter=True, order=True)
    address: Address | None = part(
        DEPARTMENT.read,
        "Адреса, якщо інша, ніж у закладу",
        row="{row}.address",
        present="{row}.address IS NOT NULL",
    )
    working_hours: str | None = field(DEPARTMENT.read, "Години роботи")

    email: str | None = field(DEPARTMENT.contact, "Електронна пошта")
    phones: list[Phone] | None = items(DEPARTMENT.contact, "Телефони", column="phones")

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    parent: Department | None = reference(
        DEPARTMENT.read, "Вищий відділ; немає в кореневого", via="parent_id", filter=True, contained=_TREE
    )
    ancestors: list[Department] = several(
        DEPARTMENT.read,
        "Вищі відділи від кореня донизу",
        on=_ABOVE,
        order="{row}.path",
        rows=3,
        contained=_TREE,
    )
    children: Connection[Department] = connection(
        DEPARTMENT.read, "Підпорядковані безпосередньо", by="parent_id", contained=_TREE
    )
    descendants: Connection[Department] = connection(
        DEPARTMENT.read, "Усі нижчі відділи", on=_BELOW, contained=_TREE
    )
    head_position: Position | None = one(
        POSITION.read,
        "Посада керівника відділу",
        on="{row}.department_id = {parent}.id AND {row}.kind = 'HEAD' AND {row}.status = 'ACTIVE'",
        contained=("position_of_department",),
    )
    positions: Connection[Position] = connection(
        POSITION.read, "Посади відділу", by="department_id", contained=("position_of_department",)
    )
    employees: Connection[Employee] = connection(
        EMPLOYEE.public,
        "Хто працює у відділі",
        through=(ASSIGNMENT.read,),
        on="{row}.id IN (SELECT a.employee_id FROM assignment a WHERE a.facility_id = {parent}.facility_id"
        " AND a.path = {parent}.path AND a.status = 'ACTIVE')",
        contained=("assignment_of_employee",),
    )
    assignments: Connection[Assignment] = connection(
        ASSIGNMENT.read,
        "Призначення на посади відділу",
        on="{row}.facility_id = {parent}.facility_id AND {row}.path = {parent}.path",
        contained=("assignment_to_position", "position_of_department"),
    )
    workplaces: Connection[Workplace] = connection(
        WORKPLACE.read, "Робочі місця відділу", by="department_id", contained=("workplace_of_department",)
    )
    equipment: Connection[Equipment] = connection(
        EQUIPMENT.public, "Обладнання відділу", by="department_id", contained=("equipment_of_department",)
    )
    completeness: DepartmentCompleteness | None = part(
        EQUIPMENT.public, "Повнота обладнання; лише для лікарняного банку крові", present=_BLOOD_BANK
    )
