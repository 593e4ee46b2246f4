"""A device is described anew, its verification too: what is given changes, the rest stays.

What is given is judged together with what stays, since dates, temperatures and capacity hold together. Where
the device stands, its state and its availability have acts of their own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import (
    UNCHANGED,
    Act,
    Actor,
    Asked,
    Change,
    ChangeKind,
    Examined,
    Outcome,
    Unchanged,
    forbidden,
)
from commands.equipment_input import (
    CreateEquipment,
    EquipmentNameInput,
    EquipmentPropertyInput,
    EquipmentUdiInput,
    described,
    stored_names,
    stored_properties,
    stored_udi,
)
from commands.equipment_place import equipment_changed, hint_at_twins, hold_equipment, judge_parent
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
from commands.premises import Hold, Premises
from commands.wording import sentence
from commands.written import told
from errors import Refusal
from models import CapacityUnit, Equipment
from models.validators import InventoryMark
from permissions.catalogue import EQUIPMENT
from permissions.decision import Whereabouts, may

_DATES = {
    "manufacture_date",
    "commissioned_on",
    "expiration_date",
    "last_verified_on",
    "next_verification_on",
}
_TEMPERATURES = {"type_code", "temperature_min", "temperature_max"}
_CAPACITY = {"capacity", "capacity_unit"}
_MAKE = {"serial_number", "manufacturer", "model_number"}


@dataclass(frozen=True, slots=True)
class UpdateEquipment:
    """What of a device changes; a field that is left out stays, null empties it."""

    equipment_id: Annotated[UUID, Asked("Обладнання", "Equipment")]
    type_code: Annotated[str | Unchanged, Asked("Тип обладнання")] = UNCHANGED
    names: Annotated[tuple[EquipmentNameInput, ...] | Unchanged, Asked("Назви", more="перша — основна")] = (
        UNCHANGED
    )
    inventory_number: Annotated[str | Unchanged, Asked("Інвентарний номер", more="або слово «відсутній»")] = (
        UNCHANGED
    )
    parent_id: Annotated[UUID | Unchanged | None, Asked("Складова частина чого", "Equipment")] = UNCHANGED
    serial_number: Annotated[str | Unchanged | None, Asked("Серійний номер")] = UNCHANGED
    manufacturer: Annotated[str | Unchanged | None, Asked("Виробник")] = UNCHANGED
    model_number: Annotated[str | Unchanged | None, Asked("Модель")] = UNCHANGED
    lot_number: Annotated[str | Unchanged | None, Asked("Партія")] = UNCHANGED
    manufacture_date: Annotated[dt.date | Unchanged | None, Asked("Дата виготовлення")] = UNCHANGED
    commissioned_on: Annotated[dt.date | Unchanged | None, Asked("Дата введення в експлуатацію")] = UNCHANGED
    expiration_date: Annotated[dt.date | Unchanged | None, Asked("Строк служби до")] = UNCHANGED
    temperature_min: Annotated[Decimal | Unchanged | None, Asked("Температура від, °C")] = UNCHANGED
    temperature_max: Annotated[Decimal | Unchanged | None, Asked("Температура до, °C")] = UNCHANGED
    capacity: Annotated[Decimal | Unchanged | None, Asked("Місткість")] = UNCHANGED
    capacity_unit: Annotated[CapacityUnit | Unchanged | None, Asked("Одиниця місткості")] = UNCHANGED
    last_verified_on: Annotated[dt.date | Unchanged | None, Asked("Остання повірка")] = UNCHANGED
    next_verification_on: Annotated[dt.date | Unchanged | None, Asked("Наступна повірка")] = UNCHANGED
    next_maintenance_on: Annotated[dt.date | Unchanged | None, Asked("Наступне технічне обслуговування")] = (
        UNCHANGED
    )
    properties: Annotated[tuple[EquipmentPropertyInput, ...] | Unchanged, Asked("Властивості")] = UNCHANGED
    udi: Annotated[tuple[EquipmentUdiInput, ...] | Unchanged, Asked("Ідентифікатори UDI")] = UNCHANGED
    note: Annotated[str | Unchanged | None, Asked("Примітка")] = UNCHANGED


@dataclass(frozen=True, slots=True)
class Refit:
    """A device, what it is from now on, its new number if it gets one, and what if that is taken."""

    device: Equipment
    described: CreateEquipment
    mark: InventoryMark | None
    taken: Refusal


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateEquipment, premises: Premises
) -> Examined[UpdateEquipment, Refit]:
    findings = Findings(tx, actor)
    device = await equipment_changed(findings, wish.equipment_id, EQUIPMENT.update)
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    if device is None:
        return findings.examined(wish)
    place = Whereabouts(device.facility_id, device.path)
    if not may(actor.access, EQUIPMENT.inventory, place):
        findings.refusals.append(forbidden(EQUIPMENT.inventory, path="$.input.equipmentId"))
        return findings.examined(wish)  # what stays would be told by what it does not go with
    mark = None if wish.inventory_number is UNCHANGED else marked(findings, wish.inventory_number)
    after = normal(findings, replace(described(device), **_given(wish)))
    wish = _normal(wish, after, mark)
    shown = await _judge_given(findings, wish, after, device)
    if mark is not None:
        await judge_number(findings, "equipment", device.facility_id, mark, EQUIPMENT.inventory, device.id)
    shown["equipment_id"] = f"«{device.name}»"
    said = sentence(f"Змінити обладнання «{device.name}» закладу «{premises.name}»", wish, shown)
    refit = Refit(device, after, mark, number_taken(findings, device.facility_id, EQUIPMENT.inventory))
    return findings.examined(wish, said, refit)


def _normal(wish: UpdateEquipment, after: CreateEquipment, mark: InventoryMark | None) -> UpdateEquipment:
    """Bring what is given into its normal form."""
    given = {name: getattr(after, name) for name in _given(wish)}
    return replace(wish, **given | ({} if mark is None else {"inventory_number": spelled(mark)}))


async def _judge_given(
    findings: Findings, wish: UpdateEquipment, after: CreateEquipment, device: Equipment
) -> dict[str, str]:
    """Judge what is given together with what it holds together with; give what is said of it."""
    given = _given(wish).keys()
    shown: dict[str, str] = {}
    judge_lists(findings, after)
    if given & _DATES:
        judge_dates(findings, after, findings.actor.today)
    if given & _TEMPERATURES:
        judge_temperatures(findings, after)
    if given & _CAPACITY:
        judge_capacity(findings, after)
    if given & _MAKE:
        await hint_at_twins(findings, after, device.facility_id, device.id)
    if "type_code" in given:
        shown["type_code"] = f"«{await findings.title('typeCode', 'EQUIPMENT_TYPE', after.type_code)}»"
    if "parent_id" in given:
        shown |= await judge_parent(
            findings, after.parent_id, device.facility_id, EQUIPMENT.update, device.id
        )
    return shown


async def _update(tx: Transaction, _actor: Actor, wish: UpdateEquipment, refit: Refit) -> Outcome:
    device = refit.device
    changes = {**_columns(_given(wish), refit), "version": device.version + 1}
    device.update_from_dict(changes)
    with told({"equipment_inventory_number": refit.taken, **TOO_LONG}):
        await device.save(using_db=tx, update_fields=[*changes, "updated_at"])
    updated = Change("Equipment", device.id, device.version, ChangeKind.UPDATED)
    return Outcome({"equipment": device.id}, (updated,))


def _given(wish: UpdateEquipment) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def _columns(given: Mapping[str, Any], refit: Refit) -> dict[str, Any]:
    """Give the fields as their columns hold them."""
    columns = dict(given)
    stored = {"names": stored_names, "properties": stored_properties, "udi": stored_udi}
    columns |= {name: store(refit.described) for name, store in stored.items() if name in given}
    if refit.mark is not None:
        columns |= {"inventory_status": refit.mark.status, "inventory_number": refit.mark.number}
    return columns


UPDATE_EQUIPMENT = Act(
    "updateEquipment",
    "Змінити обладнання",
    UpdateEquipment,
    EQUIPMENT.update,
    {"equipment": "Equipment"},
    _judge,
    _update,
    hold=Hold.EXCLUSIVE,
    lock=hold_equipment,
)
