"""Preparing an act: examined as if it were performed, and given as the bytes to sign.

Nothing is stored and nothing is locked. What comes back is complete, every default and every version that was
seen included, so that nothing is performed that was not signed.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from graphql import FieldNode, GraphQLSchema, OperationDefinitionNode
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Examined
from commands.acts import ACTS
from compiler.ids import decode_id, key_of
from compiler.selection import Asked
from errors import FacilityMismatch, PayloadTooLarge, Problem, ValidationFailed
from permissions.access import Access
from schema.actors import actor_of, session_of
from schema.acts import bytes_max, told, wish_of
from schema.graph import Graph
from schema.nonces import LIFETIME
from schema.payload import Payload, written, written_moment
from schema.projection import projected
from schema.question import Answer, Question
from schema.writing import Writing
from store.authorising import seen_access

BATCH_VALUES_MAX = 15_000
"""In the variables of a batch: a hundred people with their documents, schools and certificates."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The one act that a document prepares: where its answer goes, what is asked of it, and its arguments."""

    keys: tuple[str, str]
    asked: Asked
    facility: object
    input: dict[str, object]


def wish_in(asked: Question, graph: GraphQLSchema) -> Wish:
    """Read the act that a document prepares; raises ValidationFailed unless it is one and stands alone."""
    selection = asked.selection(graph)
    roots = asked.roots(graph)
    acts = [
        (key, inner, place, found)
        for key, place in roots.items()
        for inner, found in selection.of("Prepare", place).items()
        if place.name == "prepare"
    ]
    if len(roots) != 1 or len(acts) != 1 or acts[0][3].name not in ACTS:
        raise ValidationFailed(
            "в одному документі готують одну дію, і більше нічого не запитують",
            "a document prepares one act and asks for nothing else",
        )
    ((key, inner, place, found),) = acts
    facility = asked.arguments(graph, "Query", place).get("facility")
    return Wish((key, inner), found, facility, asked.arguments(graph, "Prepare", found)["input"])


def is_batch(operation: OperationDefinitionNode) -> bool:
    """Tell whether an operation prepares or performs a batch, as it is written and before it is read."""
    chosen = [each for each in operation.selection_set.selections if isinstance(each, FieldNode)]
    inner = [
        below
        for each in chosen
        if each.name.value == "prepare" and each.selection_set is not None
        for below in each.selection_set.selections
        if isinstance(below, FieldNode)
    ]
    acts = (ACTS.get(each.name.value) for each in (*chosen, *inner))
    return any(act.is_batch for act in acts if act is not None)


class Preparer:
    """Prepares acts for their signatures."""

    def __init__(self, graph: Graph, writing: Writing, clock: Callable[[], dt.datetime]) -> None:
        self._graph = graph
        self._writing = writing
        self._clock = clock

    async def prepare(self, asked: Question, access: Access) -> Answer:
        """Answer a document that prepares an act; raises all problems of its input at once."""
        wanted = wish_in(asked, self._graph.core)
        now = self._clock()
        session_id, owner_id = session_of(access)
        await self._writing.rates.take_preparation(str(owner_id))
        act = ACTS[wanted.asked.name]
        wish = wish_of(act.wish, wanted.input, decode_id)
        named = None if wanted.facility is None else _facility(wanted.facility)

        async def examine(tx: Transaction) -> tuple[UUID | None, Examined[Any, Any]]:
            seen = await seen_access(tx, access, now)
            actor = await actor_of(tx, seen, named, now, self._writing.means, act)
            return actor.facility_id, await act.examine(tx, actor, wish)

        facility_id, examined = await self._writing.transactions.read(examine)
        examined.refuse()
        payload = Payload(
            audience=self._writing.audience,
            operation=act.name,
            nonce=self._writing.nonces.give(session_id, now),
            issued_at=now,
            input=told(examined.wish),
            facility_id=facility_id,
            expected_versions=examined.versions,
        )
        return self._answer(asked, wanted, payload, examined)

    def _answer(
        self, asked: Question, wanted: Wish, payload: Payload, examined: Examined[Any, Any]
    ) -> Answer:
        signable = written(payload)
        _refuse_long(signable, bytes_max(ACTS[payload.operation]))
        value = {
            "payload": signable.decode(),
            "text": f"{payload.audience}: {examined.text}",
            "expiresAt": written_moment(payload.issued_at + LIFETIME),
            "warnings": [_warning(each) for each in examined.warnings],
        }
        selection = asked.selection(self._graph.core)
        shown = projected(self._graph.core, selection, "Preparation", wanted.asked, value)
        outer, inner = wanted.keys
        return Answer(orjson.dumps({outer: {inner: shown}}))


def _facility(given: object) -> UUID:
    facility_id = key_of("Facility", given)
    if facility_id is None:
        raise FacilityMismatch("очікується id закладу", "the id of a facility is expected")
    return facility_id


def _refuse_long(signable: bytes, most: int) -> None:
    """Refuse what nobody could perform once it were signed."""
    if len(signable) > most:
        raise PayloadTooLarge(
            f"дані до підпису мали б {len(signable)} байтів, а дозволено {most}",
            f"what is to be signed would have {len(signable)} bytes, {most} are allowed",
            evidence={"limit": most},
        )


def _warning(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "rule": problem.rule,
        "message": problem.message,
        "messageEn": problem.message_en,
    }
