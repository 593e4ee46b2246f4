"""A department is created below another one (US-K8)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import (
    Act,
    Actor,
    Asked,
    Change,
    ChangeKind,
    Examined,
    Outcome,
    forbidden,
)
from commands.contacts import (
    AddressInput,
    PhoneInput,
    checked_address,
    checked_phones,
    stored_address,
    stored_phones,
)
from commands.department_rules import (
    NAME_LENGTH_MAX,
    TAKEN,
    Place,
    department_code,
    judge_neighbours,
    judge_parent,
    type_title,
    working_hours,
)
from commands.findings import Findings
from commands.paths import free_segment
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from models import Department, DepartmentStatus
from models.validators import email, organisation_name
from permissions.catalogue import DEPARTMENT
from permissions.decision import Whereabouts, may

_ROOTS = (
    "SELECT id FROM department WHERE facility_id = $1 AND parent_id IS NULL AND status <> 'CLOSED' LIMIT 2"
)


@dataclass(frozen=True, slots=True)
class CreateDepartment:
    """What a new department is."""

    name: Annotated[str, Asked("Назва")]
    type_code: Annotated[str, Asked("Тип відділу")]
    parent_id: Annotated[UUID | None, Asked("Вищий відділ", "Department", "якщо не вказано, головний")] = None
    code: Annotated[str | None, Asked("Код відділу", more="свій у кожного в закладі, до 20 знаків")] = None
    address: Annotated[AddressInput | None, Asked("Адреса")] = None
    phones: Annotated[tuple[PhoneInput, ...], Asked("Телефони")] = ()
    email: Annotated[str | None, Asked("Електронна пошта")] = None
    opened_on: Annotated[dt.date | None, Asked("Дата відкриття", more="якщо не вказано, сьогодні")] = None
    working_hours: Annotated[str | None, Asked("Години роботи")] = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where a new department goes: below a parent, or at the root of a facility that has none."""

    parent: Department | None
    segments: frozenset[str]


async def _judge_creation(
    tx: Transaction, actor: Actor, wish: CreateDepartment, premises: Premises
) -> Examined[CreateDepartment, Site]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        name=findings.checked("name", organisation_name(wish.name, NAME_LENGTH_MAX), wish.name),
        code=findings.optional("code", wish.code, department_code),
        address=checked_address(findings, "address", wish.address),
        phones=checked_phones(findings, "phones", wish.phones),
        email=findings.optional("email", wish.email, email),
        opened_on=wish.opened_on or actor.today,
        working_hours=findings.optional("workingHours", wish.working_hours, working_hours),
    )
    titled = await type_title(findings, wish.type_code, premises)
    _hint_at_blood_bank(findings, wish)
    if wish.parent_id is None:
        wish = replace(wish, parent_id=await _root(findings))
    parent = None
    if wish.parent_id is not None:
        parent = await findings.row(
            "parentId", Department, wish.parent_id, DEPARTMENT.read, DEPARTMENT.create
        )
        if parent is None:
            return findings.examined(wish)
        judge_parent(findings, parent)
    elif not may(actor.access, DEPARTMENT.create, Whereabouts(premises.id)):
        findings.refusals.append(forbidden(DEPARTMENT.create, path="$.input.parentId"))
    place = Place(parent.facility_id if parent else premises.id, parent.id if parent else None)
    segments = await judge_neighbours(findings, place, name=wish.name, code=wish.code)
    shown = {"type_code": f"«{titled}»", "parent_id": f"«{parent.name}»" if parent else "немає"}
    said = sentence(f"Створити відділ «{wish.name}» у закладі «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Site(parent, segments))


async def _create(tx: Transaction, actor: Actor, wish: CreateDepartment, site: Site) -> Outcome:
    department_id, parent = uuid7(), site.parent
    with told(TAKEN):
        await Department.create(
            using_db=tx,
            id=department_id,
            facility_id=actor.facility if parent is None else parent.facility_id,
            parent_id=wish.parent_id,
            parent_path=parent.path if parent else None,
            segment=free_segment(department_id, site.segments),
            name=wish.name,
            code=wish.code,
            type_code=wish.type_code,
            status=DepartmentStatus.ACTIVE,
            opened_on=wish.opened_on,
            address=stored_address(wish.address),
            phones=stored_phones(wish.phones),
            email=wish.email,
            working_hours=wish.working_hours,
        )
    created = Change("Department", department_id, 1, ChangeKind.CREATED)
    return Outcome({"department": department_id}, (created,))


async def _root(findings: Findings) -> UUID | None:
    """Give the root of the facility's tree, if it has one."""
    roots = await findings.tx.execute_query_dict(_ROOTS, [findings.actor.facility_id])
    if len(roots) > 1:
        findings.problem("parentId", "required", "зазначте вищий відділ", "name the parent department")
        return None
    return roots[0]["id"] if roots else None


def _hint_at_blood_bank(findings: Findings, wish: CreateDepartment) -> None:
    name = wish.name.casefold()
    if ("банк крові" in name or "лбк" in name) and wish.type_code != "LOGISTICS_INVENTORY":
        findings.warn(
            "typeCode",
            "invalid",
            "лікарняний банк крові зазвичай має тип LOGISTICS_INVENTORY",
            "a hospital's blood bank usually is of the type LOGISTICS_INVENTORY",
        )


CREATE_DEPARTMENT = Act(
    "createDepartment",
    "Створити відділ",
    CreateDepartment,
    DEPARTMENT.create,
    {"department": "Department"},
    _judge_creation,
    _create,
)
