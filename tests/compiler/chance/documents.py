"""Random valid documents: whatever the graph's SDL permits, over the rows of a world.

Fields with arguments always have an alias of their own, and so have all fields inside the interface, so that
fields under one response key always merge; fields without either meet each other often enough.
"""

from itertools import count
from random import Random

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from tests.compiler.chance.arguments import Arguments
from tests.compiler.reference.answers import Reference
from tests.compiler.reference.declared import needs_of, peek_of

ROOTS = {
    *("node", "nodes", "dictionary", "dictionaries", "facility", "facilities", "department", "departments"),
    *("position", "positions", "employee", "employees", "assignment", "assignments"),
    *("invitation", "invitations"),
    *("facilityApplication", "facilityApplications"),
    *("identityCorrection", "identityCorrections"),
    *("workplace", "workplaces", "equipment", "equipmentList", "roleSet", "roleSets"),
    *("misClient", "misClients", "misConnection", "misConnections"),
}
"""What the reference can answer."""

DEPTH_MAX = 5
WIDTH_MAX = 4


class Author:
    """Writes one document with its variables; a modest one asks hardly ever for what would be refused."""

    def __init__(self, chance: Random, reference: Reference, *, modest: bool = False) -> None:
        self.chance = chance
        self.reference = reference
        self.modest = modest
        self.arguments = Arguments(chance, reference, modest=modest)
        self.types = reference.schema.type_map
        self.aliases = count(1)
        self.fragments: dict[str, tuple[str, str]] = {}
        self.spreadable: dict[str, tuple[str, bool]] = {}  # the type, and whether all fields have aliases
        self.budget = 60

    def document(self) -> str:
        """Give the text; the variables are in `arguments.variables`."""
        body = self.selection("Query", 0, aliased=False)
        defined = "".join(
            f"\nfragment {name} on {kind} {text}" for name, (kind, text) in self.fragments.items()
        )
        return f"query{self.arguments.definitions()} {body}{defined}"

    def selection(self, kind: str, depth: int, *, aliased: bool) -> str:
        """Write a selection set."""
        parts = [self.part(kind, depth, aliased=aliased) for _ in range(self.chance.randint(1, WIDTH_MAX))]
        return f"{{ {' '.join(parts)} }}"

    def part(self, kind: str, depth: int, *, aliased: bool) -> str:
        self.budget -= 1
        if self.chance.random() < 0.2 and kind != "Query":
            return self.fragment(kind, depth, aliased=aliased)
        if self.chance.random() < 0.1:
            return f"__typename{self.directive()}"
        owner = self.types[kind]
        assert isinstance(owner, GraphQLObjectType | GraphQLInterfaceType)
        names = [
            name
            for name, field in owner.fields.items()
            if self.is_affordable(field, depth) and self.is_known(kind, name) and self.is_wanted(kind, name)
        ]
        name = self.chance.choice(names) if names else "__typename"
        if name == "__typename":
            return name
        return self.field(name, owner.fields[name], depth, aliased=aliased)

    def is_affordable(self, field: GraphQLField, depth: int) -> bool:
        return is_leaf_type(get_named_type(field.type)) or (depth < DEPTH_MAX and self.budget > 0)

    def is_known(self, kind: str, name: str) -> bool:
        return kind != "Query" or name in ROOTS

    def is_wanted(self, kind: str, name: str) -> bool:
        peek = peek_of(kind, name)
        return (
            not self.modest
            or all(map(self.reference.rights.held, needs_of(kind, name)))
            or (peek is not None and self.reference.rights.held(peek))
        )

    def field(self, name: str, field: GraphQLField, depth: int, *, aliased: bool) -> str:
        target = get_named_type(field.type)
        arguments = self.arguments.of(name, field)
        needs_alias = (aliased and name != "id") or bool(arguments) or self.chance.random() < 0.2
        head = f"a{next(self.aliases)}: {name}{arguments}" if needs_alias else name
        if is_leaf_type(target):
            return head + self.directive()
        inside = target.name == "Node"
        written = [
            f"{head}{self.directive()} {self.selection(target.name, depth + 1, aliased=inside)}"
            for _ in range(1 if self.chance.random() < 0.85 else 2)
        ]
        return " ".join(written)

    def fragment(self, kind: str, depth: int, *, aliased: bool) -> str:
        """Write an inline fragment, a new named one with its spread, or the spread of one that is there."""
        condition = self.chance.choice(self.conditions(kind))
        inside = aliased or "Node" in (kind, condition)
        known = [
            name
            for name in self.fragments
            if self.spreadable[name] in ((condition, True), (condition, inside))
        ]
        way = self.chance.random()
        if known and way < 0.4:
            return f"...{self.chance.choice(known)}{self.directive()}"
        text = self.selection(condition, depth + (condition != kind), aliased=inside)
        if way < 0.7:
            name = f"F{len(self.fragments)}"
            self.fragments[name] = (condition, text)
            self.spreadable[name] = (condition, inside)
            return f"...{name}{self.directive()}"
        on = "" if condition == kind and self.chance.random() < 0.5 else f" on {condition}"
        return f"...{on}{self.directive()} {text}"

    def conditions(self, kind: str) -> list[str]:
        """Give the types that a fragment inside a type may be on."""
        owner = self.types[kind]
        if isinstance(owner, GraphQLInterfaceType):
            return [kind, *(each.name for each in self.reference.schema.get_possible_types(owner))]
        assert isinstance(owner, GraphQLObjectType)
        return [kind, kind, *(each.name for each in owner.interfaces)]

    def directive(self) -> str:
        if self.chance.random() < 0.85:
            return ""
        name = self.chance.choice(("include", "skip", "ifPermitted", "ifPermitted"))
        if name == "ifPermitted":
            return " @ifPermitted"
        value = self.chance.random() < 0.5
        return f" @{name}(if: {self.arguments.written(value, 'Boolean!')})"
