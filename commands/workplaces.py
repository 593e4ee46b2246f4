"""A workplace is created in a department (US-K13); its inventory number is that of the premises."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.department_rules import judge_open
from commands.findings import Findings
from commands.inventory import judge_number, marked, number_taken, spelled
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Refusal
from models import (
    Assignment,
    AssignmentStatus,
    Department,
    Employee,
    Workplace,
    WorkplaceAssignment,
    WorkplaceStatus,
)
from models.validators import Accepted, InventoryMark, Rejected, text
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, WORKPLACE
from permissions.decision import Whereabouts, may

NAME_LENGTH_MAX = 200
BUILDING_LENGTH_MAX = 100
FLOOR_LENGTH_MAX = 10
ROOM_NUMBER_LENGTH_MAX = 20
ASSIGNMENTS_MAX = 50  # more people do not share one place

_OVER = {AssignmentStatus.ENDED, AssignmentStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class CreateWorkplace:
    """What a new workplace is, and whose."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    name: Annotated[str, Asked("Назва робочого місця")]
    inventory_number: Annotated[
        str, Asked("Інвентарний номер приміщення", more="якщо інвентаризації не було, слово «відсутній»")
    ]
    assignment_ids: Annotated[
        tuple[UUID, ...], Asked("Чиє це місце", "Assignment", "керівник і дублери можуть ділити одне")
    ] = ()
    building: Annotated[str | None, Asked("Будівля")] = None
    floor: Annotated[str | None, Asked("Поверх")] = None
    room_number: Annotated[str | None, Asked("Номер приміщення")] = None


@dataclass(frozen=True, slots=True)
class Room:
    """The department that gets the workplace, its number, and what to say when the number is taken."""

    department: Department
    mark: InventoryMark
    taken: Refusal


async def _judge(
    tx: Transaction, actor: Actor, wish: CreateWorkplace, premises: Premises
) -> Examined[CreateWorkplace, Room]:
    findings = Findings(tx, actor)
    mark = marked(findings, wish.inventory_number)
    wish = replace(
        wish,
        name=findings.checked("name", text(wish.name, NAME_LENGTH_MAX), wish.name),
        inventory_number=spelled(mark),
        building=findings.optional("building", wish.building, _building),
        floor=findings.optional("floor", wish.floor, _floor),
        room_number=findings.optional("roomNumber", wish.room_number, _room_number),
    )
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, WORKPLACE.create
    )
    seated = await _judge_assignments(findings, wish)
    if department is None:
        return findings.examined(wish)
    judge_open(findings, "departmentId", department)
    await judge_number(findings, "workplace", department.facility_id, mark, WORKPLACE.inventory)
    shown = {"department_id": f"«{department.name}»"}
    if seated:
        shown["assignment_ids"] = ", ".join(seated)
    said = sentence(
        f"Створити робоче місце «{wish.name}» у відділі «{department.name}» закладу «{premises.name}»",
        wish,
        shown,
    )
    room = Room(department, mark, number_taken(findings, department.facility_id, WORKPLACE.inventory))
    return findings.examined(wish, said, room)


async def _judge_assignments(findings: Findings, wish: CreateWorkplace) -> list[str]:
    """Judge whose place it is to be; give the assignments by the names of who holds them."""
    ids = wish.assignment_ids
    if len(set(ids)) < len(ids):
        findings.problem("assignmentIds", "unique", "кожне призначення один раз", "each assignment once")
    if len(ids) > ASSIGNMENTS_MAX:
        findings.problem(
            "assignmentIds",
            "length",
            f"не більше як {ASSIGNMENTS_MAX} призначень",
            f"at most {ASSIGNMENTS_MAX} assignments",
            (str(ASSIGNMENTS_MAX),),
        )
        return []
    return [await _judge_assignment(findings, place, each) for place, each in enumerate(ids)]


async def _judge_assignment(findings: Findings, place: int, assignment_id: UUID) -> str:
    at = f"assignmentIds[{place}]"
    assignment = await findings.row(at, Assignment, assignment_id, ASSIGNMENT.read, ASSIGNMENT.read)
    if assignment is None:
        return ""
    if assignment.status in _OVER:
        findings.problem(at, "invalid", "призначення вже завершене", "the assignment is over")
    if assignment.facility_id != findings.actor.facility_id:
        findings.problem(at, "invalid", "це призначення іншого закладу", "it is of another facility")
    return await _named(findings, assignment)


async def _named(findings: Findings, assignment: Assignment) -> str:
    """Give the name of who holds an assignment, if the actor may see it."""
    employee = await Employee.get(id=assignment.employee_id, using_db=findings.tx)
    place = Whereabouts(assignment.facility_id, assignment.path, employee.person_id)
    if not may(findings.actor.access, EMPLOYEE.public, place):
        return f"призначення {assignment.id}"
    return " ".join(filter(None, (employee.last_name, employee.first_name, employee.middle_name)))


async def _create(tx: Transaction, _actor: Actor, wish: CreateWorkplace, room: Room) -> Outcome:
    workplace_id, department = uuid7(), room.department
    with told({"workplace_inventory_number": room.taken}):
        await Workplace.create(
            using_db=tx,
            id=workplace_id,
            department_id=department.id,
            facility_id=department.facility_id,
            path=department.path,
            name=wish.name,
            building=wish.building,
            floor=wish.floor,
            room_number=wish.room_number,
            inventory_status=room.mark.status,
            inventory_number=room.mark.number,
            status=WorkplaceStatus.ACTIVE,
        )
    for assignment_id in wish.assignment_ids:
        await WorkplaceAssignment.create(
            using_db=tx,
            workplace_id=workplace_id,
            assignment_id=assignment_id,
            facility_id=department.facility_id,
        )
    return Outcome({"workplace": workplace_id}, (Change("Workplace", workplace_id, 1, ChangeKind.CREATED),))


def _building(written: str) -> Accepted[str] | Rejected:
    return text(written, BUILDING_LENGTH_MAX)


def _floor(written: str) -> Accepted[str] | Rejected:
    return text(written, FLOOR_LENGTH_MAX)


def _room_number(written: str) -> Accepted[str] | Rejected:
    return text(written, ROOM_NUMBER_LENGTH_MAX)


CREATE_WORKPLACE = Act(
    "createWorkplace",
    "Створити робоче місце",
    CreateWorkplace,
    WORKPLACE.create,
    {"workplace": "Workplace"},
    _judge,
    _create,
)
