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
from commands.numbers import within
from commands.premises import Premises
from commands.role_set_rules import role_set_seen
from commands.wording import sentence
from commands.written import hidden_conflict, taken, told
from models import Department, Position, PositionKind, PositionStatus, RoleSet, RoleSetStatus
from models.validators import Accepted, Rejected, text
from permissions.catalogue import DEPARTMENT, POSITION
from permissions.decision import Whereabouts, may

TITLE_LENGTH_MAX = 200
HEADCOUNT_MIN = Decimal("0.25")
HEADCOUNT_MAX = Decimal(99)
ROLE_SETS_MAX = 10  # an appointment with more would be read by nobody

_HEADED = "SELECT FROM position WHERE department_id = $1 AND kind = 'HEAD' AND status = 'ACTIVE'"
_HEAD_TAKEN = taken("kind", "у відділі вже є керівна посада", "the department has a head's position already")


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
        custom_title=findings.optional("customTitle", wish.custom_title, _title),
        headcount=findings.checked("headcount", headcount, wish.headcount),
        opened_on=wish.opened_on or actor.today,
    )
    title = await _judge_title(findings, wish)
    role_sets = await _judge_role_sets(findings, wish)
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
        and await tx.execute_query_dict(_HEADED, [department.id])
    ):
        findings.problems += _HEAD_TAKEN.problems
    shown = {"department_id": f"«{department.name}»", "title_code": title}
    if wish.title_code is None:
        del shown["title_code"]
    if role_sets:
        shown["default_role_set_ids"] = ", ".join(f"«{each.name}»" for each in role_sets)
    said = sentence(
        f"Додати посаду «{title}» у відділі «{department.name}» закладу «{premises.name}»", wish, shown
    )
    return findings.examined(wish, said, Post(department, sees_positions, role_sets))


async def _judge_title(findings: Findings, wish: CreatePosition) -> str:
    """Judge that the position has exactly one title, and give it."""
    if wish.title_code is not None and wish.custom_title is not None:
        findings.problem(
            "customTitle",
            "exclusion",
            "або назва з довідника, або власна, не обидві",
            "either a title of the dictionary or one's own, not both",
        )
    if wish.title_code is not None:
        return await findings.title("titleCode", "POSITION", wish.title_code)
    if wish.custom_title is None:
        findings.problem(
            "titleCode",
            "required",
            "зазначте назву посади з довідника або власну",
            "give a title of the dictionary or one's own",
        )
        return ""
    return wish.custom_title


async def _judge_role_sets(findings: Findings, wish: CreatePosition) -> tuple[RoleSet, ...]:
    """Judge the role sets of whoever is appointed; whether they may be given is judged then."""
    ids = wish.default_role_set_ids
    if len(set(ids)) < len(ids) or len(ids) > ROLE_SETS_MAX:
        findings.problem(
            "defaultRoleSetIds",
            "unique" if len(set(ids)) < len(ids) else "length",
            f"не більше як {ROLE_SETS_MAX} наборів, кожен один раз",
            f"at most {ROLE_SETS_MAX} role sets, each once",
            (str(ROLE_SETS_MAX),),
        )
        return ()
    found = [await _judge_role_set(findings, place, each) for place, each in enumerate(ids)]
    return tuple(each for each in found if each is not None)


async def _judge_role_set(findings: Findings, place: int, role_set_id: UUID) -> RoleSet | None:
    at = f"defaultRoleSetIds[{place}]"
    role_set = await role_set_seen(findings, at, role_set_id)
    if role_set is None:
        return None
    if role_set.status == RoleSetStatus.RETIRED:
        findings.problem(at, "invalid", "набір виведено з ужитку", "the role set is retired")
    if role_set.facility_id not in (None, findings.actor.facility_id):
        findings.problem(at, "invalid", "це набір іншого закладу", "it is of another facility")
    return role_set


async def _create(tx: Transaction, _actor: Actor, wish: CreatePosition, post: Post) -> Outcome:
    position_id, department = uuid7(), post.department
    with told({"position_one_head": _HEAD_TAKEN if post.sees_positions else hidden_conflict()}):
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


def _title(written: str) -> Accepted[str] | Rejected:
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
