"""Department: a node of a facility's tree."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.contact import Address, Phone
from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.equipment import Equipment
    from models.facility import Facility
    from models.position import Position
    from models.workplace import Workplace


class DepartmentStatus(Enumeration):
    """Whether a department works."""

    ACTIVE = "ACTIVE", "Діє"
    SUSPENDED = "SUSPENDED", "Призупинено"
    CLOSED = "CLOSED", "Закрито"


class Department(Entity):
    """A department of a facility; its path names every department above it.

    `path` is `parent_path || segment || '.'`, made by the database. To move a department, update
    `parent_id`, `parent_path` and `segment` in one statement: the paths of everything below follow.
    """

    dictionary_of: ClassVar[Mapping[str, str]] = {"type_code": "DEPARTMENT_TYPE"}

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="departments", on_delete=RESTRICT
    )
    facility_id: UUID
    parent: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="children", on_delete=RESTRICT, null=True
    )
    parent_id: UUID | None
    parent_path = fields.CharField(40, null=True)
    segment = fields.CharField(4)
    path = fields.CharField(45, generated=True)
    name = fields.CharField(200)
    code = fields.CharField(20, null=True)
    type_code = fields.CharField(40)
    status = fields.CharEnumField(DepartmentStatus)
    opened_on = fields.DateField()
    closed_on = fields.DateField(null=True)
    address = fields.JSONField[Address | None](null=True)
    phones = fields.JSONField[list[Phone]](default=list)
    email = fields.CharField(254, null=True)
    working_hours = fields.CharField(300, null=True)

    children: fields.ReverseRelation[Department]
    positions: fields.ReverseRelation[Position]
    workplaces: fields.ReverseRelation[Workplace]
    equipment: fields.ReverseRelation[Equipment]

    class Meta:
        table = "department"
