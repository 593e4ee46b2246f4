"""Bounds on the shape of a document, counted once between parsing and validation.

One pass with a memo for each fragment, so that a document of nested fragments costs no more than its own
length; sums saturate. The bounds protect what comes after: validation compares the fields of a selection
pairwise, planning walks the expanded selection.
"""

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from errors import Location, QueryTooComplex

__all__ = ["LIMITS", "Limits", "Tally", "check_limits"]

_MANY = 10**9
_INTROSPECTED_LISTS = frozenset(
    ("args", "directives", "enumValues", "fields", "inputFields", "interfaces", "possibleTypes", "types")
)
"""Names that only introspection has, as a test holds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds, each with the reason for its number."""

    characters: int = 65_536  # a hand-written document of the largest screen is a tenth of it
    tokens: int = 2_000  # every field of every type has 800; 2,000 take up to 50 ms to validate
    depth: int = 18  # the standard introspection query has 15
    selections: int = 150  # in one selection set, as it is written
    comparisons: int = 15_000  # of fields, by validation, pair by pair; 30 fragments of 10 fields take 9,000
    fields: int = 2_000  # after the fragments are spread: the width of what is planned
    aliases: int = 300  # a column of each page may be renamed, and a screen asked for many times
    operations: int = 20  # validation walks the fragments once for each
    fragments: int = 100  # one for each component of a page
    spreads: int = 250  # uses of fragments
    directives: int = 100
    alias_bytes: int = 63  # what other tools of the database take as a name
    introspected: int = 12  # lists asked of the schema; each costs up to 8 ms, and tools ask for nine
    conditions: int = 200  # of all filters together, wherever they are written: each is printed and planned
    order_keys: int = 8  # of one connection: a table in a browser is sorted by two or three
    words: int = 10  # of one search: each is compared with every candidate
    values: int = 2_500  # in variables: a thousand ids and a long form; reading an object takes 25 µs
    value_depth: int = 32  # filters nest two levels a step
    text: int = 65_536  # characters of all texts in variables
    questions: int = 5  # about who holds a right, and why: each looks at the grants of many
    checks: int = 3  # documents that one operation may ask about: each costs as much as if it were sent
    prefix: int = 500  # characters of one `startsWith`: no text that is compared is longer
    statement: int = 131_072  # characters of SQL: thirty times the statement of a whole facility


LIMITS = Limits()


class Tally:
    """Counts the conditions of an operation's filters, which may lie in its variables."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._most = limits.conditions
        self._seen = 0

    def add(self) -> None:
        """Count one more, or refuse with QueryTooComplex."""
        self._seen += 1
        if self._seen > self._most:
            raise too_complex("conditions", self._most, None)


@dataclass(slots=True)
class _Count:
    fields: int
    depth: int
    introspected: int = 0


class _Counter:
    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self.limits = limits
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self.memo: dict[str, _Count] = {}
        self.aliases = self.spreads = self.directives = 0

    def bound(self, name: str, seen: int, node: object = None) -> None:
        most = getattr(self.limits, name)
        if seen > most:
            raise too_complex(name, most, seen, node)

    def selection(self, chosen: SelectionSetNode | None, depth: int) -> _Count:
        if chosen is None:
            return _Count(0, 0)
        self.bound("depth", depth, chosen)
        self.bound("selections", len(chosen.selections), chosen)
        total = _Count(0, 0)
        for node in chosen.selections:
            self.directives += len(node.directives or ())
            self.bound("directives", self.directives, node)
            count = self.one(node, depth)
            total.fields = min(total.fields + count.fields, _MANY)
            total.introspected = min(total.introspected + count.introspected, _MANY)
            total.depth = max(total.depth, count.depth)
        return total

    def one(self, node: object, depth: int) -> _Count:
        if isinstance(node, FieldNode):
            self.alias(node)
            below = self.selection(node.selection_set, depth + 1)
            lists = node.name.value in _INTROSPECTED_LISTS
            return _Count(below.fields + 1, below.depth + 1, below.introspected + lists)
        if isinstance(node, InlineFragmentNode):
            return self.selection(node.selection_set, depth)
        assert isinstance(node, FragmentSpreadNode)
        self.spreads += 1
        self.bound("spreads", self.spreads, node)
        return self.fragment(node.name.value, depth)

    def alias(self, node: FieldNode) -> None:
        if node.alias is None:
            return
        self.aliases += 1
        self.bound("aliases", self.aliases, node)
        self.bound("alias_bytes", len(node.alias.value), node)

    def fragment(self, name: str, depth: int) -> _Count:
        if name not in self.memo:
            self.memo[name] = _Count(0, 0)  # a circle ends here; validation reports it
            definition = self.fragments.get(name)
            if definition is not None:
                self.memo[name] = self.selection(definition.selection_set, depth)
        count = self.memo[name]
        self.bound("depth", depth + count.depth - 1)
        return count


def check_limits(document: DocumentNode, limits: Limits = LIMITS) -> None:
    """Refuse a document that passes a bound with QueryTooComplex."""
    counter = _Counter(document, limits)
    counter.bound("fragments", len(counter.fragments))
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    counter.bound("operations", len(operations))
    for definition in operations:
        counter.directives += len(definition.directives or ())
        count = counter.selection(definition.selection_set, 1)
        counter.bound("fields", count.fields, definition)
        counter.bound("introspected", count.introspected, definition)
    for name in counter.fragments:
        counter.bound("fields", counter.fragment(name, 1).fields)


_WORDS = {
    "characters": ("символів", "characters"),
    "tokens": ("лексем", "tokens"),
    "depth": ("рівнів вкладення", "levels of nesting"),
    "selections": ("полів в одному наборі", "fields in one selection set"),
    "fields": ("полів після розкриття фрагментів", "fields after fragments are spread"),
    "aliases": ("псевдонімів", "aliases"),
    "fragments": ("фрагментів", "fragments"),
    "spreads": ("вживань фрагментів", "fragment spreads"),
    "directives": ("директив", "directives"),
    "alias_bytes": ("байтів у псевдонімі", "bytes in an alias"),
    "comparisons": ("порівнянь полів між собою", "comparisons of fields with each other"),
    "operations": ("операцій", "operations"),
    "introspected": ("списків, що їх питають у схеми", "lists asked of the schema"),
    "order_keys": ("ключів порядку", "keys of an order"),
    "words": ("слів пошуку", "words of a search"),
    "questions": ("запитань про права", "questions about rights"),
    "checks": ("документів у check", "documents in check"),
    "prefix": ("символів у startsWith", "characters in startsWith"),
    "statement": ("символів SQL", "characters of SQL"),
    "values": ("значень у змінних", "values in the variables"),
    "value_depth": ("рівнів вкладення у змінних", "levels of nesting in the variables"),
    "text": ("символів тексту у змінних", "characters of text in the variables"),
    "conditions": ("умов у фільтрах", "conditions in filters"),
    "rows": (
        "рядків, що їх дозволяють сторінки та рахують підсумки",
        "rows that the page sizes permit and the counts read",
    ),
    "leaves": ("значень, що їх дозволяють розміри сторінок", "values that the page sizes permit"),
    "bytes": ("байтів відповіді", "bytes of the answer"),
}


def too_complex(name: str, most: int, seen: int | None, node: object = None) -> QueryTooComplex:
    """Say which bound is passed, by how much and where."""
    uk, en = _WORDS[name]
    evidence: dict[str, object] = {"bound": name, "limit": most}
    counted = "" if seen is None else f", {seen}"
    if seen is not None:
        evidence["counted"] = seen
    return QueryTooComplex(
        f"запит завеликий: {uk} — не більше {most}{counted and ', є' + counted[1:]}",
        f"the query is too large: at most {most} {en}{counted and ', counted' + counted[1:]}",
        evidence=evidence,
        locations=locations_of(node),
    )


def locations_of(node: object) -> tuple[Location, ...]:
    """Give the place of a node in its document, when it is known."""
    loc = getattr(node, "loc", None)
    if loc is None:
        return ()
    token = loc.start_token
    return (Location(token.line, token.column),)
