"""Reading a declared field back: its Python type, the kind of its value, its SQL."""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Union, get_args, get_origin
from uuid import UUID

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from compiler.catalogue import Kind
from schema.declare import METADATA, Declaration, FieldOf
from schema.enums import is_enumeration

KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    UUID: Kind.UUID,
    int: Kind.INT,
    bool: Kind.BOOLEAN,
    Decimal: Kind.DECIMAL,
    dt.date: Kind.DATE,
    dt.datetime: Kind.MOMENT,
}


@dataclass(frozen=True, slots=True)
class Bare:
    """A field's type without null, list and connection around it."""

    python: type
    nullable: bool
    is_list: bool

    @property
    def kind(self) -> Kind:
        """The kind of a scalar, or of a list of them."""
        if self.is_list:
            return Kind.LIST
        return Kind.CODE if is_enumeration(self.python) else KINDS[self.python]


def declaration_of(field: StrawberryField) -> Declaration | None:
    """Give what the field declares; the interface's id declares nothing."""
    found = field.metadata.get(METADATA)
    return found if isinstance(found, Declaration) else None


def bare(field: StrawberryField) -> Bare:
    """Take a field's annotation apart."""
    assert field.type_annotation is not None
    kind = field.type_annotation.evaluate()
    nullable = False
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
        nullable = True
    is_list = get_origin(kind) is list
    while get_args(kind):
        kind = get_args(kind)[0]
    kind = getattr(kind, "__supertype__", kind)  # an ID is a text
    assert isinstance(kind, type)
    return Bare(kind, nullable, is_list)


def name_of(field: StrawberryField) -> str:
    """Give the field's name in the graph."""
    return to_camel_case(field.python_name)


def sql_of(field: StrawberryField, declared: FieldOf) -> str:
    """Give the SQL of a scalar: its own, or the column of its name."""
    return declared.sql or f"{{row}}.{field.python_name}"
