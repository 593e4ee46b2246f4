"""Inventory numbers of premises and equipment: given once in a facility, or said to be absent (V-INV).

Whoever gives a number may not see every number of the facility. What may be seen is told while the act is
examined; what may not, only the constraint finds, and then nothing is told of what it found.
"""

from uuid import UUID

from commands.findings import Findings
from commands.written import hidden_conflict, taken
from errors import Refusal
from models import InventoryStatus
from models.validators import InventoryMark, inventory_number
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

ABSENT = "відсутній"

_AT = "inventoryNumber"
_OTHERS = {
    "workplace": (
        "SELECT path FROM workplace WHERE facility_id = $1 AND inventory_number = $2"
        " AND id IS DISTINCT FROM $3 AND status = 'ACTIVE'"
    ),
    "equipment": (
        "SELECT path FROM equipment WHERE facility_id = $1 AND inventory_number = $2"
        " AND id IS DISTINCT FROM $3 AND status <> 'ENTERED_IN_ERROR'"
    ),
}
_TAKEN = taken(
    _AT, "такий інвентарний номер у закладі вже є", "the facility has this inventory number already"
)


def marked(findings: Findings, written: str) -> InventoryMark:
    """Read an inventory number, or the word that there is none, or note its problems."""
    return findings.checked(_AT, inventory_number(written), InventoryMark(InventoryStatus.ASSIGNED, written))


def spelled(mark: InventoryMark) -> str:
    """Give the mark as one spells it."""
    return ABSENT if mark.number is None else mark.number


async def judge_number(
    findings: Findings,
    table: str,
    facility_id: UUID,
    mark: InventoryMark,
    see: Permission,
    own_id: UUID | None = None,
) -> None:
    """Note that a number is taken by another than the row of `own_id`, if who has it may be seen."""
    if mark.number is None:
        return
    others = await findings.tx.execute_query_dict(_OTHERS[table], [facility_id, mark.number, own_id])
    if any(may(findings.actor.access, see, Whereabouts(facility_id, other["path"])) for other in others):
        findings.problems += _TAKEN.problems


def number_taken(findings: Findings, facility_id: UUID, see: Permission) -> Refusal:
    """Say what the constraint found: the number, to whoever sees all numbers of the facility."""
    sees_all = may(findings.actor.access, see, Whereabouts(facility_id))
    return _TAKEN if sees_all else hidden_conflict()
