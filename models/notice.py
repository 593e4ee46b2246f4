"""Notices: what is announced to facilities, and what is told to one person inside the system."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration, Part
from models.letter import LetterKind

if TYPE_CHECKING:
    from models.facility import Facility
    from models.person import Person


class NoticeAudience(Enumeration):
    """Who reads a notice."""

    EVERYBODY = "EVERYBODY", "Усі"
    FACILITY_KIND = "FACILITY_KIND", "Заклади одного виду"
    FACILITY = "FACILITY", "Один заклад"


class Notice(Entity):
    """What is announced to everybody, to the facilities of one kind, or to one facility."""

    dictionary_of: ClassVar[Mapping[str, str]] = {"facility_kind_code": "FACILITY_KIND"}

    audience = fields.CharEnumField(NoticeAudience)
    facility_kind_code = fields.CharField(40, null=True)
    facility: fields.ForeignKeyNullableRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="notices", on_delete=RESTRICT, null=True
    )
    facility_id: UUID | None
    text = fields.CharField(2000)
    valid_from = fields.DateField()
    valid_to = fields.DateField(null=True)

    class Meta:
        table = "notice"


class PersonNotice(Part):
    """What one person is told inside the system; `about` is the thing, as `Type:uuid`."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="notices", on_delete=RESTRICT
    )
    person_id: UUID
    kind = fields.CharEnumField(LetterKind)
    text = fields.CharField(1000)
    about = fields.CharField(80, null=True)
    once = fields.CharField(120, null=True, unique=True)
    at = fields.DatetimeField(auto_now_add=True)
    seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "person_notice"
