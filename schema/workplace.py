"""Workplace in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EQUIPMENT, FACILITY, WORKPLACE
from schema.declare import Node, below, connection, entity, field, reference

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.department import Department
    from schema.enums import InventoryStatus, WorkplaceStatus
    from schema.equipment import Equipment
    from schema.facility import Facility
    from schema.relay import Connection


@entity(models.Workplace, WORKPLACE.read, "Робоче місце у відділі")
class Workplace(Node):
    """A workplace."""

    name: str = field(WORKPLACE.read, "Назва", filter=True, order=True)
    building: str | None = field(WORKPLACE.read, "Корпус", filter=True)
    floor: str | None = field(WORKPLACE.read, "Поверх", filter=True)
    room_number: str | None = field(WORKPLACE.read, "Номер приміщення", filter=True, order=True)
    status: WorkplaceStatus = field(WORKPLACE.read, "Стан", filter=True, order=True)

    inventory_status: InventoryStatus | None = field(
        WORKPLACE.inventory, "Чи присвоєно інвентарний номер", filter=True
    )
    inventory_number: str | None = field(
        WORKPLACE.inventory, "Інвентарний номер приміщення", filter=True, order=True
    )
    inventory_number_label: str | None = field(
        WORKPLACE.inventory,
        "Інвентарний номер, як його пишуть: номер або «відсутній»",
        sql="coalesce({row}.inventory_number, 'відсутній')",
    )

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    department: Department | None = reference(
        DEPARTMENT.read,
        "Відділ",
        via="department_id",
        filter=True,
        within=below("{row}"),
        contained=("workplace_of_department",),
    )
    assignments: Connection[Assignment] = connection(
        ASSIGNMENT.read,
        "Чиє це місце; голова й дублери можуть ділити одне",
        on="{row}.id IN (SELECT l.assignment_id FROM workplace_assignment l"
        " WHERE l.workplace_id = {parent}.id)",
        contained=("workplace_assignment_of_assignment", "workplace_assignment_of_workplace"),
    )
    equipment: Connection[Equipment] = connection(
        EQUIPMENT.public, "Обладнання на місці", by="workplace_id", contained=("equipment_at_workplace",)
    )
