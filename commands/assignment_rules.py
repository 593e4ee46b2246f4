"""What acts about assignments share: finding and holding one, and saying in words whose it is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.delegation import hold_principals
from commands.findings import Findings, foreign, not_found
from models import Assignment, AssignmentStatus, Employee
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, POSITION
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

_HOLD_POSITION = """
SELECT FROM position WHERE id = (SELECT position_id FROM assignment WHERE id = $1) FOR NO KEY UPDATE
"""
_OPEN_WITH_DOUBLES = """
SELECT id FROM assignment
WHERE id = $1 OR (substitutes_assignment_id = $1 AND status NOT IN ('ENDED', 'CANCELLED'))
ORDER BY id
"""
_HOLD = "SELECT FROM assignment WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
_HOLD_PRIMARY = "SELECT status FROM assignment WHERE id = $1 FOR SHARE"
_WORDS = """
SELECT employee.person_id, employee.last_name, employee.first_name, employee.middle_name,
    coalesce(position.custom_title, dictionary_value.title) AS title, department.name AS department
FROM assignment
    JOIN employee ON employee.id = assignment.employee_id
    JOIN position ON position.id = assignment.position_id
    JOIN department ON department.id = position.department_id
    LEFT JOIN dictionary_value
        ON dictionary_value.dictionary = 'POSITION' AND dictionary_value.code = position.title_code
WHERE assignment.id = $1
"""
_POSITION_WORDS = """
SELECT coalesce(position.custom_title, dictionary_value.title) AS title, department.name AS department
FROM position
    JOIN department ON department.id = position.department_id
    LEFT JOIN dictionary_value
        ON dictionary_value.dictionary = 'POSITION' AND dictionary_value.code = position.title_code
WHERE position.id = $1
"""


class OfAssignment(Protocol):
    """A wish about an assignment that there is."""

    @property
    def assignment_id(self) -> UUID:
        """The assignment."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """An assignment in words, as far as the actor may see what they say."""

    holder: str
    position: str

    def __str__(self) -> str:
        return f"{self.holder}, {self.position}"


async def hold_assignment(tx: Transaction, wish: OfAssignment) -> None:
    """Hold an assignment with its position and its doubles, and the rights of whoever has them."""
    await hold_with_doubles(tx, wish.assignment_id)


async def hold_with_doubles(tx: Transaction, assignment_id: UUID) -> None:
    """Hold the position and the assignment first: whoever appoints to it, or a double of it, waits."""
    await tx.execute_query_dict(_HOLD_POSITION, [assignment_id])
    await tx.execute_query_dict(_HOLD, [[assignment_id]])
    await hold_assignments(tx, await with_doubles(tx, assignment_id))


async def hold_assignments(tx: Transaction, ids: Collection[UUID]) -> None:
    """Hold assignments, and then the rights of whoever has them."""
    await tx.execute_query_dict(_HOLD, [list(ids)])
    await hold_principals(tx, ids)


async def hold_primary(tx: Transaction, assignment_id: UUID) -> AssignmentStatus | None:
    """Hold whom a double doubles, and give where that assignment stands."""
    rows = await tx.execute_query_dict(_HOLD_PRIMARY, [assignment_id])
    return AssignmentStatus[rows[0]["status"]] if rows else None


async def with_doubles(tx: Transaction, assignment_id: UUID) -> tuple[UUID, ...]:
    """Give an assignment and those of its doubles that are not over."""
    return tuple(row["id"] for row in await tx.execute_query_dict(_OPEN_WITH_DOUBLES, [assignment_id]))


async def assignment_seen(
    findings: Findings, assignment_id: UUID, do: Permission, at: str = "assignmentId"
) -> Assignment | None:
    """Give an assignment that the actor may see and act upon, or note why not."""
    return await findings.row(at, Assignment, assignment_id, ASSIGNMENT.read, do)


async def employee_seen(
    findings: Findings, employee_id: UUID, do: Permission, at: str = "employeeId"
) -> Employee | None:
    """Give an employee that the actor may see, or note that there is none."""
    employee = await Employee.get_or_none(id=employee_id, using_db=findings.tx)
    if employee is None or not may(findings.actor.access, EMPLOYEE.public, _place(employee)):
        findings.refusals.append(not_found(at))
        return None
    if findings.is_foreign(employee.facility_id, do):
        findings.refusals.append(foreign(at))
        return None
    findings.saw("Employee", employee.id, employee.version)
    return employee


def full_name(employee: Employee) -> str:
    """Give an employee's name as one writes it."""
    return " ".join(filter(None, (employee.last_name, employee.first_name, employee.middle_name)))


async def words_of(findings: Findings, assignment: Assignment) -> Words:
    """Say whose assignment it is and to what."""
    (row,) = await findings.tx.execute_query_dict(_WORDS, [assignment.id])
    place = Whereabouts(assignment.facility_id, assignment.path, row["person_id"])
    names = (row["last_name"], row["first_name"], row["middle_name"])
    sees = may(findings.actor.access, EMPLOYEE.public, place)
    holder = " ".join(filter(None, names)) if sees else "працівник"
    return Words(holder, _position_in_words(findings, place, row))


async def doubled_words(findings: Findings, assignment_id: UUID) -> str:
    """Say whose assignment is doubled; nothing if there is none that the actor may see."""
    assignment = await Assignment.get_or_none(id=assignment_id, using_db=findings.tx)
    if assignment is None or not may(findings.actor.access, ASSIGNMENT.read, _lies(assignment)):
        return ""
    return str(await words_of(findings, assignment))


async def position_words(findings: Findings, position_id: UUID, place: Whereabouts) -> str:
    """Say which position it is."""
    (row,) = await findings.tx.execute_query_dict(_POSITION_WORDS, [position_id])
    return _position_in_words(findings, place, row)


def _position_in_words(findings: Findings, place: Whereabouts, row: dict[str, object]) -> str:
    access = findings.actor.access
    title = f"посада «{row['title']}»" if may(access, POSITION.read, place) else "посада"
    return f"{title}, відділ «{row['department']}»" if may(access, DEPARTMENT.read, place) else title


def _lies(assignment: Assignment) -> Whereabouts:
    return Whereabouts(assignment.facility_id, assignment.path)


def _place(employee: Employee) -> Whereabouts:
    return Whereabouts(employee.facility_id, owner_id=employee.person_id)
