"""Where a device belongs: its workplace, what it is a part of, and which other device it might be."""

from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from commands.equipment_input import CreateEquipment
from commands.findings import Findings
from errors import Conflict
from models import Department, Equipment, EquipmentStatus, Workplace, WorkplaceStatus
from permissions.catalogue import EQUIPMENT, WORKPLACE
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

_SAME = """
SELECT path FROM equipment
WHERE facility_id = $1 AND serial_number = $2 AND manufacturer IS NOT DISTINCT FROM $3
    AND model_number IS NOT DISTINCT FROM $4 AND status <> 'ENTERED_IN_ERROR'
    AND id IS DISTINCT FROM $5
LIMIT 100
"""
_ABOVE = """
WITH RECURSIVE above (id, parent_id) AS (
    SELECT id, parent_id FROM equipment WHERE id = $1
    UNION
    SELECT equipment.id, equipment.parent_id FROM equipment JOIN above ON equipment.id = above.parent_id
)
SELECT FROM above WHERE id = $2
"""
_RECORDER = """
SELECT id FROM employee WHERE person_id = $1 AND facility_id = $2 AND status = 'ACTIVE' ORDER BY id LIMIT 1
"""
_HOLD = "SELECT FROM equipment WHERE id = $1 FOR NO KEY UPDATE"


class OfEquipment(Protocol):
    """A wish about a device that there is."""

    @property
    def equipment_id(self) -> UUID:
        """The device."""
        ...


async def hold_equipment(tx: Transaction, wish: OfEquipment) -> None:
    """Hold the device, so that of two changes at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.equipment_id])


async def equipment_changed(findings: Findings, equipment_id: UUID, do: Permission) -> Equipment | None:
    """Give a device that the actor may see and change, or note why not; what is an error stays one."""
    device = await findings.row("equipmentId", Equipment, equipment_id, EQUIPMENT.public, do)
    if device is not None and device.status == EquipmentStatus.ENTERED_IN_ERROR:
        findings.refusals.append(
            Conflict(
                f"обладнання «{device.name}» внесено помилково, його запис більше не змінюють",
                f'the equipment "{device.name}" was entered in error, its record does not change any more',
                evidence={"path": "$.input.equipmentId"},
            )
        )
    return device


async def recorder_of(tx: Transaction, actor: Actor, facility_id: UUID) -> UUID | None:
    """Give as which employee of a facility the actor enters a device, if as any."""
    rows = await tx.execute_query_dict(_RECORDER, [actor.person, facility_id])
    return rows[0]["id"] if rows else None


async def judge_workplace(
    findings: Findings, workplace_id: UUID | None, department: Department | None
) -> dict[str, str]:
    """Judge where the device stands: in its department or below it."""
    if workplace_id is None:
        return {}
    workplace = await findings.row("workplaceId", Workplace, workplace_id, WORKPLACE.read, WORKPLACE.read)
    if workplace is None:
        return {}
    if workplace.status == WorkplaceStatus.CLOSED:
        findings.problem("workplaceId", "invalid", "робоче місце закрито", "the workplace is closed")
    if department is not None and not _lies_in(workplace, department):
        findings.problem(
            "workplaceId",
            "invalid",
            "робоче місце — не цього відділу і не нижчого за нього",
            "the workplace is neither of this department nor of one below it",
        )
    return {"workplace_id": f"«{workplace.name}»"}


async def judge_parent(
    findings: Findings,
    parent_id: UUID | None,
    facility_id: UUID | None,
    do: Permission,
    own_id: UUID | None = None,
) -> dict[str, str]:
    """Judge what the device is a part of: of the same facility, no error, and not of itself."""
    if parent_id is None:
        return {}
    parent = await findings.row("parentId", Equipment, parent_id, EQUIPMENT.public, do)
    if parent is None:
        return {}
    is_of_another = facility_id is not None and parent.facility_id != facility_id
    if is_of_another or parent.status == EquipmentStatus.ENTERED_IN_ERROR:
        findings.problem(
            "parentId",
            "invalid",
            "обладнання іншого закладу або внесене помилково",
            "equipment of another facility, or entered in error",
        )
    if own_id is not None and await findings.tx.execute_query_dict(_ABOVE, [parent.id, own_id]):
        findings.problem(
            "parentId",
            "invalid",
            "обладнання не може бути складовою самого себе",
            "a device cannot be a part of itself",
        )
    return {"parent_id": f"«{parent.name}»"}


async def hint_at_twins(
    findings: Findings, wish: CreateEquipment, facility_id: UUID, own_id: UUID | None = None
) -> None:
    """Warn of a device with the same maker, model and serial number, if the actor may see its numbers."""
    if wish.serial_number is None:
        return
    values = [facility_id, wish.serial_number, wish.manufacturer, wish.model_number, own_id]
    twins = await findings.tx.execute_query_dict(_SAME, values)
    seen = (Whereabouts(facility_id, twin["path"]) for twin in twins)
    if any(may(findings.actor.access, EQUIPMENT.inventory, place) for place in seen):
        findings.warn(
            "serialNumber",
            "unique",
            "обладнання цього виробника й моделі з таким серійним номером уже внесено",
            "a device of this maker and model with this serial number is there already",
        )


def _lies_in(workplace: Workplace, department: Department) -> bool:
    same = workplace.facility_id == department.facility_id
    return same and workplace.path.startswith(department.path)
