"""Printing a decided operation: one SQL statement that builds the JSON of the answer inside PostgreSQL.

The answer is concatenated text, not json values: in the measured shapes this is the cheapest printer that
PostgreSQL has, response keys may be of any length, and a nested object is copied once. So every expression
here yields JSON text, nulls included: `concat` takes a null for an empty text, which would not be JSON.
Values travel as `$n`; equal trees print the same text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from compiler.ambient import ambient
from compiler.catalogue import Kind
from compiler.tree import (
    All,
    Certain,
    Choice,
    Choices,
    Condition,
    Cursor,
    Edges,
    Found,
    Gated,
    Gates,
    GlobalId,
    Leaf,
    Literal,
    Member,
    Nodes,
    Not,
    Object,
    Ordering,
    Page,
    PageInfo,
    Parameter,
    Redacted,
    Row,
    Rows,
    Source,
    Test,
    TotalCount,
    Value,
    Window,
)

_CONCAT_MAX = 80
"""PostgreSQL passes at most 100 arguments to a function."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, and the parameters in the order of their numbers."""

    text: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class _Sql:
    """An expression among the pieces of an answer; a plain `str` among them is JSON text as it stands."""

    text: str


_Pieces = list["str | _Sql"]
Given = tuple[tuple[str, Parameter], ...]


_NAMED = re.compile(r"\{([a-z][A-Za-z0-9._]*)\}")
_GUARD = "(SELECT sum(epoch)::int8 FROM principal_epoch WHERE principal_id = ANY ({principals})) = {epoch}"


def statement(members: tuple[Member, ...], *, guarded: bool) -> Statement | bytes:
    """Print the statement whose value is the UTF-8 of the `data` object, or give that, if it is known.

    Where rights may change, the value is null once they have: the guard reads the same snapshot.
    """
    printer = _Printer()
    pieces = printer.members(members, "", None)
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(map(str, pieces)).encode()
    text = f"convert_to({_concat(pieces)}, 'UTF8')"
    if guarded:
        text = f"CASE WHEN {printer.filled(_GUARD, '')} THEN {text} END"
    return Statement(f"SELECT {text}", tuple(printer.parameters))


class _Printer:
    def __init__(self) -> None:
        self.parameters: list[Parameter] = []
        self.numbers: dict[Parameter, int] = {}
        self.aliases = 0
        self.flags: dict[str, dict[str, str]] = {}

    # Names and parameters

    def alias(self) -> str:
        self.aliases += 1
        return f"t{self.aliases}"

    def mark(self, parameter: Parameter) -> str:
        number = self.numbers.get(parameter)
        if number is None:
            self.parameters.append(parameter)
            number = self.numbers[parameter] = len(self.parameters)
        return f"${number}::{parameter.type}"

    def filled(self, template: str, row: str, parent: str = "", given: Given = ()) -> str:
        """Put rows, and the marks of what is named in braces, into a template."""
        rows, own = {"row": row, "parent": parent}, dict(given)

        def put(found: re.Match[str]) -> str:
            name = found[1]
            return rows[name] if name in rows else self.mark(own.get(name) or ambient(name))

        return _NAMED.sub(put, template)

    # Gates: a costly one is decided once for a row, beside it

    def gate(self, gate: str, row: str) -> str:
        text = self.filled(gate, row)
        if "SELECT" not in text:
            return text
        flags = self.flags.setdefault(row, {})
        return f"{row}g.{flags.setdefault(text, f'g{len(flags)}')}"

    def beside(self, row: str) -> str:
        """Print what stands beside the rows of an alias: the flags that its values asked for."""
        flags = self.flags.pop(row, None)
        if flags is None:
            return ""
        listed = ", ".join(f"{text} AS {name}" for text, name in flags.items())
        return f" CROSS JOIN LATERAL (SELECT {listed} OFFSET 0) {row}g"

    # Conditions and sources

    def condition(self, condition: Condition, row: str, parent: str = "") -> str:
        if isinstance(condition, Test):
            text = self.filled(condition.sql, row, parent)
            for place, parameter in enumerate(condition.parameters):
                text = text.replace(f"{{{place}}}", self.mark(parameter))
            return text
        if isinstance(condition, Not):
            return f"({self.condition(condition.condition, row, parent)}) IS NOT TRUE"
        parts = [self.condition(part, row, parent) for part in condition.conditions]
        if isinstance(condition, All):
            return " AND ".join(part for part in parts if part != "TRUE") or "TRUE"
        return f"({' OR '.join(f'({part})' for part in parts)})" if parts else "FALSE"

    def matching(self, source: Source, row: str, parent: str, *more: Condition, beside: str = "") -> str:
        """Print `FROM … WHERE …` of a source, with what stands beside its rows."""
        parts = [] if source.on is None else [self.filled(source.on, row, parent, source.given)]
        parts += [self.condition(each, row, parent) for each in (source.where, *more)]
        where = " AND ".join(part for part in parts if part != "TRUE")
        table = self.filled(source.table, row, parent, source.given)
        return f"FROM {table} {row}{beside}" + (f" WHERE {where}" if where else "")

    # Values of a row

    def members(self, members: Iterable[Member], row: str, cursor: str | None) -> _Pieces:
        pieces: _Pieces = ["{"]
        for place, member in enumerate(members):
            pieces.append(f"{',' if place else ''}{_json(member.key)}:")
            pieces += self.value(member.value, row, cursor)
        return [*pieces, "}"]

    def value(self, value: Value, row: str, cursor: str | None = None) -> _Pieces:
        if isinstance(value, Literal):
            return [value.json]
        if isinstance(value, Leaf):
            return _leaf(self.filled(value.sql, row), value)
        if isinstance(value, GlobalId):
            return ['"', _Sql(_global_id(value.entity, row)), '"']
        if isinstance(value, Object):
            return self.object(value, row, cursor)
        if isinstance(value, Redacted):
            return self.redacted(value, row)
        if isinstance(value, Cursor):
            assert cursor is not None
            return ['"', _Sql(cursor), '"']
        return [_Sql(self.selected(value, row))]

    def selected(self, value: Value, row: str) -> str:
        """Print a value that is one expression of its own."""
        if isinstance(value, Certain):
            return _text(value.json)
        if isinstance(value, Gated):
            return self.gated(value, row)
        if isinstance(value, Row):
            return f"coalesce({self.one(value, row)}, 'null')"
        if isinstance(value, Rows):
            return self.rows(value, row)
        if isinstance(value, Page):
            return self.page(value, row)
        if isinstance(value, Choice):
            return self.choice(value)
        if isinstance(value, Found):
            return self.found(value)
        assert isinstance(value, Choices)
        return self.choices(value)

    def object(self, value: Object, row: str, cursor: str | None) -> _Pieces:
        inner = self.members(value.members, self.filled(value.row, row), cursor)
        if value.present is None:
            return inner
        test = self.filled(value.present, row)
        return [_Sql(f"CASE WHEN {test} THEN {_concat(inner)} ELSE 'null' END")]

    def gated(self, value: Gated, row: str) -> str:
        shown, otherwise = (_concat(self.value(each, row)) for each in (value.value, value.otherwise))
        return f"CASE WHEN {self.gate(value.gate, row)} THEN {shown} ELSE {otherwise} END"

    def redacted(self, value: Redacted, row: str) -> _Pieces:
        if not value.names:
            return ["[]"]
        cases = [
            f"CASE WHEN {self.gates(gates, row)} THEN {_text(_json(name))} END"
            if gates
            else _text(_json(name))
            for name, gates in value.names
        ]
        return ["[", _Sql(f"concat_ws(',', {', '.join(cases)})"), "]"]

    def gates(self, gates: Gates, row: str) -> str:
        return " AND ".join(
            f"({self.gate(gate, row)}) IS {'TRUE' if holds else 'NOT TRUE'}" for gate, holds in gates
        )

    def one(self, value: Row, parent: str) -> str:
        row = self.alias()
        inner = _concat(self.object(value.object, row, None))
        rows = self.matching(value.source, row, parent, beside=self.beside(row))
        order = f" ORDER BY {self.filled(value.order, row)} LIMIT 1" if value.order else ""
        return f"(SELECT {inner} {rows}{order})"

    def rows(self, value: Rows, parent: str) -> str:
        row = self.alias()
        inner = _concat(self.object(value.object, row, None))
        rows = self.matching(value.source, row, parent, beside=self.beside(row))
        order = self.filled(value.order, row, parent)
        return f"(SELECT concat('[', string_agg({inner}, ',' ORDER BY {order}), ']') {rows})"

    def choice(self, value: Choice) -> str:
        cases = "".join(
            f" WHEN {_text(name)} THEN {self.one(alternative, '')}"
            for name, alternative in value.alternatives
        )
        return f"coalesce(CASE {self.mark(value.type)}{cases} END, 'null')" if cases else "'null'"

    def found(self, value: Found) -> str:
        cases = "".join(
            f" WHEN {_text(name)} THEN EXISTS (SELECT {self.matching(source, self.alias(), '')})"
            for name, source in value.alternatives
        )
        return f"(CASE {self.mark(value.type)}{cases} ELSE false END)::text" if cases else "'false'"

    def choices(self, value: Choices) -> str:
        given = self.alias()
        cases = "".join(
            f" WHEN {_text(name)} THEN {self.one(alternative, given)}"
            for name, alternative in value.alternatives
        )
        found = f"coalesce(CASE {given}.type{cases} END, 'null')" if cases else "'null'"
        rows = f"unnest({self.mark(value.types)}, {self.mark(value.ids)}) WITH ORDINALITY"
        return (
            f"(SELECT concat('[', string_agg({found}, ',' ORDER BY {given}.place), ']')"
            f" FROM {rows} {given}(type, id, place))"
        )

    # Connections

    def page(self, page: Page, parent: str) -> str:
        row = self.alias()
        peeks = any(isinstance(member.value, PageInfo) for member in page.members)
        if peeks or page.window.backward:
            return self.numbered_page(page, row, parent, peeks=peeks)
        pieces: _Pieces = ["{"]
        for place, member in enumerate(page.members):
            pieces.append(f"{',' if place else ''}{_json(member.key)}:")
            value = member.value
            if isinstance(value, Nodes | Edges):
                listed = self.listed(value, page.window, row)
                source = self.limited(page, row, parent, extra=0)
                pieces.append(_Sql(f"(SELECT {listed} FROM {source}{self.beside(row)})"))
            else:
                pieces += self.counted(value, page, parent)
        return _concat([*pieces, "}"])

    def counted(self, value: Value, page: Page, parent: str) -> _Pieces:
        if isinstance(value, TotalCount):
            return [_Sql(f"(SELECT count(*) {self.matching(page.source, self.alias(), parent)})")]
        return self.value(value, "")

    def limited(self, page: Page, row: str, parent: str, extra: int) -> str:
        """Print the rows of the page in its order, `extra` rows beyond its size."""
        window = page.window
        rows = self.matching(page.source, row, parent, *window.bounds)
        order = ", ".join(self.ordered(key, row, reverse=window.backward) for key in window.order)
        limit = self.mark(window.size) + (f" + {extra}" if extra else "")
        return f"(SELECT * {rows} ORDER BY {order} LIMIT {limit}) {row}"

    def ordered(self, key: Ordering, row: str, *, reverse: bool) -> str:
        descending = key.descending != reverse
        # nulls come last in both directions, so they come first when a page is read from its end
        nulls_first = reverse
        default_first = descending
        words = " DESC" if descending else ""
        if key.nullable and nulls_first != default_first:
            words += " NULLS FIRST" if nulls_first else " NULLS LAST"
        return self.filled(key.sql, row) + words

    def listed(self, value: Nodes | Edges, window: Window, row: str, tail: str = "", order: str = "") -> str:
        if isinstance(value, Nodes):
            inner = self.object(value.object, row, None)
        else:
            inner = self.members(value.members, row, self.cursor(window, row))
        return f"concat('[', string_agg({_concat(inner)}, ','{order}){tail}, ']')"

    def cursor(self, window: Window, row: str) -> str:
        keys = ", ".join(
            self.filled(key.sql, row) + ("::text" if key.kind is Kind.DECIMAL else "") for key in window.order
        )
        array = f"json_build_array('{window.digest}', {keys})::text"
        return f"translate(encode(convert_to({array}, 'UTF8'), 'base64'), E'+/=\\n', '-_')"

    def numbered_page(self, page: Page, row: str, parent: str, *, peeks: bool) -> str:
        """Read the page once, with its rows numbered, when it is read backwards or asked what lies beyond."""
        window = page.window
        source = self.limited(page, row, parent, extra=1 if peeks else 0)
        size = self.mark(window.size)
        tail = f' FILTER (WHERE {row}."#" <= {size})' if peeks else ""
        order = f' ORDER BY {row}."#" DESC' if window.backward else ""
        pieces: _Pieces = ["{"]
        for place, member in enumerate(page.members):
            pieces.append(f"{',' if place else ''}{_json(member.key)}:")
            value = member.value
            if isinstance(value, Nodes | Edges):
                pieces.append(_Sql(self.listed(value, window, row, tail, order)))
            elif isinstance(value, PageInfo):
                pieces += self.page_info(value, window, row, size)
            else:
                pieces += self.counted(value, page, parent)
        numbers = 'row_number() OVER () AS "#", count(*) OVER () AS "##"'
        numbered = f"(SELECT {row}.*, {numbers} FROM {source}) {row}{self.beside(row)}"
        # HAVING makes it one row even where nothing that was asked is an aggregate
        return f"(SELECT {_concat([*pieces, '}'])} FROM {numbered} HAVING true)"

    def page_info(self, value: PageInfo, window: Window, row: str, size: str) -> _Pieces:
        first = f'{row}."#" = least(1, {size})'
        last = f'{row}."#" = least({row}."##", {size})'
        start, end = (last, first) if window.backward else (first, last)
        beyond: _Pieces = [_Sql(f"(count(*) > {size})::text")]
        behind: _Pieces = [
            "true" if (window.has_before if window.backward else window.has_after) else "false"
        ]
        answers: dict[str, _Pieces] = {
            "hasNextPage": behind if window.backward else beyond,
            "hasPreviousPage": beyond if window.backward else behind,
            "startCursor": [self.edge_cursor(window, row, start)],
            "endCursor": [self.edge_cursor(window, row, end)],
            "__typename": ['"PageInfo"'],
        }
        pieces: _Pieces = ["{"]
        for place, (key, name) in enumerate(value.members):
            pieces.append(f"{',' if place else ''}{_json(key)}:")
            pieces += answers[name]
        return [*pieces, "}"]

    def edge_cursor(self, window: Window, row: str, where: str) -> _Sql:
        cursor = self.cursor(window, row)
        return _Sql(f"coalesce('\"' || max({cursor}) FILTER (WHERE {where}) || '\"', 'null')")


def _leaf(sql: str, leaf: Leaf) -> _Pieces:
    """Print a scalar: only text can need escaping, the other kinds print as they are."""
    kind = leaf.kind
    if kind is Kind.LIST:
        return [_Sql(sql)]
    if kind in (Kind.TEXT, Kind.MOMENT):
        json = f"to_json({sql})"
        return [_Sql(f"coalesce({json}, 'null')" if leaf.nullable else json)]
    if kind in (Kind.INT, Kind.BOOLEAN):
        text = f"({sql})::text"
        return [_Sql(f"coalesce({text}, 'null')" if leaf.nullable else text)]
    if leaf.nullable:
        return [_Sql(f"coalesce('\"' || ({sql}) || '\"', 'null')")]
    return ['"', _Sql(sql), '"']


def _global_id(entity: str, row: str) -> str:
    """Print the id of `compiler/ids.py`, whose padding is known from the length of the entity's name."""
    text = f"encode(convert_to('{entity}:' || {row}.id, 'UTF8'), 'base64')"
    padded = -(len(entity) + 1 + 36) % 3
    return f"rtrim({text}, '=')" if padded else text


def _json(text: str) -> str:
    return orjson.dumps(text).decode()


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _concat(pieces: _Pieces) -> str:
    """Print pieces as one expression, neighbouring text joined."""
    parts: list[str] = []
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            parts.append(_text(text))
            text = ""
        parts.append(piece.text)
    if text:
        parts.append(_text(text))
    if len(parts) == 1:
        return parts[0]
    while len(parts) > _CONCAT_MAX:
        parts = [
            f"concat({', '.join(parts[at : at + _CONCAT_MAX])})" for at in range(0, len(parts), _CONCAT_MAX)
        ]
    return f"concat({', '.join(parts)})"
