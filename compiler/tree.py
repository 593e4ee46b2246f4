"""A decided operation: what each response key holds, over which rows, under which conditions.

The planner makes these values and the statement printer reads them; neither kind of node holds SQL with a
value in it. Templates follow `compiler/catalogue.py`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from compiler.catalogue import Kind
from permissions.access import Access

Variables = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Call:
    """What an execution brings to a plan: coerced variables, moment of arrival, date in Kyiv, rights.

    A signed act brings its `outcome` too: the ids of the entities that its payload shows, and `replayed`. The
    request's own id is for the log of access.
    """

    variables: Variables
    now: dt.datetime
    today: dt.date
    access: Access
    outcome: Mapping[str, object] = field(default_factory=dict)
    request_id: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A `$n` of the statement: how its value is found, and its PostgreSQL type; one object is one `$n`."""

    get: Callable[[Call], object]
    type: str


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: `sql` over `{row}`, with `{0}`, `{1}` … for its parameters."""

    sql: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the conditions holds; true when there is none."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds; false when there is none."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold, or is unknown."""

    condition: "Condition"


Condition = Test | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Literal:
    """Finished JSON, known from the document alone."""

    json: str


@dataclass(frozen=True, slots=True)
class Certain:
    """JSON that is known from the caller's rights, and holds while they do: the statement sees to that."""

    json: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of the row."""

    sql: str
    kind: Kind
    nullable: bool


@dataclass(frozen=True, slots=True)
class GlobalId:
    """The global id of the row, of the named entity."""

    entity: str


@dataclass(frozen=True, slots=True)
class Gated:
    """A value that is shown where the condition `gate` holds, and what stands in its place elsewhere."""

    gate: str
    value: "Value"
    otherwise: "Value" = Literal("null")


Gates = tuple[tuple[str, bool], ...]
"""Conditions, each with whether it holds."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The list of the names for which all gates are as said."""

    names: tuple[tuple[str, Gates], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A response key and its value."""

    key: str
    value: "Value"


@dataclass(frozen=True, slots=True)
class Object:
    """An object made of the row at hand, or of `row`, a value in it; null unless `present` holds."""

    members: tuple[Member, ...]
    row: str = "{row}"
    present: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a table that hang on the parent row by `on`; both may name arguments that are `given`."""

    table: str
    on: str | None
    where: Condition = All(())
    given: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose data a place of the operation shows where its gate holds; both are SQL over the row at hand."""

    place: int
    person: str
    facility: str
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """An object whose showing is told to whom it is about."""

    value: "Row"
    mark: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """The object of the first row of a source, or null."""

    source: Source
    object: Object
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The objects of all rows of a source, which its table keeps few."""

    source: Source
    object: Object
    order: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """One key of an order; its name tells it apart in cursors."""

    name: str
    sql: str
    kind: Kind
    nullable: bool
    descending: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The part of an ordered source that a page shows."""

    order: tuple[Ordering, ...]
    digest: str
    size: Parameter
    backward: bool
    bounds: tuple[Condition, ...]
    has_before: bool
    has_after: bool


@dataclass(frozen=True, slots=True)
class Nodes:
    """The `nodes` of a connection."""

    object: Object


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cursor of the row at hand."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The `edges` of a connection: members whose values are the node, the cursor or literals."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class TotalCount:
    """How many rows the source has, whatever the page."""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """The `pageInfo` of a connection: response keys with the field each of them asks for."""

    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A connection; `mark` is for rows that were chosen or ordered by what is told to whom it is about."""

    source: Source
    window: Window
    members: tuple[Member, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One object of the entity that `type` names at run time, by the key in each alternative; or null."""

    type: Parameter
    alternatives: tuple[tuple[str, Row], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """For each pair of a type's name and an id, the object or null, in the order given."""

    types: Parameter
    ids: Parameter
    alternatives: tuple[tuple[str, Row], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Whether the source of the entity that `type` names at run time has a row."""

    type: Parameter
    alternatives: tuple[tuple[str, Source], ...]


Value = (
    Literal
    | Certain
    | Gated
    | Marked
    | Redacted
    | Found
    | Leaf
    | GlobalId
    | Object
    | Row
    | Rows
    | Page
    | Nodes
    | Edges
    | Cursor
    | TotalCount
    | PageInfo
    | Choice
    | Choices
)
