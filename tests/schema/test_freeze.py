"""The start is refused when a declaration does not hold: no permission, no column, other types or nulls."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import strawberry

import models
from compiler.catalogue import Keyed, Kind, One, Pages, Part, Scalar, Several
from errors import StartRefused
from permissions.catalogue import FACILITY, WORKPLACE
from schema.declare import (
    Node,
    connection,
    entity,
    field,
    lookup,
    one,
    part,
    reference,
    several,
    values,
)
from schema.enums import InventoryStatus, PositionStatus, WorkplaceStatus
from schema.equipment import Equipment
from schema.freeze import freeze
from schema.relay import Connection

READ, INVENTORY = WORKPLACE.read, WORKPLACE.inventory


@values("Частина")
class Piece:
    name: str = field(None, "Назва", sql="{row}.name")


def declared(annotation: Any, declaration: Any, name: str = "name") -> type:
    """Declare an entity over workplaces with one field of its own."""
    body = {"__annotations__": {name: annotation}, name: declaration, "__doc__": "A place."}
    return entity(models.Workplace, READ, "Місце")(type("Place", (Node,), body))


def frozen(annotation: Any, declaration: Any, name: str = "name") -> Any:
    """Freeze an entity with one field of its own; give what the compiler knows of the field."""
    place = declared(annotation, declaration, name)
    body = {"__annotations__": {"places": Connection[place]}, "places": connection(READ, "Місця")}  # type: ignore[valid-type]
    query = strawberry.type(type("Query", (), body))
    found = freeze([place], [Piece], query, {})
    assert found.roots["places"] == Pages(READ, "Place")
    first, *rest = name.split("_")
    return found.types["Place"].fields["".join([first, *map(str.capitalize, rest)])]


def test_a_column_of_the_same_type_and_null_is_read() -> None:
    assert frozen(str, field(READ, "Назва")) == Scalar((READ,), "{row}.name", Kind.TEXT, nullable=False)
    assert frozen(str | None, field(READ, "Поверх"), "floor") == Scalar(
        (READ,), "{row}.floor", Kind.TEXT, nullable=True
    )
    assert frozen(WorkplaceStatus, field(READ, "Стан"), "status").kind is Kind.CODE


def test_what_another_permission_guards_may_be_null() -> None:
    kind = InventoryStatus | None
    assert frozen(kind, field(INVENTORY, "Номер"), "inventory_status").nullable


@pytest.mark.parametrize(
    ("annotation", "declaration", "name", "reason"),
    [
        (str, strawberry.field(description="Назва"), "name", "Place.name declares no permission"),
        (str, field(None, "Назва"), "name", "Place.name declares no permission"),
        (str, field(None, "Назва", sql="{row}.name"), "label", "Place.label declares no permission"),
        (Piece, part(None, "Частина"), "piece", "Place.piece declares no permission"),
        (list[Piece], several(None, "Частини", table="t"), "pieces", "Place.pieces declares no permission"),
        (str, field(READ, "Назва"), "room", "Place.room has no column of its name"),
        (str, field(READ, "Номер"), "roomNumber", "Place.roomNumber has no column of its name"),
        (int, field(READ, "Назва"), "name", "Place.name is int, its column is CharField"),
        (Decimal, field(READ, "Назва"), "name", "Place.name is decimal, its column is CharField"),
        (dt.date, field(READ, "Назва"), "name", "Place.name is date, its column is CharField"),
        (bool, field(READ, "Назва"), "name", "Place.name is boolean, its column is CharField"),
        (str, field(READ, "Стан"), "status", "Place.status and its column disagree about the enumeration"),
        (PositionStatus, field(READ, "Стан"), "status", "Place.status and its column disagree about the"),
        (WorkplaceStatus, field(READ, "Назва"), "name", "Place.name and its column disagree about the"),
        (str | None, field(READ, "Назва"), "name", "Place.name and its column disagree about null"),
        (str, field(READ, "Поверх"), "floor", "Place.floor and its column disagree about null"),
        (str, field(INVENTORY, "Номер"), "name", "Place.name must be nullable"),
        (str, field(INVENTORY, "Номер", sql="'x'"), "label", "Place.label must be nullable"),
        (str, field(READ, "Скільки", sql="'x'", reads=(INVENTORY,)), "label", "Place.label must be nullable"),
        (Equipment, one(READ, "Що стоїть", on="true"), "piece", "Place.piece must be nullable: its row"),
        (Piece, part(INVENTORY, "Частина"), "piece", "Place.piece must be nullable"),
        (Piece, one(INVENTORY, "Частина", on="true", table="t"), "piece", "Place.piece must be nullable"),
        (list[Piece], several(INVENTORY, "Частини", table="t"), "pieces", "Place.pieces must be nullable"),
        (float, field(READ, "Вага", sql="1.5"), "weight", "Place.weight has a type that is not read"),
        (Piece | None, lookup(READ, "Частина"), "piece", "Place.piece may only stand at the root"),
    ],
)
def test_the_start_is_refused(annotation: Any, declaration: Any, name: str, reason: str) -> None:
    with pytest.raises(StartRefused, match=reason):
        frozen(annotation, declaration, name)


def test_an_undeclared_type_is_refused() -> None:
    with pytest.raises(StartRefused, match="type Bare is not declared"):
        freeze([strawberry.type(type("Bare", (), {"__annotations__": {}}))], [], Piece, {})


def test_a_root_field_that_nothing_answers_is_refused() -> None:
    place = declared(str, field(READ, "Назва"))
    body = {"__annotations__": {"name": str}, "name": field(READ, "Назва")}
    with pytest.raises(StartRefused, match=r"Query\.name declares nothing that the root can answer"):
        freeze([place], [], strawberry.type(type("Query", (), body)), {})


def test_relations_name_the_table_of_what_they_lead_to() -> None:
    assert frozen(Piece | None, part(INVENTORY, "Частина", row="{row}.piece"), "piece") == Part(
        INVENTORY, "Piece", "{row}.piece"
    )
    assert frozen(list[Piece], several(READ, "Частини", on="x", table="t", order="y"), "pieces") == Several(
        READ, "Piece", "t", "x", "y", 1
    )
    place = declared(str, field(READ, "Назва"))
    found = frozen(place | None, reference(READ, "Місце", via="place_id"), "place")
    assert found == One(READ, "Place", "workplace", "{row}.id = {parent}.place_id")


def test_a_lookup_finds_a_row_of_the_type_s_table() -> None:
    place = declared(str, field(READ, "Назва"))
    body = {"__annotations__": {"place": place | None}, "place": lookup(FACILITY.public, "Місце", order="o")}
    found = freeze([place], [], strawberry.type(type("Query", (), body)), {})
    assert found.roots["place"] == Keyed(FACILITY.public, "Place", "workplace", "o")
