"""The national centre suspends, resumes and closes facilities (§2.1).

In a suspended facility everything can be read and nothing changed, but by the centre. A closed one loses all
that lives in it: assignments end, invitations are revoked, vendors' clients are disconnected.
"""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.delegation import hold_principals
from commands.ending import end_assignments
from commands.facility_rules import FACILITY_STEPS, facility_seen, hold_facility
from commands.findings import Findings
from commands.letters import Letter, LetterKind, post
from commands.mis_connections import end_connections
from commands.premises import Premises
from commands.states import OPEN_ASSIGNMENTS
from commands.wording import sentence
from errors import Conflict
from models import Facility, FacilityStatus
from models.validators import Accepted, Rejected, text
from permissions.catalogue import FACILITY

REASON_LENGTH_MAX = 300

_OPEN = "SELECT id FROM assignment WHERE facility_id = $1 AND status = ANY ($2) ORDER BY id"
_HEADLINES = {
    FacilityStatus.REGISTERED: "Поновити роботу закладу «{}»",
    FacilityStatus.SUSPENDED: "Призупинити заклад «{}»: у ньому можна буде лише читати",
    FacilityStatus.CLOSED: (
        "Закрити заклад «{}» назавжди: усі призначення завершуються, запрошення відкликаються,"
        " клієнти МІС від’єднуються"
    ),
    FacilityStatus.REORGANIZED: "Реорганізувати заклад «{}»",
}


@dataclass(frozen=True, slots=True)
class ChangeFacilityStatus:
    """Which facility gets which status, and why."""

    facility_id: Annotated[UUID, Asked("Заклад", "Facility")]
    status: Annotated[FacilityStatus, Asked("Новий стан", more="REGISTERED, SUSPENDED або CLOSED")]
    reason: Annotated[str, Asked("Підстава")]


async def _judge(
    tx: Transaction, actor: Actor, wish: ChangeFacilityStatus, premises: Premises
) -> Examined[ChangeFacilityStatus, Facility]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.checked("reason", _reason(wish.reason), wish.reason))
    if wish.status == FacilityStatus.REORGANIZED:
        findings.problem(
            "status", "inclusion", "реорганізація — не зміна стану", "reorganising is not changing the status"
        )
    facility = await facility_seen(findings, wish.facility_id, FACILITY.status_change)
    if facility is None:
        return findings.examined(wish)
    if wish.status not in FACILITY_STEPS[facility.status]:
        findings.refusals.append(_no_step(facility, wish.status))
    if facility.id == premises.id:
        findings.refusals.append(
            Conflict("власний заклад не призупиняють і не закривають", "one's own facility stays as it is")
        )
    headline = _HEADLINES[wish.status].format(facility.name_short)
    said = sentence(headline, wish, {"facility_id": f"«{facility.name_short}»"})
    return findings.examined(wish, said, facility)


async def _hold(tx: Transaction, wish: ChangeFacilityStatus) -> None:
    """Hold the facility and, where they lose their rights, whoever works there."""
    await hold_facility(tx, wish)
    if wish.status == FacilityStatus.CLOSED:
        await hold_principals(tx, await _open_assignments(tx, wish.facility_id))


async def _change(tx: Transaction, actor: Actor, wish: ChangeFacilityStatus, facility: Facility) -> Outcome:
    facility.status = wish.status
    facility.version += 1
    facility.updated_at = actor.now
    await facility.save(using_db=tx, update_fields=["status", "version", "updated_at"])
    closed = wish.status == FacilityStatus.CLOSED
    kind = ChangeKind.CLOSED if closed else ChangeKind.UPDATED
    changes = [Change("Facility", facility.id, facility.version, kind)]
    if closed:
        ids = await _open_assignments(tx, facility.id)
        changes += await end_assignments(tx, ids, actor.today, actor.now, wish.reason)
        changes += await end_connections(tx, actor, facility.id)
    parameters = {
        "facility.shortName": facility.name_short,
        "status": wish.status.title_uk,
        "reason": wish.reason,
    }
    kind_of_letter = LetterKind.FACILITY_STATUS_CHANGED
    await post(tx, Letter(kind_of_letter, facility.email, parameters, facility_id=facility.id))
    return Outcome({"facility": facility.id}, tuple(changes))


async def _open_assignments(tx: Transaction, facility_id: UUID) -> list[UUID]:
    states = [each.value for each in OPEN_ASSIGNMENTS]
    return [row["id"] for row in await tx.execute_query_dict(_OPEN, [facility_id, states])]


def _no_step(facility: Facility, after: FacilityStatus) -> Conflict:
    return Conflict(
        f"стан закладу — «{facility.status.title_uk}», із нього не переходять у «{after.title_uk}»",
        f"the facility is {facility.status.lower()}, which {after.lower()} does not follow",
        evidence={"status": facility.status.value, "wanted": after.value},
    )


def _reason(written: str) -> Accepted[str] | Rejected:
    return text(written, REASON_LENGTH_MAX)


CHANGE_FACILITY_STATUS = Act(
    "changeFacilityStatus",
    "Змінити стан закладу",
    ChangeFacilityStatus,
    FACILITY.status_change,
    {"facility": "Facility"},
    _judge,
    _change,
    lock=_hold,
)
