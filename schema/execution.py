"""Executing an operation: document, access, plan, statement, bytes.

`web → document (parse, limits, validate; kept) → variables → plan (kept by shape of rights) → cost → bind →
one statement → bytes`. Nothing here reads a row: the answer comes finished from PostgreSQL.
"""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
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
from compiler.rights import Omission, omission
from compiler.selection import Fields
from compiler.standins import stand_ins
from compiler.statement import Statement, statement
from compiler.tree import Call, Variables
from compiler.variables import check_variables
from errors import Forbidden, Refusal, Refused, Unavailable, ValidationFailed
from permissions.access import Access, Shape
from permissions.catalogue import PERMISSIONS
from schema.documents import Document, Documents, Prepared
from schema.graph import Graph
from schema.introspection import Inquiry, Introspections, asked_at_root, is_introspection
from schema.validation import ERRORS_MAX, fault_of

KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request, however it came; introspection tells of the whole schema only when that is asked."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, object] | None = None
    whole_schema: bool = False


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

    async def __call__(self, statement: str, arguments: list[object]) -> bytes | None:
        """Give the bytes; none when the statement's guard found the caller's rights changed."""
        ...


Renew = Callable[[float], Awaitable[Access]]
"""Gives the caller's access as it was at most so many seconds ago; raises Unauthenticated."""

FRESH_SECONDS = 1.0
"""How old an access may be from which a refusal follows, since no guard tells that it is out of date."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request that was read: its document, the operation chosen in it, the variables' values."""

    document: Document
    operation: OperationDefinitionNode
    request: Request
    variables: Variables

    @property
    def name(self) -> str | None:
        """The operation's name."""
        return self.operation.name.value if self.operation.name else None


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
        self._introspections = Introspections(graph)
        self.documents = Documents(graph.core, limits)

    def operation_kind(self, request: Request) -> str | None:
        """Tell whether the request is a query or a mutation; None when it is no valid request."""
        try:
            return self.documents.get(request.query).operation(request.operation_name).operation.value
        except (Refusal, Refused):
            return None

    async def execute(self, request: Request, access: Access, renew: Renew | None = None) -> Answer:
        """Answer a request; refusals are part of the answer.

        `renew` reads the caller's rights again; without it they do not change.
        """
        try:
            return await self._execute(request, access, renew)
        except Refusal as refusal:
            return Answer(None, (refusal,))
        except Refused as refused:
            return Answer(None, refused.refusals)

    async def _execute(self, request: Request, access: Access, renew: Renew | None) -> Answer:
        refuse_unstorable(request.operation_name or "")
        document = self.documents.get(request.query)
        operation = document.operation(request.operation_name)
        asked = Question(document, operation, request, self._variables(operation, request.variables))
        try:
            answer = await self._answered(asked, access, renew)
            if answer is None and renew is not None:
                access = await renew(0.0)
                answer = await self._answered(asked, access, renew)
        except Refused as refused:
            answer = await self._refused_still(asked, access, renew, refused)
        if answer is None:
            raise Unavailable(
                "права саме змінюються, спробуйте ще раз", "rights are changing just now, try again"
            )
        return answer

    async def _refused_still(
        self, asked: "Question", access: Access, renew: Renew | None, refused: Refused
    ) -> Answer | None:
        """Refuse only for rights that were read just now: nothing else would show that they have grown."""
        if renew is not None and any(isinstance(each, Forbidden) for each in refused.refusals):
            fresh = await renew(FRESH_SECONDS)
            if fresh is not access:
                try:
                    return await self._answered(asked, fresh, renew)
                except Refused as again:
                    access, refused = fresh, again
        raise reasoned(refused, access)

    async def _answered(self, asked: "Question", access: Access, renew: Renew | None) -> Answer | None:
        """Answer for an access; none when it is out of date."""
        document, key = asked.document, (asked.name, access.shape.key)
        prepared = document.prepared(key, asked.variables)
        if prepared is None:
            roots = asked_at_root(self._graph.core, document.node, asked.operation, asked.variables)
            if any(map(is_introspection, roots.values())):
                fresh = await renew(FRESH_SECONDS) if renew else access
                return await self._introspected(asked, roots, fresh)
            prepared = self._prepare(asked, access)
            if prepared.plan.reusable:
                document.keep(key, prepared)
                self.documents.weigh(document)
        if renew is not None and prepared.is_unguarded:
            fresh = await renew(FRESH_SECONDS)
            if fresh is not access:
                return await self._answered(asked, fresh, None)
        return await self._fetched(prepared, asked.variables, access)

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, object] | None) -> Variables:
        if operation.operation is not OperationType.QUERY:
            raise ValidationFailed("реєстр поки лише читають", "only queries are served")
        if not operation.variable_definitions:
            return {}
        check_variables(given or {}, self._limits)
        values = get_variable_values(
            self._graph.core,
            operation.variable_definitions,
            dict(given or {}),
            max_errors=ERRORS_MAX,
            hide_suggestions=True,
        )
        if isinstance(values, list):
            raise Refused([fault_of(error) for error in values])
        return values.coerced

    def _prepare(self, asked: "Question", access: Access) -> Prepared:
        decided = plan(
            self._graph.core,
            self._graph.catalogue,
            asked.document.node,
            asked.operation,
            access.shape,
            asked.variables,
            lambda text: self._dry_run(text, access.shape),
        )
        if decided.denials:
            return Prepared(decided, b"")
        printed = statement(decided.members, guarded=decided.guarded)
        if isinstance(printed, Statement) and len(printed.text) > self._limits.statement:
            raise too_complex("statement", self._limits.statement, len(printed.text))
        return Prepared(decided, printed)

    def _dry_run(self, text: str, shape: Shape) -> list[Omission]:
        """Give what a document would be refused for; a document of several operations is not checked."""
        document = self.documents.get(text)
        operation = document.operation(None)
        core = self._graph.core
        values = stand_ins(core, operation)
        decided = plan(core, self._graph.catalogue, document.node, operation, shape, values, None)
        return sorted(map(omission, decided.denials))

    async def _fetched(self, prepared: Prepared, variables: Variables, access: Access) -> Answer | None:
        if prepared.plan.denials:
            raise Refused(list(prepared.plan.denials))
        if isinstance(prepared.statement, bytes):
            return Answer(prepared.statement, (), prepared.extensions(None))
        now = self._clock()
        call = Call(variables, now, now.astimezone(KYIV).date(), access)
        cost = self._affordable(prepared.plan.weight.cost(call))
        arguments = bind(prepared.statement.parameters, call)
        data = await self._fetch(prepared.statement.text, arguments)
        if data is None:
            return None
        if len(data) > self._ceilings.bytes:
            raise too_complex("bytes", self._ceilings.bytes, len(data))
        return Answer(data, (), prepared.extensions(cost))

    def _affordable(self, cost: Cost) -> bytes:
        """Refuse what costs too much; else give the entry of `extensions` that tells the cost."""
        if cost.rows > self._ceilings.rows:
            raise too_complex("rows", self._ceilings.rows, cost.rows)
        if cost.leaves > self._ceilings.leaves:
            raise too_complex("leaves", self._ceilings.leaves, cost.leaves)
        return b'"cost":{"rows":%d,"values":%d,"rowsLimit":%d}' % (
            cost.rows,
            cost.leaves,
            self._ceilings.rows,
        )

    async def _introspected(self, asked: "Question", roots: Fields, access: Access) -> Answer | None:
        """Answer a document that asks about the schema, and perhaps about rows too."""
        given = asked.request.variables or {}
        inquiry = Inquiry(asked.document.text, asked.document.node, asked.operation, roots, given)
        shape = None if asked.request.whole_schema else access.shape
        about = self._introspections.answer(inquiry, shape)
        if all(map(is_introspection, roots.values())):
            return Answer(about)
        answer = await self._fetched(self._prepare(asked, access), asked.variables, access)
        if answer is None:
            return None
        found = orjson.loads(about) | orjson.loads(answer.data or b"{}")
        merged = {key: found[key] for key in roots if key in found}
        return Answer(orjson.dumps(merged), (), answer.extensions)


def reasoned(refused: Refused, access: Access) -> Refused:
    """Say beside each denial why a right that the caller was given is not held, where that is so."""
    return Refused([_reasoned(each, access) for each in refused.refusals])


def _reasoned(refusal: Refusal, access: Access) -> Refusal:
    reason = (
        access.missed.get(PERMISSIONS[str(refusal.evidence["requires"])])
        if isinstance(refusal, Forbidden)
        else None
    )
    if reason is None:
        return refusal
    evidence = {**refusal.evidence, "reason": str(reason)}
    return Forbidden(refusal.message, refusal.message_en, evidence=evidence, locations=refusal.locations)
