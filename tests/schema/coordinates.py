"""Documents that each ask for one coordinate of a schema, and whoever holds permissions everywhere."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
    is_required_input_field,
)

from permissions.access import Access
from permissions.permission import Permission
from permissions.region import ANYWHERE

SOME_ID = '"RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx"'
VALUES = {
    "id": SOME_ID,
    "ids": f"[{SOME_ID}]",
    "on": SOME_ID,
    "name": '"POSITION"',
    "permission": '"employee.identity:read"',
    "document": '"{ __typename }"',
    "signed": '""',
}
HERE = "%"
Composite = GraphQLObjectType | GraphQLInterfaceType


def holder_of(permissions: Iterable[Permission]) -> Access:
    """Hold permissions everywhere."""
    return Access(MappingProxyType(dict.fromkeys(permissions, ANYWHERE)))


def documents_of(graph: GraphQLSchema) -> Mapping[str, str]:
    """Give for each coordinate that the root types lead to a document that asks for it."""
    found: dict[str, str] = {}
    ways = {"Query": f"{{ {HERE} }}", "Mutation": f"mutation {{ {HERE} }}"}
    reached = ["Query", "Mutation"] if graph.mutation_type else ["Query"]
    for type_name in reached:
        kind = graph.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for name, field in kind.fields.items():
            asked = f"{name}{_call(field)}"
            target = get_named_type(field.type)
            if isinstance(target, GraphQLObjectType | GraphQLInterfaceType):
                if target.name not in ways:
                    ways[target.name] = ways[type_name].replace(HERE, f"{asked} {{ {HERE} }}")
                    reached.append(target.name)
                asked += " { __typename }"
            found[f"{type_name}.{name}"] = ways[type_name].replace(HERE, asked)
            for coordinate, argument in _of_arguments(field):
                paged = ways[type_name].replace(HERE, f"{name}({argument}) {{ __typename }}")
                found.setdefault(coordinate, paged)
    return found


def _call(field: GraphQLField) -> str:
    given = [
        f"{name}: {_value(name, each)}"
        for name, each in field.args.items()
        if is_required_argument(each) or name == "id"
    ]
    return f"({', '.join(given)})" if given else ""


def _value(name: str, given: GraphQLArgument | GraphQLInputField) -> str:
    """Write a value for an argument; an input object has what it needs."""
    kind = get_named_type(given.type)
    if not isinstance(kind, GraphQLInputObjectType):
        return VALUES.get(name, '""')
    needed = {key: each for key, each in kind.fields.items() if is_required_input_field(each)}
    return f"{{{', '.join(f'{key}: {_value(key, each)}' for key, each in needed.items())}}}"


def _of_arguments(field: GraphQLField) -> Iterator[tuple[str, str]]:
    for name, argument in field.args.items():
        kind = get_named_type(argument.type)
        if name == "filter" and isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{kind.name}.{key}", f"filter: {{{key}: {{}}}}") for key in kind.fields)
        if name == "orderBy" and isinstance(kind, GraphQLEnumType):
            yield from ((f"{kind.name}.{code}", f"orderBy: {code}") for code in kind.values)
