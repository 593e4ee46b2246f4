"""Showing a value that is at hand in the form that a document asks for."""

from collections.abc import Mapping

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type

from compiler.selection import Asked, Selection


def projected(
    graph: GraphQLSchema, selection: Selection, type_name: str, asked: Asked, value: Mapping[str, object]
) -> dict[str, object]:
    """Give the asked fields of an object, by response key."""
    kind = graph.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType)
    shown: dict[str, object] = {}
    for key, each in selection.of(type_name, asked).items():
        if each.name == "__typename":
            shown[key] = type_name
            continue
        inner = get_named_type(kind.fields[each.name].type).name
        found = value[each.name]
        if isinstance(found, list) and each.node.selection_set is not None:
            shown[key] = [projected(graph, selection, inner, each, item) for item in found]
        elif isinstance(found, Mapping):
            shown[key] = projected(graph, selection, inner, each, found)
        else:
            shown[key] = found
    return shown
