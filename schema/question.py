"""What comes in and what goes out: a request, the question that was read from it, and the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from compiler.given import Sight
from compiler.selection import Asked, Fields, Selection
from compiler.tree import Variables
from errors import Refusal, Refused
from permissions.access import Access
from schema.documents import Document
from schema.validation import ERRORS_MAX, fault_of

ROOTS = {OperationType.QUERY: "Query", OperationType.MUTATION: "Mutation"}


@dataclass(frozen=True, slots=True)
class Visit:
    """From where a request came, whether by a cookie's token, whether it was posted, and its own id."""

    address: str | None = None
    by_cookie: bool = False
    posted: bool = True
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request, however it came; introspection tells of the whole schema only when that is asked."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, object] | None = None
    whole_schema: bool = False
    visit: Visit = Visit()


@dataclass(frozen=True, slots=True)
class Answer:
    """Finished JSON of `data` and `extensions`; without data the request was refused before execution.

    `cookie` is the token that the browser keeps from now on; the empty one, that it keeps none.
    """

    data: bytes | None
    errors: tuple[Refusal, ...] = ()
    extensions: bytes | None = None
    cookie: str | None = None


Renew = Callable[[float], Awaitable[Access]]
"""Gives the caller's access as it was at most so many seconds ago; raises Unauthenticated."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request that was read: its document, the operation chosen in it, the variables' values."""

    document: Document
    operation: OperationDefinitionNode
    request: Request
    values: VariableValues | None

    @property
    def name(self) -> str | None:
        """The operation's name."""
        return self.operation.name.value if self.operation.name else None

    @property
    def is_act(self) -> bool:
        """Tell whether the operation is a mutation."""
        return self.operation.operation is OperationType.MUTATION

    @property
    def variables(self) -> Variables:
        """The coerced values of the variables."""
        return self.values.coerced if self.values else {}

    def selection(self, graph: GraphQLSchema) -> Selection:
        """Give the reader of the document's selections, the variables in sight."""
        return Selection(graph, self.document.node, Sight(self.variables))

    def roots(self, graph: GraphQLSchema) -> Fields:
        """Give what the operation asks of its root type, by response key."""
        return self.selection(graph).of_set(ROOTS[self.operation.operation], self.operation.selection_set)

    def arguments(self, graph: GraphQLSchema, type_name: str, asked: Asked) -> dict[str, Any]:
        """Give the coerced arguments of a field, by the values that GraphQL has for them; raises Refused."""
        kind = graph.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType)
        try:
            return get_argument_values(
                kind.fields[asked.name], asked.node, self.values, hide_suggestions=True
            )
        except GraphQLError as error:
            raise Refused([fault_of(error)]) from error


def read_variables(
    graph: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, object]
) -> VariableValues:
    """Coerce the variables of an operation; raises Refused."""
    found = get_variable_values(
        graph, operation.variable_definitions or (), dict(given), max_errors=ERRORS_MAX, hide_suggestions=True
    )
    if isinstance(found, list):
        raise Refused([fault_of(error) for error in found])
    return found
