"""The schema as a caller sees it: without what needs a permission that the caller holds nowhere.

A comfort, not the wall: documents are validated against the whole schema, and the planner refuses what is
not permitted. Only the set of permissions counts, not where they are held. What is left without fields or
values goes too, with the fields that lead there; what nothing leads to, graphql-core leaves out by itself.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLType,
    get_named_type,
    is_introspection_type,
)

from permissions.access import Shape
from permissions.permission import Permission
from schema.graph import Graph

Held = Collection[Permission]
Kind = TypeVar("Kind", bound=GraphQLType)
Copied = TypeVar("Copied", bound=GraphQLNamedType | GraphQLField | GraphQLArgument | GraphQLInputField)
Given = TypeVar("Given", GraphQLArgument, GraphQLInputField)
Members = Mapping[str, tuple[str, ...]]
"""By the names of types those of their fields or values."""


def visible_schema(graph: Graph, shape: Shape) -> GraphQLSchema:
    """Give the part of the whole schema that somebody with rights of this shape may use."""
    return schema_for(graph, shape.held.keys())


def schema_for(graph: Graph, held: Held) -> GraphQLSchema:
    """Give the part of the whole schema that needs no other permissions than these."""
    if all(need.is_met(held) for need in graph.needs.values()):
        return graph.core
    types = _Pruned(graph.core, {"Query": (), **living(graph, frozenset(held))}).types
    query, mutation = types["Query"], types.get("Mutation")
    assert isinstance(query, GraphQLObjectType)
    assert isinstance(mutation, GraphQLObjectType | None)
    return GraphQLSchema(
        query=query,
        mutation=mutation,
        types=[types[each.name] for each in graph.catalogue.entities if each.name in types],
        directives=graph.core.directives,
        description=graph.core.description,
        assume_valid=True,
    )


def living(graph: Graph, held: Held) -> Members:
    """Give the types that somebody who holds these permissions has a use for, with what is left in each."""
    open_to: dict[str, dict[str, str]] = {}
    for kind in graph.core.type_map.values():
        if is_introspection_type(kind):
            continue
        entity = graph.catalogue.types.get(kind.name)
        if entity is None or entity.base is None or entity.base in held:
            open_to[kind.name] = {
                name: target
                for name, target in _targets(kind).items()
                if (need := graph.needs.get(f"{kind.name}.{name}")) is None or need.is_met(held)
            }
    found: set[str] = {""}
    while more := {
        name
        for name, members in open_to.items()
        if name not in found and not found.isdisjoint(_ways(graph.core, name, members))
    }:
        found |= more
    return {
        name: tuple(each for each, target in open_to[name].items() if target in found)
        for name in open_to.keys() & found
    }


def _targets(kind: GraphQLNamedType) -> dict[str, str]:
    """Give the type that each field leads to; the values of an enumeration, and a scalar, lead no further."""
    if isinstance(kind, GraphQLScalarType):
        return {"": ""}
    if isinstance(kind, GraphQLEnumType):
        return dict.fromkeys(kind.values, "")
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
    return {name: get_named_type(each.type).name for name, each in kind.fields.items()}


def _ways(core: GraphQLSchema, name: str, members: Mapping[str, str]) -> Collection[str]:
    """Give the types of which one must be of use for this one to be: for an interface, those that have it."""
    kind = core.type_map[name]
    if isinstance(kind, GraphQLInterfaceType):
        return [each.name for each in core.get_possible_types(kind)]
    return members.values()


class _Pruned:
    """Copies of the types of a schema, with what is left in each; scalars are shared."""

    def __init__(self, core: GraphQLSchema, members: Members) -> None:
        self.types = {name: _copy(core.type_map[name]) for name in members}
        for name, left in members.items():
            self.fill(self.types[name], left)

    def fill(self, kind: GraphQLNamedType, left: Collection[str]) -> None:
        """Leave a copied type only these fields or values; they lead to the copies."""
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            kind.fields = {name: self.field(kind.fields[name]) for name in left}
            kind.interfaces = tuple(self.typed(each) for each in kind.interfaces)
        elif isinstance(kind, GraphQLInputObjectType):
            kind.fields = {name: self.input(kind.fields[name]) for name in left}
        elif isinstance(kind, GraphQLEnumType):
            kind.values = {name: kind.values[name] for name in left}

    def typed(self, kind: Kind) -> Kind:
        """Give the copy that stands for a type."""
        if isinstance(kind, GraphQLList | GraphQLNonNull):
            return type(kind)(self.typed(kind.of_type))
        assert isinstance(kind, GraphQLNamedType)
        return cast("Kind", self.types[kind.name])

    def field(self, field: GraphQLField) -> GraphQLField:
        """Copy a field, with those of its arguments whose types are left."""
        copied = _copy(field)
        copied.type = self.typed(field.type)
        copied.args = {
            name: self.input(each)
            for name, each in field.args.items()
            if get_named_type(each.type).name in self.types
        }
        return copied

    def input(self, given: Given) -> Given:
        """Copy an argument or a field of an input type."""
        copied = _copy(given)
        copied.type = self.typed(given.type)
        return copied


def _copy(each: Copied) -> Copied:
    """Copy what may be changed, without what graphql-core's copying costs: it checks all names again."""
    if isinstance(each, GraphQLScalarType):
        return each
    copied = object.__new__(type(each))
    copied.__dict__.update(each.__dict__)
    return copied
