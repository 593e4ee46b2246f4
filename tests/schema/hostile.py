"""Requests that nobody sends by mistake, each with the code by which it is refused."""

import base64
from dataclasses import dataclass
from typing import Any

from schema.execution import Request

NODES = "{{ facilities {{ nodes {{ {} }} }} }}"
TEN = "id nameShort nameFull status edrpou kindCode website version createdAt updatedAt "
FACILITY = "RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
TOO_COMPLEX, INVALID, UNPARSED = "QUERY_TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A request, and the code of its refusal."""

    name: str
    code: str
    query: str
    variables: dict[str, Any] | None = None
    operation: str | None = None

    @property
    def request(self) -> Request:
        return Request(self.query, self.operation, self.variables)


def _fragments(count: int, body: str, last: str = "id") -> str:
    """Write fragments on a facility, each of which spreads the next."""
    first = " ".join(f"fragment F{n} on Facility {{ {body.format(n + 1)} }}" for n in range(count))
    return f"{NODES.format('...F0')} {first} fragment F{count} on Facility {{ {last} }}"


def _spread(count: int, body: str) -> str:
    """Spread fragments of the same body side by side."""
    spreads = " ".join(f"...F{n}" for n in range(count))
    return NODES.format(spreads) + "".join(f" fragment F{n} on Facility {{ {body} }}" for n in range(count))


def _nested(depth: int, opening: str, inner: str, closing: str) -> str:
    return opening * depth + inner + closing * depth


def _deep(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"not": value}
    return value


def _cursor(*values: object) -> str:
    text = str(list(values)).replace("'", '"').replace("None", "null").replace("True", "true")
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


DOCUMENTS = (
    Hostile("10,000 aliases", TOO_COMPLEX, NODES.format(" ".join(f"a{n}: id" for n in range(10_000)))),
    Hostile("10,000 short aliases", TOO_COMPLEX, NODES.format("a:id " * 10_000)),
    Hostile("400 aliases", TOO_COMPLEX, NODES.format(" ".join(f"a{n}: id" for n in range(400)))),
    Hostile("an alias of 64 bytes", TOO_COMPLEX, f"{{ {'a' * 64}: facilities {{ totalCount }} }}"),
    Hostile("a fragment of itself", INVALID, f"{NODES.format('...A')} fragment A on Facility {{ ...A }}"),
    Hostile(
        "a circle of fragments",
        INVALID,
        f"{NODES.format('...A')} fragment A on Facility {{ ...B }} fragment B on Facility {{ id ...A }}",
    ),
    Hostile(
        "a circle through fields",
        INVALID,
        f"{NODES.format('...A')} fragment A on Facility {{ mergedTo {{ ...A }} mergedTo {{ ...A }} }}",
    ),
    Hostile("30 levels of two spreads", TOO_COMPLEX, _fragments(30, "...F{0} ...F{0}")),
    Hostile(
        "30 levels of two fields",
        TOO_COMPLEX,
        _fragments(30, "a: mergedTo {{ ...F{0} }} b: mergedTo {{ ...F{0} }}"),
    ),
    Hostile(
        "15 levels of two fields",
        TOO_COMPLEX,
        _fragments(15, "a: mergedTo {{ ...F{0} }} b: mergedTo {{ ...F{0} }}"),
    ),
    Hostile("a chain of 120 fragments", TOO_COMPLEX, _fragments(120, "...F{0}")),
    Hostile("a chain of 90 long fragments", TOO_COMPLEX, _fragments(90, TEN + "...F{0}")),
    Hostile("a depth of 100", TOO_COMPLEX, NODES.format(_nested(100, "mergedTo { ", "id", " }"))),
    Hostile("a depth of 400", UNPARSED, NODES.format(_nested(400, "mergedTo { ", "id", " }"))),
    Hostile("a field 1,000 times", TOO_COMPLEX, NODES.format("id " * 1000)),
    Hostile("a field 1,000 times over fragments", TOO_COMPLEX, _spread(10, "id " * 100)),
    Hostile("ten fields 100 times over fragments", TOO_COMPLEX, _spread(90, TEN)),
    Hostile(
        "a field 1,000 times over inline fragments",
        TOO_COMPLEX,
        NODES.format(f"... {{ {'id ' * 100} }} " * 10),
    ),
    Hostile(
        "an object 100 times with ten fields",
        TOO_COMPLEX,
        NODES.format(f"mergedTo {{ {'id ' * 10} }} " * 100),
    ),
    Hostile(
        "lists in lists", UNPARSED, f"{{ facilities(filter: {_nested(900, '[', '', ']')}) {{ totalCount }} }}"
    ),
    Hostile(
        "filters in filters",
        UNPARSED,
        f"{{ facilities(filter: {_nested(900, '{not: ', '{}', '}')}) {{ totalCount }} }}",
    ),
    Hostile("100 operations", TOO_COMPLEX, " ".join(f"query Q{n} {{ __typename }}" for n in range(100))),
    Hostile(
        "300 variables", INVALID, f"query ({' '.join(f'$v{n}: Int' for n in range(300))}) {{ __typename }}"
    ),
    Hostile("140 misspelt fields", INVALID, NODES.format(" ".join(f"nameShor{n}" for n in range(140)))),
    Hostile("99 directives", INVALID, NODES.format("id" + " @include(if: true)" * 99)),
    Hostile(
        "the schema 100 times",
        TOO_COMPLEX,
        f"{{ {' '.join(f'a{n}: __schema {{ types {{ name }} }}' for n in range(100))} }}",
    ),
    Hostile(
        "the fields of types 100 times",
        TOO_COMPLEX,
        f"{{ __schema {{ types {{ {' '.join(f'a{n}: fields {{ name }}' for n in range(100))} }} }} }}",
    ),
    Hostile(
        "a million rows",
        TOO_COMPLEX,
        "{ facilities(first: 1000) { nodes { employees(first: 1000) { nodes { id } } } } }",
    ),
    Hostile("nothing", UNPARSED, ""),
    Hostile("a NUL", UNPARSED, "{ facilities\x00 }"),
    Hostile("half a surrogate pair", UNPARSED, "{ \ud800 }"),
    Hostile("half a surrogate pair in a string", UNPARSED, '{ facility(edrpou: "\ud800") { id } }'),
    Hostile(
        "an escaped NUL",
        "BAD_REQUEST",
        r'{ employees(filter: {lastName: {equal: "\u0000"}}) { totalCount } }',
    ),
    Hostile(
        "an escaped NUL in a list",
        "BAD_REQUEST",
        r'{ employees(filter: {lastName: {in: ["a", "b\u0000"]}}) { totalCount } }',
    ),
    Hostile("an escaped NUL in an id", "BAD_ID", r'{ node(id: "\u0000") { id } }'),
    Hostile(
        "an escaped half of a pair",
        UNPARSED,
        r'{ employees(filter: {lastName: {equal: "\ud800"}}) { totalCount } }',
    ),
    Hostile("no such operation", INVALID, "{ __typename }", None, "Q" * 100_000),
    Hostile("an operation's name of a NUL", "BAD_REQUEST", "{ __typename }", None, "\x00"),
    Hostile("an operation's name of a surrogate", "BAD_REQUEST", "{ __typename }", None, "\ud800"),
    Hostile("a mutation", INVALID, "mutation { __typename }"),
    Hostile("a type", INVALID, "type A { b: Int }"),
)


def _asks(kind: str, use: str) -> str:
    return f"query ($v: {kind}) {{ {use} {{ nodes {{ id }} }} }}"


SIZE = _asks("Int", "facilities(first: $v)")
IN = _asks("[String!]", "employees(filter: {lastName: {in: $v}})")
OR = _asks("[EmployeeFilter!]", "employees(filter: {or: $v})")
WHOLE = _asks("EmployeeFilter", "employees(filter: $v)")
EQUAL = _asks("String", "employees(filter: {lastName: {equal: $v}})")
BEGINS = _asks("String", "employees(filter: {lastName: {startsWith: $v}})")
SEARCH = _asks("String", "employees(filter: {fullName: {search: $v}})")
ORDER = _asks("[EmployeeOrder!]", "employees(orderBy: $v)")
DECIMAL = _asks("Decimal", "positions(filter: {headcount: {from: $v}})")
DATE = _asks("Date", "departments(filter: {openedOn: {from: $v}})")
MOMENT = _asks("DateTime", "departments(filter: {createdAt: {from: $v}})")
ID = "query ($v: ID!) { facility(id: $v) { nameShort } }"
NODE = "query ($v: ID!) { node(id: $v) { id } }"
IDS = "query ($v: [ID!]!) { nodes(ids: $v) { id } }"
FILTER_ID = _asks("ID", "departments(filter: {facility: {equal: $v}})")


def shown(value: object) -> str:
    """Give a short name of a value."""
    if isinstance(value, dict | list):
        return f"{type(value).__name__} of {len(value)}"
    return "many digits" if isinstance(value, int) and abs(value) >= 2**64 else ascii(value)[:40]


Given = tuple[str, str, str, tuple[Any, ...]]
"""What the variable is, the code of the refusal, the document, and the values that are refused."""

GIVEN: tuple[Given, ...] = (
    ("page size", "PAGE_SIZE", SIZE, (-1, 1001, 2**31 - 1, -(2**31))),
    ("page size", INVALID, SIZE, (2**31, 2**62, 1.5, 1e300, "1", True, [], {}, "9" * 5000)),
    ("page size", "BAD_REQUEST", SIZE, (2**64, 10**6000)),
    ("list", TOO_COMPLEX, IN, (["x"] * 100_000, ["x" * 1000] * 100)),
    ("filters", TOO_COMPLEX, OR, ([{}] * 2000, [{"lastName": {"equal": "x"}}] * 10_000, [_deep(40)])),
    ("filter", TOO_COMPLEX, WHOLE, (_deep(40), _deep(10_000))),
    ("filter", INVALID, WHOLE, ([], 5, "x", {"lastNam": {}}, {f"k{n}": 1 for n in range(2000)})),
    ("order", TOO_COMPLEX, ORDER, (["LAST_NAME_ASC"] * 9, ["LAST_NAME_ASC"] * 10_000)),
    ("order", INVALID, ORDER, (["NONE_ASC"], [None], [{}], [[]], 5, "x" * 60_000)),
    ("text", "BAD_REQUEST", EQUAL, ("a\x00b", "\ud800", "\udc00x")),
    ("text", TOO_COMPLEX, EQUAL, ("x" * 1_000_000,)),
    ("text", INVALID, EQUAL, (5, True, ["x"] * 2000, _deep(20))),
    ("prefix", "BAD_REQUEST", BEGINS, ("a\x00b", "\ud800")),
    ("search", "BAD_REQUEST", SEARCH, ("a\x00b", "\ud800")),
    ("search", TOO_COMPLEX, SEARCH, ("а " * 11, "а б " * 200_000)),
    ("texts", "BAD_REQUEST", IN, (["a\x00b"], ["x", "\ud800"])),
    ("decimal", INVALID, DECIMAL, ("NaN", "sNaN", "Infinity", "-Infinity", "1e31", "1e-40", "1" * 65)),
    ("decimal", INVALID, DECIMAL, ("x", "", "1_0", " 1", "١", "0x1", 1.5, float("nan"), float("inf"))),
    ("date", INVALID, DATE, ("2026-02-30", "0000-01-01", "10000-01-01", "2026-W01-1", "20260105", "")),
    ("date", INVALID, DATE, (5, [], {}, "２０２６-01-05")),
    ("moment", INVALID, MOMENT, ("2026-01-05T00:00:00", "2026-01-05", "24:00", "", 0)),
    ("moment", INVALID, MOMENT, ("0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00")),
    ("id", "BAD_ID", ID, ("", "x", "Facility:1", FACILITY[:-1], FACILITY.lower())),
    ("id", "BAD_ID", ID, (FACILITY[:-1] + "!", "А" * 50, "x" * 60_000, 5, -1)),
    ("id", "BAD_REQUEST", ID, ("a\x00b", "\ud800")),
    ("id", INVALID, ID, (None, True, 1.5, [], {})),
    ("node", "BAD_ID", NODE, ("", "x", FACILITY[:-1])),
    ("ids", "BAD_ID", IDS, ([FACILITY, "x"],)),
    ("ids", "PAGE_SIZE", IDS, ([FACILITY] * 1001,)),
    ("ids", INVALID, IDS, ([None], None, [[]])),
    ("id in a filter", "BAD_ID", FILTER_ID, ("", "x", FACILITY[:-1])),
)

VARIABLES = tuple(
    Hostile(f"{name}: {shown(value)}", code, query, {"v": value})
    for name, code, query, values in GIVEN
    for value in values
)
