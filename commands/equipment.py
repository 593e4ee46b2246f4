"""A device is entered into a department (US-K14): bound to the department, never to a user."""

from dataclasses import dataclass, replace
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Change, ChangeKind, Examined, Outcome
from commands.department_rules import judge_open
from commands.equipment_input import CreateEquipment, stored_names, stored_properties, stored_udi
from commands.equipment_rules import (
    TOO_LONG,
    judge_capacity,
    judge_dates,
    judge_lists,
    judge_temperatures,
    normal,
)
from commands.findings import Findings
from commands.inventory import judge_number, marked, number_taken, spelled
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Refusal
from models import Department, Equipment, EquipmentStatus, Workplace, WorkplaceStatus
from models.validators import InventoryMark
from permissions.catalogue import DEPARTMENT, EQUIPMENT, WORKPLACE
from permissions.decision import Whereabouts, may

_SAME = """
SELECT path FROM equipment
WHERE facility_id = $1 AND serial_number = $2 AND manufacturer IS NOT DISTINCT FROM $3
    AND model_number IS NOT DISTINCT FROM $4 AND status <> 'ENTERED_IN_ERROR'
LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Stand:
    """The department that gets the device, its number, and what to say when the number is taken."""

    department: Department
    mark: InventoryMark
    taken: Refusal


async def _judge(
    tx: Transaction, actor: Actor, wish: CreateEquipment, premises: Premises
) -> Examined[CreateEquipment, Stand]:
    findings = Findings(tx, actor)
    mark = marked(findings, wish.inventory_number)
    wish = replace(normal(findings, wish), inventory_number=spelled(mark))
    judge_lists(findings, wish)
    judge_dates(findings, wish, actor.today)
    judge_temperatures(findings, wish)
    judge_capacity(findings, wish)
    shown = {"type_code": f"«{await findings.title('typeCode', 'EQUIPMENT_TYPE', wish.type_code)}»"}
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, EQUIPMENT.create
    )
    shown |= await _judge_workplace(findings, wish, department)
    shown |= await _judge_parent(findings, wish, department)
    if department is None:
        return findings.examined(wish)
    judge_open(findings, "departmentId", department)
    facility_id = department.facility_id
    await judge_number(findings, "equipment", facility_id, mark, EQUIPMENT.inventory)
    await _hint_at_twins(findings, wish, facility_id)
    shown["department_id"] = f"«{department.name}»"
    said = sentence(f"Внести обладнання у відділ «{department.name}» закладу «{premises.name}»", wish, shown)
    stand = Stand(department, mark, number_taken(findings, facility_id, EQUIPMENT.inventory))
    return findings.examined(wish, said, stand)


async def _judge_workplace(
    findings: Findings, wish: CreateEquipment, department: Department | None
) -> dict[str, str]:
    """Judge where the device stands: in its department or below it."""
    if wish.workplace_id is None:
        return {}
    workplace = await findings.row(
        "workplaceId", Workplace, wish.workplace_id, WORKPLACE.read, WORKPLACE.read
    )
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


async def _judge_parent(
    findings: Findings, wish: CreateEquipment, department: Department | None
) -> dict[str, str]:
    """Judge what the device is a part of."""
    if wish.parent_id is None:
        return {}
    parent = await findings.row("parentId", Equipment, wish.parent_id, EQUIPMENT.public, EQUIPMENT.create)
    if parent is None:
        return {}
    is_of_another = department is not None and parent.facility_id != department.facility_id
    if is_of_another or parent.status == EquipmentStatus.ENTERED_IN_ERROR:
        findings.problem(
            "parentId",
            "invalid",
            "обладнання іншого закладу або внесене помилково",
            "equipment of another facility, or entered in error",
        )
    return {"parent_id": f"«{parent.name}»"}


async def _hint_at_twins(findings: Findings, wish: CreateEquipment, facility_id: UUID) -> None:
    """Warn of a device with the same maker, model and serial number, if the actor may see its numbers."""
    if wish.serial_number is None:
        return
    values = [facility_id, wish.serial_number, wish.manufacturer, wish.model_number]
    twins = await findings.tx.execute_query_dict(_SAME, values)
    seen = (Whereabouts(facility_id, twin["path"]) for twin in twins)
    if any(may(findings.actor.access, EQUIPMENT.inventory, place) for place in seen):
        findings.warn(
            "serialNumber",
            "unique",
            "обладнання цього виробника й моделі з таким серійним номером уже внесено",
            "a device of this maker and model with this serial number is there already",
        )


async def _create(tx: Transaction, _actor: Actor, wish: CreateEquipment, stand: Stand) -> Outcome:
    equipment_id, department = uuid7(), stand.department
    with told({"equipment_inventory_number": stand.taken, **TOO_LONG}):
        await Equipment.create(
            using_db=tx,
            id=equipment_id,
            department_id=department.id,
            facility_id=department.facility_id,
            path=department.path,
            names=stored_names(wish),
            properties=stored_properties(wish),
            udi=stored_udi(wish),
            inventory_status=stand.mark.status,
            inventory_number=stand.mark.number,
            status=EquipmentStatus.ACTIVE,
            **{name: getattr(wish, name) for name in _PLAIN},
        )
    return Outcome({"equipment": equipment_id}, (Change("Equipment", equipment_id, 1, ChangeKind.CREATED),))


def _lies_in(workplace: Workplace, department: Department) -> bool:
    same = workplace.facility_id == department.facility_id
    return same and workplace.path.startswith(department.path)


_PLAIN = (
    *(
        "workplace_id",
        "parent_id",
        "type_code",
        "serial_number",
        "manufacturer",
        "model_number",
        "lot_number",
    ),
    *("manufacture_date", "commissioned_on", "expiration_date", "temperature_min", "temperature_max"),
    *("capacity", "capacity_unit", "last_verified_on", "next_verification_on", "next_maintenance_on"),
    *("availability_status", "note"),
)
"""Fields that their columns hold as they are given."""

CREATE_EQUIPMENT = Act(
    "createEquipment",
    "Внести обладнання",
    CreateEquipment,
    EQUIPMENT.create,
    {"equipment": "Equipment"},
    _judge,
    _create,
)
