"""A department closes; with all that is below it, if the signer says so (§2.2).

In a cascade the departments below close too, positions and workplaces close, whoever holds the positions
loses them together with the rights that they gave, doubles with whom they double, and equipment goes to
another department of the facility. The signed bytes name all of it by a digest; if anything came or went
since, nothing is done.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome, forbidden
from commands.delegation import delegating, hold_principals, lost_administrators, standing
from commands.department_contents import (
    Contents,
    Ending,
    close_within,
    contents_of,
    hand_over_equipment,
    take_from_workplaces,
)
from commands.department_rules import closed
from commands.ending import end_assignments, release_employees
from commands.findings import Findings
from commands.premises import Hold, Premises
from commands.wording import sentence
from errors import Conflict, Escalation, VersionConflict
from models import Department, DepartmentStatus
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EQUIPMENT, POSITION, WORKPLACE
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights
from permissions.escalation import escalations
from permissions.permission import Permission

_READING: Mapping[str, Permission] = {
    "departments": DEPARTMENT.read,
    "positions": POSITION.read,
    "workplaces": WORKPLACE.read,
    "equipment": EQUIPMENT.public,
}


@dataclass(frozen=True, slots=True)
class CloseDepartment:
    """Which department closes, when, and what becomes of what it has."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    cascade: Annotated[
        bool, Asked("Разом з усім, що в ньому є", more="закрити відділи нижче, посади й робочі місця")
    ] = False
    equipment_to_id: Annotated[
        UUID | None, Asked("Кому передати обладнання", "Department", "якщо не вказано, вищому відділу")
    ] = None
    closed_on: Annotated[dt.date | None, Asked("Дата закриття", more="якщо не вказано, сьогодні")] = None
    contents_digest: Annotated[
        str | None, Asked("SHA-256 переліку всього, що закривається", more="заповнює prepare")
    ] = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A department, where its equipment goes, and the assignments that end."""

    department: Department
    equipment_to: Department | None
    held: tuple[UUID, ...]


async def _judge(
    tx: Transaction, actor: Actor, wish: CloseDepartment, premises: Premises
) -> Examined[CloseDepartment, Closing]:
    findings = Findings(tx, actor)
    wish = replace(wish, closed_on=wish.closed_on or actor.today)
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, DEPARTMENT.close
    )
    if department is None:
        return findings.examined(wish)
    _judge_department(findings, department, wish.closed_on or actor.today)
    contents = await contents_of(tx, department)
    target = None
    if wish.cascade:
        if contents.equipment and wish.equipment_to_id is None:
            wish = replace(wish, equipment_to_id=department.parent_id)
        target = await _judge_cascade(findings, department, wish, contents)
        if wish.contents_digest not in (None, contents.digest):
            findings.refusals.append(_other_contents(contents))
        wish = replace(wish, contents_digest=contents.digest)
    elif contents.counted:
        findings.refusals.append(_not_empty(findings, department, contents))
    shown = {
        "department_id": f"«{department.name}»",
        "cascade": _counted(contents) if wish.cascade else "ні",
        **({"equipment_to_id": f"«{target.name}»"} if target else {}),
    }
    said = sentence(f"Закрити відділ «{department.name}» закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Closing(department, target, contents.held))


def _judge_department(findings: Findings, department: Department, closed_on: dt.date) -> None:
    if department.status == DepartmentStatus.CLOSED:
        findings.refusals.append(closed(department))
    elif department.parent_id is None:
        findings.refusals.append(
            Conflict("головний відділ закривають разом із закладом", "the root closes with its facility")
        )
    if not department.opened_on <= closed_on <= findings.actor.today:
        findings.problem(
            "closedOn",
            "date",
            "дата закриття — від дня відкриття до сьогодні",
            "the date of closing lies between that of opening and today",
        )


async def _judge_cascade(
    findings: Findings, department: Department, wish: CloseDepartment, contents: Contents
) -> Department | None:
    """Judge whether the actor may close, end and hand over all that there is; give the heir of equipment."""
    needed = (
        (POSITION.close, contents.positions),
        (ASSIGNMENT.end, len(contents.held)),
        (WORKPLACE.close, contents.workplaces),
        (EQUIPMENT.transfer, contents.equipment),
    )
    place = Whereabouts(department.facility_id, department.path)
    findings.refusals += (
        forbidden(permission, path="$.input.cascade")
        for permission, count in needed
        if count and not may(findings.actor.access, permission, place)
    )
    findings.refusals += await _escalations(findings, contents.held)
    if wish.equipment_to_id is None or EQUIPMENT.transfer not in findings.actor.access.held:
        return None
    target = await findings.row(
        "equipmentToId", Department, wish.equipment_to_id, DEPARTMENT.read, EQUIPMENT.transfer
    )
    if target is not None and (
        target.facility_id != department.facility_id
        or target.status == DepartmentStatus.CLOSED
        or target.path.startswith(department.path)
    ):
        findings.problem(
            "equipmentToId",
            "invalid",
            "передати можна лише відділу цього закладу, який не закривається",
            "equipment goes to a department of this facility that stays open",
        )
    return target


async def _escalations(findings: Findings, held: Collection[UUID]) -> Sequence[Escalation]:
    """Give what it violates that these assignments end."""
    tx, actor = findings.tx, findings.actor
    changes = [ChangeOfRights(each, None) for each in await standing(tx, actor, held)]
    return (
        *escalations(await delegating(tx, actor), changes),
        *await lost_administrators(tx, actor, actor.facility, held),
    )


async def _close(tx: Transaction, actor: Actor, wish: CloseDepartment, closing: Closing) -> Outcome:
    department, target = closing.department, closing.equipment_to
    at = Ending(department.facility_id, department.path, wish.closed_on or actor.today, actor.now)
    changes = [
        *await close_within(tx, at),
        *await end_assignments(tx, closing.held, at.on, at.at),
        *await release_employees(tx, closing.held, at.at),
    ]
    if target is not None:
        changes += await hand_over_equipment(tx, at, target)
    changes += await take_from_workplaces(tx, at)
    return Outcome({"department": department.id}, tuple(changes))


async def _lock(tx: Transaction, wish: CloseDepartment) -> None:
    """Hold the rights of those who lose theirs with the department."""
    department = await Department.get_or_none(id=wish.department_id, using_db=tx)
    if wish.cascade and department is not None:
        await hold_principals(tx, (await contents_of(tx, department)).held)


def _not_empty(findings: Findings, department: Department, contents: Contents) -> Conflict:
    """Say what is in the way, and of what the actor may not see, nothing."""
    place = Whereabouts(department.facility_id, department.path)
    seen = {
        name: count
        for name, count in contents.counted.items()
        if may(findings.actor.access, _READING[name], place)
    }
    return Conflict(
        f"у відділі «{department.name}» не порожньо: спершу закрийте те, що в ньому є, або все разом",
        f'the department "{department.name}" is not empty; close what it has first, or all of it together',
        evidence={"contents": seen},
    )


def _other_contents(contents: Contents) -> VersionConflict:
    """Say that something came or went since the signer saw what there is."""
    return VersionConflict(
        "після підготовки у відділі щось з’явилося або зникло",
        "something came into the department or left it after the preparation",
        evidence={"path": "$.input.contentsDigest", "actual": contents.digest},
    )


def _counted(contents: Contents) -> str:
    """Say what a cascade comes to."""
    return (
        f"так (відділів нижче {contents.departments}, посад {contents.positions}, призначень "
        f"{len(contents.held)}, робочих місць {contents.workplaces}, одиниць обладнання {contents.equipment})"
    )


CLOSE_DEPARTMENT = Act(
    "closeDepartment",
    "Закрити відділ",
    CloseDepartment,
    DEPARTMENT.close,
    {"department": "Department"},
    _judge,
    _close,
    hold=Hold.EXCLUSIVE,
    lock=_lock,
)
