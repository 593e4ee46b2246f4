"""A device is entered into a department (US-K14): bound to the department, never to a user."""

from dataclasses import dataclass, replace

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Change, ChangeKind, Examined, Outcome
from commands.department_rules import judge_open
from commands.equipment_input import CreateEquipment, stored_names, stored_properties, stored_udi
from commands.equipment_place import hint_at_twins, judge_parent, judge_workplace, recorder_of
from commands.equipment_rules import (
    TOO_LONG,
    judge_availability,
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
from models import Department, Equipment, EquipmentStatus
from models.validators import InventoryMark
from permissions.catalogue import DEPARTMENT, EQUIPMENT


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
    judge_availability(findings, wish)
    judge_dates(findings, wish, actor.today)
    judge_temperatures(findings, wish)
    judge_capacity(findings, wish)
    shown = {"type_code": f"«{await findings.title('typeCode', 'EQUIPMENT_TYPE', wish.type_code)}»"}
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, EQUIPMENT.create
    )
    shown |= await judge_workplace(findings, wish.workplace_id, department)
    facility_id = None if department is None else department.facility_id
    shown |= await judge_parent(findings, wish.parent_id, facility_id, EQUIPMENT.create)
    if department is None or facility_id is None:
        return findings.examined(wish)
    judge_open(findings, "departmentId", department)
    await judge_number(findings, "equipment", facility_id, mark, EQUIPMENT.inventory)
    await hint_at_twins(findings, wish, facility_id)
    shown["department_id"] = f"«{department.name}»"
    said = sentence(f"Внести обладнання у відділ «{department.name}» закладу «{premises.name}»", wish, shown)
    stand = Stand(department, mark, number_taken(findings, facility_id, EQUIPMENT.inventory))
    return findings.examined(wish, said, stand)


async def _create(tx: Transaction, actor: Actor, wish: CreateEquipment, stand: Stand) -> Outcome:
    equipment_id, department = uuid7(), stand.department
    recorder_id = await recorder_of(tx, actor, department.facility_id)
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
            recorder_id=recorder_id,
            **{name: getattr(wish, name) for name in PLAIN},
        )
    return Outcome({"equipment": equipment_id}, (Change("Equipment", equipment_id, 1, ChangeKind.CREATED),))


PLAIN = (
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
