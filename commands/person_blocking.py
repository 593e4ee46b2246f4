"""A person is blocked in the whole system by a registrar, and unblocked (§2.4).

Whoever is blocked has no rights and no sessions anywhere and is not employed anew. What a facility gave stays
written down, and is in force again when the block is lifted. No facility loses its last administrator so.
"""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome
from commands.assignment_ending import written_reason
from commands.delegation import lost_administrators
from commands.employee_names import updated_person
from commands.employee_rows import OfEmployee, Seen, employee_row
from commands.findings import Findings
from commands.leaving import end_all_sessions
from commands.letters import Letter, LetterKind, post
from commands.notices import tell
from commands.premises import Premises
from commands.wording import sentence
from errors import Conflict, DutiesConflict
from models import Person
from permissions.catalogue import EMPLOYEE

# Facilities first, in one order: who takes the rights of their people waits here for each other.
_HOLD_FACILITIES = """
SELECT FROM facility WHERE id IN (
    SELECT all_of.facility_id FROM employee JOIN employee AS all_of ON all_of.person_id = employee.person_id
    WHERE employee.id = $1)
ORDER BY id FOR NO KEY UPDATE
"""
_HOLD_PERSON = """
SELECT FROM person WHERE id = (SELECT person_id FROM employee WHERE id = $1) FOR NO KEY UPDATE
"""
_ASSIGNMENTS = """
SELECT assignment.facility_id, array_agg(assignment.id) AS ids
FROM assignment JOIN employee ON employee.id = assignment.employee_id
WHERE employee.person_id = $1 AND assignment.status NOT IN ('ENDED', 'CANCELLED')
GROUP BY assignment.facility_id ORDER BY assignment.facility_id
"""


@dataclass(frozen=True, slots=True)
class BlockPerson:
    """Who is blocked, known as some facility's employee, and why."""

    employee_id: Annotated[UUID, Asked("Працівник, особу якого блокують", "Employee")]
    reason: Annotated[str, Asked("Підстава")]


@dataclass(frozen=True, slots=True)
class UnblockPerson:
    """Who is unblocked."""

    employee_id: Annotated[UUID, Asked("Працівник, особу якого розблоковують", "Employee")]


async def _hold(tx: Transaction, wish: OfEmployee) -> None:
    await tx.execute_query_dict(_HOLD_FACILITIES, [wish.employee_id])
    await tx.execute_query_dict(_HOLD_PERSON, [wish.employee_id])


async def _judge_block(
    tx: Transaction, actor: Actor, wish: BlockPerson, _premises: Premises
) -> Examined[BlockPerson, Seen]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.checked("reason", written_reason(wish.reason), wish.reason))
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.block])
    if seen is None:
        return findings.examined(wish)
    person = await Person.get(id=seen.employee.person_id, using_db=tx)
    findings.saw("Person", person.id, person.version)
    if person.id == actor.person:
        findings.refusals.append(DutiesConflict("ніхто не блокує себе", "nobody blocks themselves"))
    if person.blocked_at is not None:
        findings.refusals.append(_stands("особу вже заблоковано", "the person is blocked already"))
    for row in await tx.execute_query_dict(_ASSIGNMENTS, [person.id]):
        findings.refusals += await lost_administrators(tx, actor, row["facility_id"], row["ids"])
    headline = f"Заблокувати особу в усій системі: {seen.name}; її права й сеанси зникають негайно"
    return findings.examined(wish, sentence(headline, wish, {"employee_id": seen.name}), seen)


async def _judge_unblock(
    tx: Transaction, actor: Actor, wish: UnblockPerson, _premises: Premises
) -> Examined[UnblockPerson, Seen]:
    findings = Findings(tx, actor)
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.block])
    if seen is None:
        return findings.examined(wish)
    person = await Person.get(id=seen.employee.person_id, using_db=tx)
    findings.saw("Person", person.id, person.version)
    if person.blocked_at is None:
        findings.refusals.append(_stands("особу не заблоковано", "the person is not blocked"))
    headline = f"Розблокувати особу в усій системі: {seen.name}"
    return findings.examined(wish, sentence(headline, wish, {"employee_id": seen.name}), seen)


def _stands(words: str, words_en: str) -> Conflict:
    return Conflict(words, words_en, evidence={"path": "$.input.employeeId"})


async def _block(tx: Transaction, actor: Actor, wish: BlockPerson, seen: Seen) -> Outcome:
    person_id = seen.employee.person_id
    change = await updated_person(tx, actor, person_id, blocked_at=actor.now, blocked_reason=wish.reason)
    await end_all_sessions(tx, person_id, actor.now)
    await _inform(tx, seen, LetterKind.PERSON_BLOCKED, {"reason": wish.reason})
    return Outcome({"employee": seen.employee.id}, (change,))


async def _unblock(tx: Transaction, actor: Actor, _wish: UnblockPerson, seen: Seen) -> Outcome:
    change = await updated_person(tx, actor, seen.employee.person_id, blocked_at=None, blocked_reason=None)
    await _inform(tx, seen, LetterKind.PERSON_UNBLOCKED, {})
    return Outcome({"employee": seen.employee.id}, (change,))


async def _inform(tx: Transaction, seen: Seen, kind: LetterKind, said: dict[str, str]) -> None:
    employee = seen.employee
    await post(tx, Letter(kind, employee.work_email, said, employee.person_id))
    await tell(tx, employee.person_id, kind, said)


BLOCK_PERSON = Act(
    "blockPerson",
    "Заблокувати особу",
    BlockPerson,
    EMPLOYEE.block,
    {"employee": "Employee"},
    _judge_block,
    _block,
    lock=_hold,
)
UNBLOCK_PERSON = Act(
    "unblockPerson",
    "Розблокувати особу",
    UnblockPerson,
    EMPLOYEE.block,
    {"employee": "Employee"},
    _judge_unblock,
    _unblock,
    lock=_hold,
)
