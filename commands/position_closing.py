"""A position is taken from the staff list; together with whoever holds it, if the signer says so (§2.3)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.assignment_ending import judge_leaving, other_doubles
from commands.assignment_rules import hold_assignments, position_words
from commands.ending import end_assignments, release_employees
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.staffing import hold_positions
from commands.states import OPEN_ASSIGNMENTS
from commands.wording import sentence
from errors import Conflict
from models import Position, PositionStatus
from permissions.catalogue import ASSIGNMENT, POSITION
from permissions.decision import Whereabouts, may

_HELD = """
WITH held AS (SELECT id FROM assignment WHERE position_id = $1 AND status = ANY ($2))
SELECT id FROM held
UNION SELECT id FROM assignment WHERE substitutes_assignment_id IN (SELECT id FROM held) AND status = ANY ($2)
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class ClosePosition:
    """Which position is closed, and since when."""

    position_id: Annotated[UUID, Asked("Посада", "Position")]
    cascade: Annotated[
        bool, Asked("Разом із призначеннями", more="завершити призначення на неї та їхніх дублерів")
    ] = False
    closed_on: Annotated[dt.date | None, Asked("Дата виведення", more="якщо не вказано, сьогодні")] = None
    holders: Annotated[int | None, Asked("Скільки призначень завершується", more="заповнює prepare")] = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A position, and the assignments that end with it."""

    position: Position
    held: tuple[UUID, ...]
    on: dt.date


async def _judge(
    tx: Transaction, actor: Actor, wish: ClosePosition, premises: Premises
) -> Examined[ClosePosition, Closing]:
    findings = Findings(tx, actor)
    on = wish.closed_on or actor.today
    pinned, wish = wish.holders, replace(wish, closed_on=on)
    position = await findings.row("positionId", Position, wish.position_id, POSITION.read, POSITION.close)
    if position is None:
        return findings.examined(wish)
    if position.status == PositionStatus.CLOSED:
        findings.refusals.append(Conflict("посаду вже закрито", "the position is closed already"))
    if not position.opened_on <= on <= actor.today:
        findings.problem(
            "closedOn",
            "date",
            "дата виведення — від дня введення до сьогодні",
            "the date of closing lies between that of opening and today",
        )
    held = await _held(tx, position.id)
    if wish.cascade:
        wish = replace(wish, holders=len(held))
        if pinned not in (None, len(held)):
            findings.refusals.append(other_doubles("holders", len(held)))
        await _judge_cascade(findings, position, held)
    elif held:
        findings.refusals.append(_is_held(findings, position, held))
    words = await position_words(findings, position.id, Whereabouts(position.facility_id, position.path))
    said = sentence(
        f"Закрити посаду: {words}, заклад «{premises.name}»",
        wish,
        {"position_id": words, "cascade": f"так (призначень {len(held)})" if wish.cascade else "ні"},
    )
    return findings.examined(wish, said, Closing(position, held, on))


async def _judge_cascade(findings: Findings, position: Position, held: tuple[UUID, ...]) -> None:
    place = Whereabouts(position.facility_id, position.path)
    if held and not may(findings.actor.access, ASSIGNMENT.end, place):
        findings.refusals.append(forbidden(ASSIGNMENT.end, path="$.input.cascade"))
    await judge_leaving(findings, held)


def _is_held(findings: Findings, position: Position, held: tuple[UUID, ...]) -> Conflict:
    """Say that somebody holds the position; how many, to whoever may see it."""
    place = Whereabouts(position.facility_id, position.path)
    sees = may(findings.actor.access, ASSIGNMENT.read, place)
    return Conflict(
        "на посаду є призначення: спершу завершіть їх, або закрийте посаду разом із ними",
        "the position is held: end the assignments first, or close it together with them",
        evidence={"assignments": len(held)} if sees else {},
    )


async def _close(tx: Transaction, actor: Actor, wish: ClosePosition, closing: Closing) -> Outcome:
    position, changes = closing.position, []
    if wish.cascade:
        changes += await end_assignments(tx, closing.held, closing.on, actor.now)
        changes += await release_employees(tx, closing.held, actor.now)
    position.status, position.closed_on = PositionStatus.CLOSED, closing.on
    position.version += 1
    position.updated_at = actor.now
    await position.save(using_db=tx, update_fields=["status", "closed_on", "version", "updated_at"])
    closed = Change("Position", position.id, position.version, ChangeKind.CLOSED)
    return Outcome({"position": position.id}, (closed, *changes))


async def _held(tx: Transaction, position_id: UUID) -> tuple[UUID, ...]:
    states = [each.value for each in OPEN_ASSIGNMENTS]
    return tuple(row["id"] for row in await tx.execute_query_dict(_HELD, [position_id, states]))


async def _lock(tx: Transaction, wish: ClosePosition) -> None:
    await hold_positions(tx, [wish.position_id])
    await hold_assignments(tx, await _held(tx, wish.position_id))


CLOSE_POSITION = Act(
    "closePosition",
    "Закрити посаду",
    ClosePosition,
    POSITION.close,
    {"position": "Position"},
    _judge,
    _close,
    hold=Hold.EXCLUSIVE,
    lock=_lock,
)
