"""People are registered as employees: by one card or invitation, or by up to a hundred (US-E7, US-K7)."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Examined, Outcome
from commands.findings import Findings
from commands.hiring import Hire, judge_hires, words_of, write_hires
from commands.hiring_input import EmployeeRowInput, RegisterEmployee, RegisterEmployees
from commands.inviting import LINKS_TOLD, links_told
from commands.premises import Premises
from permissions.catalogue import EMPLOYEE

BATCH_MAX = 100

_LINKS_OF_MANY = {"invitation_urls": "Запрошувальні посилання, по одному в рядку, у порядку працівників"}

Row = TypeVar("Row", bound=EmployeeRowInput)


def complete(wish: Row, hire: Hire) -> Row:
    """Give the complete wish in its own class."""
    return replace(wish, **{each.name: getattr(hire.row, each.name) for each in fields(EmployeeRowInput)})


async def _judge_one(
    tx: Transaction, actor: Actor, wish: RegisterEmployee, premises: Premises
) -> Examined[RegisterEmployee, Sequence[Hire]]:
    findings = Findings(tx, actor)
    hires = await judge_hires(findings, premises, [("", wish)])
    said = words_of(hires, premises, "Зареєструвати працівника")
    return findings.examined(complete(wish, hires[0]), said, hires)


async def _judge_many(
    tx: Transaction, actor: Actor, wish: RegisterEmployees, premises: Premises
) -> Examined[RegisterEmployees, Sequence[Hire]]:
    findings = Findings(tx, actor)
    if not 1 <= len(wish.employees) <= BATCH_MAX:
        findings.problem(
            "employees",
            "length",
            f"від 1 до {BATCH_MAX} працівників",
            f"1 to {BATCH_MAX} employees",
            (str(BATCH_MAX),),
        )
        return findings.examined(wish)
    rows = [(f"employees[{place}]", each) for place, each in enumerate(wish.employees)]
    hires = await judge_hires(findings, premises, rows)
    wish = RegisterEmployees(tuple(each.row for each in hires))
    return findings.examined(wish, words_of(hires, premises, "Зареєструвати працівників"), hires)


async def write_one(tx: Transaction, actor: Actor, _wish: Row, hires: Sequence[Hire]) -> Outcome:
    """Register one employee, and tell the link once if it is to be handed over."""
    hired = await write_hires(tx, actor, hires)
    (employee,), (invited,) = hired.employees, hired.invited
    result = {"employee": employee.id} | ({"invitation": invited.invitation_id} if invited else {})
    return Outcome(result, hired.changes, links_told(invited))


async def _write_many(
    tx: Transaction, actor: Actor, _wish: RegisterEmployees, hires: Sequence[Hire]
) -> Outcome:
    hired = await write_hires(tx, actor, hires)
    links = [each.url if each is not None and each.url is not None else "" for each in hired.invited]
    told = {"invitation_urls": "\n".join(links)} if any(links) else {}
    return Outcome({"employees": [each.id for each in hired.employees]}, hired.changes, told)


REGISTER_EMPLOYEE = Act(
    "registerEmployee",
    "Зареєструвати працівника",
    RegisterEmployee,
    EMPLOYEE.create,
    {"employee": "Employee", "invitation": "Invitation"},
    _judge_one,
    write_one,
    tells=LINKS_TOLD,
)
REGISTER_EMPLOYEES = Act(
    "registerEmployees",
    "Зареєструвати працівників",
    RegisterEmployees,
    EMPLOYEE.create,
    {"employees": "[Employee]"},
    _judge_many,
    _write_many,
    tells=_LINKS_OF_MANY,
    is_batch=True,
)
