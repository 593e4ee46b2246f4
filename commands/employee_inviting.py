"""The head gives an officer of the personnel office access: a card, a position and an invitation (US-E3)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Examined
from commands.employees import complete, write_one
from commands.findings import Findings
from commands.hiring import Hire, judge_hires, words_of
from commands.hiring_input import InviteEmployee
from commands.inviting import LINKS_TOLD
from commands.premises import Premises
from models import EmployeeType
from permissions.catalogue import DEPARTMENT, EMPLOYEE
from permissions.decision import Whereabouts, may

AHEAD_MAX = dt.timedelta(days=30)
OFFICER = "P14"
"""The title of an officer of the personnel office."""

_OFFICE = """
SELECT id, path FROM department WHERE facility_id = $1 AND status = 'ACTIVE'
    AND (type_code = 'HR' OR parent_id IS NULL)
ORDER BY type_code = 'HR' DESC, id LIMIT 1
"""


async def _judge(
    tx: Transaction, actor: Actor, wish: InviteEmployee, premises: Premises
) -> Examined[InviteEmployee, Sequence[Hire]]:
    findings = Findings(tx, actor)
    if wish.position_id is None:
        wish = replace(
            wish,
            department_id=wish.department_id or await _office(findings),
            position_title_code=wish.position_title_code or _usual_title(wish.employee_type),
        )
    if wish.start_date is not None and wish.start_date > actor.today + AHEAD_MAX:
        findings.problem(
            "startDate",
            "date",
            f"запрошують не раніше як за {AHEAD_MAX.days} днів до початку роботи",
            f"an invitation is for the next {AHEAD_MAX.days} days at the latest",
        )
    hires = await judge_hires(findings, premises, [("", wish)])
    said = words_of(hires, premises, "Запросити працівника")
    return findings.examined(complete(wish, hires[0]), said, hires)


def _usual_title(kind: EmployeeType) -> str | None:
    return OFFICER if kind == EmployeeType.HR else None


async def _office(findings: Findings) -> UUID | None:
    """Give the personnel office, or the root where there is none."""
    actor = findings.actor
    for row in await findings.tx.execute_query_dict(_OFFICE, [actor.facility]):
        if may(actor.access, DEPARTMENT.read, Whereabouts(actor.facility, row["path"])):
            office: UUID = row["id"]
            return office
    return None


INVITE_EMPLOYEE = Act(
    "inviteEmployee",
    "Запросити працівника",
    InviteEmployee,
    EMPLOYEE.create,
    {"employee": "Employee", "invitation": "Invitation"},
    _judge,
    write_one,
    tells=LINKS_TOLD,
)
