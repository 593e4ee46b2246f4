"""Dictionaries: codes that registrars may add to, with their titles."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Entity


class Dictionary(Model):
    """A named list of codes."""

    name = fields.CharField(40, primary_key=True)
    title = fields.CharField(200)

    entries: fields.ReverseRelation["DictionaryValue"]

    class Meta:
        table = "dictionary"


class DictionaryValue(Entity):
    """One code of a dictionary; a retired one stays for the rows that hold it."""

    dictionary: fields.ForeignKeyRelation[Dictionary] = fields.ForeignKeyField(
        "models.Dictionary", related_name="entries", on_delete=RESTRICT, source_field="dictionary"
    )
    dictionary_id: str
    code = fields.CharField(40)
    title = fields.CharField(300)
    ordinal = fields.IntField()
    is_active = fields.BooleanField(default=True)

    class Meta:
        table = "dictionary_value"
