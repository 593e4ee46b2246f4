"""An assignment ends, at once or on a day to come (US-X4); its doubles end with it.

Whoever ends at once has lost the rights when the act is done, in every session. A facility
keeps an administrator, and its head and administrator are replaced before they leave.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome
from commands.assignment_rules import assignment_seen, hold_assignment, with_doubles, words_of
from commands.delegation import lost_administrators, standing
from commands.ending import cut_assignments, end_assignments, release_employees
from commands.findings import Findings
from commands.giving import escalations_of
from commands.premises import Hold, Premises
from commands.states import OPEN_ASSIGNMENTS, step_refused
from commands.wording import sentence
from errors import Conflict, VersionConflict
from models import Assignment, AssignmentStatus
from models.validators import Accepted, Rejected, text
from permissions.appointment import lasts_to
from permissions.catalogue import ASSIGNMENT
from permissions.escalation import Change

REASON_LENGTH_MAX = 300

_LEADING = """
SELECT 1 FROM facility
WHERE id = $2 AND $1 IN (head_employee_id, administrator_employee_id) AND NOT EXISTS (
    SELECT FROM assignment WHERE employee_id = $1 AND id <> ALL ($3) AND status = ANY ($4))
"""


@dataclass(frozen=True, slots=True)
class EndAssignment:
    """Which assignment ends, and on which day as its last."""

    assignment_id: Annotated[UUID, Asked("Призначення", "Assignment")]
    end_date: Annotated[
        dt.date | None, Asked("Останній день", more="якщо не вказано, сьогодні, і права зникають негайно")
    ] = None
    reason: Annotated[str | None, Asked("Підстава")] = None
    doubles: Annotated[
        int | None, Asked("Скільки призначень дублерів завершується разом", more="заповнює prepare")
    ] = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """The assignments that end, with their doubles, and the day."""

    ids: tuple[UUID, ...]
    on: dt.date


async def _judge(
    tx: Transaction, actor: Actor, wish: EndAssignment, premises: Premises
) -> Examined[EndAssignment, Leaving]:
    findings = Findings(tx, actor)
    given = wish
    on = wish.end_date or actor.today
    wish = replace(wish, end_date=on, reason=findings.optional("reason", wish.reason, written_reason))
    assignment = await assignment_seen(findings, wish.assignment_id, ASSIGNMENT.end)
    if assignment is None:
        return findings.examined(wish)
    _judge_step(findings, assignment, on)
    ids = await with_doubles(tx, assignment.id)
    wish = replace(wish, doubles=len(ids) - 1)
    if given.doubles not in (None, wish.doubles):
        findings.refusals.append(other_doubles("doubles", wish.doubles))
    await judge_leaving(findings, ids)
    await judge_leaders(findings, assignment, ids)
    words = await words_of(findings, assignment)
    said = sentence(
        f"Завершити призначення: {words}, заклад «{premises.name}»", wish, {"assignment_id": str(words)}
    )
    return findings.examined(wish, said, Leaving(ids, on))


def _judge_step(findings: Findings, assignment: Assignment, on: dt.date) -> None:
    pending = assignment.status == AssignmentStatus.PENDING
    after = AssignmentStatus.CANCELLED if pending else AssignmentStatus.ENDED
    refused = step_refused(assignment.status, after)
    if refused is not None:
        findings.refusals.append(refused)
    elif on > findings.actor.today and (pending or not lasts_to(assignment.end_date, on)):
        findings.problem(
            "endDate",
            "date",
            "призначення завершується не пізніше, ніж завершилося б саме; неприйняте — одразу",
            "an assignment ends no later than it would by itself, and one not accepted at once",
        )


async def judge_leaving(findings: Findings, ids: tuple[UUID, ...]) -> None:
    """Judge whether the actor may take the rights that these assignments give, now or from a day on."""
    tx, actor = findings.tx, findings.actor
    changes = [Change(each, None) for each in await standing(tx, actor, ids)]
    findings.refusals += await escalations_of(tx, actor, changes)
    findings.refusals += await lost_administrators(tx, actor, actor.facility, ids)


async def judge_leaders(findings: Findings, assignment: Assignment, ids: tuple[UUID, ...]) -> None:
    """Judge that the facility's head and administrator keep an assignment until they are replaced."""
    states = [each.value for each in OPEN_ASSIGNMENTS]
    values = [assignment.employee_id, assignment.facility_id, list(ids), states]
    if await findings.tx.execute_query_dict(_LEADING, values):
        findings.refusals.append(
            Conflict(
                "це останнє призначення керівника або адміністратора закладу: спершу замініть його",
                "it is the last assignment of the facility's head or administrator: replace them first",
            )
        )


async def _end(tx: Transaction, actor: Actor, wish: EndAssignment, leaving: Leaving) -> Outcome:
    if leaving.on > actor.today:
        changes = await cut_assignments(tx, leaving.ids, leaving.on, actor.now)
    else:
        changes = await end_assignments(tx, leaving.ids, leaving.on, actor.now, wish.reason)
        changes += await release_employees(tx, leaving.ids, actor.now)
    return Outcome({"assignment": wish.assignment_id}, tuple(changes))


def written_reason(written: str) -> Accepted[str] | Rejected:
    """Give a reason in its normal form."""
    return text(written, REASON_LENGTH_MAX)


def other_doubles(at: str, actual: int | None) -> VersionConflict:
    """Say that a double came or went since the signer saw how many there are."""
    return VersionConflict(
        "після підготовки змінилися дублери цього призначення",
        "the doubles of this assignment changed after the preparation",
        evidence={"path": f"$.input.{at}", "actual": actual},
    )


END_ASSIGNMENT = Act(
    "endAssignment",
    "Завершити призначення",
    EndAssignment,
    ASSIGNMENT.end,
    {"assignment": "Assignment"},
    _judge,
    _end,
    hold=Hold.EXCLUSIVE,
    lock=hold_assignment,
)
