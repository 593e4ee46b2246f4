"""Filters become conditions: `and`, `or`, `not`, and the operators of each field.

Values are only bound, never looked at; which fields and operators are given decides the plan. Text is
compared as text: no character in it has a meaning of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from compiler.catalogue import FilterKey, Kind, OrderKey, Type
from compiler.given import Given, code_of
from compiler.ids import key_of
from compiler.limits import LIMITS, Tally, too_complex
from compiler.tree import All, AnyOf, Call, Condition, Not, Parameter, Test
from models.search import NO_WORD, search_fold, search_words

Gate = Callable[[FilterKey | OrderKey, str], str]
"""Asks for the permissions of a key at a coordinate; gives the condition for them to be held for a row."""

_SIGNS = {"equal": "=", "from": ">=", "to": "<="}


@dataclass(frozen=True, slots=True)
class Filters:
    """Plans the filter of one entity."""

    type: Type
    gate: Gate
    tally: Tally

    def condition(self, given: Given) -> Condition:
        """Give the condition of a filter object: all of its fields hold."""
        self.tally.add()
        return All(tuple(self._conditions(given)))

    def _conditions(self, given: Given) -> Iterable[Condition]:
        for name, value in given.fields().items():
            if name == "and":
                yield All(tuple(self.condition(item) for item in value.items()))
            elif name == "or":
                yield AnyOf(tuple(self.condition(item) for item in value.items()))
            elif name == "not":
                yield Not(self.condition(value))
            else:
                assert self.type.filters is not None
                key = self.type.filters[name]
                gate = self.gate(key, f"{self.type.name}.{name}")
                for test in self._operators(key, value):
                    yield All((Test(gate), test)) if gate else test

    def _operators(self, key: FilterKey, given: Given) -> Iterable[Test]:
        for operator, value in given.fields().items():
            self.tally.add()
            if operator == "isNull":
                yield _is_null(key, wanted=bool(value.code()))
            elif operator == "search":
                yield _search(key, value)
            elif operator == "startsWith":
                yield _starts_with(key, value)
            elif operator == "within":
                yield _within(key, value)
            elif operator == "in":
                yield _placed(key, _among(key, value))
            else:
                yield _placed(key, Test(f"{key.sql} {_SIGNS[operator]} {{0}}", (_single(key, value),)))


def _is_null(key: FilterKey, *, wanted: bool) -> Test:
    value = key.sql if key.among is None else f"(SELECT {key.sql} {key.among})"
    return Test(f"{value} IS {'NULL' if wanted else 'NOT NULL'}")


def _placed(key: FilterKey, test: Test) -> Test:
    """Give a test over the row at hand, where it was made over one of another table."""
    if key.among is None:
        return test
    return Test(f"EXISTS (SELECT 1 {key.among} AND {test.sql})", test.parameters)


def _single(key: FilterKey, given: Given) -> Parameter:
    get = given.get
    entity = key.entity
    if entity is not None:
        return Parameter(lambda call: key_of(entity, get(call.variables)), "uuid")
    return Parameter(lambda call: code_of(get(call.variables)), key.kind.sql)


def _among(key: FilterKey, given: Given) -> Test:
    get = given.get
    entity = key.entity

    def values(call: Call) -> list[object]:
        found = get(call.variables)
        items = found if isinstance(found, list) else [found]
        if entity is not None:
            return [found for item in items if (found := key_of(entity, item)) is not None]
        return [code_of(item) for item in items]

    kind = Kind.UUID if entity is not None else key.kind
    return Test(f"{key.sql} = ANY ({{0}})", (Parameter(values, f"{kind.sql}[]"),))


def _starts_with(key: FilterKey, given: Given) -> Test:
    get = given.get

    def prefix(call: Call) -> str:
        text = str(get(call.variables))
        if len(text) > LIMITS.prefix:
            raise too_complex("prefix", LIMITS.prefix, len(text))
        return search_fold(text) or (NO_WORD if text else "")

    exact = f"starts_with(search_fold({key.sql}), {{0}})"
    if key.begins is None:
        return Test(exact, (Parameter(prefix, "text"),))
    # the index finds the candidates, which are few; folding all values would take long
    pattern = Parameter(lambda call: f" {prefix(call)}%", "text")
    return Test(f"({key.begins} LIKE {{1}} AND {exact})", (Parameter(prefix, "text"), pattern))


def _search(key: FilterKey, given: Given) -> Test:
    """Every word is the beginning of a word; the trigram index is offered the two longest by themselves."""
    get = given.get

    def patterns(call: Call) -> list[str]:
        words = search_words(str(get(call.variables)))
        if len(words) > LIMITS.words:
            raise too_complex("words", LIMITS.words, len(words))
        return [f"% {word}%" for word in words]

    def longest(place: int) -> Parameter:
        def pattern(call: Call) -> str:
            found = sorted(patterns(call), key=len, reverse=True)
            return found[place] if place < len(found) else "%"

        return Parameter(pattern, "text")

    return Test(
        f"({key.search} LIKE {{0}} AND {key.search} LIKE {{1}} AND {key.search} LIKE ALL ({{2}}))",
        (longest(0), longest(1), Parameter(patterns, "text[]")),
    )


def _within(key: FilterKey, given: Given) -> Test:
    """The row's department is the given one or lies below it."""
    assert key.within is not None
    return Test(key.within, (_single(key, given),))
