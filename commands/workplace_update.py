"""A workplace is described anew: what is given changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.findings import Findings
from commands.inventory import judge_number, marked, number_taken, spelled
from commands.premises import Premises
from commands.wording import sentence
from commands.workplace_rules import (
    building,
    closed,
    floor,
    hold_workplace,
    judge_assignments,
    room_number,
    seat,
    workplace_name,
)
from commands.written import told
from errors import Refusal
from models import Workplace, WorkplaceAssignment, WorkplaceStatus
from models.validators import InventoryMark
from permissions.catalogue import WORKPLACE


@dataclass(frozen=True, slots=True)
class UpdateWorkplace:
    """What of a workplace changes; a field that is left out stays, null empties it."""

    workplace_id: Annotated[UUID, Asked("Робоче місце", "Workplace")]
    name: Annotated[str | Unchanged, Asked("Назва робочого місця")] = UNCHANGED
    inventory_number: Annotated[
        str | Unchanged, Asked("Інвентарний номер приміщення", more="або слово «відсутній»")
    ] = UNCHANGED
    assignment_ids: Annotated[
        tuple[UUID, ...] | Unchanged, Asked("Чиє це місце", "Assignment", "замість усіх, чиє воно досі")
    ] = UNCHANGED
    building: Annotated[str | Unchanged | None, Asked("Будівля")] = UNCHANGED
    floor: Annotated[str | Unchanged | None, Asked("Поверх")] = UNCHANGED
    room_number: Annotated[str | Unchanged | None, Asked("Номер приміщення")] = UNCHANGED


@dataclass(frozen=True, slots=True)
class Refit:
    """A workplace, its new number if it gets one, and what to say when that is taken."""

    workplace: Workplace
    mark: InventoryMark | None
    taken: Refusal


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateWorkplace, premises: Premises
) -> Examined[UpdateWorkplace, Refit]:
    findings = Findings(tx, actor)
    workplace = await findings.row(
        "workplaceId", Workplace, wish.workplace_id, WORKPLACE.read, WORKPLACE.update
    )
    mark = None if wish.inventory_number is UNCHANGED else marked(findings, wish.inventory_number)
    wish = _normal(findings, wish, mark)
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    shown: dict[str, str] = {}
    if wish.assignment_ids is not UNCHANGED:
        seated = await judge_assignments(findings, wish.assignment_ids)
        shown["assignment_ids"] = ", ".join(seated) or "нічиє"
    if workplace is None:
        return findings.examined(wish)
    if workplace.status == WorkplaceStatus.CLOSED:
        findings.refusals.append(closed(workplace))
    facility_id = workplace.facility_id
    if mark is not None:
        await judge_number(findings, "workplace", facility_id, mark, WORKPLACE.inventory, workplace.id)
    shown["workplace_id"] = f"«{workplace.name}»"
    said = sentence(f"Змінити робоче місце «{workplace.name}» закладу «{premises.name}»", wish, shown)
    refit = Refit(workplace, mark, number_taken(findings, facility_id, WORKPLACE.inventory))
    return findings.examined(wish, said, refit)


def _normal(findings: Findings, wish: UpdateWorkplace, mark: InventoryMark | None) -> UpdateWorkplace:
    """Bring what is given into its normal form."""
    given: dict[str, Any] = {}
    if wish.name is not UNCHANGED:
        given["name"] = findings.checked("name", workplace_name(wish.name), wish.name)
    if mark is not None:
        given["inventory_number"] = spelled(mark)
    return replace(
        wish,
        building=findings.altered("building", wish.building, building),
        floor=findings.altered("floor", wish.floor, floor),
        room_number=findings.altered("roomNumber", wish.room_number, room_number),
        **given,
    )


async def _update(tx: Transaction, _actor: Actor, wish: UpdateWorkplace, refit: Refit) -> Outcome:
    workplace = refit.workplace
    changes = {**_columns(_given(wish), refit.mark), "version": workplace.version + 1}
    workplace.update_from_dict(changes)
    with told({"workplace_inventory_number": refit.taken}):
        await workplace.save(using_db=tx, update_fields=[*changes, "updated_at"])
    if wish.assignment_ids is not UNCHANGED:
        await WorkplaceAssignment.filter(workplace_id=workplace.id).using_db(tx).delete()
        await seat(tx, workplace.id, workplace.facility_id, wish.assignment_ids)
    updated = Change("Workplace", workplace.id, workplace.version, ChangeKind.UPDATED)
    return Outcome({"workplace": workplace.id}, (updated,))


def _given(wish: UpdateWorkplace) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def _columns(given: Mapping[str, Any], mark: InventoryMark | None) -> dict[str, Any]:
    """Give the fields as their columns hold them."""
    columns = {name: value for name, value in given.items() if name != "assignment_ids"}
    if mark is not None:
        columns |= {"inventory_status": mark.status, "inventory_number": mark.number}
    return columns


UPDATE_WORKPLACE = Act(
    "updateWorkplace",
    "Змінити робоче місце",
    UpdateWorkplace,
    WORKPLACE.update,
    {"workplace": "Workplace"},
    _judge,
    _update,
    lock=hold_workplace,
)
