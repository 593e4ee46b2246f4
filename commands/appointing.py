"""Appointing an employee to a position: the judgement and the rows, for every act that appoints somebody.

Whoever works at the facility already is appointed at once and told so. Everybody else is invited, and the
assignment waits until they accept by their own signature.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Actor, Change, ChangeKind, forbidden
from commands.assignment_letters import inform
from commands.assignment_rules import hold_primary
from commands.findings import Findings
from commands.giving import (
    Given,
    appointment_of,
    default_role_sets,
    escalations_of,
    give,
    judge_given,
    primary_of,
    refuse_more_than_central,
)
from commands.inviting import Invited, invite
from commands.letters import LetterKind, said_day
from commands.staffing import Staffing, crowded, hold_positions, holding, refusals, staffing_of
from commands.states import OPEN_ASSIGNMENTS, stepped
from commands.tenure import Term, judge_double, normal_term
from commands.written import hidden_conflict, told
from errors import Conflict, Refused, Unprocessable
from models import (
    Assignment,
    AssignmentStatus,
    Delivery,
    Employee,
    EmployeeStatus,
    InvitationKind,
    Position,
    PositionStatus,
)
from permissions.catalogue import ASSIGNMENT, INVITATION
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights

_HOLD_EMPLOYEE = "SELECT status, version FROM employee WHERE id = $1 FOR NO KEY UPDATE"
_BLOCKED = "SELECT 1 FROM person WHERE id = $1 AND blocked_at IS NOT NULL"
_INVITABLE = (EmployeeStatus.DRAFT, EmployeeStatus.PENDING)


@dataclass(frozen=True, slots=True)
class Seat:
    """A position to be held: one that there is, or one that the same act creates and that has no id yet."""

    facility_id: UUID
    path: str
    opened_on: dt.date
    staffing: Staffing
    position_id: UUID | None = None

    @property
    def place(self) -> Whereabouts:
        """Where it lies."""
        return Whereabouts(self.facility_id, self.path)


@dataclass(frozen=True, slots=True)
class Judged:
    """The terms in their normal form, and the role sets that come with them."""

    term: Term
    given: Given


@dataclass(frozen=True, slots=True)
class Appointed:
    """A new assignment, the invitation if there is one, and what changed."""

    assignment_id: UUID
    invited: Invited | None
    changes: tuple[Change, ...]


async def seat_of(tx: Transaction, position: Position, except_id: UUID | None = None) -> Seat:
    """Give a position as a seat, and who sits there, but for one assignment."""
    staffing = await staffing_of(tx, position.id, except_id)
    return Seat(position.facility_id, position.path, position.opened_on, staffing, position.id)


async def judge_appointment(
    findings: Findings,
    *,
    seat: Seat,
    employee: Employee | None,
    term: Term,
    role_set_ids: Sequence[UUID] | None = None,
    role_set_digests: Sequence[str] | None = None,
    at: str = "",
    in_the_name_of_centre: bool = False,
) -> Judged:
    """Judge an appointment of an employee, or of somebody new; `at` is where its fields lie in the input.

    Without role sets, those of the position are given.
    """
    tx, actor = findings.tx, findings.actor
    term = normal_term(findings, term, seat.opened_on, at=at)
    employee_id, person_id = (employee.id, employee.person_id) if employee else (None, None)
    term = await judge_double(findings, term, employee_id, at=at)
    if employee is not None:
        _judge_employee(findings, employee)
    may_invite = in_the_name_of_centre or may(actor.access, INVITATION.create, seat.place)
    if not _works_here(employee) and not may_invite:
        findings.refusals.append(forbidden(INVITATION.create, path=f"$.input.{at}positionId"))
    if role_set_ids is None:
        role_set_ids = () if seat.position_id is None else await default_role_sets(tx, seat.position_id)
    given = await judge_given(findings, role_set_ids, role_set_digests, at=at)
    if may(actor.access, ASSIGNMENT.read, seat.place):
        new = holding(term, employee_id, AssignmentStatus.PENDING)
        findings.problems += crowded(seat.staffing, new, at=at)
    new_rights = await appointment_of(tx, (seat.facility_id, seat.path), person_id, term, given.version_ids)
    primary = await primary_of(tx, actor, new_rights, term.substitutes_assignment_id)
    if not (term.is_double and primary is None):
        findings.refusals += await escalations_of(
            tx,
            actor,
            [ChangeOfRights(None, new_rights, primary)],
            in_the_name_of_centre=in_the_name_of_centre,
        )
    return Judged(term, given)


async def appoint(
    tx: Transaction,
    actor: Actor,
    *,
    employee: Employee,
    position: Position,
    term: Term,
    role_set_version_ids: Sequence[UUID],
    delivery: Delivery,
    invitation_kind: InvitationKind = InvitationKind.EMPLOYEE,
    in_the_name_of_centre: bool = False,
    at: str = "",
) -> Appointed:
    """Appoint an employee, and invite them unless they work here; raises Refused if it may not be.

    What a judgement found is asked once more, now that the position and the employee are held.
    """
    await hold_positions(tx, [position.id])
    if term.substitutes_assignment_id is not None:
        await _hold_primary(tx, term.substitutes_assignment_id)
    await _refuse(tx, actor, employee, position, term, role_set_version_ids, in_the_name_of_centre)
    (held,) = await tx.execute_query_dict(_HOLD_EMPLOYEE, [employee.id])
    employee.status, employee.version = EmployeeStatus[held["status"]], held["version"]
    status = _first_status(actor, employee, term)
    sees = may(actor.access, ASSIGNMENT.read, Whereabouts(position.facility_id, position.path))
    await refuse_crowding(tx, position.id, term, employee.id, status, sees=sees, at=at)
    assignment_id = uuid7()
    with told(refusals(sees=sees)):
        await Assignment.create(
            using_db=tx,
            id=assignment_id,
            facility_id=position.facility_id,
            path=position.path,
            position_id=position.id,
            position_kind=position.kind,
            employee_id=employee.id,
            status=status,
            **term.columns,
        )
    await give(tx, assignment_id, role_set_version_ids)
    created = Change("Assignment", assignment_id, 1, ChangeKind.CREATED)
    if status != AssignmentStatus.PENDING:
        await inform(tx, assignment_id, LetterKind.APPOINTED, {"startsOn": said_day(term.start_date)})
        return Appointed(assignment_id, None, (created,))
    changes = [created, *await _awaited(tx, actor, employee)]
    invited = await invite(tx, actor, assignment_id=assignment_id, kind=invitation_kind, delivery=delivery)
    changes.append(Change("Invitation", invited.invitation_id, 1, ChangeKind.CREATED))
    return Appointed(assignment_id, invited, tuple(changes))


async def refuse_crowding(
    tx: Transaction,
    position_id: UUID,
    term: Term,
    employee_id: UUID,
    status: AssignmentStatus,
    *,
    sees: bool,
    except_id: UUID | None = None,
    at: str = "",
) -> None:
    """Refuse what a held position has no room for; in words that say nothing to whoever may not see it."""
    staffing = await staffing_of(tx, position_id, except_id)
    problems = crowded(staffing, holding(term, employee_id, status), at=at)
    if problems:
        raise Refused((Unprocessable(problems) if sees else hidden_conflict(),))


async def _hold_primary(tx: Transaction, primary_id: UUID) -> None:
    if await hold_primary(tx, primary_id) not in OPEN_ASSIGNMENTS:
        raise Refused((Conflict("призначення, яке дублюють, завершено", "what is doubled is over"),))


async def _refuse(
    tx: Transaction,
    actor: Actor,
    employee: Employee,
    position: Position,
    term: Term,
    version_ids: Sequence[UUID],
    in_the_name_of_centre: bool,
) -> None:
    """Refuse what would give somebody more than the actor may hand out, or gives to whoever is blocked."""
    if await tx.execute_query_dict(_BLOCKED, [employee.person_id]):
        raise Refused((_blocked(),))
    if in_the_name_of_centre:
        await refuse_more_than_central(tx, version_ids)
    new = await appointment_of(
        tx, (position.facility_id, position.path), employee.person_id, term, version_ids
    )
    primary = await primary_of(tx, actor, new, term.substitutes_assignment_id)
    change = ChangeOfRights(None, new, primary)
    found = await escalations_of(tx, actor, [change], in_the_name_of_centre=in_the_name_of_centre)
    if found:
        raise Refused(found)


def _first_status(actor: Actor, employee: Employee, term: Term) -> AssignmentStatus:
    """Give where the assignment begins: it waits for whoever does not work here yet."""
    if employee.status in _INVITABLE:
        return AssignmentStatus.PENDING
    if not _works_here(employee):
        raise Refused((_gone(employee),))
    is_begun = term.start_date <= actor.today
    return AssignmentStatus.ACTIVE if is_begun else AssignmentStatus.SCHEDULED


async def _awaited(tx: Transaction, actor: Actor, employee: Employee) -> list[Change]:
    """Note that an employee is invited."""
    if employee.status != EmployeeStatus.DRAFT:
        return []
    employee.status = stepped(employee.status, EmployeeStatus.PENDING)
    employee.version += 1
    employee.updated_at = actor.now
    await employee.save(using_db=tx, update_fields=["status", "version", "updated_at"])
    return [Change("Employee", employee.id, employee.version, ChangeKind.UPDATED)]


def _works_here(employee: Employee | None) -> bool:
    return employee is not None and employee.status == EmployeeStatus.ACTIVE


def _judge_employee(findings: Findings, employee: Employee) -> None:
    if not _works_here(employee) and employee.status not in _INVITABLE:
        findings.refusals.append(_gone(employee))


def _gone(employee: Employee) -> Conflict:
    return Conflict(
        f"працівника не призначають, його стан — «{employee.status.title_uk}»",
        f"the employee is not appointed, being {employee.status.lower()}",
        evidence={"employeeStatus": employee.status.value},
    )


def _blocked() -> Conflict:
    return Conflict("особу заблоковано в усій системі", "the person is blocked in the whole system")


def is_closed(position: Position) -> bool:
    """Tell whether nobody is appointed to a position any more."""
    return position.status == PositionStatus.CLOSED
