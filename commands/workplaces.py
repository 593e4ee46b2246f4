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
from commands.workplace_rules import building, floor, judge_assignments, room_number, seat, workplace_name
from commands.written import told
from errors import Refusal
from models import Department, Workplace, WorkplaceStatus
from models.validators import InventoryMark
from permissions.catalogue import DEPARTMENT, WORKPLACE


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
        name=findings.checked("name", workplace_name(wish.name), wish.name),
        inventory_number=spelled(mark),
        building=findings.optional("building", wish.building, building),
        floor=findings.optional("floor", wish.floor, floor),
        room_number=findings.optional("roomNumber", wish.room_number, room_number),
    )
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, WORKPLACE.create
    )
    seated = await judge_assignments(findings, wish.assignment_ids)
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
    await seat(tx, workplace_id, department.facility_id, wish.assignment_ids)
    return Outcome({"workplace": workplace_id}, (Change("Workplace", workplace_id, 1, ChangeKind.CREATED),))


CREATE_WORKPLACE = Act(
    "createWorkplace",
    "Створити робоче місце",
    CreateWorkplace,
    WORKPLACE.create,
    {"workplace": "Workplace"},
    _judge,
    _create,
)
