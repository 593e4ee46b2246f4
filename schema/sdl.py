"""The graph in the schema definition language, and what changes between two versions of it."""

from dataclasses import dataclass
from pathlib import Path

from graphql import GraphQLSchema, build_schema
from graphql.utilities import find_breaking_changes, find_dangerous_changes
from strawberry.printer import print_schema

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
    return breaking + dangerous
