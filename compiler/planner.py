"""Planning objects and their fields: what each selected field becomes in the tree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from graphql import DocumentNode, GraphQLObjectType, GraphQLSchema

from compiler.catalogue import (
    Argument,
    Can,
    Catalogue,
    Check,
    Field,
    Identity,
    One,
    Pages,
    Part,
    Redactions,
    Scalar,
    Several,
    Type,
)
from compiler.connections import connection
from compiler.cost import Weight
from compiler.disclosure import Disclosure, Telling, in_order
from compiler.given import Given, Sight
from compiler.groups import Veil, group, veiled
from compiler.ids import decode_id
from compiler.limits import LIMITS, Tally, too_complex
from compiler.pages import PAGE_SIZE_NESTED
from compiler.places import located
from compiler.questions import can, check, named
from compiler.rights import Omission, Rights
from compiler.scopes import NOTHING, Known, Scopes, inherited
from compiler.selection import Asked, Fields, Selection
from compiler.tree import (
    All,
    Condition,
    Gated,
    Gates,
    GlobalId,
    Leaf,
    Literal,
    Member,
    Object,
    Parameter,
    Redacted,
    Row,
    Rows,
    Source,
    Test,
    Value,
    Variables,
)
from permissions.access import Shape
from permissions.permission import Permission

DryRun = Callable[[str], Sequence[Omission]]
"""Gives what a document would be refused for; raises whatever else it would be refused with."""

_REDACTIONS = Redacted(())


@dataclass(frozen=True, slots=True)
class Spot:
    """An object that is being planned: its level of rows, what is known of its row, its response keys' path.

    `hidden` collects its selected fields, each with the gates under which it is hidden; `telling` those that
    show personal data, where the object is made of them.
    """

    weight: Weight
    known: Known = NOTHING
    path: str = ""
    veil: Veil | None = None
    hidden: list[tuple[str, Gates]] = field(default_factory=list)
    telling: Telling | None = None

    def under(self, key: str) -> "Spot":
        """Stand under a response key of the object."""
        return replace(self, path=f"{self.path}.{key}" if self.path else key)

    def row(self, weight: Weight, known: Known) -> "Spot":
        """Stand in a row that is listed here."""
        return Spot(weight, known, self.path)

    def gated(self, gate: str, name: str, value: Value) -> Value:
        """Show a value only where the gate holds, and note where it is hidden."""
        if not gate:
            return value
        self.hidden.append((name, ((gate, False),)))
        return Gated(gate, value)

    def tell(self, name: str, *, peeked: bool = False) -> None:
        """Note that a field of the object is shown, if that is told to whom it is about."""
        if self.telling is not None:
            self.telling.note(name, peeked=peeked)


class Planner:
    """Plans one operation for one shape of rights."""

    def __init__(
        self,
        graph: GraphQLSchema,
        catalogue: Catalogue,
        document: DocumentNode,
        shape: Shape,
        variables: Variables,
        dry_run: DryRun | None,
    ) -> None:
        self.dry_run = dry_run
        self.graph = graph
        self.catalogue = catalogue
        self.scopes = Scopes(shape)
        self.rights = Rights(self.scopes)
        self.sight = Sight(variables)
        self.selection = Selection(graph, document, self.sight, skips=not self.is_dry)
        self.tally = Tally()
        self.reusable = True
        self.prepares = False
        self.checks = self.questions = 0
        self.disclosures: list[Disclosure] = []

    def arguments(self, type_name: str, asked: Asked) -> dict[str, Given]:
        """Give the arguments of a field that hold a value; null means the same as leaving one out."""
        owner = self.graph.type_map[type_name]
        assert isinstance(owner, GraphQLObjectType)
        kinds = owner.fields[asked.name].args
        given = {
            each.name.value: Given.written(self.sight, each.value, kinds[each.name.value].type)
            for each in asked.node.arguments or ()
        }
        return {name: value for name, value in given.items() if not value.is_null()}

    @property
    def is_dry(self) -> bool:
        """Tell whether this only looks at what a document asks for: its variables are stand-ins."""
        return self.dry_run is None

    def count_question(self) -> None:
        """Refuse more questions about the rights of many than one operation may ask."""
        self.questions += 1
        if self.questions > LIMITS.questions:
            raise too_complex("questions", LIMITS.questions, self.questions)

    def disclose(self, shown: list[str], chosen_by: list[str]) -> int:
        """Note what a place of the operation tells of people, and give the number of the place."""
        self.disclosures.append(Disclosure(in_order(shown), in_order(chosen_by)))
        return len(self.disclosures) - 1

    # Objects

    def object(self, kind: Type, asked: Asked, spot: Spot) -> Object:
        """Plan the fields that are asked of an object."""
        members = self.members(
            self.selection.of(kind.name, asked), spot, lambda found, at: self.field(kind, found, at)
        )
        names = Redacted(tuple(sorted(set(spot.hidden))))
        return Object(
            tuple(replace(each, value=names) if each.value is _REDACTIONS else each for each in members)
        )

    def members(self, fields: Fields, spot: Spot, plan: Callable[[Asked, Spot], Value]) -> tuple[Member, ...]:
        """Plan the response keys of a selection, but those that are left out."""
        found = ((key, self._unless_left_out(asked, spot.under(key), plan)) for key, asked in fields.items())
        return tuple(Member(key, value) for key, value in found if value is not None)

    def _unless_left_out(
        self, asked: Asked, spot: Spot, plan: Callable[[Asked, Spot], Value]
    ) -> Value | None:
        """Plan a field; none when it may be left out and would be refused."""
        if not asked.optional:
            return plan(asked, spot)
        weight, hidden = spot.weight, spot.hidden
        told = spot.telling.names if spot.telling else []
        children, leaves, names = len(weight.children), weight.leaves, len(hidden)
        disclosures, telling = len(self.disclosures), len(told)
        with self.rights.instead(spot.path) as denied:
            value = plan(asked, spot)
        if not denied:
            return value
        del weight.children[children:], hidden[names:], told[telling:], self.disclosures[disclosures:]
        weight.leaves = leaves
        return None

    def field(self, kind: Type, asked: Asked, spot: Spot) -> Value:
        """Plan one field of an object."""
        if asked.name == "__typename":
            return Literal(f'"{kind.name}"')
        found = kind.fields[asked.name]
        spot.weight.leaves += 1
        if isinstance(found, Identity):
            return GlobalId(kind.name)
        if isinstance(found, Redactions):
            return _REDACTIONS
        if isinstance(found, Can):
            return can(self, self.arguments(kind.name, asked), asked)
        if isinstance(found, Check):
            return check(self, self.arguments(kind.name, asked), asked)
        if spot.veil is not None:
            return veiled(self, kind, found, asked, spot, spot.veil)
        return self._open(kind, found, asked, spot)

    def _open(self, kind: Type, found: Field, asked: Asked, spot: Spot) -> Value:
        coordinate = f"{kind.name}.{asked.name}"
        if isinstance(found, Scalar):
            spot.tell(asked.name)
            gate = self.rights.gate(found.permissions, kind, spot.known, coordinate, asked.node)
            return spot.gated(gate, asked.name, Leaf(found.sql, found.kind, found.nullable))
        if isinstance(found, Pages):
            return connection(self, kind.name, found, asked, spot, PAGE_SIZE_NESTED)
        if isinstance(found, Part) or (isinstance(found, One) and found.peek is not None):
            return group(self, kind, found, asked, spot)
        assert isinstance(found, One | Several)
        gate = self._gate_of_relation(kind, found, asked, spot)
        return spot.gated(gate, asked.name, self.related(kind.name, found, asked, spot))

    # Relations

    def _gate_of_relation(self, kind: Type, found: One | Several, asked: Asked, spot: Spot) -> str:
        """Give the condition on this row for a relation to be shown; its target's rows have their own."""
        target = self.catalogue.types[found.type]
        base = () if target.base is None else (target.base,)
        own = () if found.permission is None or found.permission in base else (found.permission,)
        if not self.rights.allow((*own, *base), f"{kind.name}.{asked.name}", asked.node):
            return ""
        return self.scopes.gate(own, kind, spot.known)

    def related(self, owner: str, found: One | Several, asked: Asked, spot: Spot) -> Value:
        """Plan the object, or the short list, that a relation leads to."""
        target = self.catalogue.types[found.type]
        seen, known = self.scopes.enter(target, inherited(spot.known, contained=found.contained))
        table = found.table
        given: tuple[tuple[str, Parameter], ...] = ()
        if isinstance(found, One) and found.arguments:
            self.count_question()
            given = self.given(found.arguments, owner, asked)
            table = located(self, table, self.arguments(owner, asked))
        source = Source(table, found.on or None, condition(seen), given)
        level = spot.weight.below(1 if isinstance(found, One) else found.rows)
        # what a veil hides below is hidden in the group itself
        hidden = [] if spot.veil is None else spot.hidden
        telling = spot.telling and spot.telling.under(asked.name)
        inner = self.object(target, asked, Spot(level, known, spot.path, spot.veil, hidden, telling))
        return Row(source, inner) if isinstance(found, One) else Rows(source, inner, found.order)

    def given(
        self, declared: tuple[Argument, ...], owner: str, asked: Asked
    ) -> tuple[tuple[str, Parameter], ...]:
        """Give the parameters of the arguments that stand in a field's SQL; one not given is null."""
        if not declared:
            return ()
        arguments = self.arguments(owner, asked)
        for each in declared:
            if each.is_permission:
                named(self, arguments[each.name], asked)
        return tuple(pair for each in declared for pair in _parameters(each, arguments.get(each.name)))

    def visible(self, test: Test, also: Permission | None = None) -> dict[str, tuple[Source, Known]]:
        """Give for each entity that may be seen its visible rows that pass a test, and what is known of them.

        The rows lie in the region of `also` besides, when it is given.
        """
        found: dict[str, tuple[Source, Known]] = {}
        for entity in self.catalogue.entities:
            seen, known = self.scopes.enter(entity, NOTHING)
            if entity.base is None or self.scopes.holds(entity.base):
                assert entity.table is not None
                more = self.scopes.gate_of(also, entity, known) if also else ""
                where = All((test, condition(seen), condition(more)))
                found[entity.name] = Source(entity.table, None, where), known
        return found


def condition(template: str) -> Condition:
    """Make a condition of a template; the empty one always holds."""
    return Test(template) if template else All(())


def _parameters(argument: Argument, given: Given | None) -> tuple[tuple[str, Parameter], ...]:
    name, kind = argument.name, "uuid" if argument.is_id else argument.kind.sql
    if given is None:
        nothing = ((name, Parameter(lambda _: None, kind)),)
        return (*nothing, (f"{name}.type", Parameter(lambda _: None, "text"))) if argument.is_id else nothing
    get = given.get
    if not argument.is_id:
        return ((name, Parameter(lambda call: get(call.variables), kind)),)
    return (
        (name, Parameter(lambda call: decode_id(get(call.variables))[1], kind)),
        (f"{name}.type", Parameter(lambda call: decode_id(get(call.variables))[0], "text")),
    )
