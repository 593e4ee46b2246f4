"""What every entity of the registry has: an id, a version, two moments; and enumerations with titles."""

# ruff: noqa: D106  Meta is explained by Tortoise

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Self

from tortoise import Model, fields
from uuid_utils.compat import uuid7


class Enumeration(StrEnum):
    """Values that code branches on, each with its Ukrainian title."""

    title_uk: str

    def __new__(cls, value: str, title_uk: str) -> Self:
        """Make a member from its value and its title."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.title_uk = title_uk
        return member


class Entity(Model):
    """A thing with an identity of its own; every act that changes it counts its version up."""

    dictionary_of: ClassVar[Mapping[str, str]] = {}  # column that holds a code → name of its dictionary

    id = fields.UUIDField(primary_key=True, default=uuid7)
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        abstract = True


class Part(Model):
    """A row that belongs to one entity and is changed together with it, under that entity's version."""

    dictionary_of: ClassVar[Mapping[str, str]] = {}

    id = fields.UUIDField(primary_key=True, default=uuid7)

    class Meta:
        abstract = True
