"""A device goes to another department or workplace of its facility; both ends are the actor's to decide."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.department_rules import judge_open
from commands.equipment_place import equipment_changed, hold_equipment, judge_workplace
from commands.findings import Findings
from commands.premises import Premises
from commands.wording import sentence
from models import Department, Equipment
from permissions.catalogue import DEPARTMENT, EQUIPMENT

_HAS_PARTS = "SELECT FROM equipment WHERE parent_id = $1 AND status = 'ACTIVE' LIMIT 1"


@dataclass(frozen=True, slots=True)
class TransferEquipment:
    """Which device goes, and where to; without a workplace it stands at none."""

    equipment_id: Annotated[UUID, Asked("Обладнання", "Equipment")]
    department_id: Annotated[
        UUID | None, Asked("До якого відділу", "Department", "якщо не вказано, лишається у своєму")
    ] = None
    workplace_id: Annotated[
        UUID | None, Asked("На яке робоче місце", "Workplace", "якщо не вказано, ні на яке")
    ] = None


@dataclass(frozen=True, slots=True)
class Way:
    """A device and its new department."""

    device: Equipment
    department: Department


async def _judge(
    tx: Transaction, actor: Actor, wish: TransferEquipment, premises: Premises
) -> Examined[TransferEquipment, Way]:
    findings = Findings(tx, actor)
    device = await equipment_changed(findings, wish.equipment_id, EQUIPMENT.transfer)
    if device is not None:
        wish = replace(wish, department_id=wish.department_id or device.department_id)
    department = None
    if wish.department_id is not None:
        department = await findings.row(
            "departmentId", Department, wish.department_id, DEPARTMENT.read, EQUIPMENT.transfer
        )
    shown = await judge_workplace(findings, wish.workplace_id, department)
    if device is None or department is None:
        return findings.examined(wish)
    judge_open(findings, "departmentId", department)
    _judge_way(findings, wish, device, department)
    if await tx.execute_query_dict(_HAS_PARTS, [device.id]):
        findings.warn(
            "equipmentId",
            "dependency",
            "його складові лишаються там, де вони є",
            "its parts stay where they are",
        )
    shown |= {"equipment_id": f"«{device.name}»", "department_id": f"«{department.name}»"}
    if wish.workplace_id is None:
        shown["workplace_id"] = "ні на яке"
    said = sentence(f"Передати обладнання «{device.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Way(device, department))


def _judge_way(
    findings: Findings, wish: TransferEquipment, device: Equipment, department: Department
) -> None:
    """Judge that the device goes anywhere at all, and does not leave its facility."""
    if department.facility_id != device.facility_id:
        findings.problem("departmentId", "invalid", "це відділ іншого закладу", "it is of another facility")
    elif (department.id, wish.workplace_id) == (device.department_id, device.workplace_id):
        findings.problem("", "required", "обладнання вже там", "the equipment is there already")


async def _transfer(tx: Transaction, _actor: Actor, wish: TransferEquipment, way: Way) -> Outcome:
    device, department = way.device, way.department
    changes = {
        "department_id": department.id,
        "path": department.path,
        "workplace_id": wish.workplace_id,
        "version": device.version + 1,
    }
    device.update_from_dict(changes)
    await device.save(using_db=tx, update_fields=[*changes, "updated_at"])
    moved = Change("Equipment", device.id, device.version, ChangeKind.MOVED)
    return Outcome({"equipment": device.id}, (moved,))


TRANSFER_EQUIPMENT = Act(
    "transferEquipment",
    "Передати обладнання",
    TransferEquipment,
    EQUIPMENT.transfer,
    {"equipment": "Equipment"},
    _judge,
    _transfer,
    lock=hold_equipment,
)
