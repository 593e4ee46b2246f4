"""MIS client: a vendor's information system, and the facilities that let it in."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.facility import Facility
    from models.role_set import RoleSetVersion


class MisClientStatus(Enumeration):
    """Whether a client may talk to the service at all."""

    ACTIVE = "ACTIVE", "Діє"
    BLOCKED = "BLOCKED", "Заблоковано"


class MisConnectionStatus(Enumeration):
    """Whether a facility still lets a client in; ended is final."""

    ACTIVE = "ACTIVE", "Діє"
    ENDED = "ENDED", "Завершено"


class MisClient(Entity):
    """A vendor's information system."""

    name = fields.CharField(200)
    edrpou = fields.CharField(8)
    email = fields.CharField(254, null=True)
    status = fields.CharEnumField(MisClientStatus)

    connections: fields.ReverseRelation[MisConnection]

    class Meta:
        table = "mis_client"


class MisClientSecret(Model):
    """What a client proves itself by: the SHA-256 of its secret."""

    client: fields.OneToOneRelation[MisClient] = fields.OneToOneField(
        "models.MisClient", related_name="secret", on_delete=RESTRICT, primary_key=True
    )
    client_id: UUID
    sha256 = fields.BinaryField()
    issued_at = fields.DatetimeField()

    class Meta:
        table = "mis_client_secret"


class MisConnection(Entity):
    """A facility lets a client in; the role set is the ceiling of whatever is done through it."""

    client: fields.ForeignKeyRelation[MisClient] = fields.ForeignKeyField(
        "models.MisClient", related_name="connections", on_delete=RESTRICT
    )
    client_id: UUID
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="mis_connections", on_delete=RESTRICT
    )
    facility_id: UUID
    role_set_version: fields.ForeignKeyRelation[RoleSetVersion] = fields.ForeignKeyField(
        "models.RoleSetVersion", related_name="connections", on_delete=RESTRICT, source_field="version_id"
    )
    role_set_version_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    status = fields.CharEnumField(MisConnectionStatus)

    class Meta:
        table = "mis_connection"
