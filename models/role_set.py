"""Role set: a named, versioned set of grants; a system template, or a facility's own."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration, Part

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.facility import Facility
    from models.mis_client import MisConnection
    from models.position import Position


class RoleSetStatus(Enumeration):
    """Whether a role set still gives rights; retired is final."""

    ACTIVE = "ACTIVE", "Діє"
    RETIRED = "RETIRED", "Виведено з ужитку"


class RoleSet(Entity):
    """A named set of grants; one without a facility is a system template and has a code."""

    facility: fields.ForeignKeyNullableRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="role_sets", on_delete=RESTRICT, null=True
    )
    facility_id: UUID | None
    code = fields.CharField(60, null=True)
    name = fields.CharField(120)
    description = fields.CharField(500, null=True)
    status = fields.CharEnumField(RoleSetStatus)

    versions: fields.ReverseRelation[RoleSetVersion]
    default_of: fields.ManyToManyRelation[Position]

    class Meta:
        table = "role_set"


class RoleSetVersion(Part):
    """One state of a role set's grants, which never changes; its digest is SHA-256 over them."""

    role_set: fields.ForeignKeyRelation[RoleSet] = fields.ForeignKeyField(
        "models.RoleSet", related_name="versions", on_delete=RESTRICT
    )
    role_set_id: UUID
    number = fields.IntField()
    digest = fields.CharField(64)
    created_at = fields.DatetimeField(auto_now_add=True)

    grants: fields.ReverseRelation[RoleSetGrant]
    assignments: fields.ManyToManyRelation[Assignment]
    connections: fields.ReverseRelation[MisConnection]

    class Meta:
        table = "role_set_version"


class RoleSetGrant(Part):
    """A permission at a scope, to use or to hand on; it is made together with its version."""

    version: fields.ForeignKeyRelation[RoleSetVersion] = fields.ForeignKeyField(
        "models.RoleSetVersion", related_name="grants", on_delete=RESTRICT
    )
    version_id: UUID
    permission = fields.CharField(80)
    scope = fields.CharField(40)
    can_use = fields.BooleanField()
    can_delegate = fields.BooleanField()

    class Meta:
        table = "role_set_grant"
