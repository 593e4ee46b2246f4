"""Pages of the reference: rows compared key by key, nulls last both ways, and the service's own cursors."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cmp_to_key
from typing import Any
from uuid import UUID

from compiler.catalogue import Kind, OrderKey
from compiler.cursors import digest_of
from compiler.tree import Ordering
from schema.graph import graph
from tests.compiler.reference.spelling import in_alphabet
from tests.compiler.reference.things import Thing, Things

Value = Callable[[Thing, str], object]


@dataclass(frozen=True, slots=True)
class Pager:
    """An order of the rows of an entity."""

    entity: str
    order: list[str]
    value: Value

    def keys(self, thing: Thing) -> list[tuple[Any, bool]]:
        """Give the keys of a row, each with whether it descends; the id goes the way of the key before it."""
        found = [(self.key(thing, name), direction == "DESC") for name, direction in self.parts()]
        return [*found, (thing.row["id"], bool(found) and found[-1][1])]

    def key(self, thing: Thing, name: str) -> Any:
        """Give a key of a row as it is compared."""
        value = self.value(thing, camel(name))
        is_alphabetical = "ukrainian_order" in self.declared()[name].sql  # codes and paths are not
        return in_alphabet(str(value)) if is_alphabetical and value is not None else value

    def parts(self) -> list[tuple[str, str]]:
        """Take the codes of the order apart."""
        return [(name, direction) for name, _, direction in (code.rpartition("_") for code in self.order)]

    def declared(self) -> Mapping[str, OrderKey]:
        """Give what the entity can be ordered by."""
        orders = graph().catalogue.types[self.entity].orders
        assert orders is not None
        return orders

    def compare(self, one: Thing, other: Thing) -> int:
        """Tell which row comes first."""
        for (left, descends), (right, _) in zip(self.keys(one), self.keys(other), strict=True):
            if left == right:
                continue
            if left is None or right is None:
                return 1 if left is None else -1
            return (1 if left > right else -1) * (-1 if descends else 1)
        return 0

    def cursor(self, thing: Thing) -> str:
        """Write the cursor of a row."""
        keys = [jsonable(key) for key, _ in self.keys(thing)]
        text = json.dumps([self.digest(), *keys], ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def digest(self) -> str:
        """Give the mark of the order, which is the service's own."""
        orders = self.declared()
        keys = [
            Ordering(name, orders[name].sql, orders[name].kind, orders[name].nullable, direction == "DESC")
            for name, direction in self.parts()
        ]
        descending = bool(keys) and keys[-1].descending
        last = Ordering("ID", "{row}.id", Kind.UUID, nullable=False, descending=descending)
        return digest_of(self.entity, (*keys, last))


def camel(name: str) -> str:
    """Give the field behind the name of an order."""
    first, *rest = name.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)


def jsonable(value: object) -> object:
    """Give a scalar as it stands in answers and cursors."""
    if isinstance(value, dt.datetime):
        text = value.isoformat()
        date, _, fraction = text.removesuffix("+00:00").partition(".")
        return f"{date}.{fraction.rstrip('0')}+00:00" if fraction else text
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def page_of(
    things: list[Thing],
    pager: Pager,
    arguments: dict[str, Any],
    default: int,
    world: Things,
) -> dict[str, object]:
    """Give a page of rows, as a connection's fields."""

    def place(name: str) -> Any:
        given = arguments.get(name)
        if given is None:
            return None
        key = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))[-1]
        return world.by_key(pager.entity, UUID(key))

    after, before = place("after"), place("before")
    rows = sorted(things, key=cmp_to_key(pager.compare))
    rows = [row for row in rows if after is None or pager.compare(row, after) > 0]
    rows = [row for row in rows if before is None or pager.compare(row, before) < 0]
    first, last = arguments.get("first"), arguments.get("last")
    backward = last is not None
    size = last if last is not None else first if first is not None else default
    shown = rows[max(0, len(rows) - size) :] if backward else rows[:size]
    edges = [{"cursor": pager.cursor(row), "node": row} for row in shown]
    more = len(rows) > size
    return {
        "nodes": shown,
        "edges": edges,
        "totalCount": len(things),
        "pageInfo": {
            "hasNextPage": before is not None if backward else more,
            "hasPreviousPage": more if backward else after is not None,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }
