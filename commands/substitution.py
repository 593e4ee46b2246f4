"""A double on demand is called to act, and sent back (US-X5).

Calling gives the rights that the appointment promised, so that only those may call who could have given them;
nobody calls themselves. Two times of one double never overlap: the database refuses it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.assignment_ending import written_reason
from commands.assignment_letters import inform
from commands.assignment_rules import assignment_seen, hold_assignment, words_of
from commands.delegation import standing
from commands.findings import Findings
from commands.giving import escalations_of, primary_of
from commands.letters import LetterKind, said_moment
from commands.premises import Premises
from commands.wording import sentence
from commands.written import taken, told
from errors import Conflict
from models import Assignment, AssignmentStatus, SubstituteMode, SubstitutionPeriod
from permissions.catalogue import ASSIGNMENT
from permissions.escalation import Change as ChangeOfRights

AHEAD_MAX = dt.timedelta(days=366)  # a leave is known a year before, not longer
BEHIND_MAX = dt.timedelta(minutes=15)  # what is prepared «at once» is signed a little later

_ACCEPTED = (AssignmentStatus.SCHEDULED, AssignmentStatus.ACTIVE)
_OVERLAPS = """
SELECT 1 FROM substitution_period
WHERE assignment_id = $1 AND tstzrange(starts_at, ends_at) && tstzrange($2::timestamptz, $3::timestamptz)
"""
_UNDER_WAY = "SELECT 1 FROM substitution_period WHERE assignment_id = $1 AND coalesce(ends_at > $2, true)"
_STOP = """
UPDATE substitution_period SET ends_at = $2
WHERE assignment_id = $1 AND starts_at < $2 AND coalesce(ends_at > $2, true)
"""
_CALL_OFF = "DELETE FROM substitution_period WHERE assignment_id = $1 AND starts_at >= $2"
_TWICE = taken("startsAt", "у цей час дублер уже заміщує", "the double acts at that time already")


@dataclass(frozen=True, slots=True)
class ActivateSubstitute:
    """Which double acts, since when and until when."""

    assignment_id: Annotated[UUID, Asked("Призначення дублера", "Assignment")]
    starts_at: Annotated[dt.datetime | None, Asked("Заміщує з", more="якщо не вказано, відразу")] = None
    ends_at: Annotated[dt.datetime | None, Asked("Заміщує до", more="якщо не вказано, поки не завершать")] = (
        None
    )
    reason: Annotated[str | None, Asked("Підстава")] = None


@dataclass(frozen=True, slots=True)
class EndSubstitution:
    """Which double acts no longer."""

    assignment_id: Annotated[UUID, Asked("Призначення дублера", "Assignment")]


async def _judge_activation(
    tx: Transaction, actor: Actor, wish: ActivateSubstitute, premises: Premises
) -> Examined[ActivateSubstitute, Assignment]:
    findings = Findings(tx, actor)
    begins = wish.starts_at or actor.now.replace(microsecond=0)
    wish = replace(wish, starts_at=begins, reason=findings.optional("reason", wish.reason, written_reason))
    in_order = _judge_times(findings, begins, wish.ends_at)
    assignment = await _double_on_demand(findings, wish.assignment_id)
    if assignment is None:
        return findings.examined(wish)
    if assignment.status not in _ACCEPTED:
        findings.refusals.append(
            Conflict(
                f"дублера не викликають, стан призначення — «{assignment.status.title_uk}»",
                f"the double is not called, the assignment being {assignment.status.lower()}",
                evidence={"status": assignment.status.value},
            )
        )
    if in_order and await tx.execute_query_dict(_OVERLAPS, [assignment.id, begins, wish.ends_at]):
        findings.problems += _TWICE.problems
    for each in await standing(tx, actor, [assignment.id]):
        primary = await primary_of(tx, actor, each, assignment.substitutes_assignment_id)
        nothing = replace(each, grants=frozenset())
        findings.refusals += await escalations_of(tx, actor, [ChangeOfRights(nothing, each, primary)])
    words = await words_of(findings, assignment)
    headline = f"Дублер починає заміщувати: {words}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"assignment_id": str(words)}), assignment)


def _judge_times(findings: Findings, begins: dt.datetime, ends: dt.datetime | None) -> bool:
    """Judge when a double acts, and tell whether that is a stretch of time."""
    now = findings.actor.now
    if not now - BEHIND_MAX <= begins <= now + AHEAD_MAX:
        findings.problem(
            "startsAt",
            "date",
            "заміщення починається зараз або протягом року",
            "a substitution begins now or within a year",
        )
    if ends is not None and ends <= max(begins, now):
        findings.problem(
            "endsAt", "date", "заміщення завершується пізніше", "a substitution ends later than that"
        )
        return False
    return True


async def _double_on_demand(findings: Findings, assignment_id: UUID) -> Assignment | None:
    """Give a double's assignment that is not over, or note why it is none."""
    assignment = await assignment_seen(findings, assignment_id, ASSIGNMENT.update)
    if assignment is None:
        return None
    if assignment.substitute_mode != SubstituteMode.ON_DEMAND:
        findings.problem(
            "assignmentId",
            "invalid",
            "це не призначення дублера, який діє за потреби",
            "it is no assignment of a double who acts on demand",
        )
    return assignment


async def _judge_end(
    tx: Transaction, actor: Actor, wish: EndSubstitution, premises: Premises
) -> Examined[EndSubstitution, Assignment]:
    findings = Findings(tx, actor)
    assignment = await _double_on_demand(findings, wish.assignment_id)
    if assignment is None:
        return findings.examined(wish)
    if not await tx.execute_query_dict(_UNDER_WAY, [assignment.id, actor.now]):
        findings.refusals.append(Conflict("дублер зараз не заміщує", "the double does not act, nor will it"))
    changes = [ChangeOfRights(each, None) for each in await standing(tx, actor, [assignment.id])]
    findings.refusals += await escalations_of(tx, actor, changes)
    words = await words_of(findings, assignment)
    headline = f"Дублер більше не заміщує: {words}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"assignment_id": str(words)}), assignment)


async def _activate(
    tx: Transaction, actor: Actor, wish: ActivateSubstitute, assignment: Assignment
) -> Outcome:
    begins = wish.starts_at or actor.now
    with told({"substitution_period_not_twice_at_once": _TWICE}):
        await SubstitutionPeriod.create(
            using_db=tx,
            assignment_id=assignment.id,
            starts_at=begins,
            ends_at=wish.ends_at,
            reason=wish.reason,
        )
    ends = said_moment(wish.ends_at) if wish.ends_at else None
    said = {"startsAt": said_moment(begins), "endsAt": ends, "reason": wish.reason}
    await inform(tx, assignment.id, LetterKind.SUBSTITUTION_STARTED, said)
    return await _touched(tx, actor, assignment)


async def _end(tx: Transaction, actor: Actor, _wish: EndSubstitution, assignment: Assignment) -> Outcome:
    """End the time under way, and call off those to come."""
    await tx.execute_query(_CALL_OFF, [assignment.id, actor.now])
    await tx.execute_query(_STOP, [assignment.id, actor.now])
    await inform(tx, assignment.id, LetterKind.SUBSTITUTION_ENDED, {"endsAt": said_moment(actor.now)})
    return await _touched(tx, actor, assignment)


async def _touched(tx: Transaction, actor: Actor, assignment: Assignment) -> Outcome:
    assignment.version += 1
    assignment.updated_at = actor.now
    await assignment.save(using_db=tx, update_fields=["version", "updated_at"])
    updated = Change("Assignment", assignment.id, assignment.version, ChangeKind.UPDATED)
    return Outcome({"assignment": assignment.id}, (updated,))


ACTIVATE_SUBSTITUTE = Act(
    "activateSubstitute",
    "Почати заміщення дублером",
    ActivateSubstitute,
    ASSIGNMENT.update,
    {"assignment": "Assignment"},
    _judge_activation,
    _activate,
    lock=hold_assignment,
)
END_SUBSTITUTION = Act(
    "endSubstitution",
    "Завершити заміщення дублером",
    EndSubstitution,
    ASSIGNMENT.update,
    {"assignment": "Assignment"},
    _judge_end,
    _end,
    lock=hold_assignment,
)
