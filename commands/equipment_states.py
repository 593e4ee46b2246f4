"""What becomes of a device: whether its record is in use, and whether it can be used itself (§2.9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.equipment_place import equipment_changed, hold_equipment
from commands.findings import Findings
from commands.premises import Premises
from commands.wording import sentence
from models import Equipment, EquipmentAvailability, EquipmentStatus
from models.validators import Accepted, Rejected, text
from permissions.catalogue import EQUIPMENT

REASON_LENGTH_MAX = 300

_ACTIVE, _INACTIVE, _ERROR = (
    EquipmentStatus.ACTIVE,
    EquipmentStatus.INACTIVE,
    EquipmentStatus.ENTERED_IN_ERROR,
)
TRANSITIONS: Mapping[EquipmentStatus, frozenset[EquipmentStatus]] = MappingProxyType(
    {
        _ACTIVE: frozenset({_INACTIVE, _ERROR}),
        _INACTIVE: frozenset({_ACTIVE, _ERROR}),
        _ERROR: frozenset(),
    }
)
"""Which state of a record follows which; entered in error is final."""

_HAS_PARTS = "SELECT FROM equipment WHERE parent_id = $1 AND status <> 'ENTERED_IN_ERROR' LIMIT 1"


@dataclass(frozen=True, slots=True)
class ChangeEquipmentStatus:
    """A device's record and its new state."""

    equipment_id: Annotated[UUID, Asked("Обладнання", "Equipment")]
    status: Annotated[EquipmentStatus, Asked("Стан запису")]
    error_reason: Annotated[
        str | None, Asked("Чому запис помилковий", more="лише для внесеного помилково")
    ] = None


@dataclass(frozen=True, slots=True)
class ChangeEquipmentAvailability:
    """A device and whether it can be used."""

    equipment_id: Annotated[UUID, Asked("Обладнання", "Equipment")]
    availability_status: Annotated[
        EquipmentAvailability, Asked("Доступність", more="знищене стає неактивним")
    ]


async def _judge_status(
    tx: Transaction, actor: Actor, wish: ChangeEquipmentStatus, premises: Premises
) -> Examined[ChangeEquipmentStatus, Equipment]:
    findings = Findings(tx, actor)
    wish = replace(wish, error_reason=findings.optional("errorReason", wish.error_reason, _reason))
    _judge_reason(findings, wish)
    device = await equipment_changed(findings, wish.equipment_id, EQUIPMENT.status_change)
    if device is None:
        return findings.examined(wish)
    if wish.status not in TRANSITIONS[device.status]:
        findings.problem(
            "status",
            "invalid",
            f"зі стану «{device.status.title_uk}» цей стан не настає",
            f"does not follow {device.status}",
            tuple(sorted(TRANSITIONS[device.status])),
        )
    if wish.status == _ACTIVE and device.availability_status == EquipmentAvailability.DESTROYED:
        findings.problem(
            "status", "dependency", "знищене обладнання не діє", "what is destroyed is not in use"
        )
    if wish.status == _ERROR and await tx.execute_query_dict(_HAS_PARTS, [device.id]):
        findings.warn(
            "status", "dependency", "інше обладнання є його складовою", "other equipment is a part of it"
        )
    shown = {"equipment_id": f"«{device.name}»"}
    said = sentence(f"Змінити стан запису обладнання «{device.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, device)


def _judge_reason(findings: Findings, wish: ChangeEquipmentStatus) -> None:
    """Judge that an error, and nothing else, has its reason."""
    if wish.status == _ERROR and wish.error_reason is None:
        findings.problem(
            "errorReason", "required", "зазначте, чому запис помилковий", "say why the record is an error"
        )
    elif wish.status != _ERROR and wish.error_reason is not None:
        findings.problem(
            "errorReason",
            "exclusion",
            "причину зазначають лише для внесеного помилково",
            "only what was entered in error has a reason",
        )


async def _change_status(
    tx: Transaction, _actor: Actor, wish: ChangeEquipmentStatus, device: Equipment
) -> Outcome:
    return await _changed(tx, device, {"status": wish.status, "error_reason": wish.error_reason})


async def _judge_availability(
    tx: Transaction, actor: Actor, wish: ChangeEquipmentAvailability, premises: Premises
) -> Examined[ChangeEquipmentAvailability, Equipment]:
    findings = Findings(tx, actor)
    device = await equipment_changed(findings, wish.equipment_id, EQUIPMENT.availability_change)
    if device is None:
        return findings.examined(wish)
    if wish.availability_status == device.availability_status:
        findings.problem("availabilityStatus", "invalid", "вона й досі така", "it is so already")
    headline = f"Змінити доступність обладнання «{device.name}» закладу «{premises.name}»"
    if _is_lost_for_good(wish) and device.status == _ACTIVE:
        headline = f"{headline}, його запис стане неактивним"
    said = sentence(headline, wish, {"equipment_id": f"«{device.name}»"})
    return findings.examined(wish, said, device)


async def _change_availability(
    tx: Transaction, _actor: Actor, wish: ChangeEquipmentAvailability, device: Equipment
) -> Outcome:
    status = _INACTIVE if _is_lost_for_good(wish) else device.status
    return await _changed(tx, device, {"availability_status": wish.availability_status, "status": status})


def _is_lost_for_good(wish: ChangeEquipmentAvailability) -> bool:
    return wish.availability_status == EquipmentAvailability.DESTROYED


async def _changed(tx: Transaction, device: Equipment, columns: Mapping[str, object]) -> Outcome:
    device.update_from_dict({**columns, "version": device.version + 1})
    await device.save(using_db=tx, update_fields=[*columns, "version", "updated_at"])
    updated = Change("Equipment", device.id, device.version, ChangeKind.UPDATED)
    return Outcome({"equipment": device.id}, (updated,))


def _reason(written: str) -> Accepted[str] | Rejected:
    return text(written, REASON_LENGTH_MAX)


CHANGE_EQUIPMENT_STATUS = Act(
    "changeEquipmentStatus",
    "Змінити стан запису обладнання",
    ChangeEquipmentStatus,
    EQUIPMENT.status_change,
    {"equipment": "Equipment"},
    _judge_status,
    _change_status,
    lock=hold_equipment,
)
CHANGE_EQUIPMENT_AVAILABILITY = Act(
    "changeEquipmentAvailability",
    "Змінити доступність обладнання",
    ChangeEquipmentAvailability,
    EQUIPMENT.availability_change,
    {"equipment": "Equipment"},
    _judge_availability,
    _change_availability,
    lock=hold_equipment,
)
