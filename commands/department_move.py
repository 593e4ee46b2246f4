"""A department moves below another one, with everything below it (§2.2).

Whoever holds rights in a department holds them in all below it, so those above the new place come to hold
theirs in what moves. That is giving rights, and who moves gives no more than could be handed out. Who stood
above the old place alone loses them, which nobody is asked about.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.delegation import delegating, gaining
from commands.department_rules import Place, closed, judge_neighbours, judge_parent
from commands.findings import Findings
from commands.paths import LEVEL_LENGTH, depth_of, free_segment
from commands.premises import Hold, Premises
from commands.wording import sentence
from errors import Conflict
from models import Department, DepartmentStatus
from permissions.catalogue import DEPARTMENT
from permissions.escalation import grant_exceeds_own, headed, self_grant

# Equipment stands in its own department or below it; what belongs to a department above the moved one, but
# not above its new place, and stands at a workplace that moves, would stand outside.
_BELOW = """
SELECT
    (SELECT max(length(path)) FROM department WHERE facility_id = $1 AND starts_with(path, $2)) AS longest,
    (SELECT count(*) FROM equipment JOIN workplace ON workplace.id = equipment.workplace_id
        WHERE workplace.facility_id = $1 AND starts_with(workplace.path, $2)
        AND NOT starts_with(equipment.path, $2) AND NOT starts_with($3, equipment.path)) AS left_behind
"""


@dataclass(frozen=True, slots=True)
class MoveDepartment:
    """Which department goes below which."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    parent_id: Annotated[UUID, Asked("Новий вищий відділ", "Department")]


@dataclass(frozen=True, slots=True)
class Move:
    """A department, its new parent, and the segments taken there."""

    department: Department
    parent: Department
    segments: frozenset[str]


async def _judge(
    tx: Transaction, actor: Actor, wish: MoveDepartment, premises: Premises
) -> Examined[MoveDepartment, Move]:
    findings = Findings(tx, actor)
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, DEPARTMENT.move
    )
    parent = await findings.row("parentId", Department, wish.parent_id, DEPARTMENT.read, DEPARTMENT.move)
    if department is None or parent is None:
        return findings.examined(wish)
    if department.status == DepartmentStatus.CLOSED:
        findings.refusals.append(closed(department))
    await _judge_branch(findings, department, parent)
    if not findings.hinder:
        await _judge_rights(findings, department, parent)
    place = Place(parent.facility_id, parent.id, department.id)
    segments = await judge_neighbours(findings, place, name=department.name, code=None, name_at="parentId")
    shown = {"department_id": f"«{department.name}»", "parent_id": f"«{parent.name}»"}
    said = sentence(
        f"Підпорядкувати відділ «{department.name}» відділу «{parent.name}» у закладі «{premises.name}»",
        wish,
        shown,
    )
    return findings.examined(wish, said, Move(department, parent, segments))


async def _judge_branch(findings: Findings, department: Department, parent: Department) -> None:
    """Judge whether the department with all that is below it fits below the parent."""
    if parent.facility_id != department.facility_id:
        findings.problem("parentId", "invalid", "це відділ іншого закладу", "it is of another facility")
        return
    if parent.path.startswith(department.path):
        findings.problem(
            "parentId",
            "invalid",
            "відділ не може бути підпорядкований сам собі або тому, що нижче за нього",
            "a department cannot go below itself or below what is under it",
        )
        return
    if parent.id == department.parent_id:
        findings.problem("parentId", "invalid", "відділ уже підпорядкований цьому", "it is there already")
    below = [department.facility_id, department.path, parent.path]
    (found,) = await findings.tx.execute_query_dict(_BELOW, below)
    judge_parent(findings, parent, found["longest"] // LEVEL_LENGTH - depth_of(department.path) + 1)
    if found["left_behind"]:
        findings.refusals.append(
            Conflict(
                "на робочих місцях, що переміщуються, стоїть обладнання відділів, які лишаються",
                "equipment of departments that stay stands at workplaces that would move",
                evidence={"equipment": found["left_behind"]},
            )
        )


async def _judge_rights(findings: Findings, department: Department, parent: Department) -> None:
    """Judge whether the mover could have given what people above the new place get."""
    tx, actor = findings.tx, findings.actor
    above = parent.path, department.parent_path or ""
    gained = headed(await gaining(tx, actor, department.facility_id, *above), department.path)
    if gained:
        mover = await delegating(tx, actor)
        findings.refusals += (*grant_exceeds_own(mover, gained), *self_grant(mover, gained))


async def _move(tx: Transaction, _actor: Actor, _wish: MoveDepartment, move: Move) -> Outcome:
    department, parent = move.department, move.parent
    department.parent_id = parent.id
    department.parent_path = parent.path
    if department.segment in move.segments:
        department.segment = free_segment(department.id, move.segments)
    department.version += 1
    columns = ["parent_id", "parent_path", "segment", "version", "updated_at"]
    await department.save(using_db=tx, update_fields=columns)
    moved = Change("Department", department.id, department.version, ChangeKind.MOVED)
    return Outcome({"department": department.id}, (moved,))


MOVE_DEPARTMENT = Act(
    "moveDepartment",
    "Підпорядкувати відділ іншому",
    MoveDepartment,
    DEPARTMENT.move,
    {"department": "Department"},
    _judge,
    _move,
    hold=Hold.EXCLUSIVE,
)
