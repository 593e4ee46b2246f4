"""Workplace: a place where employees of a department work."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration, Part
from models.inventory import InventoryStatus

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.department import Department
    from models.equipment import Equipment
    from models.facility import Facility


class WorkplaceStatus(Enumeration):
    """Whether the workplace is in use."""

    ACTIVE = "ACTIVE", "Діє"
    CLOSED = "CLOSED", "Закрито"


class Workplace(Entity):
    """A workplace of a department; the inventory number is that of its premises."""

    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="workplaces", on_delete=RESTRICT
    )
    department_id: UUID
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="workplaces", on_delete=RESTRICT
    )
    facility_id: UUID
    path = fields.CharField(40)
    name = fields.CharField(200)
    building = fields.CharField(100, null=True)
    floor = fields.CharField(10, null=True)
    room_number = fields.CharField(20, null=True)
    inventory_status = fields.CharEnumField(InventoryStatus)
    inventory_number = fields.CharField(64, null=True)
    status = fields.CharEnumField(WorkplaceStatus)

    workplace_assignments: fields.ReverseRelation[WorkplaceAssignment]
    equipment: fields.ReverseRelation[Equipment]

    class Meta:
        table = "workplace"


class WorkplaceAssignment(Part):
    """Whose place it is: a workplace and an assignment of the same facility."""

    workplace: fields.ForeignKeyRelation[Workplace] = fields.ForeignKeyField(
        "models.Workplace", related_name="workplace_assignments", on_delete=RESTRICT
    )
    workplace_id: UUID
    assignment: fields.ForeignKeyRelation[Assignment] = fields.ForeignKeyField(
        "models.Assignment", related_name="workplace_assignments", on_delete=RESTRICT
    )
    assignment_id: UUID
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="workplace_assignments", on_delete=RESTRICT
    )
    facility_id: UUID

    class Meta:
        table = "workplace_assignment"
