"""A role set that nobody holds is retired (§2.6); it stays for what was signed with it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.delegation import delegating
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.role_set_rules import hold_role_set, newest, retired, role_set_changed, unheld
from commands.wording import sentence
from errors import Conflict
from models import RoleSet, RoleSetStatus
from permissions.catalogue import ASSIGNMENT, MIS_CLIENT, ROLE_SET
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights
from permissions.escalation import escalations

_HELD = """
SELECT
    (SELECT count(DISTINCT assignment.id) FROM role_set_version
        JOIN assignment_role_set ON assignment_role_set.version_id = role_set_version.id
        JOIN assignment ON assignment.id = assignment_role_set.assignment_id
        WHERE role_set_id = $1 AND assignment.status NOT IN ('ENDED', 'CANCELLED')
            AND coalesce(assignment.end_date >= $2, true)) AS assignments,
    (SELECT count(*) FROM role_set_version JOIN mis_connection ON version_id = role_set_version.id
        WHERE role_set_id = $1 AND mis_connection.status = 'ACTIVE'
            AND coalesce(mis_connection.ends_on >= $2, true)) AS connections
"""


@dataclass(frozen=True, slots=True)
class RetireRoleSet:
    """Which role set is retired."""

    role_set_id: Annotated[UUID, Asked("Рольовий набір", "RoleSet")]


async def _judge(
    tx: Transaction, actor: Actor, wish: RetireRoleSet, premises: Premises
) -> Examined[RetireRoleSet, RoleSet]:
    findings = Findings(tx, actor)
    found = await role_set_changed(findings, wish.role_set_id, ROLE_SET.retire)
    if found is None:
        return findings.examined(wish)
    role_set, facility_id = found
    if role_set.status == RoleSetStatus.RETIRED:
        findings.refusals.append(retired(role_set))
    (held,) = await tx.execute_query_dict(_HELD, [role_set.id, actor.today])
    if any(held.values()):
        findings.refusals.append(_in_use(actor, role_set, facility_id, held))
    before = unheld(facility_id, (await newest(tx, role_set.id)).grants, actor.today)
    findings.refusals += escalations(await delegating(tx, actor), [ChangeOfRights(before, None)])
    said = sentence(
        f"Вивести з ужитку рольовий набір «{role_set.name}» закладу «{premises.name}»",
        wish,
        {"role_set_id": f"«{role_set.name}»"},
    )
    return findings.examined(wish, said, role_set)


def _in_use(actor: Actor, role_set: RoleSet, facility_id: UUID, held: dict[str, int]) -> Conflict:
    """Say that the set is held, and by how many to whoever may see them."""
    place = Whereabouts(facility_id)
    reading = {"assignments": ASSIGNMENT.read, "connections": MIS_CLIENT.read}
    seen = {name: held[name] for name, see in reading.items() if held[name] and may(actor.access, see, place)}
    return Conflict(
        f"рольовий набір «{role_set.name}» ще надано; спершу приберіть його з призначень",
        f'the role set "{role_set.name}" is still held; take it from its assignments first',
        evidence={"holders": seen},
    )


async def _retire(tx: Transaction, _actor: Actor, _wish: RetireRoleSet, role_set: RoleSet) -> Outcome:
    role_set.status = RoleSetStatus.RETIRED
    role_set.version += 1
    await role_set.save(using_db=tx, update_fields=["status", "version", "updated_at"])
    changed = Change("RoleSet", role_set.id, role_set.version, ChangeKind.RETIRED)
    return Outcome({"roleSet": role_set.id}, (changed,))


RETIRE_ROLE_SET = Act(
    "retireRoleSet",
    "Вивести рольовий набір з ужитку",
    RetireRoleSet,
    ROLE_SET.retire,
    {"roleSet": "RoleSet"},
    _judge,
    _retire,
    hold=Hold.EXCLUSIVE,
    lock=hold_role_set,
)
