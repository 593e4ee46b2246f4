"""Rules that hold for a workplace wherever it is created, described anew or closed (US-K13)."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.findings import Findings
from errors import Conflict
from models import Assignment, AssignmentStatus, Employee, Workplace, WorkplaceAssignment
from models.validators import Accepted, Rejected, text
from permissions.catalogue import ASSIGNMENT, EMPLOYEE
from permissions.decision import Whereabouts, may

NAME_LENGTH_MAX = 200
BUILDING_LENGTH_MAX = 100
FLOOR_LENGTH_MAX = 10
ROOM_NUMBER_LENGTH_MAX = 20
ASSIGNMENTS_MAX = 50  # more people do not share one place

_OVER = {AssignmentStatus.ENDED, AssignmentStatus.CANCELLED}
_HOLD = "SELECT FROM workplace WHERE id = $1 FOR NO KEY UPDATE"


class OfWorkplace(Protocol):
    """A wish about a workplace that there is."""

    @property
    def workplace_id(self) -> UUID:
        """The workplace."""
        ...


async def hold_workplace(tx: Transaction, wish: OfWorkplace) -> None:
    """Hold the workplace, so that of two changes at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.workplace_id])


async def judge_assignments(findings: Findings, ids: tuple[UUID, ...]) -> list[str]:
    """Judge whose place it is to be; give the assignments by the names of who holds them."""
    if len(set(ids)) < len(ids):
        findings.problem("assignmentIds", "unique", "кожне призначення один раз", "each assignment once")
    if len(ids) > ASSIGNMENTS_MAX:
        findings.problem(
            "assignmentIds",
            "length",
            f"не більше як {ASSIGNMENTS_MAX} призначень",
            f"at most {ASSIGNMENTS_MAX} assignments",
            (str(ASSIGNMENTS_MAX),),
        )
        return []
    return [await _judge_assignment(findings, place, each) for place, each in enumerate(ids)]


async def _judge_assignment(findings: Findings, place: int, assignment_id: UUID) -> str:
    at = f"assignmentIds[{place}]"
    assignment = await findings.row(at, Assignment, assignment_id, ASSIGNMENT.read, ASSIGNMENT.read)
    if assignment is None:
        return ""
    if assignment.status in _OVER:
        findings.problem(at, "invalid", "призначення вже завершене", "the assignment is over")
    if assignment.facility_id != findings.actor.facility_id:
        findings.problem(at, "invalid", "це призначення іншого закладу", "it is of another facility")
    return await _named(findings, assignment)


async def _named(findings: Findings, assignment: Assignment) -> str:
    """Give the name of who holds an assignment, if the actor may see it."""
    employee = await Employee.get(id=assignment.employee_id, using_db=findings.tx)
    place = Whereabouts(assignment.facility_id, assignment.path, employee.person_id)
    if not may(findings.actor.access, EMPLOYEE.public, place):
        return f"призначення {assignment.id}"
    return " ".join(filter(None, (employee.last_name, employee.first_name, employee.middle_name)))


async def seat(
    tx: Transaction, workplace_id: UUID, facility_id: UUID, assignment_ids: Iterable[UUID]
) -> None:
    """Make the workplace that of the assignments."""
    for assignment_id in assignment_ids:
        await WorkplaceAssignment.create(
            using_db=tx, workplace_id=workplace_id, assignment_id=assignment_id, facility_id=facility_id
        )


def closed(workplace: Workplace) -> Conflict:
    """Say that a closed workplace stays as it is."""
    return Conflict(
        f"робоче місце «{workplace.name}» закрито",
        f'the workplace "{workplace.name}" is closed',
        evidence={"path": "$.input.workplaceId"},
    )


def workplace_name(written: str) -> Accepted[str] | Rejected:
    """Give a workplace's name in its normal form."""
    return text(written, NAME_LENGTH_MAX)


def building(written: str) -> Accepted[str] | Rejected:
    """Give a building in its normal form."""
    return text(written, BUILDING_LENGTH_MAX)


def floor(written: str) -> Accepted[str] | Rejected:
    """Give a floor in its normal form."""
    return text(written, FLOOR_LENGTH_MAX)


def room_number(written: str) -> Accepted[str] | Rejected:
    """Give a room's number in its normal form."""
    return text(written, ROOM_NUMBER_LENGTH_MAX)
