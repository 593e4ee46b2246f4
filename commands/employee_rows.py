"""Employees that acts are about: found where the actor may see them, and held while they change."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Change, ChangeKind, forbidden
from commands.findings import Findings, foreign, not_found
from errors import Conflict, Refusal
from models import Employee, EmployeeStatus
from permissions.catalogue import EMPLOYEE
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

_PATHS = "SELECT DISTINCT path FROM assignment WHERE employee_id = $1 AND status = 'ACTIVE'"
_HOLD = """
SELECT FROM person WHERE id = (SELECT person_id FROM employee WHERE id = $1) FOR NO KEY UPDATE
"""
_HOLD_EMPLOYEE = "SELECT FROM employee WHERE id = $1 FOR NO KEY UPDATE"
GONE = (EmployeeStatus.DISMISSED, EmployeeStatus.ENTERED_IN_ERROR)


class OfEmployee(Protocol):
    """A wish about an employee that there is."""

    @property
    def employee_id(self) -> UUID:
        """The employee."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """An employee, and where the rights over the row are measured."""

    employee: Employee
    places: tuple[Whereabouts, ...]

    def may(self, actor: Actor, permission: Permission) -> bool:
        """Tell whether the actor holds a permission over the employee."""
        return any(may(actor.access, permission, place) for place in self.places)

    def may_for_facility(self, actor: Actor, permission: Permission) -> bool:
        """Tell whether the actor holds it for the whole facility, and not for themselves alone."""
        return may(actor.access, permission, Whereabouts(self.employee.facility_id))

    @property
    def name(self) -> str:
        """The employee's name as one writes it."""
        return full_name(self.employee)


async def hold_employee(tx: Transaction, wish: OfEmployee) -> None:
    """Hold an employee and the person, so that of two changes at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.employee_id])
    await tx.execute_query_dict(_HOLD_EMPLOYEE, [wish.employee_id])


async def employee_row(
    findings: Findings, employee_id: UUID, do: Collection[Permission], at: str = "employeeId"
) -> Seen | None:
    """Give an employee whom the actor may see and over whom one of the permissions is held, or note why not.

    Rights of a department reach whoever holds an assignment in it, one's own rights oneself.
    """
    actor = findings.actor
    employee = await Employee.get_or_none(id=employee_id, using_db=findings.tx)
    if employee is None:
        findings.refusals.append(not_found(at))
        return None
    seen = Seen(employee, await _places(findings.tx, employee))
    if not seen.may(actor, EMPLOYEE.public):
        findings.refusals.append(not_found(at))
    elif not any(seen.may(actor, each) for each in do):
        findings.refusals.append(forbidden(next(iter(do)), path=f"$.input.{at}"))
    elif all(findings.is_foreign(employee.facility_id, each) for each in do if seen.may(actor, each)):
        findings.refusals.append(foreign(at))
    else:
        findings.saw("Employee", employee.id, employee.version)
        return seen
    return None


async def _places(tx: Transaction, employee: Employee) -> tuple[Whereabouts, ...]:
    facility_id, owner_id = employee.facility_id, employee.person_id
    rows = await tx.execute_query_dict(_PATHS, [employee.id])
    below = (Whereabouts(facility_id, row["path"], owner_id) for row in rows)
    return (Whereabouts(facility_id, None, owner_id), *below)


def full_name(employee: Employee) -> str:
    """Give an employee's name as one writes it."""
    return " ".join(filter(None, (employee.last_name, employee.first_name, employee.middle_name)))


def judge_here(findings: Findings, employee: Employee) -> None:
    """Judge that the employee has not left: what is told of those who have stays as it was."""
    if employee.status in GONE:
        findings.refusals.append(gone(employee))


def gone(employee: Employee) -> Refusal:
    """Say that nothing of somebody who has left changes."""
    return Conflict(
        f"працівник уже не працює в закладі: {employee.status.title_uk.lower()}",
        f"employee is {employee.status.lower()}",
        evidence={"employeeStatus": employee.status.value},
    )


def judge_open(findings: Findings, employee: Employee) -> None:
    """Judge that the person has accepted this facility: until then others have told who the person is."""
    if not employee.identity_open:
        findings.refusals.append(
            Conflict(
                "особу знає інший заклад; її дані тут змінюють лише після того, як вона прийме запрошення",
                "the person is known elsewhere; their data change here after the invitation is accepted",
                evidence={"path": "$.input.employeeId", "reason": "IDENTITY_CLOSED"},
            )
        )


async def updated(tx: Transaction, employee: Employee, **columns: object) -> Change:
    """Write columns of an employee as a new version, and give the change."""
    changes = {**columns, "version": employee.version + 1}
    employee.update_from_dict(changes)
    await employee.save(using_db=tx, update_fields=[*changes, "updated_at"])
    return Change("Employee", employee.id, employee.version, ChangeKind.UPDATED)
