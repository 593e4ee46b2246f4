"""An employee is appointed to a position (US-K10)."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome
from commands.appointing import appoint, judge_appointment, seat_of
from commands.assignment_rules import (
    doubled_words,
    employee_seen,
    full_name,
    hold_primary,
    position_words,
)
from commands.findings import Findings
from commands.giving import Given
from commands.inviting import LINKS_TOLD, links_told
from commands.premises import Premises
from commands.staffing import hold_positions
from commands.tenure import Term
from commands.wording import sentence
from errors import Conflict
from models import (
    AssignmentKind,
    Delivery,
    Employee,
    EmployeeStatus,
    Position,
    PositionStatus,
    SubstituteMode,
)
from permissions.catalogue import ASSIGNMENT, POSITION

_HOLD_PEOPLE = """
SELECT FROM principal_epoch WHERE principal_id IN (
    SELECT person_id FROM employee WHERE id = $1
    UNION SELECT employee.person_id FROM assignment JOIN employee ON employee.id = assignment.employee_id
          WHERE assignment.id = $2)
ORDER BY principal_id FOR NO KEY UPDATE
"""


@dataclass(frozen=True, slots=True)
class AssignEmployee:
    """Who is appointed, to what, and how."""

    position_id: Annotated[UUID, Asked("Посада", "Position")]
    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    kind: Annotated[AssignmentKind, Asked("Вид призначення")] = AssignmentKind.PRIMARY
    substitutes_assignment_id: Annotated[
        UUID | None, Asked("Чиє призначення дублює", "Assignment", "лише для дублера, і тоді обов’язково")
    ] = None
    substitute_mode: Annotated[
        SubstituteMode | None, Asked("Коли діє дублер", more="якщо не вказано, постійно")
    ] = None
    start_date: Annotated[dt.date | None, Asked("Дата призначення", more="якщо не вказано, сьогодні")] = None
    end_date: Annotated[dt.date | None, Asked("Дата завершення")] = None
    rate: Annotated[Decimal, Asked("Частка ставки", more="від 0,25 до 1")] = Decimal(1)
    order_number: Annotated[str | None, Asked("Номер наказу")] = None
    order_date: Annotated[dt.date | None, Asked("Дата наказу")] = None
    role_set_ids: Annotated[
        tuple[UUID, ...] | None,
        Asked("Рольові набори", "RoleSet", "якщо не вказано, ті, що їх дає посада"),
    ] = None
    role_set_digests: Annotated[
        tuple[str, ...] | None, Asked("SHA-256 прав цих наборів", more="заповнює prepare")
    ] = None
    delivery: Annotated[
        Delivery | None,
        Asked("Як передати запрошення", more="якщо не вказано, посиланням; хто вже працює, тому не потрібно"),
    ] = None


@dataclass(frozen=True, slots=True)
class Appointing:
    """Who is appointed to what, how, and with which role sets."""

    employee: Employee
    position: Position
    term: Term
    given: Given


async def _judge(
    tx: Transaction, actor: Actor, wish: AssignEmployee, premises: Premises
) -> Examined[AssignEmployee, Appointing]:
    findings = Findings(tx, actor)
    wish = replace(wish, start_date=wish.start_date or actor.today)
    position = await findings.row("positionId", Position, wish.position_id, POSITION.read, ASSIGNMENT.create)
    employee = await employee_seen(findings, wish.employee_id, ASSIGNMENT.create)
    if position is None or employee is None:
        return findings.examined(wish)
    if position.status == PositionStatus.CLOSED:
        findings.refusals.append(Conflict("посаду закрито", "the position is closed"))
    seat = await seat_of(tx, position)
    judged = await judge_appointment(
        findings,
        seat=seat,
        employee=employee,
        term=_term(wish, actor.today),
        role_set_ids=wish.role_set_ids,
        role_set_digests=wish.role_set_digests,
    )
    wish = _complete(wish, judged.term, judged.given, employee)
    if not judged.given.ids:
        findings.warn(
            "roleSetIds", "required", "призначення не дає жодних прав", "the appointment gives no rights"
        )
    post, name = await position_words(findings, position.id, seat.place), full_name(employee)
    shown = {"position_id": post, "employee_id": name, "role_set_ids": judged.given.named}
    if wish.substitutes_assignment_id is not None:
        shown["substitutes_assignment_id"] = await doubled_words(findings, wish.substitutes_assignment_id)
    said = sentence(f"Призначити працівника: {name}, {post}, заклад «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Appointing(employee, position, judged.term, judged.given))


def _term(wish: AssignEmployee, today: dt.date) -> Term:
    return Term(
        kind=wish.kind,
        rate=wish.rate,
        start_date=wish.start_date or today,
        end_date=wish.end_date,
        order_number=wish.order_number,
        order_date=wish.order_date,
        substitutes_assignment_id=wish.substitutes_assignment_id,
        substitute_mode=wish.substitute_mode,
    )


def _complete(wish: AssignEmployee, term: Term, given: Given, employee: Employee) -> AssignEmployee:
    """Give the wish with everything filled in; whoever works here needs no invitation."""
    works_here = employee.status == EmployeeStatus.ACTIVE
    return replace(
        wish,
        **term.columns,
        role_set_ids=given.ids,
        role_set_digests=given.digests,
        delivery=None if works_here else wish.delivery or Delivery.LINK,
    )


async def _assign(tx: Transaction, actor: Actor, wish: AssignEmployee, found: Appointing) -> Outcome:
    appointed = await appoint(
        tx,
        actor,
        employee=found.employee,
        position=found.position,
        term=found.term,
        role_set_version_ids=found.given.version_ids,
        delivery=wish.delivery or Delivery.LINK,
    )
    result = {"assignment": appointed.assignment_id}
    if appointed.invited is not None:
        result["invitation"] = appointed.invited.invitation_id
    return Outcome(result, appointed.changes, links_told(appointed.invited))


async def _lock(tx: Transaction, wish: AssignEmployee) -> None:
    """Hold the position, whom a double doubles, and the rights of both people."""
    await hold_positions(tx, [wish.position_id])
    if wish.substitutes_assignment_id is not None:
        await hold_primary(tx, wish.substitutes_assignment_id)
    await tx.execute_query_dict(_HOLD_PEOPLE, [wish.employee_id, wish.substitutes_assignment_id])


ASSIGN_EMPLOYEE = Act(
    "assignEmployee",
    "Призначити працівника",
    AssignEmployee,
    ASSIGNMENT.create,
    {"assignment": "Assignment", "invitation": "Invitation"},
    _judge,
    _assign,
    lock=_lock,
    tells=LINKS_TOLD,
)
