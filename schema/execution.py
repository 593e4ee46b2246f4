"""Executing an operation: document, access, plan, statement, bytes.

`web → document (parse, limits, validate; kept) → variables → plan (kept by shape of rights) → cost → bind →
one statement → bytes`. Nothing here reads a row: the answer comes finished from PostgreSQL. Acts go their own
way (`schema/perform.py`), and their answers come by the same planning.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

import orjson
from graphql import OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues

from compiler.binding import refuse_unstorable
from compiler.limits import LIMITS, Limits
from compiler.selection import Fields
from compiler.variables import check_variables
from errors import Forbidden, Refusal, Refused, Unavailable, ValidationFailed
from permissions.access import Access
from permissions.catalogue import PERMISSIONS
from schema.documents import Documents, Prepared
from schema.doorkeeper import Doorkeeper
from schema.graph import Graph
from schema.introspection import Inquiry, Introspections, is_introspection
from schema.payload import BATCH_BYTES_MAX
from schema.perform import SIGNED_CHARACTERS_MAX, Performer
from schema.planning import CEILINGS, KYIV, Ceilings, Planning
from schema.prepare import BATCH_VALUES_MAX, Preparer, is_batch
from schema.proving import Prover
from schema.question import Answer, Question, Renew, Request, Visit, read_variables
from schema.writing import Writing

__all__ = ["KYIV", "Answer", "Ceilings", "Executor", "Fetch", "Renew", "Request", "Visit"]


class Fetch(Protocol):
    """Runs a finished statement whose one row has one column of bytes."""

    async def __call__(self, statement: str, arguments: list[object]) -> bytes | None:
        """Give the bytes; none when the statement's guard found the caller's rights changed."""
        ...


FRESH_SECONDS = 1.0
"""How old an access may be from which a refusal follows, since no guard tells that it is out of date."""


class Executor:
    """Executes GraphQL requests for whoever holds an access; without `writing` it performs no acts.

    Statements that write the log of access while they read go to `fetch_recording`.
    """

    def __init__(
        self,
        graph: Graph,
        fetch: Fetch,
        *,
        fetch_recording: Fetch | None = None,
        limits: Limits = LIMITS,
        ceilings: Ceilings = CEILINGS,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        writing: Writing | None = None,
    ) -> None:
        self._graph = graph
        self._fetch = fetch
        self._fetch_recording = fetch_recording or fetch
        self._limits = limits
        self._clock = clock
        self._introspections = Introspections(graph)
        self.documents = Documents(graph.core, limits)
        self._planning = Planning(graph, self.documents, limits, ceilings)
        self._preparer = Preparer(graph, writing, clock) if writing else None
        self._performer = Performer(graph, writing, self._planning, clock) if writing else None
        self._doorkeeper = Doorkeeper(graph, writing, clock) if writing else None
        self._prover = Prover(graph, writing) if writing else None

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
        values = self._variables(operation, request.variables)
        asked = Question(document, operation, request, values)
        if asked.is_act:
            if self._performer is None or self._doorkeeper is None:
                raise _reading_only()
            if self._doorkeeper.knows(asked):
                return await self._doorkeeper.answer(asked, access)
            return await self._performer.perform(asked, access)
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
        self, asked: Question, access: Access, renew: Renew | None, refused: Refused
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

    async def _answered(self, asked: Question, access: Access, renew: Renew | None) -> Answer | None:
        """Answer for an access; none when it is out of date."""
        prepared = self._planning.kept(asked, access)
        if prepared is None:
            roots = asked.roots(self._graph.core)
            if any(map(is_introspection, roots.values())):
                fresh = await renew(FRESH_SECONDS) if renew else access
                return await self._introspected(asked, roots, fresh)
            prepared = self._planning.prepared(asked, access)
        if prepared.plan.prepares:
            return await self._prepares(asked, access, prepared)
        if renew is not None and prepared.is_unguarded:
            fresh = await renew(FRESH_SECONDS)
            if fresh is not access:
                return await self._answered(asked, fresh, None)
        return await self._fetched(prepared, asked, access)

    async def _prepares(self, asked: Question, access: Access, prepared: Prepared) -> Answer:
        """Answer a document that prepares an act; what it may not ask is refused as everywhere."""
        if prepared.plan.denials:
            raise Refused(list(prepared.plan.denials))
        if self._preparer is None or self._doorkeeper is None or self._prover is None:
            raise _reading_only()
        if self._prover.knows(asked):
            return await self._prover.prove(asked)
        if self._doorkeeper.peeks(asked):
            return await self._doorkeeper.peek(asked)
        return await self._preparer.prepare(asked, access)

    def _variables(
        self, operation: OperationDefinitionNode, given: Mapping[str, object] | None
    ) -> VariableValues | None:
        if operation.operation is OperationType.SUBSCRIPTION:
            raise ValidationFailed("підписок тут немає", "there are no subscriptions here")
        if not operation.variable_definitions:
            return None
        limits = self._limits
        if operation.operation is OperationType.MUTATION:
            limits = replace(limits, text=SIGNED_CHARACTERS_MAX + limits.text)
        elif is_batch(operation):
            limits = replace(limits, text=BATCH_BYTES_MAX, values=BATCH_VALUES_MAX)
        check_variables(given or {}, limits)
        return read_variables(self._graph.core, operation, given or {})

    async def _fetched(self, prepared: Prepared, asked: Question, access: Access) -> Answer | None:
        sending = self._planning.bound(prepared, asked, access, self._clock())
        if sending.finished is not None:
            return Answer(sending.finished, (), sending.extensions)
        fetch = self._fetch_recording if sending.records else self._fetch
        data = await fetch(sending.text, sending.arguments)
        return None if data is None else self._planning.answer(data, sending)

    async def _introspected(self, asked: Question, roots: Fields, access: Access) -> Answer | None:
        """Answer a document that asks about the schema, and perhaps about rows too."""
        given = asked.request.variables or {}
        inquiry = Inquiry(asked.document.text, asked.document.node, asked.operation, roots, given)
        shape = None if asked.request.whole_schema else access.shape
        about = self._introspections.answer(inquiry, shape)
        if all(map(is_introspection, roots.values())):
            return Answer(about)
        prepared = self._planning.prepare(asked, access)
        if prepared.plan.prepares:
            return await self._prepares(asked, access, prepared)
        answer = await self._fetched(prepared, asked, access)
        if answer is None:
            return None
        found = orjson.loads(about) | orjson.loads(answer.data or b"{}")
        merged = {key: found[key] for key in roots if key in found}
        return Answer(orjson.dumps(merged), (), answer.extensions)


def _reading_only() -> ValidationFailed:
    return ValidationFailed("тут лише читають", "only queries are served here")


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
