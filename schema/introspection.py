"""Introspection: answered by graphql-core from the schema alone, without a statement."""

from collections.abc import Mapping
from dataclasses import replace

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from compiler.given import Sight
from compiler.selection import Asked, Fields, Selection
from compiler.tree import Variables
from errors import Refused
from schema.validation import fault_of


def asked_at_root(
    graph: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
) -> Fields:
    """Give what an operation asks of the query type, by response key."""
    return Selection(graph, document, Sight(variables)).of_set("Query", operation.selection_set)


def is_introspection(asked: Asked) -> bool:
    """Tell whether a root field asks about the schema."""
    return asked.name in ("__schema", "__type")


def introspect(
    graph: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    asked: Fields,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Answer the root fields that ask about the schema; `given` are the variables as they came."""
    nodes = tuple(node for found in asked.values() if is_introspection(found) for node in found.nodes)
    only = replace(operation, selection_set=SelectionSetNode(selections=nodes))
    fragments = tuple(each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    part = DocumentNode(definitions=(only, *fragments))
    result = execute_sync(graph, part, variable_values=dict(given))
    if result.errors:
        raise Refused([fault_of(error) for error in result.errors])
    return dict(result.data or {})
