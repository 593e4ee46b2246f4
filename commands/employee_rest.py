"""An employee's work in the facility rests, and goes on (US-X4); the rights are gone meanwhile."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome
from commands.assignment_ending import judge_leaving, written_reason
from commands.delegation import standing
from commands.employee_rows import OfEmployee, Seen, employee_row, hold_employee, updated
from commands.findings import Findings
from commands.giving import escalations_of
from commands.leaving import assignments_of, end_idle_sessions, hold_all_assignments, inform_employee
from commands.letters import LetterKind
from commands.premises import Hold, Premises
from commands.states import step_refused, stepped
from commands.wording import sentence
from errors import Conflict
from models import EmployeeStatus
from permissions.catalogue import EMPLOYEE
from permissions.escalation import Change as ChangeOfRights


@dataclass(frozen=True, slots=True)
class SuspendEmployee:
    """Whose work rests from now on."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    reason: Annotated[str | None, Asked("Підстава")] = None


@dataclass(frozen=True, slots=True)
class ResumeEmployee:
    """Whose work goes on."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]


async def _hold(tx: Transaction, wish: OfEmployee) -> None:
    await hold_employee(tx, wish)
    await hold_all_assignments(tx, wish.employee_id)


async def _judge_suspension(
    tx: Transaction, actor: Actor, wish: SuspendEmployee, premises: Premises
) -> Examined[SuspendEmployee, Seen]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.optional("reason", wish.reason, written_reason))
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.dismiss])
    if seen is None:
        return findings.examined(wish)
    refused = step_refused(seen.employee.status, EmployeeStatus.SUSPENDED)
    if refused is not None:
        findings.refusals.append(refused)
    own, _ = await assignments_of(tx, seen.employee.id)
    await judge_leaving(findings, tuple(own))
    headline = f"Призупинити роботу працівника: {seen.name}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"employee_id": seen.name}), seen)


async def _judge_resumption(
    tx: Transaction, actor: Actor, wish: ResumeEmployee, premises: Premises
) -> Examined[ResumeEmployee, Seen]:
    findings = Findings(tx, actor)
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.dismiss])
    if seen is None:
        return findings.examined(wish)
    status = seen.employee.status
    if status != EmployeeStatus.SUSPENDED:
        findings.refusals.append(
            Conflict(
                f"роботу не призупинено, стан працівника — «{status.title_uk}»",
                f"the employee is not suspended but {status.lower()}",
                evidence={"employeeStatus": status.value},
            )
        )
    own, _ = await assignments_of(tx, seen.employee.id)
    regained = [
        ChangeOfRights(replace(each, grants=frozenset()), replace(each, double=False))
        for each in await standing(tx, actor, own)
    ]
    findings.refusals += await escalations_of(tx, actor, regained)
    headline = f"Поновити роботу працівника: {seen.name}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"employee_id": seen.name}), seen)


async def _suspend(tx: Transaction, actor: Actor, wish: SuspendEmployee, seen: Seen) -> Outcome:
    outcome = await _write(tx, seen, EmployeeStatus.SUSPENDED)
    await end_idle_sessions(tx, seen.employee.person_id, actor.now)
    await inform_employee(tx, seen.employee, LetterKind.EMPLOYEE_SUSPENDED, {"reason": wish.reason})
    return outcome


async def _resume(tx: Transaction, _actor: Actor, _wish: ResumeEmployee, seen: Seen) -> Outcome:
    outcome = await _write(tx, seen, EmployeeStatus.ACTIVE)
    await inform_employee(tx, seen.employee, LetterKind.EMPLOYEE_RESUMED, {})
    return outcome


async def _write(tx: Transaction, seen: Seen, status: EmployeeStatus) -> Outcome:
    change = await updated(tx, seen.employee, status=stepped(seen.employee.status, status))
    return Outcome({"employee": seen.employee.id}, (change,))


SUSPEND_EMPLOYEE = Act(
    "suspendEmployee",
    "Призупинити роботу працівника",
    SuspendEmployee,
    EMPLOYEE.dismiss,
    {"employee": "Employee"},
    _judge_suspension,
    _suspend,
    hold=Hold.EXCLUSIVE,
    lock=_hold,
)
RESUME_EMPLOYEE = Act(
    "resumeEmployee",
    "Поновити роботу працівника",
    ResumeEmployee,
    EMPLOYEE.dismiss,
    {"employee": "Employee"},
    _judge_resumption,
    _resume,
    hold=Hold.EXCLUSIVE,
    lock=_hold,
)
