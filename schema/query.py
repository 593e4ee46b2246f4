"""The root of all reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from permissions.catalogue import (
    ASSIGNMENT,
    DEPARTMENT,
    DICTIONARY,
    EMPLOYEE,
    EQUIPMENT,
    FACILITY,
    POSITION,
    WORKPLACE,
)
from schema.declare import any_node, connection, lookup, several

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.department import Department
    from schema.dictionary import Dictionary
    from schema.employee import Employee
    from schema.equipment import Equipment
    from schema.facility import Facility
    from schema.position import Position
    from schema.relay import Connection, Node
    from schema.workplace import Workplace


@strawberry.type(description="Читання реєстру; підпису не потребує")
class Query:
    """What can be asked."""

    node: Node | None = any_node("Об’єкт за глобальним ідентифікатором", many=False)
    nodes: list[Node | None] = any_node("Об’єкти за ідентифікаторами, у тому самому порядку", many=True)

    facility: Facility | None = lookup(
        FACILITY.public,
        "Заклад за ідентифікатором або за кодом ЄДРПОУ (незакритий і найдавніший, якщо їх кілька)",
        keys=("id", "edrpou"),
        order="{row}.status = 'CLOSED', {row}.id",
    )
    facilities: Connection[Facility] = connection(FACILITY.public, "Заклади")
    department: Department | None = lookup(DEPARTMENT.read, "Відділ")
    departments: Connection[Department] = connection(DEPARTMENT.read, "Відділи")
    position: Position | None = lookup(POSITION.read, "Посада")
    positions: Connection[Position] = connection(POSITION.read, "Посади")
    employee: Employee | None = lookup(EMPLOYEE.public, "Працівник")
    employees: Connection[Employee] = connection(EMPLOYEE.public, "Працівники")
    assignment: Assignment | None = lookup(ASSIGNMENT.read, "Призначення")
    assignments: Connection[Assignment] = connection(ASSIGNMENT.read, "Призначення")
    workplace: Workplace | None = lookup(WORKPLACE.read, "Робоче місце")
    workplaces: Connection[Workplace] = connection(WORKPLACE.read, "Робочі місця")
    equipment: Equipment | None = lookup(EQUIPMENT.public, "Одиниця обладнання")
    equipment_list: Connection[Equipment] = connection(EQUIPMENT.public, "Обладнання")

    dictionary: Dictionary | None = lookup(DICTIONARY.read, "Довідник за позначенням", keys=("name",))
    dictionaries: list[Dictionary] = several(
        DICTIONARY.read, "Усі довідники", table="dictionary", order="{row}.name", rows=16
    )
