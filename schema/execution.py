"""Executing an operation: document, access, plan, statement, bytes.

`web → document (parse, limits, validate; kept) → variables → plan (kept by shape of rights) → cost → bind →
one statement → bytes`. Nothing here reads a row: the answer comes finished from PostgreSQL.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

import orjson
from graphql import OperationDefinitionNode, OperationType
from graphql.execution.values import get_variable_values

from compiler.binding import bind, refuse_unstorable
from compiler.cost import Cost
from compiler.limits import LIMITS, Limits, too_complex
from compiler.plan import plan
from compiler.selection import Fields
from compiler.statement import Statement, statement
from compiler.tree import Call, Variables
from compiler.variables import check_variables
from errors import Refusal, Refused, ValidationFailed
from permissions.access import Access
from schema.documents import Document, Documents, Prepared
from schema.graph import Graph
from schema.introspection import asked_at_root, introspect, is_introspection
from schema.validation import ERRORS_MAX, fault_of

KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request, however it came."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Finished JSON of `data` and `extensions`; without data the request was refused before execution."""

    data: bytes | None
    errors: tuple[Refusal, ...] = ()
    extensions: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What one answer may cost at most, by the sizes of its pages, and in bytes."""

    rows: int = 50_000
    leaves: int = 1_000_000
    bytes: int = 32 * 1024 * 1024


class Fetch(Protocol):
    """Runs a finished statement whose one row has one column of bytes."""

    async def __call__(self, statement: str, arguments: list[object]) -> bytes:
        """Give the bytes."""
        ...


class Executor:
    """Executes GraphQL requests for whoever holds an access."""

    def __init__(
        self,
        graph: Graph,
        fetch: Fetch,
        *,
        limits: Limits = LIMITS,
        ceilings: Ceilings = Ceilings(),  # frozen
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._graph = graph
        self._fetch = fetch
        self._limits = limits
        self._ceilings = ceilings
        self._clock = clock
        self.documents = Documents(graph.core, limits)

    def operation_kind(self, request: Request) -> str | None:
        """Tell whether the request is a query or a mutation; None when it is no valid request."""
        try:
            return self.documents.get(request.query).operation(request.operation_name).operation.value
        except (Refusal, Refused):
            return None

    async def execute(self, request: Request, access: Access) -> Answer:
        """Answer a request; refusals are part of the answer."""
        try:
            return await self._execute(request, access)
        except Refusal as refusal:
            return Answer(None, (refusal,))
        except Refused as refused:
            return Answer(None, refused.refusals)

    async def _execute(self, request: Request, access: Access) -> Answer:
        refuse_unstorable(request.operation_name or "")
        document = self.documents.get(request.query)
        operation = document.operation(request.operation_name)
        name = operation.name.value if operation.name else None
        if name in document.introspections:
            return Answer(document.introspections[name])
        variables = self._variables(operation, request.variables)
        key = (name, access.shape)
        prepared = document.prepared(key, variables)
        if prepared is None:
            asked = asked_at_root(self._graph.core, document.node, operation, variables)
            if any(is_introspection(nodes) for nodes in asked.values()):
                return await self._introspected(document, operation, asked, request, variables, access)
            prepared = self._prepare(document, operation, access, variables)
            document.keep(key, prepared)
            self.documents.weigh(document)
        return await self._fetched(prepared, variables)

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, object] | None) -> Variables:
        if operation.operation is not OperationType.QUERY:
            raise ValidationFailed("реєстр поки лише читають", "only queries are served")
        if not operation.variable_definitions:
            return {}
        check_variables(given or {}, self._limits)
        values = get_variable_values(
            self._graph.core, operation.variable_definitions, dict(given or {}), max_errors=ERRORS_MAX
        )
        if isinstance(values, list):
            raise Refused([fault_of(error) for error in values])
        return values.coerced

    def _prepare(
        self, document: Document, operation: OperationDefinitionNode, access: Access, variables: Variables
    ) -> Prepared:
        decided = plan(self._graph.core, self._graph.catalogue, document.node, operation, access, variables)
        printed = statement(decided.members)
        if isinstance(printed, Statement) and len(printed.text) > self._limits.statement:
            raise too_complex("statement", self._limits.statement, len(printed.text))
        return Prepared(decided, printed)

    async def _fetched(self, prepared: Prepared, variables: Variables) -> Answer:
        if isinstance(prepared.statement, bytes):
            return Answer(prepared.statement)
        now = self._clock()
        call = Call(variables, now, now.astimezone(KYIV).date())
        extensions = self._affordable(prepared.plan.weight.cost(call))
        arguments = bind(prepared.statement.parameters, call)
        data = await self._fetch(prepared.statement.text, arguments)
        if len(data) > self._ceilings.bytes:
            raise too_complex("bytes", self._ceilings.bytes, len(data))
        return Answer(data, (), extensions)

    def _affordable(self, cost: Cost) -> bytes:
        """Refuse what costs too much; else give the `extensions` that tell the cost."""
        if cost.rows > self._ceilings.rows:
            raise too_complex("rows", self._ceilings.rows, cost.rows)
        if cost.leaves > self._ceilings.leaves:
            raise too_complex("leaves", self._ceilings.leaves, cost.leaves)
        return b'{"cost":{"rows":%d,"values":%d,"rowsLimit":%d}}' % (
            cost.rows,
            cost.leaves,
            self._ceilings.rows,
        )

    async def _introspected(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        asked: Fields,
        request: Request,
        variables: Variables,
        access: Access,
    ) -> Answer:
        """Answer a document that asks about the schema, and perhaps about rows too."""
        about = introspect(self._graph.core, document.node, operation, asked, request.variables or {})
        if len(about) == len(asked):
            data = orjson.dumps(about)
            if not operation.variable_definitions:
                document.introspections[operation.name.value if operation.name else None] = data
                self.documents.weigh(document)
            return Answer(data)
        answer = await self._fetched(self._prepare(document, operation, access, variables), variables)
        rows = orjson.loads(answer.data or b"{}")
        merged = {key: about[key] if key in about else rows[key] for key in asked}
        return Answer(orjson.dumps(merged), (), answer.extensions)
