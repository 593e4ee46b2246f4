"""Rules that hold for a role set wherever it is composed, changed or retired (US-K6, §2.6)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Actor, Asked, forbidden
from commands.findings import Findings, foreign, not_found
from commands.written import hidden_conflict, taken
from errors import Conflict, Refusal, Refused
from models import RoleSet, RoleSetGrant, RoleSetVersion
from models.validators import Accepted, Rejected, text
from permissions.appointment import Appointment
from permissions.catalogue import PERMISSIONS, ROLE_SET
from permissions.decision import Whereabouts, may
from permissions.permission import Permission, Scope
from permissions.role_sets import Grant, checked_grants, digest_of

NAME_LENGTH_MAX = 120
DESCRIPTION_LENGTH_MAX = 500

_NAMESAKES = """
SELECT id FROM role_set WHERE facility_id = $1 AND id IS DISTINCT FROM $3 AND status = 'ACTIVE'
    AND ukrainian_order(name) COLLATE "C" = ukrainian_order($2) COLLATE "C"
"""
_NEWEST = (
    "SELECT id, number, digest FROM role_set_version WHERE role_set_id = $1 ORDER BY number DESC LIMIT 1"
)
_GRANTS = "SELECT permission, scope, can_use, can_delegate FROM role_set_grant WHERE version_id = $1"
_HOLD_FACILITY = """
SELECT FROM facility WHERE id = (SELECT facility_id FROM role_set WHERE id = $1) FOR NO KEY UPDATE
"""
_HOLD = "SELECT FROM role_set WHERE id = $1 FOR NO KEY UPDATE"
_SCOPES = {
    Scope.OWN: "щодо себе",
    Scope.DEPARTMENT: "у відділі",
    Scope.FACILITY: "у закладі",
    Scope.ANY: "усюди",
}
_NAME_TAKEN = taken(
    "name", "рольовий набір із такою назвою в закладі вже є", "the facility has a role set of this name"
)


@dataclass(frozen=True, slots=True)
class GrantInput:
    """A right that a role set gives."""

    permission: Annotated[str, Asked("Код права")]
    scope: Annotated[Scope, Asked("Наскільки далеко воно сягає")]
    can_use: Annotated[bool, Asked("Чи можна ним користуватися")] = True
    can_delegate: Annotated[bool, Asked("Чи можна надавати його іншим")] = False


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a role set's grants."""

    id: UUID
    number: int
    digest: str
    grants: frozenset[Grant]


class OfRoleSet(Protocol):
    """A wish about a role set that there is."""

    @property
    def role_set_id(self) -> UUID:
        """The role set."""
        ...


async def hold_role_set(tx: Transaction, wish: OfRoleSet) -> None:
    """Hold the role set against change and against being given, and its facility against other such acts."""
    await tx.execute_query_dict(_HOLD_FACILITY, [wish.role_set_id])
    await tx.execute_query_dict(_HOLD, [wish.role_set_id])


async def role_set_seen(findings: Findings, at: str, role_set_id: UUID) -> RoleSet | None:
    """Give a role set that the actor may see, or note that there is none."""
    role_set = await RoleSet.get_or_none(id=role_set_id, using_db=findings.tx)
    if role_set is not None and _sees(findings.actor, role_set.id, role_set.facility_id):
        return role_set
    findings.refusals.append(not_found(at))
    return None


async def role_set_changed(
    findings: Findings, role_set_id: UUID, do: Permission
) -> tuple[RoleSet, UUID] | None:
    """Give a role set that the actor may see and change, with its facility, or note why not."""
    role_set = await role_set_seen(findings, "roleSetId", role_set_id)
    if role_set is None:
        return None
    facility_id = role_set.facility_id
    if facility_id is None:
        findings.refusals.append(_is_template(role_set))
    elif not may(findings.actor.access, do, Whereabouts(facility_id)):
        findings.refusals.append(forbidden(do, path="$.input.roleSetId"))
    elif findings.is_foreign(facility_id, do):
        findings.refusals.append(foreign("roleSetId"))
    else:
        findings.saw("RoleSet", role_set.id, role_set.version)
        return role_set, facility_id
    return None


def _sees(actor: Actor, role_set_id: UUID, facility_id: UUID | None) -> bool:
    """Tell whether the actor may see a role set: a template, one's own facility's, or one's own."""
    access = actor.access
    if facility_id is None:
        return access.holds(ROLE_SET.read)
    carried = any(holding.role_set_id == role_set_id for holding in access.holdings)
    owner_id = actor.person_id if carried else None
    return may(access, ROLE_SET.read, Whereabouts(facility_id, owner_id=owner_id))


async def judge_name(
    findings: Findings, facility_id: UUID, name: str, role_set_id: UUID | None = None
) -> Refusal:
    """Judge whether a name is free, as far as the actor may see; give what to say if it is not."""
    namesakes = await findings.tx.execute_query_dict(_NAMESAKES, [facility_id, name, role_set_id])
    if any(_sees(findings.actor, each["id"], facility_id) for each in namesakes):
        findings.problems += _NAME_TAKEN.problems
    sees_all = may(findings.actor.access, ROLE_SET.read, Whereabouts(facility_id))
    return _NAME_TAKEN if sees_all else hidden_conflict()


def judged_grants(findings: Findings, given: tuple[GrantInput, ...]) -> frozenset[Grant]:
    """Read the grants, or note everything that is wrong with them."""
    try:
        return checked_grants(
            (each.permission, each.scope.value, each.can_use, each.can_delegate) for each in given
        )
    except Refused as refused:
        findings.refusals += refused.refusals
        return frozenset()


def in_order(given: tuple[GrantInput, ...]) -> tuple[GrantInput, ...]:
    """Give the grants in their order, since a role set has none of its own."""
    return tuple(sorted(given, key=lambda each: (each.permission, each.scope)))


def grants_given(grants: Iterable[Grant]) -> tuple[GrantInput, ...]:
    """Give grants as one would ask for them."""
    return in_order(
        tuple(GrantInput(each.permission.code, each.scope, each.use, each.delegate) for each in grants)
    )


def spelled(grants: Iterable[Grant]) -> str:
    """Give the grants in words, and their digest."""
    ordered = sorted(grants, key=lambda each: (each.permission.code, each.scope))
    words = "; ".join(f"{each.permission.title} {_SCOPES[each.scope]}{_ways(each)}" for each in ordered)
    return f"[{words}], SHA-256 {digest_of(ordered)}"


def _ways(grant: Grant) -> str:
    if not grant.use:
        return " (лише надавати іншим)"
    return " (і надавати іншим)" if grant.delegate else ""


def unheld(facility_id: UUID, grants: frozenset[Grant], today: dt.date) -> Appointment:
    """Give a role set that nobody holds yet, as the escalation rules see it."""
    return Appointment(facility_id, grants, today)


async def newest(tx: Transaction, role_set_id: UUID) -> Version:
    """Give the newest version of a role set; permissions that the code no longer knows are left out."""
    (row,) = await tx.execute_query_dict(_NEWEST, [role_set_id])
    rows = await tx.execute_query_dict(_GRANTS, [row["id"]])
    grants = frozenset(
        Grant(PERMISSIONS[each["permission"]], Scope(each["scope"]), each["can_use"], each["can_delegate"])
        for each in rows
        if each["permission"] in PERMISSIONS
    )
    return Version(row["id"], row["number"], row["digest"], grants)


async def write_version(tx: Transaction, role_set_id: UUID, number: int, grants: frozenset[Grant]) -> UUID:
    """Write a version of a role set with all its grants, as it stays for ever."""
    version = await RoleSetVersion.create(
        using_db=tx, id=uuid7(), role_set_id=role_set_id, number=number, digest=digest_of(grants)
    )
    rows = [
        RoleSetGrant(
            version_id=version.id,
            permission=grant.permission.code,
            scope=grant.scope.value,
            can_use=grant.use,
            can_delegate=grant.delegate,
        )
        for grant in grants
    ]
    await RoleSetGrant.bulk_create(rows, using_db=tx)
    return version.id


def role_set_name(written: str) -> Accepted[str] | Rejected:
    """Give a role set's name in its normal form."""
    return text(written, NAME_LENGTH_MAX)


def role_set_description(written: str) -> Accepted[str] | Rejected:
    """Give a role set's description in its normal form."""
    return text(written, DESCRIPTION_LENGTH_MAX)


def retired(role_set: RoleSet) -> Conflict:
    """Say that a retired role set stays as it is."""
    return Conflict(
        f"рольовий набір «{role_set.name}» виведено з ужитку", f'the role set "{role_set.name}" is retired'
    )


def _is_template(role_set: RoleSet) -> Conflict:
    return Conflict(
        f"«{role_set.name}» — шаблон системи, його не змінюють; створіть власний набір на його основі",
        f'"{role_set.name}" is a template of the system and does not change; base one of your own on it',
        evidence={"path": "$.input.roleSetId"},
    )
