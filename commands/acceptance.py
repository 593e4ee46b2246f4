"""Answering an invitation: whoever was invited takes up the assignment, or declines it, once and for ever.

Which of many answers at one moment counts is decided by one UPDATE that finds the invitation still open; the
others find it used. Whose signature it was is judged above; here it is taken for the invited person's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change, ChangeKind
from commands.invitation_words import Spoken, spoken
from commands.letters import Letter, LetterKind, cancel_letters, post
from commands.notices import tell
from commands.premises import Hold, premises_of
from commands.states import stepped
from commands.written import told
from errors import (
    Conflict,
    InvitationLocked,
    InvitationOver,
    InvitationUsed,
    NotFound,
    Refusal,
    Refused,
    Unauthenticated,
)
from models import AssignmentStatus, EmployeeStatus, InvitationStatus
from permissions.holdings import KYIV

_STANDING = "SELECT facility_id, status, expires_at FROM invitation WHERE id = $1"
# As whoever replaces the link does: the employee first, then the invitation.
_HOLD = """
SELECT FROM employee WHERE id = (SELECT employee_id FROM invitation WHERE id = $1) FOR NO KEY UPDATE
"""
_ANSWER = """
UPDATE invitation SET status = $3, used_at = $2, updated_at = $2, version = version + 1
WHERE id = $1 AND status = 'OPENED' AND expires_at > $2 RETURNING version
"""
_TAKEN_UP = """
SELECT assignment.id AS assignment_id, assignment.status AS assignment_status,
    assignment.start_date, assignment.end_date,
    employee.id AS employee_id, employee.status AS employee_status, employee.person_id,
    person.blocked_at IS NOT NULL AS is_blocked
FROM invitation
    JOIN employee ON employee.id = invitation.employee_id
    JOIN assignment ON assignment.id = invitation.assignment_id
    JOIN person ON person.id = employee.person_id
WHERE invitation.id = $1
FOR NO KEY UPDATE OF employee, assignment
"""
_SET_ASSIGNMENT = """
UPDATE assignment SET status = $2, version = version + 1, updated_at = $3 WHERE id = $1 RETURNING version
"""
_SET_EMPLOYEE = """
UPDATE employee SET status = $2, start_date = coalesce(start_date, $4), version = version + 1, updated_at = $3
WHERE id = $1 RETURNING version
"""
_AWAITED_ELSEWHERE = """
SELECT 1 FROM assignment WHERE employee_id = $1 AND status NOT IN ('ENDED', 'CANCELLED') LIMIT 1
"""
_LINK = "INSERT INTO person_subject (subject_key, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_LINKED = "SELECT person_id FROM person_subject WHERE subject_key = $1"

_HEADED = Conflict(
    "на цій керівній посаді вже хтось працює; зверніться до адміністратора закладу",
    "somebody holds this head's position already; ask the facility's administrator",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer came to: whose it was, where, and what changed."""

    person_id: UUID
    facility_id: UUID
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What was offered, held to the end of the transaction."""

    assignment_id: UUID
    assignment_status: AssignmentStatus
    employee_id: UUID
    employee_status: EmployeeStatus


def refusal_of(status: InvitationStatus, expires_at: datetime, now: datetime) -> Refusal | None:
    """Tell why an invitation is not answered any more."""
    if status in (InvitationStatus.ACCEPTED, InvitationStatus.DECLINED):
        return InvitationUsed("запрошення вже використано", "the invitation was used already")
    if status == InvitationStatus.REVOKED:
        return InvitationOver("посилання замінено новим або відкликано", "the link was replaced or revoked")
    if status == InvitationStatus.LOCKED:
        return InvitationLocked(
            "запрошення замкнено: забагато підписів інших осіб; попросіть нове посилання",
            "the invitation is locked: too many signatures of other people; ask for a new link",
        )
    if status == InvitationStatus.EXPIRED or expires_at <= now:
        return InvitationOver(
            "строк дії посилання закінчився; зверніться до адміністратора закладу",
            "the link's time is over; ask the facility's administrator",
        )
    return None


def unknown() -> NotFound:
    """Say that there is no such invitation."""
    return NotFound("запрошення не знайдено", "there is no such invitation")


async def refuse_over(tx: Transaction, invitation_id: UUID, now: datetime) -> None:
    """Refuse an invitation that is not open any more."""
    for row in await tx.execute_query_dict(_STANDING, [invitation_id]):
        if refused := refusal_of(InvitationStatus[row["status"]], row["expires_at"], now):
            raise Refused((refused,))


async def accept(tx: Transaction, invitation_id: UUID, subject_key: bytes, now: datetime) -> Answered:
    """Take up what was offered, in this transaction; raises Refused."""
    facility_id, version = await _answer(tx, invitation_id, InvitationStatus.ACCEPTED, now)
    invited_id, changes = await _take_up(tx, invitation_id, now)
    person_id = await _link(tx, invited_id, subject_key)
    said = await spoken(tx, invitation_id)
    await _inform(tx, said, LetterKind.REGISTRATION_COMPLETE, to_invited=True)
    answered = Change("Invitation", invitation_id, version, ChangeKind.UPDATED)
    return Answered(person_id, facility_id, (answered, *changes))


async def decline(tx: Transaction, invitation_id: UUID, now: datetime) -> Answered:
    """Let go of what was offered; the assignment is cancelled."""
    facility_id, version = await _answer(tx, invitation_id, InvitationStatus.DECLINED, now)
    (row,) = await tx.execute_query_dict(_TAKEN_UP, [invitation_id])
    changes = await let_go(tx, taken_up(row), now)
    await _inform(tx, await spoken(tx, invitation_id), LetterKind.INVITATION_DECLINED, to_invited=False)
    answered = Change("Invitation", invitation_id, version, ChangeKind.UPDATED)
    return Answered(row["person_id"], facility_id, (answered, *changes))


async def let_go(tx: Transaction, found: TakenUp, now: datetime) -> tuple[Change, ...]:
    """Cancel a pending assignment; an employee whom nobody awaits any more is a card again."""
    changes = []
    if found.assignment_status == AssignmentStatus.PENDING:
        cancelled = stepped(found.assignment_status, AssignmentStatus.CANCELLED)
        changes.append(await _set_assignment(tx, found.assignment_id, cancelled, now))
    if found.employee_status == EmployeeStatus.PENDING and not await tx.execute_query_dict(
        _AWAITED_ELSEWHERE, [found.employee_id]
    ):
        draft = stepped(found.employee_status, EmployeeStatus.DRAFT)
        rows = await tx.execute_query_dict(_SET_EMPLOYEE, [found.employee_id, draft.value, now, None])
        changes.append(Change("Employee", found.employee_id, rows[0]["version"], ChangeKind.UPDATED))
    return tuple(changes)


async def _answer(
    tx: Transaction, invitation_id: UUID, answer: InvitationStatus, now: datetime
) -> tuple[UUID, int]:
    """Answer an invitation that is still open, and give its facility and version; raises Refused."""
    standing = await tx.execute_query_dict(_STANDING, [invitation_id])
    if not standing:
        raise Refused((unknown(),))
    premises = await premises_of(tx, standing[0]["facility_id"], Hold.SHARED)
    await tx.execute_query(_HOLD, [invitation_id])
    for row in await tx.execute_query_dict(_ANSWER, [invitation_id, now, answer.value]):
        if closed := premises.refusal(anywhere=False):
            raise Refused((closed,))
        await cancel_letters(tx, invitation_id)
        return premises.id, row["version"]
    (row,) = await tx.execute_query_dict(_STANDING, [invitation_id])
    raise Refused((refusal_of(InvitationStatus[row["status"]], row["expires_at"], now) or unknown(),))


async def _take_up(tx: Transaction, invitation_id: UUID, now: datetime) -> tuple[UUID, tuple[Change, ...]]:
    """Let the employee work and the assignment begin, now or on its day; gives the person."""
    (row,) = await tx.execute_query_dict(_TAKEN_UP, [invitation_id])
    found, today = taken_up(row), now.astimezone(KYIV).date()
    if row["is_blocked"]:
        raise Unauthenticated(
            "особу заблоковано", "the person is blocked", evidence={"reason": "PERSON_BLOCKED"}
        )
    if row["end_date"] is not None and row["end_date"] < today:
        raise Refused((_over(),))
    begun = AssignmentStatus.ACTIVE if row["start_date"] <= today else AssignmentStatus.SCHEDULED
    status = stepped(found.assignment_status, begun)
    changes = []
    if found.employee_status != EmployeeStatus.ACTIVE:
        active = stepped(found.employee_status, EmployeeStatus.ACTIVE)
        values = [found.employee_id, active.value, now, row["start_date"]]
        (written,) = await tx.execute_query_dict(_SET_EMPLOYEE, values)
        changes.append(Change("Employee", found.employee_id, written["version"], ChangeKind.UPDATED))
    with told({"assignment_one_head": _HEADED}):
        changes.append(await _set_assignment(tx, found.assignment_id, status, now))
    return row["person_id"], tuple(changes)


def taken_up(row: Mapping[str, object]) -> TakenUp:
    """Read what was offered of a row that holds the assignment and the employee."""
    assignment_id, employee_id = row["assignment_id"], row["employee_id"]
    assert isinstance(assignment_id, UUID)
    assert isinstance(employee_id, UUID)
    return TakenUp(
        assignment_id,
        AssignmentStatus[str(row["assignment_status"])],
        employee_id,
        EmployeeStatus[str(row["employee_status"])],
    )


async def _set_assignment(
    tx: Transaction, assignment_id: UUID, status: AssignmentStatus, now: datetime
) -> Change:
    (row,) = await tx.execute_query_dict(_SET_ASSIGNMENT, [assignment_id, status.value, now])
    return Change("Assignment", assignment_id, row["version"], ChangeKind.UPDATED)


async def _link(tx: Transaction, person_id: UUID, subject_key: bytes) -> UUID:
    """Let the person be found by this number from now on; raises Refused where it names somebody else."""
    await tx.execute_query(_LINK, [subject_key, person_id])
    (row,) = await tx.execute_query_dict(_LINKED, [subject_key])
    if row["person_id"] != person_id:
        raise Refused(
            (
                Conflict(
                    "за цим номером у реєстрі вже є інша особа; зверніться до адміністратора закладу",
                    "the registry knows another person by this number; ask the facility's administrator",
                ),
            )
        )
    return person_id


async def _inform(tx: Transaction, said: Spoken, kind: LetterKind, *, to_invited: bool) -> None:
    """Write to whoever invited, and to the invited person where that is news to them."""
    about = ("Invitation", said.id)
    if to_invited:
        await post(tx, Letter(kind, said.email, said.parameters, said.person_id, said.facility_id))
        await tell(tx, said.person_id, kind, said.parameters, about=about)
    if said.inviter_id is not None:
        if said.inviter_email is not None:
            await post(
                tx, Letter(kind, said.inviter_email, said.parameters, said.inviter_id, said.facility_id)
            )
        await tell(tx, said.inviter_id, kind, said.parameters, about=about)


def _over() -> Conflict:
    return Conflict(
        "строк призначення вже минув; зверніться до адміністратора закладу",
        "the assignment's term is over; ask the facility's administrator",
    )
