"""Position: a place on a department's staff list."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.department import Department
    from models.facility import Facility
    from models.role_set import RoleSet


class PositionKind(Enumeration):
    """Whether the position heads its department."""

    HEAD = "HEAD", "Керівна"
    STAFF = "STAFF", "Штатна"


class PositionStatus(Enumeration):
    """Whether the position is on the staff list."""

    ACTIVE = "ACTIVE", "Діє"
    CLOSED = "CLOSED", "Закрито"


class Position(Entity):
    """A position of a department, titled by the dictionary or in the facility's own words."""

    dictionary_of: ClassVar[Mapping[str, str]] = {"title_code": "POSITION"}

    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="positions", on_delete=RESTRICT
    )
    department_id: UUID
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="positions", on_delete=RESTRICT
    )
    facility_id: UUID
    path = fields.CharField(40)
    title_code = fields.CharField(40, null=True)
    custom_title = fields.CharField(200, null=True)
    kind = fields.CharEnumField(PositionKind)
    headcount = fields.DecimalField(4, 2, default=Decimal(1))
    status = fields.CharEnumField(PositionStatus)
    opened_on = fields.DateField()
    closed_on = fields.DateField(null=True)
    default_role_sets: fields.ManyToManyRelation[RoleSet] = fields.ManyToManyField(
        "models.RoleSet",
        through="position_role_set",
        forward_key="role_set_id",
        backward_key="position_id",
        related_name="default_of",
        on_delete=RESTRICT,
    )

    assignments: fields.ReverseRelation[Assignment]

    class Meta:
        table = "position"
