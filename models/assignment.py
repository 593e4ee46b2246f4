"""Assignment: an employee holds a position for a time."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration
from models.position import PositionKind

if TYPE_CHECKING:
    from models.employee import Employee
    from models.facility import Facility
    from models.position import Position
    from models.role_set import RoleSetVersion
    from models.substitution import SubstitutionPeriod
    from models.workplace import WorkplaceAssignment


class AssignmentKind(Enumeration):
    """In what way the position is held."""

    PRIMARY = "PRIMARY", "Основна"
    SUBSTITUTE = "SUBSTITUTE", "Дублер"
    ACTING = "ACTING", "Виконувач обов’язків"
    PART_TIME = "PART_TIME", "Сумісництво"


class SubstituteMode(Enumeration):
    """When a substitute may act."""

    ALWAYS = "ALWAYS", "Постійно"
    ON_DEMAND = "ON_DEMAND", "За потреби"


class AssignmentStatus(Enumeration):
    """Where an assignment stands; ended and cancelled are final."""

    PENDING = "PENDING", "Очікує прийняття"
    SCHEDULED = "SCHEDULED", "Заплановано"
    ACTIVE = "ACTIVE", "Діє"
    SUSPENDED = "SUSPENDED", "Призупинено"
    ENDED = "ENDED", "Завершено"
    CANCELLED = "CANCELLED", "Скасовано"


class Assignment(Entity):
    """An employee on a position of the same facility; path and kind are copies of the position's."""

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="assignments", on_delete=RESTRICT
    )
    facility_id: UUID
    path = fields.CharField(40)
    position: fields.ForeignKeyRelation[Position] = fields.ForeignKeyField(
        "models.Position", related_name="assignments", on_delete=RESTRICT
    )
    position_id: UUID
    position_kind = fields.CharEnumField(PositionKind)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="assignments", on_delete=RESTRICT
    )
    employee_id: UUID
    kind = fields.CharEnumField(AssignmentKind)
    substitutes_assignment: fields.ForeignKeyNullableRelation[Assignment] = fields.ForeignKeyField(
        "models.Assignment", related_name="substitutes", on_delete=RESTRICT, null=True
    )
    substitutes_assignment_id: UUID | None
    # CharEnumField's own type cannot say that the column is nullable.
    substitute_mode = cast(
        "fields.Field[SubstituteMode | None]", fields.CharEnumField(SubstituteMode, null=True)
    )
    rate = fields.DecimalField(3, 2, default=Decimal(1))
    start_date = fields.DateField()
    end_date = fields.DateField(null=True)
    order_number = fields.CharField(50, null=True)
    order_date = fields.DateField(null=True)
    status = fields.CharEnumField(AssignmentStatus)
    role_sets: fields.ManyToManyRelation[RoleSetVersion] = fields.ManyToManyField(
        "models.RoleSetVersion",
        through="assignment_role_set",
        forward_key="version_id",
        backward_key="assignment_id",
        related_name="assignments",
        on_delete=RESTRICT,
    )

    substitutes: fields.ReverseRelation[Assignment]
    substitution_periods: fields.ReverseRelation[SubstitutionPeriod]
    workplace_assignments: fields.ReverseRelation[WorkplaceAssignment]

    class Meta:
        table = "assignment"
