"""The graph in the schema definition language, and what changes between two versions of it."""

from dataclasses import dataclass
from pathlib import Path

from graphql import GraphQLSchema, build_schema, value_from_ast_untyped
from graphql.utilities import find_breaking_changes, find_dangerous_changes
from strawberry.printer import print_schema

from schema.directives import REQUIRES
from schema.graph import graph

COMMITTED = Path(__file__).with_name("registry.graphql")


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a client may notice; a breaking one makes a valid document invalid."""

    breaking: bool
    kind: str
    description: str


def printed() -> str:
    """Print the graph."""
    return print_schema(graph().strawberry) + "\n"


def changes(old_sdl: str, new_sdl: str | None = None) -> list[Change]:
    """Give the breaking and the dangerous changes from an older version to the graph, or to `new_sdl`."""
    old = build_schema(old_sdl)
    new: GraphQLSchema = build_schema(printed() if new_sdl is None else new_sdl)
    breaking = [Change(True, each.type.name, each.description) for each in find_breaking_changes(old, new)]
    dangerous = [Change(False, each.type.name, each.description) for each in find_dangerous_changes(old, new)]
    return breaking + dangerous + _tightened(old, new)


def _tightened(old: GraphQLSchema, new: GraphQLSchema) -> list[Change]:
    """Find what requires more than before: documents stay valid, but not for everybody."""
    before, now = _requirements(old), _requirements(new)
    return [
        Change(False, "REQUIREMENT_ADDED", f"{coordinate} now requires {permission}.")
        for coordinate in now
        if coordinate in before
        for permission in sorted(now[coordinate] - before[coordinate])
    ]


def _requirements(graph: GraphQLSchema) -> dict[str, set[str]]:
    """Read back what each coordinate requires; nothing where `@requires` is not known."""
    if graph.get_directive(REQUIRES) is None:
        return {}
    return {
        f"{kind.name}.{name}": {
            value_from_ast_untyped(argument.value)
            for directive in member.ast_node.directives or ()
            if directive.name.value == REQUIRES
            for argument in directive.arguments or ()
            if argument.name.value == "permission"
        }
        for kind in graph.type_map.values()
        if kind.ast_node is not None  # those that GraphQL brings along are written nowhere
        for name, member in {**getattr(kind, "fields", {}), **getattr(kind, "values", {})}.items()
    }
