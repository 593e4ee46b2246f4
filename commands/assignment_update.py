"""An assignment is described anew: its kind, dates, rate, order, and whom a double doubles."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.assignment_ending import other_doubles
from commands.assignment_rules import assignment_seen, hold_primary, hold_with_doubles, with_doubles, words_of
from commands.delegation import lost_administrators, standing
from commands.ending import cut_assignments
from commands.findings import Findings
from commands.giving import escalations_of, primary_of
from commands.premises import Hold, Premises
from commands.staffing import crowded, holding, refusals, staffing_of
from commands.states import OPEN_ASSIGNMENTS, stepped
from commands.tenure import Term, judge_double, normal_term, term_of
from commands.wording import sentence
from commands.written import told
from errors import Conflict
from models import Assignment, AssignmentKind, AssignmentStatus, Position, SubstituteMode
from permissions.appointment import Appointment, lasts_to
from permissions.catalogue import ASSIGNMENT
from permissions.escalation import Change as ChangeOfRights

_BEGUN = (AssignmentStatus.ACTIVE, AssignmentStatus.SUSPENDED)


@dataclass(frozen=True, slots=True)
class UpdateAssignment:
    """What of an assignment changes; a field that is left out stays, null empties it."""

    assignment_id: Annotated[UUID, Asked("Призначення", "Assignment")]
    kind: Annotated[AssignmentKind | Unchanged, Asked("Вид призначення")] = UNCHANGED
    substitutes_assignment_id: Annotated[
        UUID | Unchanged | None, Asked("Чиє призначення дублює", "Assignment")
    ] = UNCHANGED
    substitute_mode: Annotated[SubstituteMode | Unchanged | None, Asked("Коли діє дублер")] = UNCHANGED
    start_date: Annotated[dt.date | Unchanged, Asked("Дата призначення")] = UNCHANGED
    end_date: Annotated[dt.date | Unchanged | None, Asked("Дата завершення")] = UNCHANGED
    rate: Annotated[Decimal | Unchanged, Asked("Частка ставки", more="від 0,25 до 1")] = UNCHANGED
    order_number: Annotated[str | Unchanged | None, Asked("Номер наказу")] = UNCHANGED
    order_date: Annotated[dt.date | Unchanged | None, Asked("Дата наказу")] = UNCHANGED
    doubles: Annotated[
        int | Unchanged, Asked("Скільки дублерів матимуть ранішу дату завершення", more="заповнює prepare")
    ] = UNCHANGED


_TERM = tuple(each.name for each in fields(Term))


@dataclass(frozen=True, slots=True)
class Revised:
    """An assignment, its terms from now on, and the doubles that end earlier with it."""

    assignment: Assignment
    term: Term
    doubles: tuple[UUID, ...]


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateAssignment, premises: Premises
) -> Examined[UpdateAssignment, Revised]:
    findings = Findings(tx, actor)
    if all(getattr(wish, name) is UNCHANGED for name in _TERM):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    assignment = await assignment_seen(findings, wish.assignment_id, ASSIGNMENT.update)
    if assignment is None:
        return findings.examined(wish)
    if assignment.status not in OPEN_ASSIGNMENTS:
        findings.refusals.append(
            Conflict("завершене призначення не змінюють", "an assignment that is over does not change")
        )
    pinned, old = wish.doubles, term_of(assignment)
    term = await _judge_term(findings, assignment, _revised(old, wish))
    doubles = await with_doubles(tx, assignment.id)
    earlier = doubles[:0] if lasts_to(term.end_date, old.end_date) else _others(doubles, assignment.id)
    if doubles != (assignment.id,) and term.is_double and not old.is_double:
        findings.problem("kind", "invalid", "у того, хто має дублерів, свій дублер", "it has doubles itself")
    wish = replace(wish, doubles=len(earlier) or UNCHANGED, **_complete(wish, old, term))
    if pinned not in (UNCHANGED, wish.doubles):
        findings.refusals.append(other_doubles("doubles", len(earlier)))
    await _judge_rights(findings, assignment, term)
    words = await words_of(findings, assignment)
    said = sentence(
        f"Змінити призначення: {words}, заклад «{premises.name}»", wish, {"assignment_id": str(words)}
    )
    return findings.examined(wish, said, Revised(assignment, term, earlier))


def _revised(old: Term, wish: UpdateAssignment) -> Term:
    """Give the terms as they would be; whoever is a double no longer doubles nobody."""
    given = {name: getattr(wish, name) for name in _TERM if getattr(wish, name) is not UNCHANGED}
    if given.get("kind", old.kind) != AssignmentKind.SUBSTITUTE:
        given = {"substitutes_assignment_id": None, "substitute_mode": None, **given}
    return replace(old, **given)


def _complete(wish: UpdateAssignment, old: Term, term: Term) -> Mapping[str, Any]:
    """Give the fields that change or that the signer named."""
    return {
        name: getattr(term, name)
        for name in _TERM
        if getattr(term, name) != getattr(old, name) or getattr(wish, name) is not UNCHANGED
    }


def _others(ids: tuple[UUID, ...], assignment_id: UUID) -> tuple[UUID, ...]:
    return tuple(each for each in ids if each != assignment_id)


async def _judge_term(findings: Findings, assignment: Assignment, term: Term) -> Term:
    """Judge the terms by themselves, and against whoever else holds the position."""
    position = await Position.get(id=assignment.position_id, using_db=findings.tx)
    term = normal_term(findings, term, min(position.opened_on, assignment.start_date))
    term = await judge_double(findings, term, assignment.employee_id, do=ASSIGNMENT.update)
    if assignment.status in _BEGUN and term.start_date > findings.actor.today:
        findings.problem(
            "startDate",
            "date",
            "призначення вже діє, його початок не переносять у майбутнє",
            "the assignment has begun, its start does not move into the future",
        )
    staffing = await staffing_of(findings.tx, position.id, assignment.id)
    findings.problems += crowded(staffing, holding(term, assignment.employee_id, assignment.status))
    return term


async def _judge_rights(findings: Findings, assignment: Assignment, term: Term) -> None:
    """Judge whether the actor may give what lasts longer or reaches further, and take what does less."""
    tx, actor = findings.tx, findings.actor
    for before in await standing(tx, actor, [assignment.id]):
        after = _with_term(before, term)
        primary = await primary_of(tx, actor, after, term.substitutes_assignment_id)
        if after.double and primary is None:
            continue  # whom it doubles is not said, and that is told already
        findings.refusals += await escalations_of(tx, actor, [ChangeOfRights(before, after, primary)])
        lasts = after.ends_on is None and not after.on_demand
        if before.ends_on is None and not before.on_demand and not lasts:
            findings.refusals += await lost_administrators(tx, actor, actor.facility, [assignment.id])


def _with_term(appointment: Appointment, term: Term) -> Appointment:
    return replace(
        appointment,
        starts_on=term.start_date,
        ends_on=term.end_date,
        double=term.is_double,
        on_demand=term.substitute_mode == SubstituteMode.ON_DEMAND,
    )


async def _update(tx: Transaction, actor: Actor, _wish: UpdateAssignment, revised: Revised) -> Outcome:
    assignment, term = revised.assignment, revised.term
    assignment.update_from_dict({**term.columns, "version": assignment.version + 1})
    if assignment.status == AssignmentStatus.SCHEDULED and term.start_date <= actor.today:
        assignment.status = stepped(assignment.status, AssignmentStatus.ACTIVE)
    assignment.updated_at = actor.now
    with told(refusals(sees=True)):
        await assignment.save(using_db=tx, update_fields=[*term.columns, "status", "version", "updated_at"])
    changes = [Change("Assignment", assignment.id, assignment.version, ChangeKind.UPDATED)]
    if revised.doubles and term.end_date is not None:
        changes += await cut_assignments(tx, revised.doubles, term.end_date, actor.now)
    return Outcome({"assignment": assignment.id}, tuple(changes))


async def _lock(tx: Transaction, wish: UpdateAssignment) -> None:
    """Hold the assignment, its doubles, and whom it is to double."""
    await hold_with_doubles(tx, wish.assignment_id)
    if isinstance(wish.substitutes_assignment_id, UUID):
        await hold_primary(tx, wish.substitutes_assignment_id)


UPDATE_ASSIGNMENT = Act(
    "updateAssignment",
    "Змінити призначення",
    UpdateAssignment,
    ASSIGNMENT.update,
    {"assignment": "Assignment"},
    _judge,
    _update,
    hold=Hold.EXCLUSIVE,
    lock=_lock,
)
