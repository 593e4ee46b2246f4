"""An assignment gets other role sets, or the newest versions of its own (§2.6).

The signed bytes say from which digests to which it goes; if either is another one by then, nothing is done.
Doubles never hold more than whom they double, so that taking a right that a double has is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.assignment_letters import inform
from commands.assignment_rules import assignment_seen, hold_assignment, with_doubles, words_of
from commands.delegation import lost_administrators, standing
from commands.findings import Findings
from commands.giving import (
    Given,
    appointment_of,
    escalations_of,
    give,
    judge_given,
    primary_of,
)
from commands.letters import LetterKind
from commands.premises import Hold, Premises
from commands.role_set_holders import leaves
from commands.states import OPEN_ASSIGNMENTS
from commands.tenure import term_of
from commands.wording import sentence
from errors import Conflict, VersionConflict
from models import Assignment, AssignmentStatus, Employee
from permissions.appointment import Appointment
from permissions.catalogue import ASSIGNMENT
from permissions.escalation import Change as ChangeOfRights

_CARRIED = """
SELECT role_set_version.digest FROM assignment_role_set
    JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
WHERE assignment_role_set.assignment_id = $1 ORDER BY role_set_version.digest
"""
_CARRIED_IDS = "SELECT version_id FROM assignment_role_set WHERE assignment_id = $1"
_TAKE = "DELETE FROM assignment_role_set WHERE assignment_id = $1 AND version_id <> ALL ($2)"


@dataclass(frozen=True, slots=True)
class SetAssignmentRoleSets:
    """Which role sets an assignment carries from now on."""

    assignment_id: Annotated[UUID, Asked("Призначення", "Assignment")]
    role_set_ids: Annotated[
        tuple[UUID, ...], Asked("Рольові набори відтепер", "RoleSet", "у найновіших версіях")
    ]
    old_digests: Annotated[
        tuple[str, ...] | None, Asked("SHA-256 прав наборів досі", more="заповнює prepare")
    ] = None
    role_set_digests: Annotated[
        tuple[str, ...] | None, Asked("SHA-256 прав наборів відтепер", more="заповнює prepare")
    ] = None
    holders: Annotated[
        int | None, Asked("Скільки призначень це зачіпає, з дублерами", more="заповнює prepare")
    ] = None


@dataclass(frozen=True, slots=True)
class Regiven:
    """An assignment and what it carries from now on."""

    assignment: Assignment
    given: Given


async def _judge(
    tx: Transaction, actor: Actor, wish: SetAssignmentRoleSets, premises: Premises
) -> Examined[SetAssignmentRoleSets, Regiven]:
    findings = Findings(tx, actor)
    assignment = await assignment_seen(findings, wish.assignment_id, ASSIGNMENT.role_sets_update)
    if assignment is None:
        return findings.examined(wish)
    if assignment.status not in OPEN_ASSIGNMENTS:
        findings.refusals.append(
            Conflict("завершене призначення не змінюють", "an assignment that is over does not change")
        )
    given = await judge_given(findings, wish.role_set_ids, wish.role_set_digests)
    old = tuple(row["digest"] for row in await tx.execute_query_dict(_CARRIED, [assignment.id]))
    touched = await with_doubles(tx, assignment.id)
    _judge_pins(findings, wish, old, len(touched))
    wish = replace(
        wish,
        role_set_ids=given.ids,
        old_digests=old,
        role_set_digests=given.digests,
        holders=len(touched),
    )
    await _judge_rights(findings, assignment, given, touched)
    words = await words_of(findings, assignment)
    shown = {"assignment_id": str(words), "role_set_ids": given.named}
    headline = f"Змінити рольові набори призначення: {words}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, shown), Regiven(assignment, given))


def _judge_pins(findings: Findings, wish: SetAssignmentRoleSets, old: tuple[str, ...], holders: int) -> None:
    """Judge that the assignment carries what the signer saw, and has as many doubles."""
    pinned = (("oldDigests", wish.old_digests, old), ("holders", wish.holders, holders))
    for name, expected, actual in pinned:
        if expected is not None and expected != actual:
            findings.refusals.append(
                VersionConflict(
                    "призначення або його дублери змінилися після підготовки",
                    "the assignment or its doubles changed after the preparation",
                    evidence={"path": f"$.input.{name}"},
                )
            )


async def _judge_rights(
    findings: Findings, assignment: Assignment, given: Given, touched: Sequence[UUID]
) -> None:
    """Judge what the holder gets and loses, and that no double holds more afterwards."""
    tx, actor = findings.tx, findings.actor
    held = {each.assignment_id: each for each in await standing(tx, actor, touched)}
    after = await _after(tx, assignment, given)
    before = held.get(assignment.id, replace(after, grants=frozenset()))
    primary = await primary_of(tx, actor, after, assignment.substitutes_assignment_id)
    changes = [ChangeOfRights(before, after, primary)]
    if not before.grants <= after.grants:
        doubles = (each for each in held.values() if each.assignment_id != assignment.id)
        changes += [ChangeOfRights(each, each, after) for each in doubles]
    findings.refusals += await escalations_of(tx, actor, changes)
    if leaves(before, after):
        findings.refusals += await lost_administrators(tx, actor, actor.facility, [assignment.id])


async def _after(tx: Transaction, assignment: Assignment, given: Given) -> Appointment:
    employee = await Employee.get(id=assignment.employee_id, using_db=tx)
    place = (assignment.facility_id, assignment.path)
    after = await appointment_of(tx, place, employee.person_id, term_of(assignment), given.version_ids)
    return replace(after, assignment_id=assignment.id)


async def _set(tx: Transaction, actor: Actor, _wish: SetAssignmentRoleSets, regiven: Regiven) -> Outcome:
    assignment, version_ids = regiven.assignment, list(regiven.given.version_ids)
    await tx.execute_query(_TAKE, [assignment.id, version_ids])
    carried = {row["version_id"] for row in await tx.execute_query_dict(_CARRIED_IDS, [assignment.id])}
    await give(tx, assignment.id, [each for each in version_ids if each not in carried])
    assignment.version += 1
    assignment.updated_at = actor.now
    await assignment.save(using_db=tx, update_fields=["version", "updated_at"])
    if assignment.status != AssignmentStatus.PENDING:
        await inform(tx, assignment.id, LetterKind.RIGHTS_CHANGED, {"roleSets": regiven.given.named})
    updated = Change("Assignment", assignment.id, assignment.version, ChangeKind.UPDATED)
    return Outcome({"assignment": assignment.id}, (updated,))


SET_ASSIGNMENT_ROLE_SETS = Act(
    "setAssignmentRoleSets",
    "Змінити рольові набори призначення",
    SetAssignmentRoleSets,
    ASSIGNMENT.role_sets_update,
    {"assignment": "Assignment"},
    _judge,
    _set,
    hold=Hold.EXCLUSIVE,
    lock=hold_assignment,
)
