"""Declaring the graph: what a field is, which permission guards it, and where its value lies.

An entity of the graph is an ordinary Strawberry type whose annotated fields are made by the functions here.
`{row}` in SQL is the row of the type, `{parent}` in a join the row that the field hangs on. Declarations are
values in the fields' metadata; `schema/freeze.py` turns them into the compiler's catalogue.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from tortoise.models import Model

from compiler.catalogue import Argument, Can, Check, Footing
from permissions.permission import Permission
from schema.relay import Node

METADATA = "zaklad"
"""The key under which a field's metadata holds its declaration."""

SEARCH_KEY = "{row}.search_key"
"""The stored folded text of a row, which an index of trigrams serves."""

_OF = "(SELECT w.{} FROM department w WHERE w.id = {{0}})"
_FACILITY, _PATH = _OF.format("facility_id"), _OF.format("path")


def below(row: str) -> str:
    """Give the condition that the row's department is the one of parameter `{0}` or lies below it.

    A range of paths in one facility, so that an index serves it.
    """
    return f"({row}.facility_id = {_FACILITY} AND {row}.path >= {_PATH} AND {row}.path < {_PATH} || '~')"


PERMISSION = Argument("permission", is_permission=True, required=True)
ON = Argument("on", is_id=True)

IN_DEPARTMENT = Footing()
"""The rows hold the facility's id and a copy of the department's path."""

T = TypeVar("T")

Constraints = tuple[str, ...]
"""Constraints of the database that keep both ends of a relation in one facility."""


class Mask(StrEnum):
    """What is shown of a value to those who may only peek; the number of marks says nothing of its length."""

    LAST3 = "LAST3"
    EMAIL = "EMAIL"

    def over(self, sql: str) -> str:
        """Give the SQL of the masked value."""
        if self is Mask.LAST3:
            return f"('•••••••' || CASE WHEN length({sql}) > 7 THEN right({sql}, 3) ELSE '' END)"
        return f"(left({sql}, 1) || '•••••@•••••')"


@dataclass(frozen=True, slots=True)
class Binding:
    """What a Strawberry type stands for: its model, the permission of its base row, a filter of its own.

    A record has a `table` of its own, in SQL.
    """

    model: type[Model] | None
    base: Permission | None
    within: tuple[tuple[Permission, ...], str] | None = None
    footing: Footing | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A scalar: a column of the model, or `sql` over the row."""

    permission: Permission | None
    sql: str | None = None
    filter: bool = False
    order: bool | str = False
    search: str | None = None
    begins: str | None = None
    reads: tuple[Permission, ...] = ()
    mask: Mask | None = None

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Everything that reading the value needs; nothing of its own in a part, whose holder is guarded."""
        return self.reads if self.permission is None else (self.permission, *self.reads)


@dataclass(frozen=True, slots=True)
class PartOf:
    """An object made of the row itself, or of the value `row` in it."""

    permission: Permission | None
    row: str
    present: str | None
    peek: Permission | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Fields of an object, by Python names, by which the rows that it hangs on are filtered or ordered."""

    filters: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One object of another table; rows may be filtered by its `column`, and by the subtree of `within`.

    They may be filtered and ordered by fields of the object as `narrowing` says.
    """

    permission: Permission | None
    table: str | None
    on: str
    column: str | None = None
    filter: bool = False
    within: str | None = None
    peek: Permission | None = None
    contained: Constraints = ()
    arguments: tuple[Argument, ...] = ()
    narrowing: Narrowing = Narrowing()


@dataclass(frozen=True, slots=True)
class SeveralOf:
    """A short list that its table bounds."""

    permission: Permission | None
    table: str | None
    on: str
    order: str
    rows: int
    contained: Constraints = ()


@dataclass(frozen=True, slots=True)
class PagesOf:
    """A connection; `through` guards what lies on the way to its rows.

    Without a permission its rows are the caller's own, and whatever is held, they are shown.
    """

    permission: Permission | None
    on: str | None
    contained: Constraints = ()
    arguments: tuple[Argument, ...] = ()
    through: tuple[Permission, ...] = ()
    broad: bool = False


@dataclass(frozen=True, slots=True)
class LookupOf:
    """A root field that finds one row by one of its arguments, each named as its column."""

    permission: Permission
    keys: tuple[str, ...]
    order: str | None


@dataclass(frozen=True, slots=True)
class NodeOf:
    """A root field that finds objects of any entity."""

    many: bool


@dataclass(frozen=True, slots=True)
class CallerOf:
    """The root field about whoever asks."""


@dataclass(frozen=True, slots=True)
class PreparationOf:
    """The root field that prepares acts for their signatures."""


@dataclass(frozen=True, slots=True)
class ApartOf:
    """A root field that is answered apart from statements, and alone in its document."""

    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class QuestionOf:
    """A question about the caller's rights."""

    kind: type[Can | Check]
    arguments: tuple[Argument, ...]


Declaration = (
    FieldOf
    | PartOf
    | OneOf
    | SeveralOf
    | PagesOf
    | LookupOf
    | NodeOf
    | CallerOf
    | PreparationOf
    | ApartOf
    | QuestionOf
)


# Strawberry's own `field` gives Any, so that a class may annotate what it assigns: these do the same.
def _declared(declaration: Declaration, description: str) -> Any:
    return strawberry.field(description=description, metadata={METADATA: declaration})


def field(
    permission: Permission | None,
    description: str,
    *,
    sql: str | None = None,
    filter: bool = False,  # noqa: A002  # the word that clients use
    order: bool | str = False,
    search: str | None = None,
    begins: str | None = None,
    reads: tuple[Permission, ...] = (),
    mask: Mask | None = None,
) -> Any:
    """Declare a scalar: the column of its name, or `sql`, whose other permissions are `reads`.

    Text is ordered by the alphabet unless `order` is SQL. `search` is the search key whose words are looked
    for, `begins` one that begins as the value does. `mask` is what the group's peek shows.
    """
    return _declared(FieldOf(permission, sql, filter, order, search, begins, reads, mask), description)


def part(
    permission: Permission | None,
    description: str,
    *,
    row: str = "{row}",
    present: str | None = None,
    peek: Permission | None = None,
) -> Any:
    """Declare an object whose fields lie in the same row, or in the jsonb value `row`."""
    return _declared(PartOf(permission, row, present, peek), description)


def reference(
    permission: Permission,
    description: str,
    *,
    via: str,
    filter: bool = False,  # noqa: A002
    within: str | None = None,
    contained: Constraints = (),
) -> Any:
    """Declare the object that the foreign key column `via` names; `within` is the condition of a subtree."""
    on = f"{{row}}.id = {{parent}}.{via}"
    return _declared(OneOf(permission, None, on, via, filter, within, contained=contained), description)


def one(
    permission: Permission | None,
    description: str,
    *,
    on: str = "",
    table: str | None = None,
    peek: Permission | None = None,
    contained: Constraints = (),
    arguments: tuple[Argument, ...] = (),
    narrowing: Narrowing = Narrowing(),
) -> Any:
    """Declare one object, or null, found by the join `on`; `table` only where the type is no entity."""
    declared = OneOf(
        permission, table, on, peek=peek, contained=contained, arguments=arguments, narrowing=narrowing
    )
    return _declared(declared, description)


def several(
    permission: Permission | None,
    description: str,
    *,
    on: str = "",
    table: str | None = None,
    order: str = "{row}.id",
    rows: int = 1,
    contained: Constraints = (),
) -> Any:
    """Declare a whole list, which its table keeps short: at about `rows`, which the cost counts."""
    return _declared(SeveralOf(permission, table, on, order, rows, contained), description)


def items(permission: Permission | None, description: str, *, column: str) -> Any:
    """Declare a list of the objects in a jsonb array of the row; a field of them lies in `{row}.value`."""
    table = f"jsonb_array_elements({{parent}}.{column}) WITH ORDINALITY"
    return several(permission, description, table=table, order="{row}.ordinality")


def connection(
    permission: Permission | None,
    description: str,
    *,
    by: str | None = None,
    on: str | None = None,
    contained: Constraints = (),
    arguments: tuple[Argument, ...] = (),
    through: tuple[Permission, ...] = (),
    broad: bool = False,
) -> Any:
    """Declare a connection: rows whose column `by` holds this row's id, or the join `on`, or all rows.

    `through` are permissions over this row for what the join passes on its way; a broad join counts as
    reading a table.
    """
    on = f"{{row}}.{by} = {{parent}}.id" if by else on
    return _declared(PagesOf(permission, on, contained, arguments, through, broad), description)


def lookup(
    permission: Permission, description: str, *, keys: tuple[str, ...] = ("id",), order: str | None = None
) -> Any:
    """Declare a root field that finds one row by one of `keys`; `order` decides where several match."""
    return _declared(LookupOf(permission, keys, order), description)


def any_node(description: str, *, many: bool) -> Any:
    """Declare a root field that finds objects of any entity by their global ids."""
    return _declared(NodeOf(many), description)


def caller(description: str) -> Any:
    """Declare the root field about whoever asks."""
    return _declared(CallerOf(), description)


def preparation(description: str) -> Any:
    """Declare the root field that prepares acts."""
    return _declared(PreparationOf(), description)


def apart(description: str, *arguments: Argument) -> Any:
    """Declare a root field that is answered apart from statements."""
    return _declared(ApartOf(arguments), description)


def can(description: str) -> Any:
    """Declare the question whether the caller holds a permission."""
    return _declared(QuestionOf(Can, (PERMISSION, ON)), description)


def check(description: str) -> Any:
    """Declare the question what a document would be refused for."""
    return _declared(QuestionOf(Check, (Argument("document", required=True),)), description)


def dictionary_value(permission: Permission | None, description: str, *, dictionary: str, column: str) -> Any:
    """Declare the value of a dictionary whose code lies in `column`."""
    on = f"{{row}}.dictionary = '{dictionary}' AND {{row}}.code = {{parent}}.{column}"
    return one(permission, description, table="dictionary_value", on=on)


def entity(
    model: type[Model],
    base: Permission,
    description: str,
    *,
    within: tuple[tuple[Permission, ...], str] | None = None,
    footing: Footing = IN_DEPARTMENT,
) -> Callable[[type[T]], type[T]]:
    """Make a Strawberry type whose rows have a global id, and give it the fields that every entity has.

    `within` filters by a department's subtree where the type has no field of its department to filter by;
    `footing` tells where a row stands for the regions of rights.
    """

    def declare(cls: type[T]) -> type[T]:
        common: dict[str, tuple[object, Any]] = {
            "database_id": (UUID, field(base, "UUID у базі даних", sql="{row}.id")),
            "version": (int, field(base, "Номер версії; зростає з кожною зміною")),
            "created_at": (dt.datetime, field(base, "Коли створено", filter=True, order=True)),
            "updated_at": (dt.datetime, field(base, "Коли змінено", filter=True, order=True)),
        }
        for name, (kind, declared) in common.items():
            cls.__annotations__[name] = kind
            setattr(cls, name, declared)
        made = strawberry.type(cls, description=description)
        setattr(made, METADATA, Binding(model, base, within, footing))
        return made

    return declare


def record(
    model: type[Model],
    description: str,
    *,
    table: str,
    base: Permission | None = None,
    footing: Footing | None = None,
) -> Callable[[type[T]], type[T]]:
    """Make a Strawberry type for rows that are only listed: without a global id, and never changed.

    `table` is their SQL, with a column `id` of UUIDs in the order in which they are listed. Who sees a row
    sees all of it.
    """

    def declare(cls: type[T]) -> type[T]:
        made = strawberry.type(cls, description=description)
        setattr(made, METADATA, Binding(model, base, footing=footing, table=table))
        return made

    return declare


def values(description: str, model: type[Model] | None = None) -> Callable[[type[T]], type[T]]:
    """Make a Strawberry type for what belongs to an entity and has no id of its own."""

    def declare(cls: type[T]) -> type[T]:
        made = strawberry.type(cls, description=description)
        setattr(made, METADATA, Binding(model, None))
        return made

    return declare


__all__ = [
    "METADATA",
    "ON",
    "PERMISSION",
    "SEARCH_KEY",
    "ApartOf",
    "Argument",
    "Binding",
    "CallerOf",
    "Declaration",
    "FieldOf",
    "Footing",
    "LookupOf",
    "Mask",
    "Narrowing",
    "Node",
    "NodeOf",
    "OneOf",
    "PagesOf",
    "PartOf",
    "PreparationOf",
    "QuestionOf",
    "SeveralOf",
    "any_node",
    "apart",
    "below",
    "caller",
    "can",
    "check",
    "connection",
    "dictionary_value",
    "entity",
    "field",
    "items",
    "lookup",
    "one",
    "part",
    "preparation",
    "record",
    "reference",
    "several",
    "values",
]
