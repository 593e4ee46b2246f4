"""Random arguments: pages, orders and filters that find something, as literals, variables and mixtures."""

import datetime as dt
import json
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    parse_type,
)
from graphql.utilities import type_from_ast

from compiler.ids import encode_id
from tests.compiler.reference.answers import Reference
from tests.compiler.reference.declared import filter_needs, order_needs
from tests.compiler.reference.pages import Pager, jsonable
from tests.compiler.reference.things import TABLE_OF, Thing
from tests.compiler.reference.twins import REFERENCES

UNKNOWN = "RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDA5OTk5"
ABSENT = {
    "Date": "2026-01-05",
    "DateTime": "2026-01-05T09:00:00+00:00",
    "Decimal": "1.0",
    "SubstituteMode": "ALWAYS",
}
ALIKE = str.maketrans("аеікорсху", "aeikopcxy")


class Arguments:
    """Writes arguments and remembers the variables in them."""

    def __init__(self, chance: Random, reference: Reference, *, modest: bool = False) -> None:
        self.chance = chance
        self.reference = reference
        self.modest = modest
        self.numbers = count(1)
        self.declared: dict[str, str] = {}
        self.variables: dict[str, object] = {}
        self.needed: set[str] = set()  # variables that a row is looked up by

    def definitions(self) -> str:
        """Give the definitions of the variables that were used."""
        return (
            f"({', '.join(f'${name}: {kind}' for name, kind in self.declared.items())})"
            if self.declared
            else ""
        )

    def of(self, name: str, field: GraphQLField) -> str:
        """Give the arguments of a field in parentheses, or nothing."""
        given: dict[str, object] = {}
        target = get_named_type(field.type).name
        if "filter" in field.args:
            given = self._page(target.removesuffix("Connection"))
        elif target == "Node" and name == "node":
            given = {"id": self._id()}
        elif target == "Node":
            given = {"ids": [self._id() for _ in range(self.chance.randrange(4))]}
        elif field.args:
            given = self._key(field, target)
        known = set(self.declared)
        text = [f"{key}: {self.written(value, str(field.args[key].type))}" for key, value in given.items()]
        if "filter" not in field.args:
            self.needed |= self.declared.keys() - known
        return f"({', '.join(text)})" if text else ""

    def _id(self, entity: str | None = None) -> str:
        """Give the id of some row, seldom one that there is not."""
        if self.chance.random() < 0.1:
            return UNKNOWN
        kind = entity if entity and self.chance.random() < 0.9 else self.chance.choice(list(TABLE_OF))
        there = self.reference.things.all(kind)
        return encode_id(kind, self.chance.choice(there).row["id"]) if there else UNKNOWN

    def _some(self, entity: str) -> Thing:
        return self.chance.choice(self.reference.things.all(entity))

    def _key(self, field: GraphQLField, target: str) -> dict[str, object]:
        if "name" in field.args:
            return {"name": self.chance.choice(("GENDER", "POSITION", "NONE"))}
        if "edrpou" in field.args and self.chance.random() < 0.5:
            return {"edrpou": self.chance.choice(("39990035", "59990043", "1"))}
        return {"id": self._id(target)}

    def _page(self, entity: str) -> dict[str, object]:
        chance = self.chance
        given: dict[str, object] = {}
        orders = [
            code
            for code in self.reference.schema.type_map[f"{entity}Order"].values  # type: ignore[attr-defined]
            if self._is_wanted(order_needs(entity, code))
        ]
        order = chance.choices(orders, k=chance.randrange(4)) if chance.random() < 0.5 and orders else []
        if order or chance.random() < 0.1:
            given["orderBy"] = order or None
        if chance.random() < 0.5:
            given[chance.choice(("first", "last"))] = chance.randrange(5)
        elif chance.random() < 0.1:
            given |= {"first": None, "last": chance.randrange(5)}
        pager = Pager(entity, order, self.reference.compared)
        for side in ("after", "before"):
            if chance.random() < 0.25:
                given[side] = chance.choice((None, *[pager.cursor(self._some(entity))] * 5))
        if chance.random() < 0.5:
            given["filter"] = self._filter(entity, 0)
        return given

    def changed(self) -> dict[str, object]:
        """Give variables of another shape for the same document: conditions left out, switches turned."""
        changed = dict(self.variables)
        for name, kind in self.declared.items():
            if (
                name in self.needed or "Order" in kind or self.chance.random() < 0.5
            ):  # cursors belong to their order
                continue
            if kind.split()[0].rstrip("!") == "Boolean":
                changed[name] = self.chance.random() < 0.5
            elif "=" in kind:
                changed.pop(name, None)
            elif not kind.endswith("!"):
                changed[name] = None
        return changed

    # Filters

    def _filter(self, entity: str, depth: int) -> dict[str, object]:
        conditions = self.reference.schema.type_map[f"{entity}Filter"]
        assert isinstance(conditions, GraphQLInputObjectType)
        names = [
            name
            for name in conditions.fields
            if (depth < 2 if name in ("and", "or", "not") else self._is_wanted(filter_needs(entity, name)))
        ]
        chosen = self.chance.sample(names, min(len(names), self.chance.choice((0, 1, 1, 1, 2))))
        if depth < 2 and self.chance.random() < 0.3:
            chosen.append(self.chance.choice(("and", "or", "not")))
        return {name: self._condition(entity, conditions, name, depth) for name in dict.fromkeys(chosen)}

    def _is_wanted(self, needs: tuple[str, ...]) -> bool:
        return not self.modest or all(map(self.reference.rights.held, needs))

    def _condition(self, entity: str, conditions: GraphQLInputObjectType, name: str, depth: int) -> object:
        if self.chance.random() < 0.05:
            return None
        if name == "not":
            return self._filter(entity, depth + 1)
        if name in ("and", "or"):
            return [self._filter(entity, depth + 1) for _ in range(self.chance.randrange(4))]
        operators = get_named_type(conditions.fields[name].type)
        assert isinstance(operators, GraphQLInputObjectType)
        chosen = self.chance.sample(
            list(operators.fields), self.chance.choice((1, 1, 1, min(2, len(operators.fields))))
        )
        return {
            operator: self.operand(
                entity, name, operator, get_named_type(operators.fields[operator].type).name
            )
            for operator in chosen
        }

    def operand(self, entity: str, name: str, operator: str, kind: str) -> object:
        """Give what a field of some row may be compared with."""
        if self.chance.random() < 0.05:
            return None
        if operator == "isNull":
            return self.chance.random() < 0.5
        if operator == "within":
            return self._id("Department")
        if operator == "in":
            return [self._wanted(entity, name, kind) for _ in range(self.chance.randrange(4))]
        wanted = self._wanted(entity, name, kind)
        if operator == "startsWith":
            return str(wanted)[: self.chance.randrange(6)]
        return self._words(str(wanted)) if operator == "search" else wanted

    def _wanted(self, entity: str, name: str, kind: str) -> object:
        """Give a value that some row has."""
        if f"{entity}.{name}" in REFERENCES:
            return self._id(REFERENCES[f"{entity}.{name}"][1])
        values = [self.reference.value(thing, name) for thing in self.reference.things.all(entity)]
        present = [value for value in values if value is not None]
        if not present:
            return ABSENT.get(kind, "є")
        found: Any = self.chance.choice(present)
        if isinstance(found, dt.date) and self.chance.random() < 0.3:
            found += dt.timedelta(days=self.chance.choice((-1, 1)))
        return str(found) if isinstance(found, Decimal) else jsonable(found)

    def _words(self, text: str) -> str:
        words = text.split()
        chosen = self.chance.sample(words, min(len(words), self.chance.randint(0, 2)))
        cut = [word[: self.chance.randint(1, len(word))] for word in chosen]
        found = " ".join(cut)
        return self.chance.choice((found, found.upper(), found.translate(ALIKE), f" {found}, "))

    # Literals and variables

    def written(self, value: Any, kind: str) -> str:
        """Write a value of a type as a literal, as a variable, or as a literal with variables in it."""
        if self.chance.random() < 0.3:
            return self._variable(value, kind)
        if value is None or isinstance(value, bool | int):
            return json.dumps(value)
        parsed = type_from_ast(self.reference.schema, parse_type(kind))
        bare = parsed.of_type if isinstance(parsed, GraphQLNonNull) else parsed
        if isinstance(bare, GraphQLList):
            items = [self.written(item, str(bare.of_type)) for item in value]
            single = len(items) == 1 and not items[0].startswith("$") and self.chance.random() < 0.3
            return items[0] if single else f"[{', '.join(items)}]"
        if isinstance(bare, GraphQLInputObjectType):
            fields = (
                f"{key}: {self.written(item, str(bare.fields[key].type))}" for key, item in value.items()
            )
            return f"{{{', '.join(fields)}}}"
        return str(value) if hasattr(bare, "values") else json.dumps(value, ensure_ascii=False)

    def _variable(self, value: Any, kind: str) -> str:
        """Declare a variable that has the value: given, by default, or null by its absence."""
        name = f"v{next(self.numbers)}"
        nullable = kind.removesuffix("!")
        way = self.chance.random()
        if value is None and way < 0.5:
            self.declared[name] = kind
        elif way < 0.2 and value is not None and "[" not in kind:
            self.declared[name] = f"{nullable} = {self.constant(value, kind)}"
        else:
            self.declared[name] = f"{nullable}!" if value is not None and way < 0.5 else kind
            self.variables[name] = value
        return f"${name}"

    def constant(self, value: Any, kind: str) -> str:
        """Write a literal without variables."""
        chance, self.chance = self.chance, Steady()
        try:
            return self.written(value, kind)
        finally:
            self.chance = chance


class Steady(Random):
    """Chance that never strikes."""

    def random(self) -> float:
        return 1.0
