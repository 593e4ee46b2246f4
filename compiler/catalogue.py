"""What the compiler knows of the graph: plain values that `schema/` freezes once at the start.

SQL here is a template over `{row}`, the expression of the row at hand, and, in a join, `{parent}`, the row
that the field hangs on; other names in braces are bound values of the call (`compiler/ambient.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from permissions.permission import Permission


class Kind(StrEnum):
    """The type of a scalar, which decides how it is printed, bound and compared."""

    TEXT = "text"
    CODE = "code"
    UUID = "uuid"
    LIST = "list"
    INT = "int"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"

    @property
    def sql(self) -> str:
        """The PostgreSQL type of a parameter of this kind."""
        return _SQL_TYPES[self]


_SQL_TYPES = {
    Kind.TEXT: "text",
    Kind.CODE: "text",
    Kind.UUID: "uuid",
    Kind.LIST: "text",
    Kind.INT: "int4",
    Kind.DECIMAL: "numeric",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamptz",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value of the row; `mask` is what is shown to those who may only peek."""

    permissions: tuple[Permission, ...]
    sql: str
    kind: Kind
    nullable: bool
    mask: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The global id of the row."""


@dataclass(frozen=True, slots=True)
class Redactions:
    """The names of the selected fields that are hidden in this row."""


@dataclass(frozen=True, slots=True)
class Can:
    """Whether the caller holds the permission given as an argument, anywhere or over a given object."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a document given as an argument would be refused for."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object made of the row itself, or of a value in it; null unless `present` holds.

    Who holds only `peek` sees the masks of its fields.
    """

    permission: Permission | None
    type: str
    row: str = "{row}"
    present: str | None = None
    peek: Permission | None = None


# A relation is contained when constraints of the database keep both rows in one facility: rights over the
# whole facility, once seen to hold for the one row, then hold for the other.


@dataclass(frozen=True, slots=True)
class One:
    """One object of another table, or null."""

    permission: Permission | None
    type: str
    table: str
    on: str
    peek: Permission | None = None
    contained: bool = False
    arguments: tuple["Argument", ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """A short list, whole: its table keeps it at about `rows`."""

    permission: Permission | None
    type: str
    table: str
    on: str
    order: str
    rows: int
    contained: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """A connection to rows of an entity; without `on`, to all of them.

    Without a permission its rows are the caller's own, which need none. `through` are permissions over the
    row that it hangs on, besides: for what lies on the way to the rows. A broad one is no question of one
    index, and counts as reading a table.
    """

    permission: Permission | None
    entity: str
    on: str | None = None
    contained: bool = False
    arguments: tuple["Argument", ...] = ()
    through: tuple[Permission, ...] = ()
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument whose value is named in SQL as `{its name}`; an id gives `{its name.type}` too."""

    name: str
    kind: Kind = Kind.TEXT
    is_id: bool = False
    is_permission: bool = False
    required: bool = False


Field = Scalar | Identity | Redactions | Can | Check | Part | One | Several | Pages


@dataclass(frozen=True, slots=True)
class OrderKey:
    """Something rows can be ordered by; `sql` gives the value that is compared and kept in cursors.

    `tells` names the field that it tells of.
    """

    permissions: tuple[Permission, ...]
    sql: str
    kind: Kind
    nullable: bool
    tells: str = ""


@dataclass(frozen=True, slots=True)
class FilterKey:
    """Something rows can be filtered by.

    `entity` names what an id belongs to, `search` is the search key that words are looked for in, `begins` a
    search key that begins as the value does, and `within` the condition that the row lies below the
    department of parameter `{0}`. `among` is the source of the value, `FROM … WHERE …`, where it lies in
    another table, and `tells` names the field that it tells of.
    """

    permissions: tuple[Permission, ...]
    sql: str
    kind: Kind
    entity: str | None = None
    search: str | None = None
    begins: str | None = None
    within: str | None = None
    among: str | None = None
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Footing:
    """Where a row stands, for regions: its facility, its department's path, and whose own it is.

    A type without a path of its own gives `below`: the condition that a row of the table `of`, whose
    department lies in the region, leads to it by `key`. `person` is whose it is, `own` the condition that it
    is the caller's own. `everyones` holds for rows that all holders of a permission see.
    """

    facility: str = "{row}.facility_id"
    path: str | None = "{row}.path"
    below: "Below | None" = None
    person: str | None = None
    own: str | None = None
    everyones: str | None = None


@dataclass(frozen=True, slots=True)
class Below:
    """The table through which rows belong to departments, its column that names the row, which rows count."""

    table: str
    key: str
    where: str


@dataclass(frozen=True)
class Type:
    """An object type: its fields, and for an entity its table and what may be filtered and ordered.

    The rows of a record are listed like an entity's, but have no global id.
    """

    name: str
    fields: Mapping[str, Field]
    table: str | None = None
    base: Permission | None = None
    footing: Footing | None = None
    filters: Mapping[str, FilterKey] | None = None
    orders: Mapping[str, OrderKey] | None = None
    is_record: bool = False

    @cached_property
    def is_entity(self) -> bool:
        """Tell whether rows of this type have a global id."""
        return self.table is not None and not self.is_record


@dataclass(frozen=True)
class Catalogue:
    """All object types by name, entities first, the fields of the root, and the acts."""

    types: Mapping[str, Type]
    roots: Mapping[str, "Root"]
    acts: Mapping[str, "Performed"] = field(default_factory=dict)

    @cached_property
    def entities(self) -> tuple[Type, ...]:
        """The types whose rows have a global id."""
        return tuple(each for each in self.types.values() if each.is_entity)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A root field that finds one row by one of its arguments, each named as its column."""

    permission: Permission
    type: str
    table: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class AnyNode:
    """A root field that finds objects of any entity by global ids; `many` takes a list."""

    many: bool


@dataclass(frozen=True, slots=True)
class Caller:
    """A root field about whoever asks."""

    type: str


@dataclass(frozen=True, slots=True)
class Preparing:
    """A root field that prepares acts for their signatures; what it answers is found elsewhere."""

    type: str


@dataclass(frozen=True, slots=True)
class Performed:
    """An act: the permission that it needs, and the type of its payload."""

    permission: Permission
    type: str


Root = Keyed | AnyNode | Caller | Preparing | Pages | Several | One
