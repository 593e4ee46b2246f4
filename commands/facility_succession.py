"""The head or the administrator of a facility is replaced (US-X6).

Whoever led until now loses what came with it at once, and stays an employee; whoever follows is a colleague,
or somebody new who accepts first. A facility keeps an administrator all the while.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.application_form import normal_head, normal_person, person_told
from commands.application_input import AdministratorInput, HeadInput
from commands.delegation import hold_principals, lost_administrators, standing
from commands.ending import end_assignments, release_employees
from commands.facility_leaders import (
    ADMINISTRATOR,
    ADMINISTRATOR_TITLE,
    HEAD,
    Lead,
    appoint_lead,
    created,
    open_position,
)
from commands.facility_rules import facility_seen, hold_facility, judge_works
from commands.findings import Findings, not_found
from commands.giving import escalations_of
from commands.inviting import LINKS_TOLD, links_told
from commands.people import PersonFound, put_employee, put_person
from commands.premises import Hold, Premises
from commands.states import OPEN_ASSIGNMENTS, OPEN_EMPLOYEES
from commands.tenure import Term
from commands.wording import sentence
from errors import Conflict
from models import (
    Delivery,
    Department,
    Employee,
    EmployeeStatus,
    Facility,
    Position,
    PositionKind,
    PositionStatus,
)
from permissions.catalogue import EMPLOYEE, FACILITY
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights
from permissions.permission import Permission

_USUAL_TITLE = "P3"

# the assignments by which somebody leads, with those who double them
_LED = """
WITH led AS (
    SELECT assignment.id FROM assignment
        JOIN assignment_role_set AS carried ON carried.assignment_id = assignment.id
        JOIN role_set_version ON role_set_version.id = carried.version_id
        JOIN role_set ON role_set.id = role_set_version.role_set_id
    WHERE assignment.employee_id = $1 AND assignment.status = ANY ($3)
        AND role_set.code = $2 AND role_set.facility_id IS NULL
)
SELECT assignment.id, assignment.position_id, assignment.kind <> 'SUBSTITUTE' AS leads FROM assignment
WHERE assignment.id IN (SELECT id FROM led)
    OR assignment.substitutes_assignment_id IN (SELECT id FROM led) AND assignment.status = ANY ($3)
ORDER BY assignment.id
"""


@dataclass(frozen=True, slots=True)
class ChangeFacilityHead:
    """Who heads a facility from now on: a colleague, or somebody new."""

    facility_id: Annotated[UUID, Asked("Заклад", "Facility")]
    employee_id: Annotated[UUID | None, Asked("Працівник закладу", "Employee", "або дані нової особи")] = None
    person: Annotated[HeadInput | None, Asked("Нова особа")] = None
    delivery: Annotated[Delivery, Asked("Як передати запрошення")] = Delivery.EMAIL


@dataclass(frozen=True, slots=True)
class ChangeFacilityAdmin:
    """Who administers a facility from now on: a colleague, or somebody new."""

    facility_id: Annotated[UUID, Asked("Заклад", "Facility")]
    employee_id: Annotated[UUID | None, Asked("Працівник закладу", "Employee", "або дані нової особи")] = None
    person: Annotated[AdministratorInput | None, Asked("Нова особа")] = None
    delivery: Annotated[Delivery, Asked("Як передати запрошення")] = Delivery.EMAIL


@dataclass(frozen=True, slots=True)
class Succession:
    """The facility, who follows if it is a colleague, and the assignments that end."""

    facility: Facility
    colleague: Employee | None
    ending: tuple[UUID, ...]
    position_id: UUID | None
    in_the_name_of_centre: bool


S = TypeVar("S", ChangeFacilityHead, ChangeFacilityAdmin)
Wish = ChangeFacilityHead | ChangeFacilityAdmin


async def _judge_head(
    tx: Transaction, actor: Actor, wish: ChangeFacilityHead, premises: Premises
) -> Examined[ChangeFacilityHead, Succession]:
    findings = Findings(tx, actor)
    if wish.person is not None:
        wish = replace(wish, person=await normal_head(findings, "person", wish.person))
    return await _judged(findings, wish, premises, HEAD, FACILITY.head_change)


async def _judge_administrator(
    tx: Transaction, actor: Actor, wish: ChangeFacilityAdmin, premises: Premises
) -> Examined[ChangeFacilityAdmin, Succession]:
    findings = Findings(tx, actor)
    if wish.person is not None:
        wish = replace(wish, person=normal_person(findings, "person", wish.person))
    return await _judged(findings, wish, premises, ADMINISTRATOR, FACILITY.admin_change)


async def _judged(
    findings: Findings, wish: S, premises: Premises, lead: Lead, do: Permission
) -> Examined[S, Succession]:
    """Judge a succession: one who follows, and rights that may be taken and given."""
    _judge_one_named(findings, wish)
    facility = await facility_seen(findings, wish.facility_id, do)
    if facility is None:
        return findings.examined(wish)
    judge_works(findings, facility, premises, do)
    colleague = None
    if wish.employee_id is not None:
        colleague = await _colleague(findings, facility, wish.employee_id)
    former_id = getattr(facility, lead.column)
    if colleague is not None and colleague.id == former_id:
        findings.refusals.append(_leads_already(lead))
    led = [] if former_id is None else await _led(findings.tx, former_id, lead)
    ending = tuple(row["id"] for row in led)
    centre = findings.actor.access.held[do].anywhere
    await _judge_ending(findings, facility.id, ending, by_centre=centre)
    positions = [row["position_id"] for row in led if row["leads"]]
    named = f"{colleague.last_name} {colleague.first_name}" if colleague else ""
    if wish.person is not None:
        named = f"{wish.person.last_name} {wish.person.first_name}"
    shown = {"facility_id": f"«{facility.name_short}»", "employee_id": named}
    if wish.employee_id is None:
        del shown["employee_id"]
    headline = f"Замінити: {lead.title} закладу «{facility.name_short}» тепер {named}"
    succession = Succession(facility, colleague, ending, positions[0] if positions else None, centre)
    return findings.examined(wish, sentence(headline, wish, shown), succession)


def _judge_one_named(findings: Findings, wish: Wish) -> None:
    if (wish.employee_id is None) == (wish.person is None):
        findings.problem(
            "employeeId",
            "required" if wish.person is None else "exclusion",
            "назвіть або працівника закладу, або нову особу",
            "name either an employee of the facility or a new person",
        )


async def _colleague(findings: Findings, facility: Facility, employee_id: UUID) -> Employee | None:
    """Give an employee of the facility whom the actor sees."""
    employee = await Employee.get_or_none(
        id=employee_id, facility_id=facility.id, status__in=OPEN_EMPLOYEES, using_db=findings.tx
    )
    seen = may(findings.actor.access, EMPLOYEE.public, Whereabouts(facility.id))
    if employee is None or not seen:
        findings.refusals.append(not_found("employeeId"))
        return None
    findings.saw("Employee", employee.id, employee.version)
    return employee


async def _judge_ending(
    findings: Findings, facility_id: UUID, ending: tuple[UUID, ...], *, by_centre: bool
) -> None:
    """Judge that the rights may be taken, and that an administrator stays."""
    tx, actor = findings.tx, findings.actor
    if not by_centre:
        leaving = [ChangeOfRights(each, None) for each in await standing(tx, actor, ending)]
        findings.refusals += await escalations_of(tx, actor, leaving)
    findings.refusals += await lost_administrators(tx, actor, facility_id, ending)


async def _led(
    tx: Transaction, employee_id: UUID, lead: Lead
) -> list[dict[str, Any]]:  # rows of the statement
    states = [each.value for each in OPEN_ASSIGNMENTS]
    return list(await tx.execute_query_dict(_LED, [employee_id, lead.template, states]))


async def _hold_head(tx: Transaction, wish: ChangeFacilityHead) -> None:
    await _hold(tx, wish, HEAD)


async def _hold_administrator(tx: Transaction, wish: ChangeFacilityAdmin) -> None:
    await _hold(tx, wish, ADMINISTRATOR)


async def _hold(tx: Transaction, wish: Wish, lead: Lead) -> None:
    """Hold the facility and the rights of whoever led it."""
    await hold_facility(tx, wish)
    facility = await Facility.get_or_none(id=wish.facility_id, using_db=tx)
    former_id = getattr(facility, lead.column, None)
    if former_id is not None:
        await hold_principals(tx, [row["id"] for row in await _led(tx, former_id, lead)])


async def _change_head(tx: Transaction, actor: Actor, wish: ChangeFacilityHead, found: Succession) -> Outcome:
    title = wish.person.position_code if wish.person else None
    return await _change(tx, actor, wish, found, HEAD, title)


async def _change_administrator(
    tx: Transaction, actor: Actor, wish: ChangeFacilityAdmin, found: Succession
) -> Outcome:
    return await _change(tx, actor, wish, found, ADMINISTRATOR, ADMINISTRATOR_TITLE)


async def _change(
    tx: Transaction, actor: Actor, wish: Wish, found: Succession, lead: Lead, title: str | None
) -> Outcome:
    """End how the facility was led, and appoint who follows."""
    facility = found.facility
    changes = await end_assignments(tx, found.ending, actor.today, actor.now)
    changes += await release_employees(tx, found.ending, actor.now)
    employee, hired = await _successor(tx, actor, wish, found, lead)
    position, opened = await _position(tx, actor, found, lead, title)
    appointed = await appoint_lead(
        tx,
        actor,
        lead,
        employee,
        position,
        Term(start_date=actor.today),
        delivery=wish.delivery,
        in_the_name_of_centre=found.in_the_name_of_centre,
    )
    setattr(facility, lead.column, employee.id)
    facility.version += 1
    facility.updated_at = actor.now
    await facility.save(using_db=tx, update_fields=[lead.column, "version", "updated_at"])
    changes += [*hired, *opened, *appointed.changes]
    changes.append(Change("Facility", facility.id, facility.version, ChangeKind.UPDATED))
    shown = {"facility": facility.id, "employee": employee.id}
    return Outcome(shown, tuple(changes), links_told(appointed.invited))


async def _successor(
    tx: Transaction, actor: Actor, wish: Wish, found: Succession, lead: Lead
) -> tuple[Employee, list[Change]]:
    """Give the colleague who follows, or write down somebody new."""
    if found.colleague is not None:
        return found.colleague, []
    assert wish.person is not None, "one of both is named"
    person, contact = person_told(wish.person)
    told = PersonFound("person", person, contact)
    person_id = await put_person(tx, actor, told, found.facility.id)
    employee = await put_employee(
        tx,
        actor,
        person_id,
        found.facility.id,
        contact,
        employee_type=lead.employee_type,
        status=EmployeeStatus.PENDING,
        start_date=actor.today,
    )
    return employee, [created("Employee", employee.id)]


async def _position(
    tx: Transaction, actor: Actor, found: Succession, lead: Lead, title: str | None
) -> tuple[Position, list[Change]]:
    """Give the position of the lead, under another title if one is told; or open one at the root."""
    position = await _position_there(tx, found, lead)
    if position is None:
        root = (
            await Department.filter(facility_id=found.facility.id, parent_id=None)
            .order_by("id")
            .using_db(tx)
            .first()
        )
        assert root is not None, "a facility has a root from its registration on"
        position = await open_position(tx, actor, root, lead, title or _USUAL_TITLE)
        return position, [created("Position", position.id)]
    if title is None or title == position.title_code:
        return position, []
    position.title_code, position.custom_title = title, None
    position.version += 1
    position.updated_at = actor.now
    await position.save(using_db=tx, update_fields=["title_code", "custom_title", "version", "updated_at"])
    return position, [Change("Position", position.id, position.version, ChangeKind.UPDATED)]


async def _position_there(tx: Transaction, found: Succession, lead: Lead) -> Position | None:
    if found.position_id is not None:
        return await Position.get(id=found.position_id, using_db=tx)
    positions = Position.filter(
        facility_id=found.facility.id, status=PositionStatus.ACTIVE, department__parent_id=None
    )
    if lead.position_kind == PositionKind.HEAD:
        positions = positions.filter(kind=PositionKind.HEAD)
    else:
        positions = positions.filter(title_code=ADMINISTRATOR_TITLE)
    return await positions.order_by("id").using_db(tx).first()


def _leads_already(lead: Lead) -> Conflict:
    return Conflict(
        f"ця особа вже {lead.title} закладу",
        f"this person is the facility's {lead.employee_type.lower()} already",
        evidence={"path": "$.input.employeeId"},
    )


CHANGE_FACILITY_HEAD = Act(
    "changeFacilityHead",
    "Замінити керівника закладу",
    ChangeFacilityHead,
    FACILITY.head_change,
    {"facility": "Facility", "employee": "Employee"},
    _judge_head,
    _change_head,
    hold=Hold.NOT,
    lock=_hold_head,
    tells=LINKS_TOLD,
)

CHANGE_FACILITY_ADMIN = Act(
    "changeFacilityAdmin",
    "Замінити адміністратора закладу",
    ChangeFacilityAdmin,
    FACILITY.admin_change,
    {"facility": "Facility", "employee": "Employee"},
    _judge_administrator,
    _change_administrator,
    hold=Hold.NOT,  # the lock holds it exclusively, which two that held it together could not
    lock=_hold_administrator,
    tells=LINKS_TOLD,
)
