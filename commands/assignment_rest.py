"""An assignment rests, and goes on: its rights are gone meanwhile, and somebody else may act (§2.5)."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.assignment_ending import written_reason
from commands.assignment_letters import inform
from commands.assignment_rules import assignment_seen, hold_assignment, words_of
from commands.delegation import lost_administrators, standing
from commands.findings import Findings
from commands.giving import escalations_of, primary_of
from commands.letters import LetterKind
from commands.premises import Hold, Premises
from commands.staffing import holding, refusals, staffing_of
from commands.states import step_refused, stepped
from commands.tenure import term_of
from commands.wording import sentence
from commands.written import told
from errors import Conflict
from models import Assignment, AssignmentStatus
from permissions.catalogue import ASSIGNMENT
from permissions.escalation import Change as ChangeOfRights


@dataclass(frozen=True, slots=True)
class SuspendAssignment:
    """Which assignment rests from now on."""

    assignment_id: Annotated[UUID, Asked("Призначення", "Assignment")]
    reason: Annotated[str | None, Asked("Підстава")] = None


@dataclass(frozen=True, slots=True)
class ResumeAssignment:
    """Which assignment goes on."""

    assignment_id: Annotated[UUID, Asked("Призначення", "Assignment")]


async def _judge_suspension(
    tx: Transaction, actor: Actor, wish: SuspendAssignment, premises: Premises
) -> Examined[SuspendAssignment, Assignment]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.optional("reason", wish.reason, written_reason))
    assignment = await assignment_seen(findings, wish.assignment_id, ASSIGNMENT.update)
    if assignment is None:
        return findings.examined(wish)
    refused = step_refused(assignment.status, AssignmentStatus.SUSPENDED)
    if refused is not None:
        findings.refusals.append(refused)
    changes = [ChangeOfRights(each, None) for each in await standing(tx, actor, [assignment.id])]
    findings.refusals += await escalations_of(tx, actor, changes)
    findings.refusals += await lost_administrators(tx, actor, actor.facility, [assignment.id])
    words = await words_of(findings, assignment)
    headline = f"Призупинити призначення: {words}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"assignment_id": str(words)}), assignment)


async def _judge_resumption(
    tx: Transaction, actor: Actor, wish: ResumeAssignment, premises: Premises
) -> Examined[ResumeAssignment, Assignment]:
    findings = Findings(tx, actor)
    assignment = await assignment_seen(findings, wish.assignment_id, ASSIGNMENT.update)
    if assignment is None:
        return findings.examined(wish)
    if assignment.status != AssignmentStatus.SUSPENDED:
        findings.refusals.append(
            Conflict(
                f"призначення не призупинено, його стан — «{assignment.status.title_uk}»",
                f"the assignment does not rest, being {assignment.status.lower()}",
                evidence={"status": assignment.status.value},
            )
        )
    staffing = await staffing_of(tx, assignment.position_id, assignment.id)
    if staffing.crowding(holding(term_of(assignment), assignment.employee_id, AssignmentStatus.ACTIVE)):
        findings.refusals.append(
            Conflict(
                "поки призначення було призупинено, посаду обійняв хтось інший",
                "somebody else came to hold the position while the assignment rested",
            )
        )
    for each in await standing(tx, actor, [assignment.id]):
        primary = await primary_of(tx, actor, each, assignment.substitutes_assignment_id)
        nothing = replace(each, grants=frozenset())
        findings.refusals += await escalations_of(tx, actor, [ChangeOfRights(nothing, each, primary)])
    words = await words_of(findings, assignment)
    headline = f"Поновити призначення: {words}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"assignment_id": str(words)}), assignment)


async def _suspend(tx: Transaction, actor: Actor, wish: SuspendAssignment, assignment: Assignment) -> Outcome:
    outcome = await _write(tx, actor, assignment, AssignmentStatus.SUSPENDED)
    await inform(tx, assignment.id, LetterKind.ASSIGNMENT_SUSPENDED, {"reason": wish.reason})
    return outcome


async def _resume(tx: Transaction, actor: Actor, _wish: ResumeAssignment, assignment: Assignment) -> Outcome:
    outcome = await _write(tx, actor, assignment, AssignmentStatus.ACTIVE)
    await inform(tx, assignment.id, LetterKind.ASSIGNMENT_RESUMED, {})
    return outcome


async def _write(tx: Transaction, actor: Actor, assignment: Assignment, status: AssignmentStatus) -> Outcome:
    assignment.status = stepped(assignment.status, status)
    assignment.version += 1
    assignment.updated_at = actor.now
    with told(refusals(sees=True)):
        await assignment.save(using_db=tx, update_fields=["status", "version", "updated_at"])
    updated = Change("Assignment", assignment.id, assignment.version, ChangeKind.UPDATED)
    return Outcome({"assignment": assignment.id}, (updated,))


SUSPEND_ASSIGNMENT = Act(
    "suspendAssignment",
    "Призупинити призначення",
    SuspendAssignment,
    ASSIGNMENT.update,
    {"assignment": "Assignment"},
    _judge_suspension,
    _suspend,
    hold=Hold.EXCLUSIVE,
    lock=hold_assignment,
)
RESUME_ASSIGNMENT = Act(
    "resumeAssignment",
    "Поновити призначення",
    ResumeAssignment,
    ASSIGNMENT.update,
    {"assignment": "Assignment"},
    _judge_resumption,
    _resume,
    lock=hold_assignment,
)
