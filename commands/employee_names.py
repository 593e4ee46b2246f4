"""A person's name changes, wherever the person works (US-X2)."""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.employee_rows import (
    Seen,
    employee_row,
    hold_employee,
    judge_here,
    judge_open,
    updated,
)
from commands.findings import Findings
from commands.premises import Premises
from commands.wording import sentence
from models import Person
from models.validators import person_name
from permissions.catalogue import EMPLOYEE

_FIELDS = {"last_name": "lastName", "first_name": "firstName", "middle_name": "middleName"}


@dataclass(frozen=True, slots=True)
class UpdateEmployeeName:
    """What of a name changes; a part that is left out stays."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    last_name: Annotated[str | Unchanged, Asked("Прізвище")] = UNCHANGED
    first_name: Annotated[str | Unchanged, Asked("Власне ім’я")] = UNCHANGED
    middle_name: Annotated[str | Unchanged | None, Asked("По батькові", more="null, якщо його немає")] = (
        UNCHANGED
    )


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateEmployeeName, premises: Premises
) -> Examined[UpdateEmployeeName, Seen]:
    findings = Findings(tx, actor)
    names: dict[str, Any] = {
        name: findings.altered(field, getattr(wish, name), person_name) for name, field in _FIELDS.items()
    }
    wish = replace(wish, **names)
    if not given_of(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.public_update])
    if seen is None:
        return findings.examined(wish)
    judge_here(findings, seen.employee)
    judge_open(findings, seen.employee)
    said = sentence(
        f"Змінити ім’я працівника: {seen.name}, заклад «{premises.name}»;"
        " воно зміниться в усіх закладах, де особа працює",
        wish,
        {"employee_id": seen.name},
    )
    return findings.examined(wish, said, seen)


async def _update(tx: Transaction, actor: Actor, wish: UpdateEmployeeName, seen: Seen) -> Outcome:
    person = await updated_person(tx, actor, seen.employee.person_id, **given_of(wish))
    employee = await updated(tx, seen.employee)
    return Outcome({"employee": seen.employee.id}, (employee, person))


async def updated_person(tx: Transaction, actor: Actor, person_id: UUID, **columns: object) -> Change:
    """Write columns of a person as a new version, and give the change."""
    person = await Person.get(id=person_id, using_db=tx)
    changes = {**columns, "version": person.version + 1, "updated_at": actor.now}
    person.update_from_dict(changes)
    await person.save(using_db=tx, update_fields=[*changes])
    return Change("Person", person_id, person.version, ChangeKind.UPDATED)


def given_of(wish: Any) -> dict[str, Any]:  # a wish about an employee
    """Give the fields that change; the first one names the employee."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


UPDATE_EMPLOYEE_NAME = Act(
    "updateEmployeeName",
    "Змінити ім’я працівника",
    UpdateEmployeeName,
    EMPLOYEE.public_update,
    {"employee": "Employee"},
    _judge,
    _update,
    lock=hold_employee,
)
