"""The beginning: the national centre and the invitation of its first registrar, before anybody can sign.

It is done from the terminal, and only while no registrar is active; whoever is invited accepts by their own
signature. The first registrar administers the centre too, so that a second one can be employed: what one has
typed from paper another decides on.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Actor, Change
from commands.ending import end_assignments, release_employees
from commands.facility_leaders import created
from commands.facility_opening import open_facility
from commands.giving import give
from commands.inviting import invite
from commands.means import Means
from commands.people import ContactInput, PersonFound, person_of_number, put_employee, put_person
from commands.policy import template_id
from commands.role_set_rules import newest
from commands.tenure import Term
from errors import Conflict, Problem, Refused, Unprocessable
from journal.entry import Change as Recorded
from journal.entry import Entry
from journal.recording import append
from models import (
    Assignment,
    AssignmentStatus,
    Delivery,
    Department,
    Employee,
    EmployeeStatus,
    EmployeeType,
    Facility,
    InvitationKind,
    Position,
    PositionKind,
    PositionStatus,
)
from models.journal import EntryKind
from models.validators import Accepted, Rejected, edrpou, email, person_name, tax_id
from permissions.access import ANONYMOUS
from permissions.catalogue import FACILITY_APPLICATION
from permissions.holdings import KYIV

OPERATION = "bootstrap"
NAME_FULL = "Спеціалізована державна установа «Український центр трансплант-координації»"
NAME_SHORT = "СДУ «УЦТК»"
NAME_FULL_EN = "Ukrainian Transplant Coordination Center"
ROLES = ("REGISTRAR", "FACILITY_ADMIN")
TITLE = "Реєстратор УЦТК"

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('zaklad bootstrap', 0))"
_DEFAULT = "INSERT INTO position_role_set (position_id, role_set_id) VALUES ($1, $2)"
_ACTIVE = "SELECT 1 FROM right_given WHERE permission = $1 AND state = 'GIVEN' AND can_use LIMIT 1"


@dataclass(frozen=True, slots=True)
class Beginning:
    """The centre's code, and who is to be its first registrar."""

    edrpou: str
    tax_id: str = field(repr=False)
    email: str
    last_name: str
    first_name: str
    middle_name: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """The centre, and the link by which its first registrar logs in; it is kept nowhere."""

    facility_id: UUID
    invitation_id: UUID
    url: str = field(repr=False)
    expires_on: dt.date


async def bootstrap(tx: Transaction, beginning: Beginning, now: dt.datetime, means: Means) -> Begun:
    """Make the centre if there is none yet and invite its first registrar; raises Refused.

    Done again, it replaces the invitation that nobody has accepted.
    """
    beginning = _normal(beginning)
    await tx.execute_query(_LOCK)
    if await tx.execute_query_dict(_ACTIVE, [FACILITY_APPLICATION.decide.code]):
        raise Refused(
            (
                Conflict(
                    "реєстратор у системі вже є: далі запрошує він",
                    "there is an active registrar already, who invites everybody else",
                ),
            )
        )
    actor = Actor(None, ANONYMOUS, None, now, means)
    centre, root, changes = await _centre(tx, actor, beginning)
    employee, hired = await _registrar(tx, actor, centre, beginning)
    waiting = await _waiting(tx, centre.id)
    changes += await end_assignments(tx, waiting, actor.today, actor.now)
    position, opened = await _position(tx, actor, root)
    assignment_id = await _assign(tx, actor, employee, position)
    changes += await release_employees(tx, waiting, actor.now)
    centre.administrator_employee_id = employee.id
    await centre.save(using_db=tx, update_fields=["administrator_employee_id"])
    kind, delivery = InvitationKind.FIRST_LOGIN, Delivery.BOTH
    invited = await invite(tx, actor, assignment_id=assignment_id, kind=kind, delivery=delivery)
    assert invited.url is not None, "the delivery asks for it"
    changes += [*hired, *opened, created("Assignment", assignment_id)]
    await _record(tx, centre.id, [*changes, created("Invitation", invited.invitation_id)], now)
    expires_on = (now + means.terms.first_login).astimezone(KYIV).date()
    return Begun(centre.id, invited.invitation_id, invited.url, expires_on)


def _normal(given: Beginning) -> Beginning:
    """Bring what was given into normal form; raises Refused with all that is amiss."""
    verdicts: dict[str, Accepted[str] | Rejected] = {
        "edrpou": edrpou(given.edrpou),
        "tax_id": tax_id(given.tax_id),
        "email": email(given.email),
        "last_name": person_name(given.last_name),
        "first_name": person_name(given.first_name),
    }
    if given.middle_name is not None:
        verdicts["middle_name"] = person_name(given.middle_name)
    problems = [
        Problem(name, each.rule, each.message, each.message_en)
        for name, verdict in verdicts.items()
        if isinstance(verdict, Rejected)
        for each in verdict.problems
    ]
    if problems:
        raise Refused((Unprocessable(problems),))
    values = {name: verdict.value for name, verdict in verdicts.items() if isinstance(verdict, Accepted)}
    return Beginning(**values)


async def _centre(
    tx: Transaction, actor: Actor, beginning: Beginning
) -> tuple[Facility, Department, list[Change]]:
    """Give the centre that there is, or a new one."""
    centre = await Facility.get_or_none(
        kind_code="NATIONAL_CENTER", edrpou=beginning.edrpou, status="REGISTERED", using_db=tx
    )
    if centre is not None:
        roots = Department.filter(facility_id=centre.id, parent_id=None).order_by("id")
        root = await roots.using_db(tx).first()
        assert root is not None, "a facility has a root from its registration on"
        return centre, root, []
    address = {"text": "м. Київ"}
    columns: dict[str, Any] = {
        "kind_code": "NATIONAL_CENTER",
        "edrpou": beginning.edrpou,
        "name_full": NAME_FULL,
        "name_short": NAME_SHORT,
        "name_full_en": NAME_FULL_EN,
        "legal_address": address,
        "actual_address": address,
        "phones": [],
        "email": beginning.email,
    }
    centre, root = await open_facility(tx, actor.now, actor.today, columns)
    return centre, root, [created("Facility", centre.id), created("Department", root.id)]


async def _registrar(
    tx: Transaction, actor: Actor, centre: Facility, beginning: Beginning
) -> tuple[Employee, list[Change]]:
    """Give the registrar as an employee of the centre: the one who was invited before, or a new one."""
    waiting = (
        await Employee.filter(
            facility_id=centre.id,
            person__identity__tax_id=beginning.tax_id,
            status__in=(EmployeeStatus.DRAFT, EmployeeStatus.PENDING),
        )
        .using_db(tx)
        .first()
    )
    if waiting is not None:
        return waiting, []
    person = person_of_number(
        beginning.last_name, beginning.first_name, beginning.middle_name, beginning.tax_id
    )
    contact = ContactInput(beginning.email, ())
    person_id = await put_person(tx, actor, PersonFound("", person, contact), centre.id)
    employee = await put_employee(
        tx,
        actor,
        person_id,
        centre.id,
        contact,
        employee_type=EmployeeType.REGISTRAR,
        status=EmployeeStatus.PENDING,
        start_date=actor.today,
    )
    return employee, [created("Employee", employee.id)]


async def _waiting(tx: Transaction, centre_id: UUID) -> list[UUID]:
    """Give what earlier attempts left, so that one link and no other opens the centre."""
    waiting = Assignment.filter(facility_id=centre_id, status=AssignmentStatus.PENDING)
    return [each.id for each in await waiting.using_db(tx)]


async def _position(tx: Transaction, actor: Actor, root: Department) -> tuple[Position, list[Change]]:
    """Give the registrar's position, with the role sets that whoever follows gets too."""
    there = Position.filter(department_id=root.id, custom_title=TITLE, status=PositionStatus.ACTIVE)
    position = await there.using_db(tx).first()
    if position is not None:
        return position, []
    position = await Position.create(
        using_db=tx,
        id=uuid7(),
        department_id=root.id,
        facility_id=root.facility_id,
        path=root.path,
        custom_title=TITLE,
        kind=PositionKind.STAFF,
        status=PositionStatus.ACTIVE,
        opened_on=actor.today,
    )
    for code in ROLES:
        await tx.execute_query(_DEFAULT, [position.id, template_id(code)])
    return position, [created("Position", position.id)]


async def _assign(tx: Transaction, actor: Actor, employee: Employee, position: Position) -> UUID:
    """Let the registrar wait for the position, with both templates."""
    assignment_id = uuid7()
    await Assignment.create(
        using_db=tx,
        id=assignment_id,
        facility_id=position.facility_id,
        path=position.path,
        position_id=position.id,
        position_kind=position.kind,
        employee_id=employee.id,
        status=AssignmentStatus.PENDING,
        **Term(start_date=actor.today).columns,
    )
    await give(tx, assignment_id, [(await newest(tx, template_id(code))).id for code in ROLES])
    return assignment_id


async def _record(tx: Transaction, centre_id: UUID, changes: list[Change], now: dt.datetime) -> None:
    recorded = tuple(Recorded(each.entity, each.id, each.version) for each in changes)
    async with tx.acquire_connection() as connection:
        await append(
            connection, Entry(EntryKind.SYSTEM, now, OPERATION, facility=centre_id, changes=recorded)
        )
