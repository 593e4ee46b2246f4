"""An employee leaves the facility, or is taken out as entered in error (US-X4).

The rights that the facility gave are gone when the act is done, in every session. A session goes on for
whoever works elsewhere, and ends with the last work. Head and administrator are replaced before they leave.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.assignment_ending import judge_leaving, other_doubles, written_reason
from commands.employee_rows import OfEmployee, Seen, employee_row, hold_employee, updated
from commands.ending import end_assignments, release_employees
from commands.findings import Findings
from commands.leaving import (
    assignments_of,
    cancel_confirmations,
    end_idle_sessions,
    hold_all_assignments,
    inform_employee,
)
from commands.letters import LetterKind, said_day
from commands.premises import Hold, Premises
from commands.states import step_refused, stepped
from commands.wording import sentence
from errors import Conflict
from models import EmployeeStatus
from permissions.catalogue import EMPLOYEE

ERROR_LIFETIME = dt.timedelta(hours=24)

_LEADS = "SELECT 1 FROM facility WHERE id = $2 AND $1 IN (head_employee_id, administrator_employee_id)"
_WORKED = (EmployeeStatus.ACTIVE, EmployeeStatus.SUSPENDED)


@dataclass(frozen=True, slots=True)
class DismissEmployee:
    """Who leaves, and on which day as the last."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    end_date: Annotated[
        dt.date | None, Asked("Останній день", more="якщо не вказано, сьогодні; не в майбутньому")
    ] = None
    reason: Annotated[str | None, Asked("Підстава", more="до 300 знаків")] = None
    entered_in_error: Annotated[bool, Asked("Внесено помилково", more="лише протягом доби, з підставою")] = (
        False
    )
    assignments: Annotated[
        int | None,
        Asked("Скільки призначень завершується разом, з дублерами", more="заповнює prepare"),
    ] = None


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves, with the assignments that end and those among them that are doubles of theirs."""

    seen: Seen
    ids: tuple[UUID, ...]
    doubles: tuple[UUID, ...]
    after: EmployeeStatus


async def _hold(tx: Transaction, wish: OfEmployee) -> None:
    await hold_employee(tx, wish)
    await hold_all_assignments(tx, wish.employee_id)


async def _judge(
    tx: Transaction, actor: Actor, wish: DismissEmployee, premises: Premises
) -> Examined[DismissEmployee, Leaver]:
    findings = Findings(tx, actor)
    given = wish.assignments
    wish = replace(
        wish,
        end_date=wish.end_date or actor.today,
        reason=findings.optional("reason", wish.reason, written_reason),
    )
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.dismiss])
    if seen is None:
        return findings.examined(wish)
    after = EmployeeStatus.ENTERED_IN_ERROR if wish.entered_in_error else EmployeeStatus.DISMISSED
    refused = step_refused(seen.employee.status, after)
    if refused is not None:
        findings.refusals.append(refused)
        return findings.examined(wish)
    _judge_dates(findings, wish, seen)
    _judge_error(findings, wish, seen)
    if await tx.execute_query_dict(_LEADS, [seen.employee.id, seen.employee.facility_id]):
        findings.refusals.append(_leads())
    own, ids = await assignments_of(tx, seen.employee.id)
    await judge_leaving(findings, ids)
    wish = replace(wish, assignments=len(ids))
    if given not in (None, wish.assignments):
        findings.refusals.append(other_doubles("assignments", wish.assignments))
    what = "Вилучити як внесеного помилково" if wish.entered_in_error else "Звільнити"
    headline = f"{what} працівника: {seen.name}, заклад «{premises.name}»; права в ньому зникають негайно"
    said = sentence(headline, wish, {"employee_id": seen.name})
    doubles = tuple(each for each in ids if each not in own)
    return findings.examined(wish, said, Leaver(seen, ids, doubles, after))


def _judge_dates(findings: Findings, wish: DismissEmployee, seen: Seen) -> None:
    started, last = seen.employee.start_date, wish.end_date
    assert last is not None, "a dismissal has a day"
    if last > findings.actor.today or (
        seen.employee.status in _WORKED and started is not None and last < started
    ):
        findings.problem(
            "endDate",
            "date",
            "останній день — від першого й не в майбутньому",
            "the last day is not before the first, nor in the future",
        )


def _judge_error(findings: Findings, wish: DismissEmployee, seen: Seen) -> None:
    """Judge that what was entered in error is taken out soon, and with a reason."""
    if not wish.entered_in_error:
        return
    if wish.reason is None:
        findings.problem("reason", "required", "зазначте, у чому помилка", "say what the error is")
    if findings.actor.now - seen.employee.created_at > ERROR_LIFETIME:
        findings.refusals.append(
            Conflict(
                "після доби запис не вилучають як помилковий, працівника звільняють",
                "after a day nothing is taken out as an error; dismiss the employee",
                evidence={"since": seen.employee.created_at.isoformat(timespec="seconds")},
            )
        )


def _leads() -> Conflict:
    return Conflict(
        "це керівник або адміністратор закладу: спершу замініть його",
        "it is the facility's head or administrator: replace them first",
        evidence={"path": "$.input.employeeId", "reason": "LEADS_FACILITY"},
    )


async def _dismiss(tx: Transaction, actor: Actor, wish: DismissEmployee, leaver: Leaver) -> Outcome:
    employee, on = leaver.seen.employee, wish.end_date or actor.today
    former = employee.status
    changes = await end_assignments(tx, leaver.ids, on, actor.now, wish.reason)
    changes += await release_employees(tx, leaver.doubles, actor.now)
    await cancel_confirmations(tx, employee.id, actor.now)
    columns: dict[str, object] = {"status": stepped(former, leaver.after)}
    if leaver.after == EmployeeStatus.DISMISSED:
        columns["dismissal_reason"] = wish.reason
        if former in _WORKED:
            columns["end_date"] = on
    changed = await updated(tx, employee, **columns)
    await end_idle_sessions(tx, employee.person_id, actor.now)
    if former in _WORKED:
        said = {"endsOn": said_day(on), "reason": wish.reason}
        await inform_employee(tx, employee, LetterKind.EMPLOYEE_DISMISSED, said)
    ended = Change("Employee", employee.id, changed.version, ChangeKind.ENDED)
    return Outcome({"employee": employee.id}, (ended, *changes))


DISMISS_EMPLOYEE = Act(
    "dismissEmployee",
    "Звільнити працівника",
    DismissEmployee,
    EMPLOYEE.dismiss,
    {"employee": "Employee"},
    _judge,
    _dismiss,
    hold=Hold.EXCLUSIVE,
    lock=_hold,
)
