"""Introspection: answered from the schema alone, without a statement.

A caller is told of what may be used with the permissions held, unless the whole schema is asked for. Answers
are kept as bytes by the set of permissions: a page with all types takes some 60 ms to put together.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.values import get_variable_values

from compiler.given import Sight
from compiler.selection import Asked, Fields, Selection
from errors import Refused
from permissions.access import Shape
from permissions.permission import Permission
from schema.graph import Graph
from schema.reflection import Reflection
from schema.validation import fault_of
from schema.visible import schema_for

SCHEMAS_MAX = 64
"""Schemas that are kept, each of some 0.5 MB: role sets are few, people combine them in few ways."""
MEMORY_MAX = 16 * 1024 * 1024
"""Bytes of the answers that are kept, some 70 whole ones."""

Kept = tuple[frozenset[Permission], str, str | None]
"""An answer's permissions, document and operation."""


def is_introspection(asked: Asked) -> bool:
    """Tell whether a root field asks about the schema."""
    return asked.name in ("__schema", "__type")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What an operation asks about the schema; `given` are its variables as they came."""

    text: str
    document: DocumentNode
    operation: OperationDefinitionNode
    asked: Fields
    given: Mapping[str, object]

    def answered_by(self, shown: GraphQLSchema, graph: GraphQLSchema) -> bytes:
        """Answer from the schema that is shown, as JSON; the variables may be of any type of the graph."""
        values = get_variable_values(graph, self.operation.variable_definitions or (), dict(self.given))
        assert not isinstance(values, list), "the variables were read before"
        selection = Selection(graph, self.document, Sight(values.coerced))
        try:
            return orjson.dumps(Reflection(shown, selection, values).answer(self.asked))
        except GraphQLError as error:
            raise Refused([fault_of(error)]) from error


class Introspections:
    """Answers what is asked about the schema, and keeps the schemas and the answers used last."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._all = frozenset(
            each for need in graph.needs.values() for each in (*need.permissions, need.peek) if each
        )
        self._schemas: OrderedDict[frozenset[Permission], GraphQLSchema] = OrderedDict()
        self._answers: OrderedDict[Kept, bytes] = OrderedDict()
        self._memory = 0

    def answer(self, inquiry: Inquiry, shape: Shape | None) -> bytes:
        """Tell the holder of rights of this shape about the schema; without a shape about the whole."""
        held = self._all if shape is None else self._all.intersection(shape.held)
        if inquiry.operation.variable_definitions:
            return self._answered(inquiry, held)
        name = inquiry.operation.name
        key = held, inquiry.text, name.value if name else None
        if key not in self._answers:
            self._keep(key, self._answered(inquiry, held))
        self._answers.move_to_end(key)
        return self._answers[key]

    def schema(self, held: frozenset[Permission]) -> GraphQLSchema:
        """Give the schema of those who hold these permissions."""
        if held not in self._schemas:
            self._schemas[held] = schema_for(self._graph, held)
            if len(self._schemas) > SCHEMAS_MAX:
                self._schemas.popitem(last=False)
        self._schemas.move_to_end(held)
        return self._schemas[held]

    def _answered(self, inquiry: Inquiry, held: frozenset[Permission]) -> bytes:
        return inquiry.answered_by(self.schema(held), self._graph.core)

    def _keep(self, key: Kept, answer: bytes) -> None:
        self._answers[key] = answer
        self._memory += len(answer) + len(key[1])
        while self._memory > MEMORY_MAX and len(self._answers) > 1:
            (_, text, _), oldest = self._answers.popitem(last=False)
            self._memory -= len(oldest) + len(text)
