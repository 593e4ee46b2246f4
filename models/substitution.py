"""Substitution period: when a substitute on demand acts."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Part

if TYPE_CHECKING:
    from models.assignment import Assignment


class SubstitutionPeriod(Part):
    """A time in which a substitute on demand acts; without an end it lasts until somebody ends it."""

    assignment: fields.ForeignKeyRelation[Assignment] = fields.ForeignKeyField(
        "models.Assignment", related_name="substitution_periods", on_delete=RESTRICT
    )
    assignment_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    reason = fields.CharField(300, null=True)

    class Meta:
        table = "substitution_period"
