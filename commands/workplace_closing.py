"""A workplace closes; the equipment that stands there stays in its department, if the signer says so.

The signed bytes name that equipment by a digest; if anything came or went since, nothing is done.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.wording import sentence
from commands.workplace_rules import closed, hold_workplace
from errors import Conflict, VersionConflict
from models import Workplace, WorkplaceStatus
from permissions.catalogue import EQUIPMENT, WORKPLACE
from permissions.decision import Whereabouts, may

_STANDING = """
SELECT id, path FROM equipment WHERE workplace_id = $1 AND status <> 'ENTERED_IN_ERROR' ORDER BY id
"""
_RELEASE = """
UPDATE equipment SET workplace_id = NULL, version = version + 1, updated_at = $2
WHERE id = ANY ($1) RETURNING id, version
"""

Devices = Sequence[Mapping[str, Any]]
"""Ids and paths of the equipment at a workplace."""


@dataclass(frozen=True, slots=True)
class CloseWorkplace:
    """Which workplace closes, and whether the equipment there is left without one."""

    workplace_id: Annotated[UUID, Asked("Робоче місце", "Workplace")]
    release_equipment: Annotated[
        bool, Asked("Зняти з місця обладнання, яке там стоїть", more="воно лишається у своєму відділі")
    ] = False
    equipment_digest: Annotated[
        str | None, Asked("SHA-256 переліку знятого обладнання", more="заповнює prepare")
    ] = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A workplace, and the equipment that leaves it."""

    workplace: Workplace
    equipment: tuple[UUID, ...]


async def _judge(
    tx: Transaction, actor: Actor, wish: CloseWorkplace, premises: Premises
) -> Examined[CloseWorkplace, Leaving]:
    findings = Findings(tx, actor)
    workplace = await findings.row(
        "workplaceId", Workplace, wish.workplace_id, WORKPLACE.read, WORKPLACE.close
    )
    if workplace is None:
        return findings.examined(wish)
    if workplace.status == WorkplaceStatus.CLOSED:
        findings.refusals.append(closed(workplace))
    devices = await tx.execute_query_dict(_STANDING, [workplace.id])
    if wish.release_equipment:
        wish = _judge_release(findings, wish, workplace.facility_id, devices)
    elif devices:
        findings.refusals.append(_not_empty(findings, workplace, devices))
    shown = {
        "workplace_id": f"«{workplace.name}»",
        "release_equipment": f"так (одиниць обладнання {len(devices)})" if wish.release_equipment else "ні",
    }
    said = sentence(f"Закрити робоче місце «{workplace.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Leaving(workplace, tuple(each["id"] for each in devices)))


def _judge_release(
    findings: Findings, wish: CloseWorkplace, facility_id: UUID, devices: Devices
) -> CloseWorkplace:
    """Judge whether the actor may take away what stands there, and whether it is what was signed."""
    access = findings.actor.access
    if not all(may(access, EQUIPMENT.transfer, Whereabouts(facility_id, each["path"])) for each in devices):
        findings.refusals.append(forbidden(EQUIPMENT.transfer, path="$.input.releaseEquipment"))
    digest = hashlib.sha256(",".join(str(each["id"]) for each in devices).encode()).hexdigest()
    if wish.equipment_digest not in (None, digest):
        findings.refusals.append(
            VersionConflict(
                "після підготовки на місці з’явилося або зникло обладнання",
                "equipment came to the workplace or left it after the preparation",
                evidence={"path": "$.input.equipmentDigest", "actual": digest},
            )
        )
    return replace(wish, equipment_digest=digest)


def _not_empty(findings: Findings, workplace: Workplace, devices: Devices) -> Conflict:
    """Say that equipment is in the way, and how much of it the actor may see."""
    access, facility_id = findings.actor.access, workplace.facility_id
    seen = sum(may(access, EQUIPMENT.public, Whereabouts(facility_id, each["path"])) for each in devices)
    return Conflict(
        f"на робочому місці «{workplace.name}» стоїть обладнання: передайте його або зніміть з місця",
        f'there is equipment at the workplace "{workplace.name}"; transfer it, or release it',
        evidence={"contents": {"equipment": seen}},
    )


async def _close(tx: Transaction, actor: Actor, _wish: CloseWorkplace, leaving: Leaving) -> Outcome:
    workplace = leaving.workplace
    released = await tx.execute_query_dict(_RELEASE, [list(leaving.equipment), actor.now])
    workplace.update_from_dict({"status": WorkplaceStatus.CLOSED, "version": workplace.version + 1})
    await workplace.save(using_db=tx, update_fields=["status", "version", "updated_at"])
    changes = [
        Change("Workplace", workplace.id, workplace.version, ChangeKind.CLOSED),
        *(Change("Equipment", each["id"], each["version"], ChangeKind.UPDATED) for each in released),
    ]
    return Outcome({"workplace": workplace.id}, tuple(changes))


CLOSE_WORKPLACE = Act(
    "closeWorkplace",
    "Закрити робоче місце",
    CloseWorkplace,
    WORKPLACE.close,
    {"workplace": "Workplace"},
    _judge,
    _close,
    hold=Hold.EXCLUSIVE,
    lock=hold_workplace,
)
