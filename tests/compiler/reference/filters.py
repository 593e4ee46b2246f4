"""Filters of the reference, judged row by row with two truth values: what is unknown does not hold."""

import datetime as dt
import operator as comparison
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from compiler.ids import decode_id, encode_id
from tests.compiler.reference.declared import filter_needs
from tests.compiler.reference.rights import Rights
from tests.compiler.reference.spelling import folded
from tests.compiler.reference.things import Row, Thing, Things
from tests.compiler.reference.twins import REFERENCES, value_of

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equal": comparison.eq,
    "from": comparison.ge,
    "to": comparison.le,
}


def _own_department(_: Things, row: Row) -> list[UUID]:
    return [row["department_id"]]


DEPARTMENTS: Mapping[str, Callable[[Things, Row], list[UUID]]] = {
    "Department": lambda _, row: [row["id"]],
    "Assignment": lambda things, row: [things.department_id_of(row)],
    "Employee": lambda things, row: [things.department_id_of(each) for each in things.active(row)],
}


@dataclass(frozen=True, slots=True)
class Filtering:
    """Judges filters row by row; what is null in a condition counts as not given.

    What a row's permission does not cover fulfils no test.
    """

    things: Things
    rights: Rights

    def match(self, thing: Thing, conditions: Mapping[str, Any]) -> bool:
        """Tell whether the row fulfils all conditions."""
        return all(
            self._holds(thing, name, wanted) for name, wanted in conditions.items() if wanted is not None
        )

    def _holds(self, thing: Thing, name: str, wanted: Any) -> bool:
        if name == "and":
            return all(self.match(thing, each) for each in wanted)
        if name == "or":
            return any(self.match(thing, each) for each in wanted)
        if name == "not":
            return not self.match(thing, wanted)
        may_test = all(
            self.rights.allows(each, thing.type, thing.row) for each in filter_needs(thing.type, name)
        )
        return all(
            may_test and self._operator(thing, name, operator, value)
            for operator, value in wanted.items()
            if value is not None
        )

    def _operator(self, thing: Thing, name: str, operator: str, wanted: Any) -> bool:
        if operator == "within":
            return self._within(thing, wanted)
        if operator == "search":
            return is_found(self._searched(thing, name), wanted)
        if f"{thing.type}.{name}" in REFERENCES:
            return self._refers(thing, name, wanted if isinstance(wanted, list) else [wanted])
        value = value_of(self.things, thing, name)
        if operator == "isNull":
            return (value is None) is wanted
        return value is not None and compares(operator, value, wanted)

    def _within(self, thing: Thing, wanted: str) -> bool:
        name, top = decode_id(wanted)
        departments = DEPARTMENTS.get(thing.type, _own_department)(self.things, thing.row)
        return name == "Department" and any(self.things.is_within(each, top) for each in departments)

    def _refers(self, thing: Thing, name: str, wanted: list[str]) -> bool:
        column, entity = REFERENCES[f"{thing.type}.{name}"]
        found = thing.row[column]
        return found is not None and encode_id(entity, found) in wanted

    def _searched(self, thing: Thing, name: str) -> str:
        if thing.type in ("Facility", "FacilityApplication"):
            return f"{thing.row['name_full']} {thing.row['name_short']}"
        return str(value_of(self.things, thing, name))


def compares(operator: str, value: object, wanted: Any) -> bool:
    """Compare a value that is not null with what a condition wants, given as in JSON."""
    if operator == "startsWith":
        beginning = folded(wanted)
        return folded(str(value)).startswith(beginning) and bool(beginning or not wanted)
    if operator == "in":
        return value in [like(value, each) for each in wanted]
    return COMPARISONS[operator](value, like(value, wanted))


def like(value: object, wanted: Any) -> Any:
    """Read what is wanted as the kind of value that it is compared with."""
    if isinstance(value, dt.datetime):
        return dt.datetime.fromisoformat(wanted)
    if isinstance(value, dt.date):
        return dt.date.fromisoformat(wanted)
    return Decimal(wanted) if isinstance(value, Decimal) else wanted


def is_found(text: str, wanted: str) -> bool:
    """Every word that is looked for begins a word of the text; marks alone find nothing."""
    words = folded(wanted).split()
    if not words:
        return not wanted.strip()
    return all(any(word.startswith(each) for word in folded(text).split()) for each in words)
