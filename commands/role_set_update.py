"""A role set gets a new version (§2.6): whoever holds it keeps the old one, unless the signer moves them.

Versions never change, and an assignment is pinned to one. The signed bytes say from which digest to which
the set goes and how many holders go with it; if either is another one by then, nothing is done.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.delegation import delegating, hold_principals, lost_administrators
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.role_set_holders import Holders, assignments_holding, holders_with, move_holders
from commands.role_set_rules import (
    GrantInput,
    Version,
    hold_role_set,
    in_order,
    judge_name,
    judged_grants,
    newest,
    retired,
    role_set_changed,
    role_set_description,
    role_set_name,
    spelled,
    unheld,
    write_version,
)
from commands.wording import sentence
from commands.written import told
from errors import Refusal, VersionConflict
from models import RoleSet, RoleSetStatus
from permissions.catalogue import ROLE_SET
from permissions.escalation import Change as ChangeOfRights
from permissions.escalation import escalations
from permissions.role_sets import Grant, digest_of


@dataclass(frozen=True, slots=True)
class UpdateRoleSet:
    """What of a role set changes; a field that is left out stays."""

    role_set_id: Annotated[UUID, Asked("Рольовий набір", "RoleSet")]
    name: Annotated[str | Unchanged, Asked("Назва")] = UNCHANGED
    description: Annotated[str | Unchanged | None, Asked("Для кого він")] = UNCHANGED
    grants: Annotated[tuple[GrantInput, ...] | Unchanged, Asked("Права нової версії")] = UNCHANGED
    move_holders: Annotated[
        bool, Asked("Перевести всіх, хто має набір, на нову версію", more="інакше вони лишаються на своїй")
    ] = False
    old_digest: Annotated[str | None, Asked("SHA-256 прав досі", more="заповнює prepare")] = None
    new_digest: Annotated[str | None, Asked("SHA-256 прав відтепер", more="заповнює prepare")] = None
    holders: Annotated[int | None, Asked("Скільки призначень переводиться", more="заповнює prepare")] = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A role set, its version so far, the grants from now on, who moves, and what if the name is taken."""

    role_set: RoleSet
    version: Version
    grants: frozenset[Grant]
    moved: tuple[UUID, ...]
    taken: Refusal | None


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateRoleSet, premises: Premises
) -> Examined[UpdateRoleSet, Revision]:
    findings = Findings(tx, actor)
    given = wish
    wish = _normal(findings, wish)
    found = await role_set_changed(findings, wish.role_set_id, ROLE_SET.update)
    grants = None if wish.grants is UNCHANGED else judged_grants(findings, wish.grants)
    if found is None:
        return findings.examined(wish)
    role_set, facility_id = found
    if role_set.status == RoleSetStatus.RETIRED:
        findings.refusals.append(retired(role_set))
    name_taken = None
    if wish.name is not UNCHANGED:
        name_taken = await judge_name(findings, facility_id, wish.name, role_set.id)
    version = await newest(tx, role_set.id)
    revision = Revision(role_set, version, version.grants if grants is None else grants, (), name_taken)
    holders = await _judge_rights(findings, wish, revision, facility_id)
    wish = replace(
        wish,
        old_digest=version.digest,
        new_digest=version.digest if grants is None else digest_of(grants),
        holders=len(holders.moved),
    )
    _judge_pins(findings, given, wish)
    shown = {"role_set_id": f"«{role_set.name}»"}
    if grants is not None:
        shown["grants"] = spelled(grants)
    said = sentence(f"Змінити рольовий набір «{role_set.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, replace(revision, moved=holders.moved))


def _normal(findings: Findings, wish: UpdateRoleSet) -> UpdateRoleSet:
    given: dict[str, Any] = {}
    if wish.name is not UNCHANGED:
        given["name"] = findings.checked("name", role_set_name(wish.name), wish.name)
    if wish.grants is not UNCHANGED:
        given["grants"] = in_order(wish.grants)
    if {wish.name, wish.description, wish.grants} == {UNCHANGED} and not wish.move_holders:
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    description = findings.altered("description", wish.description, role_set_description)
    return replace(wish, description=description, **given)


async def _judge_rights(
    findings: Findings, wish: UpdateRoleSet, revision: Revision, facility_id: UUID
) -> Holders:
    """Judge the set as if nobody held it, and every holder that moves with it."""
    tx, actor, role_set = findings.tx, findings.actor, revision.role_set
    before, after = (
        unheld(facility_id, grants, actor.today) for grants in (revision.version.grants, revision.grants)
    )
    holders = Holders()
    if wish.move_holders:
        kept = revision.version.id if revision.grants == revision.version.grants else None
        ids = await assignments_holding(tx, role_set.id, kept)
        holders = await holders_with(tx, actor, role_set.id, ids, revision.grants)
        findings.refusals += await lost_administrators(tx, actor, facility_id, holders.leaving)
    findings.refusals += escalations(
        await delegating(tx, actor), [ChangeOfRights(before, after), *holders.changes]
    )
    return holders


def _judge_pins(findings: Findings, given: UpdateRoleSet, found: UpdateRoleSet) -> None:
    """Judge that digests and number of holders are those that the signer saw."""
    for name, expected, actual in (
        ("oldDigest", given.old_digest, found.old_digest),
        ("newDigest", given.new_digest, found.new_digest),
        ("holders", given.holders, found.holders),
    ):
        if expected is not None and expected != actual:
            findings.refusals.append(
                VersionConflict(
                    "рольовий набір або його призначення змінилися після підготовки",
                    "the role set or its holders changed after the preparation",
                    evidence={"path": f"$.input.{name}", "expected": expected, "actual": actual},
                )
            )


async def _update(tx: Transaction, actor: Actor, wish: UpdateRoleSet, revision: Revision) -> Outcome:
    role_set, version = revision.role_set, revision.version
    changed = {"name": wish.name, "description": wish.description}
    columns = {name: value for name, value in changed.items() if value is not UNCHANGED}
    role_set.update_from_dict({**columns, "version": role_set.version + 1})
    with told({"role_set_name": revision.taken} if revision.taken else {}):
        await role_set.save(using_db=tx, update_fields=[*columns, "version", "updated_at"])
    version_id = version.id
    if revision.grants != version.grants:
        version_id = await write_version(tx, role_set.id, version.number + 1, revision.grants)
    changes = [Change("RoleSet", role_set.id, role_set.version, ChangeKind.UPDATED)]
    if revision.moved:
        changes += await move_holders(tx, actor, role_set.id, version_id, revision.moved)
    return Outcome({"roleSet": role_set.id}, tuple(changes))


async def _lock(tx: Transaction, wish: UpdateRoleSet) -> None:
    await hold_role_set(tx, wish)
    if wish.move_holders:
        await hold_principals(tx, await assignments_holding(tx, wish.role_set_id))


UPDATE_ROLE_SET = Act(
    "updateRoleSet",
    "Змінити рольовий набір",
    UpdateRoleSet,
    ROLE_SET.update,
    {"roleSet": "RoleSet"},
    _judge,
    _update,
    hold=Hold.EXCLUSIVE,
    lock=_lock,
)
