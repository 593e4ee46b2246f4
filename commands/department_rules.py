"""Rules that hold for a department wherever it is created, described anew, moved or closed (US-K8, §2.2)."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.department_types import ONLY_IN, is_allowed
from commands.findings import Findings
from commands.paths import DEPTH_MAX, depth_of
from commands.premises import Premises
from commands.written import bounded, taken
from errors import Conflict, Unprocessable
from models import Department, DepartmentStatus
from models.validators import Accepted, Rejected, text

NAME_LENGTH_MAX = 200
CODE_LENGTH_MAX = 20
WORKING_HOURS_LENGTH_MAX = 300

# `IS NOT DISTINCT FROM` would look through all departments of the facility: no index knows it. The search key
# lies in its column, and spares working out the order of every sibling's name where the planner has no
# statistics yet.
_NEIGHBOURS = """
SELECT
    EXISTS (SELECT FROM department WHERE facility_id = $1 AND {beside}
        AND search_key = (SELECT search_key($3)) AND status <> 'CLOSED' AND id IS DISTINCT FROM $5
        AND ukrainian_order(name) COLLATE "C" = (SELECT ukrainian_order($3)) COLLATE "C") AS name_taken,
    EXISTS (SELECT FROM department WHERE facility_id = $1 AND code = $4 AND id IS DISTINCT FROM $5)
        AS code_taken,
    ARRAY(SELECT segment FROM department WHERE facility_id = $1 AND {beside}) AS segments
"""
_BELOW_PARENT = _NEIGHBOURS.format(beside="parent_id = $2")
_AT_ROOT = _NEIGHBOURS.format(beside="parent_id IS NULL AND $2::uuid IS NULL")
_HOLD = "SELECT FROM department WHERE id = $1 FOR NO KEY UPDATE"


class OfDepartment(Protocol):
    """A wish about a department that there is."""

    @property
    def department_id(self) -> UUID:
        """The department."""
        ...


def name_taken(at: str) -> Unprocessable:
    """Say that a sibling has the name already."""
    return taken(at, "відділ із такою назвою тут уже є", "there is a department of this name here")


CODE_TAKEN = taken("code", "такий код уже має інший відділ", "another department has this code")
TAKEN = {
    "department_name_among_siblings": name_taken("name"),
    "department_code": CODE_TAKEN,
    "department_address_shape": bounded("address"),
    "department_path": Conflict(
        "цієї ж миті тут створено інший відділ; спробуйте ще раз",
        "another department was created here at this very moment; try again",
    ),
}
"""What to say when a constraint speaks."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a facility's tree a department stands or is to stand."""

    facility_id: UUID
    parent_id: UUID | None
    department_id: UUID | None = None


def judge_open(findings: Findings, at: str, department: Department) -> None:
    """Judge whether anything may be added to a department."""
    if department.status == DepartmentStatus.CLOSED:
        findings.problem(at, "invalid", "відділ закрито", "the department is closed")


def judge_parent(findings: Findings, parent: Department, levels: int = 1) -> None:
    """Judge whether so many levels may come below a department."""
    if parent.status == DepartmentStatus.CLOSED:
        findings.problem("parentId", "invalid", "вищий відділ закрито", "the parent department is closed")
    if depth_of(parent.path) + levels > DEPTH_MAX:
        findings.problem(
            "parentId",
            "invalid",
            f"дерево відділів має не більше як {DEPTH_MAX} рівнів",
            f"the tree of departments has at most {DEPTH_MAX} levels",
            (str(DEPTH_MAX),),
        )


async def judge_neighbours(
    findings: Findings, place: Place, *, name: str | None, code: str | None, name_at: str = "name"
) -> frozenset[str]:
    """Judge whether name and code are free where the department stands; give the segments taken there.

    `name_at` is the field of the input to which a name that is taken is due.
    """
    values = [place.facility_id, place.parent_id, name, code, place.department_id]
    statement = _AT_ROOT if place.parent_id is None else _BELOW_PARENT
    (found,) = await findings.tx.execute_query_dict(statement, values)
    if found["name_taken"]:
        findings.problems += name_taken(name_at).problems
    if found["code_taken"]:
        findings.problems += CODE_TAKEN.problems
    return frozenset(found["segments"])


async def type_title(findings: Findings, type_code: str, premises: Premises) -> str:
    """Give the title of a type that the facility may have, or note why not."""
    title = await findings.title("typeCode", "DEPARTMENT_TYPE", type_code)
    if not is_allowed(type_code, premises.kind_code):
        findings.problem(
            "typeCode",
            "inclusion",
            "заклад цього виду не має таких відділів",
            "a facility of this kind has no such departments",
            tuple(sorted(ONLY_IN[type_code])),
        )
    return title


def closed(department: Department) -> Conflict:
    """Say that a closed department stays as it is."""
    return Conflict(
        f"відділ «{department.name}» закрито",
        f'the department "{department.name}" is closed',
        evidence={"path": "$.input.departmentId"},
    )


def department_code(written: str) -> Accepted[str] | Rejected:
    """Give a department's code in its normal form."""
    return text(written, CODE_LENGTH_MAX)


def working_hours(written: str) -> Accepted[str] | Rejected:
    """Give working hours, in free words."""
    return text(written, WORKING_HOURS_LENGTH_MAX)


async def hold_department(tx: Transaction, wish: OfDepartment) -> None:
    """Hold the department, so that of two changes at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.department_id])
