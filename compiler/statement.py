"""Printing a decided operation: one SQL statement that builds the JSON of the answer inside PostgreSQL.

The answer is concatenated text, not json values: in the measured shapes this is the cheapest printer that
PostgreSQL has, response keys may be of any length, and a nested object is copied once. So every expression
here yields JSON text, nulls included: `concat` takes a null for an empty text, which would not be JSON.
Values travel as `$n`; equal trees print the same text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from compiler.ambient import ambient
from compiler.disclosure import Disclosure
from compiler.pieces import Pieces, Sql, concatenated, global_id, json_text, leaf_pieces, sql_text
from compiler.printed_pages import printed_page
from compiler.recording import printed_mark, recorded
from compiler.tree import (
    All,
    Certain,
    Choice,
    Choices,
    Condition,
    Cursor,
    Found,
    Gated,
    Gates,
    GlobalId,
    Leaf,
    Literal,
    Marked,
    Member,
    Not,
    Object,
    Page,
    Parameter,
    Redacted,
    Row,
    Rows,
    Source,
    Test,
    Value,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, the parameters in the order of their numbers, and whether it writes the log of access."""

    text: str
    parameters: tuple[Parameter, ...]
    records: bool = False


Given = tuple[tuple[str, Parameter], ...]


_NAMED = re.compile(r"\{([a-z][A-Za-z0-9._]*)\}")
_GUARD = "(SELECT sum(epoch)::int8 FROM principal_epoch WHERE principal_id = ANY ({principals})) = {epoch}"


def statement(
    members: tuple[Member, ...], *, guarded: bool, disclosures: tuple[Disclosure, ...] = ()
) -> Statement | bytes:
    """Print the statement whose value is the UTF-8 of the `data` object, or give that, if it is known.

    Where rights may change, the value is null once they have: the guard reads the same snapshot.
    """
    printer = Printer()
    pieces = printer.members(members, "", None)
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(map(str, pieces)).encode()
    text = concatenated(pieces) if disclosures else f"convert_to({concatenated(pieces)}, 'UTF8')"
    if guarded:
        text = f"CASE WHEN {printer.filled(_GUARD, '')} THEN {text} END"
    text = recorded(printer, text, disclosures) if disclosures else f"SELECT {text}"
    return Statement(text, tuple(printer.parameters), bool(disclosures))


class Printer:
    """Prints one statement: counts its aliases, numbers its parameters, remembers what stands beside rows."""

    def __init__(self) -> None:
        self.parameters: list[Parameter] = []
        self.numbers: dict[Parameter, int] = {}
        self.aliases = 0
        self.flags: dict[str, dict[str, str]] = {}

    # Names and parameters

    def alias(self) -> str:
        """Give the next alias of a table."""
        self.aliases += 1
        return f"t{self.aliases}"

    def mark(self, parameter: Parameter) -> str:
        """Give the mark of a parameter, the same each time."""
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
        """Print a gate, or the flag beside the row that holds its outcome."""
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

    def _condition(self, condition: Condition, row: str, parent: str = "") -> str:
        if isinstance(condition, Test):
            text = self.filled(condition.sql, row, parent)
            for place, parameter in enumerate(condition.parameters):
                text = text.replace(f"{{{place}}}", self.mark(parameter))
            return text
        if isinstance(condition, Not):
            return f"({self._condition(condition.condition, row, parent)}) IS NOT TRUE"
        parts = [self._condition(part, row, parent) for part in condition.conditions]
        if isinstance(condition, All):
            return " AND ".join(part for part in parts if part != "TRUE") or "TRUE"
        return f"({' OR '.join(f'({part})' for part in parts)})" if parts else "FALSE"

    def matching(self, source: Source, row: str, parent: str, *more: Condition, beside: str = "") -> str:
        """Print `FROM … WHERE …` of a source, with what stands beside its rows."""
        parts = [] if source.on is None else [self.filled(source.on, row, parent, source.given)]
        parts += [self._condition(each, row, parent) for each in (source.where, *more)]
        where = " AND ".join(part for part in parts if part != "TRUE")
        table = self.filled(source.table, row, parent, source.given)
        return f"FROM {table} {row}{beside}" + (f" WHERE {where}" if where else "")

    # Values of a row

    def members(self, members: Iterable[Member], row: str, cursor: str | None) -> Pieces:
        """Print a JSON object; `cursor` is the row's own, where one may be asked for."""
        pieces: Pieces = ["{"]
        for place, member in enumerate(members):
            pieces.append(f"{',' if place else ''}{json_text(member.key)}:")
            pieces += self.value(member.value, row, cursor)
        return [*pieces, "}"]

    def value(self, value: Value, row: str, cursor: str | None = None) -> Pieces:
        """Print a value of the row at hand."""
        if isinstance(value, Literal):
            return [value.json]
        if isinstance(value, Leaf):
            return leaf_pieces(self.filled(value.sql, row), value)
        if isinstance(value, GlobalId):
            return ['"', Sql(global_id(value.entity, row)), '"']
        if isinstance(value, Object):
            return self.object(value, row, cursor)
        if isinstance(value, Redacted):
            return self._redacted(value, row)
        if isinstance(value, Cursor):
            assert cursor is not None
            return ['"', Sql(cursor), '"']
        return [Sql(self._selected(value, row))]

    def _selected(self, value: Value, row: str) -> str:
        """Print a value that is one expression of its own."""
        if isinstance(value, Certain):
            return sql_text(value.json)
        if isinstance(value, Gated):
            return self._gated(value, row)
        if isinstance(value, Marked):
            return self._marked(value, row)
        if isinstance(value, Row):
            return f"coalesce({self._one(value, row)}, 'null')"
        if isinstance(value, Rows):
            return self._rows(value, row)
        if isinstance(value, Page):
            return printed_page(self, value, row)
        if isinstance(value, Choice):
            return self._choice(value)
        if isinstance(value, Found):
            return self._found(value)
        assert isinstance(value, Choices)
        return self._choices(value)

    def object(self, value: Object, row: str, cursor: str | None) -> Pieces:
        """Print an object made of the row, or of a value in it."""
        inner = self.members(value.members, self.filled(value.row, row), cursor)
        if value.present is None:
            return inner
        test = self.filled(value.present, row)
        return [Sql(f"CASE WHEN {test} THEN {concatenated(inner)} ELSE 'null' END")]

    def _gated(self, value: Gated, row: str) -> str:
        shown, otherwise = (concatenated(self.value(each, row)) for each in (value.value, value.otherwise))
        return f"CASE WHEN {self.gate(value.gate, row)} THEN {shown} ELSE {otherwise} END"

    def _marked(self, value: Marked, row: str) -> str:
        return f"coalesce({printed_mark(self, value.mark, row)} || {self._one(value.value, row)}, 'null')"

    def _redacted(self, value: Redacted, row: str) -> Pieces:
        if not value.names:
            return ["[]"]
        cases = [
            f"CASE WHEN {self._gates(gates, row)} THEN {sql_text(json_text(name))} END"
            if gates
            else sql_text(json_text(name))
            for name, gates in value.names
        ]
        return ["[", Sql(f"concat_ws(',', {', '.join(cases)})"), "]"]

    def _gates(self, gates: Gates, row: str) -> str:
        return " AND ".join(
            f"({self.gate(gate, row)}) IS {'TRUE' if holds else 'NOT TRUE'}" for gate, holds in gates
        )

    def _one(self, value: Row, parent: str) -> str:
        row = self.alias()
        inner = concatenated(self.object(value.object, row, None))
        rows = self.matching(value.source, row, parent, beside=self.beside(row))
        order = f" ORDER BY {self.filled(value.order, row)} LIMIT 1" if value.order else ""
        return f"(SELECT {inner} {rows}{order})"

    def _rows(self, value: Rows, parent: str) -> str:
        row = self.alias()
        inner = concatenated(self.object(value.object, row, None))
        rows = self.matching(value.source, row, parent, beside=self.beside(row))
        order = self.filled(value.order, row, parent)
        return f"(SELECT concat('[', string_agg({inner}, ',' ORDER BY {order}), ']') {rows})"

    def _choice(self, value: Choice) -> str:
        cases = "".join(
            f" WHEN {sql_text(name)} THEN {self._one(alternative, '')}"
            for name, alternative in value.alternatives
        )
        return f"coalesce(CASE {self.mark(value.type)}{cases} END, 'null')" if cases else "'null'"

    def _found(self, value: Found) -> str:
        cases = "".join(
            f" WHEN {sql_text(name)} THEN EXISTS (SELECT {self.matching(source, self.alias(), '')})"
            for name, source in value.alternatives
        )
        return f"(CASE {self.mark(value.type)}{cases} ELSE false END)::text" if cases else "'false'"

    def _choices(self, value: Choices) -> str:
        given = self.alias()
        cases = "".join(
            f" WHEN {sql_text(name)} THEN {self._one(alternative, given)}"
            for name, alternative in value.alternatives
        )
        found = f"coalesce(CASE {given}.type{cases} END, 'null')" if cases else "'null'"
        rows = f"unnest({self.mark(value.types)}, {self.mark(value.ids)}) WITH ORDINALITY"
        return (
            f"(SELECT concat('[', string_agg({found}, ',' ORDER BY {given}.place), ']')"
            f" FROM {rows} {given}(type, id, place))"
        )
