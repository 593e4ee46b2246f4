"""A position is added to a department's staff list (US-K9)."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.department_rules import judge_open
from commands.findings import Findings
from commands.giving import judge_role_sets
from commands.numbers import within
from commands.premises import Premises
from commands.wording import sentence
from commands.written import hidden_conflict, taken, told
from models import Department, Position, PositionKind, PositionStatus, RoleSet
from models.validators import Accepted, Rejected, text
from permissions.catalogue import DEPARTMENT, POSITION
from permissions.decision import Whereabouts, may

TITLE_LENGTH_MAX = 200
HEADCOUNT_MIN = Decimal("0.25")
HEADCOUNT_MAX = Decimal(99)

HEADED = "SELECT FROM position WHERE department_id = $1 AND kind = 'HEAD' AND status = 'ACTIVE'"
HEAD_TAKEN = taken("kind", "у відділі вже є керівна посада", "the department has a head's position already")


@dataclass(frozen=True, slots=True)
class CreatePosition:
    """What a new position is."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    title_code: Annotated[
        str | None, Asked("Назва посади", more="код довідника POSITION, або власна назва")
    ] = None
    custom_title: Annotated[str | None, Asked("Власна назва посади", more="якщо її немає в довіднику")] = None
    kind: Annotated[PositionKind, Asked("Вид посади")] = PositionKind.STAFF
    headcount: Annotated[Decimal, Asked("Кількість ставок", more="від 0,25 до 99")] = Decimal(1)
    opened_on: Annotated[dt.date | None, Asked("Дата введення", more="якщо не вказано, сьогодні")] = None
    default_role_set_ids: Annotated[
        tuple[UUID, ...], Asked("Рольові набори посади", "RoleSet", "їх дістає призначений на неї")
    ] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """The department that gets the position, whether the actor sees its positions, and the role sets."""

    department: Department
    sees_positions: bool
    role_sets: tuple[RoleSet, ...]


async def _judge(
    tx: Transaction, actor: Actor, wish: CreatePosition, premises: Premises
) -> Examined[CreatePosition, Post]:
    findings = Findings(tx, actor)
    headcount = within(wish.headcount, HEADCOUNT_MIN, HEADCOUNT_MAX)
    wish = replace(
        wish,
        custom_title=findings.optional("customTitle", wish.custom_title, position_title),
        headcount=findings.checked("headcount", headcount, wish.headcount),
        opened_on=wish.opened_on or actor.today,
    )
    title = await judge_title(findings, wish.title_code, wish.custom_title)
    role_sets = await judge_role_sets(findings, "defaultRoleSetIds", wish.default_role_set_ids)
    department = await findings.row(
        "departmentId", Department, wish.department_id, DEPARTMENT.read, POSITION.create
    )
    if department is None:
        return findings.examined(wish)
    judge_open(findings, "departmentId", department)
    place = Whereabouts(department.facility_id, department.path)
    sees_positions = may(actor.access, POSITION.read, place)
    if (
        sees_positions
        and wish.kind == PositionKind.HEAD
        and await tx.execute_query_dict(HEADED, [department.id])
    ):
        findings.problems += HEAD_TAKEN.problems
    shown = {"department_id": f"«{department.name}»", "title_code": title}
    if wish.title_code is None:
        del shown["title_code"]
    if role_sets:
        shown["default_role_set_ids"] = ", ".join(f"«{each.name}»" for each in role_sets)
    said = sentence(
        f"Додати посаду «{title}» у відділі «{department.name}» закладу «{premises.name}»", wish, shown
    )
    return findings.examined(wish, said, Post(department, sees_positions, role_sets))


async def judge_title(findings: Findings, title_code: str | None, custom_title: str | None) -> str:
    """Judge that a position has exactly one title, and give it."""
    if title_code is not None and custom_title is not None:
        findings.problem(
            "customTitle",
            "exclusion",
            "або назва з довідника, або власна, не обидві",
            "either a title of the dictionary or one's own, not both",
        )
    if title_code is not None:
        return await findings.title("titleCode", "POSITION", title_code)
    if custom_title is None:
        findings.problem(
            "titleCode",
            "required",
            "зазначте назву посади з довідника або власну",
            "give a title of the dictionary or one's own",
        )
        return ""
    return custom_title


async def _create(tx: Transaction, _actor: Actor, wish: CreatePosition, post: Post) -> Outcome:
    position_id, department = uuid7(), post.department
    with told({"position_one_head": HEAD_TAKEN if post.sees_positions else hidden_conflict()}):
        position = await Position.create(
            using_db=tx,
            id=position_id,
            department_id=department.id,
            facility_id=department.facility_id,
            path=department.path,
            title_code=wish.title_code,
            custom_title=wish.custom_title,
            kind=wish.kind,
            headcount=wish.headcount,
            status=PositionStatus.ACTIVE,
            opened_on=wish.opened_on,
        )
    if post.role_sets:
        await position.default_role_sets.add(*post.role_sets, using_db=tx)
    return Outcome({"position": position_id}, (Change("Position", position_id, 1, ChangeKind.CREATED),))


def position_title(written: str) -> Accepted[str] | Rejected:
    """Give a title of one's own in its normal form."""
    return text(written, TITLE_LENGTH_MAX)


CREATE_POSITION = Act(
    "createPosition",
    "Додати посаду",
    CreatePosition,
    POSITION.create,
    {"position": "Position"},
    _judge,
    _create,
)
