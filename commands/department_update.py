"""A department is described anew: what is given changes, the rest stays."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
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
    closed,
    department_code,
    hold_department,
    judge_neighbours,
    type_title,
    working_hours,
)
from commands.findings import Findings
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from models import Department, DepartmentStatus
from models.validators import email, organisation_name
from permissions.catalogue import DEPARTMENT


@dataclass(frozen=True, slots=True)
class UpdateDepartment:
    """What of a department changes; a field that is left out stays, null empties it."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    name: Annotated[str | Unchanged, Asked("Назва")] = UNCHANGED
    type_code: Annotated[str | Unchanged, Asked("Тип відділу")] = UNCHANGED
    code: Annotated[
        str | Unchanged | None, Asked("Код відділу", more="свій у кожного в закладі, до 20 знаків")
    ] = UNCHANGED
    address: Annotated[AddressInput | Unchanged | None, Asked("Адреса")] = UNCHANGED
    phones: Annotated[tuple[PhoneInput, ...] | Unchanged, Asked("Телефони")] = UNCHANGED
    email: Annotated[str | Unchanged | None, Asked("Електронна пошта")] = UNCHANGED
    opened_on: Annotated[dt.date | Unchanged, Asked("Дата відкриття")] = UNCHANGED
    working_hours: Annotated[str | Unchanged | None, Asked("Години роботи")] = UNCHANGED


async def _judge_update(
    tx: Transaction, actor: Actor, wish: UpdateDepartment, premises: Premises
) -> Examined[UpdateDepartment, Department]:
    findings = Findings(tx, actor)
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, DEPARTMENT.update
    )
    wish = _normal(findings, wish)
    shown: dict[str, str] = {}
    if wish.type_code is not UNCHANGED:
        shown["type_code"] = f"«{await type_title(findings, wish.type_code, premises)}»"
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    if department is None:
        return findings.examined(wish)
    if department.status == DepartmentStatus.CLOSED:
        findings.refusals.append(closed(department))
    place = Place(department.facility_id, department.parent_id, department.id)
    await judge_neighbours(findings, place, name=_or_none(wish.name), code=_or_none(wish.code))
    shown["department_id"] = f"«{department.name}»"
    said = sentence(f"Змінити відділ «{department.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, department)


async def _update(tx: Transaction, _actor: Actor, wish: UpdateDepartment, department: Department) -> Outcome:
    changes = _stored(_given(wish)) | {"version": department.version + 1}
    department.update_from_dict(changes)
    with told(TAKEN):
        await department.save(using_db=tx, update_fields=[*changes, "updated_at"])
    updated = Change("Department", department.id, department.version, ChangeKind.UPDATED)
    return Outcome({"department": department.id}, (updated,))


def _normal(findings: Findings, wish: UpdateDepartment) -> UpdateDepartment:
    """Bring what is given into its normal form."""
    given: dict[str, Any] = {}
    if wish.name is not UNCHANGED:
        given["name"] = findings.checked("name", organisation_name(wish.name, NAME_LENGTH_MAX), wish.name)
    if wish.address is not UNCHANGED:
        given["address"] = checked_address(findings, "address", wish.address)
    if wish.phones is not UNCHANGED:
        given["phones"] = checked_phones(findings, "phones", wish.phones)
    return replace(
        wish,
        code=findings.altered("code", wish.code, department_code),
        email=findings.altered("email", wish.email, email),
        working_hours=findings.altered("workingHours", wish.working_hours, working_hours),
        **given,
    )


def _given(wish: UpdateDepartment) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def _stored(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields as their columns hold them."""
    stored = dict(given)
    if "address" in given:
        stored["address"] = stored_address(given["address"])
    if "phones" in given:
        stored["phones"] = stored_phones(given["phones"])
    return stored


def _or_none(value: str | Unchanged | None) -> str | None:
    return None if value is UNCHANGED else value


UPDATE_DEPARTMENT = Act(
    "updateDepartment",
    "Змінити відділ",
    UpdateDepartment,
    DEPARTMENT.update,
    {"department": "Department"},
    _judge_update,
    _update,
    lock=hold_department,
)
