"""A role set is composed of rights that its author may hand out (US-K6)."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.delegation import delegating
from commands.findings import Findings
from commands.premises import Premises
from commands.role_set_rules import (
    GrantInput,
    grants_given,
    in_order,
    judge_name,
    judged_grants,
    newest,
    role_set_description,
    role_set_name,
    role_set_seen,
    spelled,
    unheld,
    write_version,
)
from commands.wording import sentence
from commands.written import told
from errors import Refusal
from models import RoleSet, RoleSetStatus
from permissions.catalogue import ROLE_SET
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights
from permissions.escalation import escalations
from permissions.role_sets import Grant


@dataclass(frozen=True, slots=True)
class CreateRoleSet:
    """What a new role set is."""

    name: Annotated[str, Asked("Назва рольового набору")]
    description: Annotated[str | None, Asked("Для кого він")] = None
    grants: Annotated[
        tuple[GrantInput, ...], Asked("Права", more="якщо не вказано, усі права набору, на основі якого")
    ] = ()
    based_on_id: Annotated[UUID | None, Asked("На основі якого набору", "RoleSet")] = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The grants, and what to say when the name is taken."""

    grants: frozenset[Grant]
    taken: Refusal


async def _judge(
    tx: Transaction, actor: Actor, wish: CreateRoleSet, premises: Premises
) -> Examined[CreateRoleSet, Composed]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        name=findings.checked("name", role_set_name(wish.name), wish.name),
        description=findings.optional("description", wish.description, role_set_description),
        grants=in_order(wish.grants),
    )
    if not may(actor.access, ROLE_SET.create, Whereabouts(premises.id)):
        findings.refusals.append(forbidden(ROLE_SET.create, path="$.input"))
    shown: dict[str, str] = {}
    if wish.based_on_id is not None:
        based_on = await role_set_seen(findings, "basedOnId", wish.based_on_id)
        if based_on is None:
            return findings.examined(wish)
        shown["based_on_id"] = f"«{based_on.name}»"
        if not wish.grants:
            wish = replace(wish, grants=grants_given((await newest(tx, based_on.id)).grants))
    grants = judged_grants(findings, wish.grants)
    change = ChangeOfRights(None, unheld(premises.id, grants, actor.today))
    findings.refusals += escalations(await delegating(tx, actor), [change])
    name_taken = await judge_name(findings, premises.id, wish.name)
    shown["grants"] = spelled(grants)
    said = sentence(f"Створити рольовий набір «{wish.name}» у закладі «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Composed(grants, name_taken))


async def _create(tx: Transaction, actor: Actor, wish: CreateRoleSet, composed: Composed) -> Outcome:
    role_set_id = uuid7()
    with told({"role_set_name": composed.taken}):
        await RoleSet.create(
            using_db=tx,
            id=role_set_id,
            facility_id=actor.facility_id,
            name=wish.name,
            description=wish.description,
            status=RoleSetStatus.ACTIVE,
        )
    await write_version(tx, role_set_id, 1, composed.grants)
    return Outcome({"roleSet": role_set_id}, (Change("RoleSet", role_set_id, 1, ChangeKind.CREATED),))


CREATE_ROLE_SET = Act(
    "createRoleSet",
    "Створити рольовий набір",
    CreateRoleSet,
    ROLE_SET.create,
    {"roleSet": "RoleSet"},
    _judge,
    _create,
)
