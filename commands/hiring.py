"""Registering people as employees, one or a hundred at a time: the judgement, the words and the rows.

Whoever gets a position is invited to it; whoever gets none is a mere card. All rows of an input are judged
before any is written, so that they are told all at once and written all or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Change, ChangeKind
from commands.appointing import Judged, appoint
from commands.employee_types import employed_by
from commands.findings import Findings
from commands.hiring_input import EmployeeRowInput
from commands.hiring_places import Place, Places
from commands.inviting import Invited
from commands.people import EmployeeDraft, PersonFound, judge_people, put_employees, put_people
from commands.people_rows import TAKEN
from commands.premises import Premises
from commands.professional_rules import judge_allowed, normal_professional
from commands.staffing import hold_positions
from commands.tenure import Term
from commands.wording import sentence
from commands.written import told
from models import Delivery, Employee, EmployeeStatus, EmployeeType, Position
from models.validators import Accepted, Rejected, text
from permissions.catalogue import EMPLOYEE
from permissions.decision import Whereabouts, may

PERSONNEL_NUMBER_LENGTH_MAX = 20

_NUMBERS = "SELECT personnel_number FROM employee WHERE facility_id = $1 AND personnel_number = ANY ($2)"
_OF_POSITION = ("start_date", "end_date", "rate", "order_number", "order_date", "role_set_ids", "delivery")
_KEPT = "Якщо особа вже є в реєстрі, її документи та особиста адреса лишаються такими, як їх знає реєстр"


@dataclass(frozen=True, slots=True)
class Hire:
    """Somebody to be registered, and what they are to be appointed to, if to anything."""

    row: EmployeeRowInput
    found: PersonFound
    said: str
    place: Place | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Hired:
    """Employees in the order of the input, their invitations, and all that changed."""

    employees: tuple[Employee, ...]
    invited: tuple[Invited | None, ...]
    changes: tuple[Change, ...]


async def judge_hires(
    findings: Findings, premises: Premises, rows: Sequence[tuple[str, EmployeeRowInput]]
) -> list[Hire]:
    """Judge people to be registered; each row comes with its place in the input, empty at the root."""
    people = await judge_people(findings, [(at, row.person, row.contact) for at, row in rows])
    places = Places(findings)
    hires = [
        await _judge_row(findings, premises, places, row, found)
        for (_, row), found in zip(rows, people, strict=True)
    ]
    await _judge_numbers(findings, hires)
    return hires


async def _judge_row(
    findings: Findings, premises: Premises, places: Places, row: EmployeeRowInput, found: PersonFound
) -> Hire:
    _judge_type(findings, found.place("employeeType"), row.employee_type, premises)
    at = found.place("professional")
    judge_allowed(findings, at, row.professional, row.employee_type)
    learnt = row.professional
    if learnt is not None:
        learnt = await normal_professional(findings, at, learnt, row.employee_type)
    row = replace(
        row,
        person=found.person,
        contact=found.contact,
        professional=learnt,
        personnel_number=findings.optional(
            found.place("personnelNumber"), row.personnel_number, _personnel_number
        ),
    )
    if _is_card(row):
        _judge_card(findings, found, row)
        return Hire(row, found, _said(row, {}))
    return await _judge_appointed(findings, places, row, found)


def _is_card(row: EmployeeRowInput) -> bool:
    return row.position_id is None and row.department_id is None and row.position_title_code is None


def _judge_card(findings: Findings, found: PersonFound, row: EmployeeRowInput) -> None:
    """Judge that nothing is told of how somebody works who gets no position; a doctor gets one."""
    if row.employee_type == EmployeeType.DOCTOR:
        findings.problem(
            found.place("departmentId"),
            "required",
            "лікаря реєструють на посаду у відділі",
            "a doctor is registered to a position in a department",
        )
    for name in _OF_POSITION:
        if getattr(row, name) is not None:
            findings.problem(
                found.place(_KEYS[name]),
                "dependency",
                "зазначають лише разом із посадою",
                "is told with a position only",
            )


_KEYS = {
    "start_date": "startDate",
    "end_date": "endDate",
    "rate": "rate",
    "order_number": "orderNumber",
    "order_date": "orderDate",
    "role_set_ids": "roleSetIds",
    "delivery": "delivery",
}


async def _judge_appointed(
    findings: Findings, places: Places, row: EmployeeRowInput, found: PersonFound
) -> Hire:
    at = found.place("")
    term = Term(
        rate=Decimal(1) if row.rate is None else row.rate,
        start_date=row.start_date or findings.actor.today,
        end_date=row.end_date,
        order_number=row.order_number,
        order_date=row.order_date,
    )
    place = await places.of(at, row, term)
    if place is None:
        return Hire(row, found, "")
    judged = await places.judge(at, row, place, term)
    row = replace(
        row,
        position_id=None if place.is_new else place.position.id,
        department_id=place.position.department_id if place.is_new else None,
        position_title_code=place.position.title_code if place.is_new else None,
        start_date=judged.term.start_date,
        end_date=judged.term.end_date,
        rate=judged.term.rate,
        order_number=judged.term.order_number,
        order_date=judged.term.order_date,
        role_set_ids=judged.given.ids,
        role_set_digests=judged.given.digests,
        delivery=row.delivery or Delivery.EMAIL,
    )
    shown = {"role_set_ids": judged.given.named}
    shown["department_id" if place.is_new else "position_id"] = place.words
    return Hire(row, found, _said(row, shown), place, judged)


def _said(row: EmployeeRowInput, shown: dict[str, str]) -> str:
    person = row.person
    name = " ".join(filter(None, (person.last_name, person.first_name, person.middle_name)))
    return sentence(name, row, shown)


def _judge_type(findings: Findings, at: str, kind: EmployeeType, premises: Premises) -> None:
    allowed = employed_by(premises.kind_code)
    if kind not in allowed:
        findings.problem(
            at,
            "inclusion",
            f"заклад цього виду не має працівників виду «{kind.title_uk}»",
            "a facility of this kind has no such employees",
            tuple(sorted(each.value for each in allowed)),
        )


async def _judge_numbers(findings: Findings, hires: Sequence[Hire]) -> None:
    """Judge that personnel numbers are free, for whoever may see those of others."""
    actor = findings.actor
    given = [each.row.personnel_number for each in hires if each.row.personnel_number is not None]
    taken: set[str] = set()
    if given and may(actor.access, EMPLOYEE.work_contact, Whereabouts(actor.facility)):
        rows = await findings.tx.execute_query_dict(_NUMBERS, [actor.facility, given])
        taken = {row["personnel_number"] for row in rows}
    for each in hires:
        number = each.row.personnel_number
        if number in taken:
            findings.problem(
                each.found.place("personnelNumber"),
                "unique",
                "такий табельний номер у закладі вже є",
                "the facility has this personnel number already",
            )
        if number is not None:
            taken.add(number)


def _personnel_number(written: str) -> Accepted[str] | Rejected:
    return text(written, PERSONNEL_NUMBER_LENGTH_MAX)


def words_of(hires: Sequence[Hire], premises: Premises, what: str) -> str:
    """Say in words what is signed: every row, by its number if there are several."""
    headline = f"{what} закладу «{premises.name}»"
    if len(hires) == 1:
        return f"{headline}: {hires[0].said} {_KEPT}."
    rows = " ".join(f"{number}) {each.said}" for number, each in enumerate(hires, start=1))
    return f"{headline}, усього {len(hires)}: {rows} {_KEPT}."


async def write_hires(tx: Transaction, actor: Actor, hires: Sequence[Hire]) -> Hired:
    """Write down the people, employees, new positions and appointments; raises Refused."""
    people = await put_people(tx, actor, [each.found for each in hires])
    drafts = [_draft(each, person_id) for each, person_id in zip(hires, people, strict=True)]
    employees = await put_employees(tx, actor.facility, drafts)
    changes = [Change("Employee", each.id, 1, ChangeKind.CREATED) for each in employees]
    changes += await _add_positions(tx, hires)
    invited: list[Invited | None] = []
    for hire, employee in zip(hires, employees, strict=True):
        if hire.place is None or hire.judged is None:
            invited.append(None)
            continue
        appointed = await appoint(
            tx,
            actor,
            employee=employee,
            position=hire.place.position,
            term=hire.judged.term,
            role_set_version_ids=hire.judged.given.version_ids,
            delivery=hire.row.delivery or Delivery.EMAIL,
            at=hire.found.place(""),
        )
        invited.append(appointed.invited)
        changes += appointed.changes
    return Hired(tuple(employees), tuple(invited), tuple(changes))


def _draft(hire: Hire, person_id: UUID) -> EmployeeDraft:
    row = hire.row
    return EmployeeDraft(
        person_id,
        row.contact,
        row.employee_type,
        EmployeeStatus.DRAFT if hire.judged is None else EmployeeStatus.PENDING,
        row.personnel_number,
        row.start_date,
        None,
        row.professional,
    )


async def _add_positions(tx: Transaction, hires: Sequence[Hire]) -> list[Change]:
    """Add the positions that there were none of, and hold all of them in one order."""
    places = {each.place.position.id: each.place for each in hires if each.place is not None}
    new = [each.position for each in places.values() if each.is_new]
    with told({"position_of_department": TAKEN}):
        await Position.bulk_create(new, using_db=tx)
    await hold_positions(tx, [each for each, place in places.items() if not place.is_new])
    return [Change("Position", each.id, 1, ChangeKind.CREATED) for each in new]
