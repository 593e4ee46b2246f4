"""A position is described anew: its title, kind, headcount, and the role sets that come with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import combinations
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.assignment_rules import position_words
from commands.findings import Findings
from commands.giving import judge_role_sets
from commands.numbers import within
from commands.positions import (
    HEAD_TAKEN,
    HEADCOUNT_MAX,
    HEADCOUNT_MIN,
    HEADED,
    judge_title,
    position_title,
)
from commands.premises import Premises
from commands.staffing import Staffing, fullest, hold_positions, staffing_of
from commands.wording import sentence
from commands.written import hidden_conflict, told
from errors import Conflict, Problem, Refused
from models import Position, PositionKind, PositionStatus, RoleSet
from permissions.catalogue import ASSIGNMENT, POSITION
from permissions.decision import Whereabouts, may


@dataclass(frozen=True, slots=True)
class UpdatePosition:
    """What of a position changes; a field that is left out stays."""

    position_id: Annotated[UUID, Asked("Посада", "Position")]
    title_code: Annotated[
        str | Unchanged | None, Asked("Назва посади", more="код довідника POSITION; власна тоді зникає")
    ] = UNCHANGED
    custom_title: Annotated[
        str | Unchanged | None, Asked("Власна назва посади", more="назва з довідника тоді зникає")
    ] = UNCHANGED
    kind: Annotated[PositionKind | Unchanged, Asked("Вид посади")] = UNCHANGED
    headcount: Annotated[Decimal | Unchanged, Asked("Кількість ставок", more="від 0,25 до 99")] = UNCHANGED
    opened_on: Annotated[dt.date | Unchanged, Asked("Дата введення")] = UNCHANGED
    default_role_set_ids: Annotated[
        tuple[UUID, ...] | Unchanged, Asked("Рольові набори посади", "RoleSet", "для призначень відтепер")
    ] = UNCHANGED


@dataclass(frozen=True, slots=True)
class Refit:
    """A position, the role sets that come with it from now on, and whether somebody unseen is in the way."""

    position: Position
    role_sets: tuple[RoleSet, ...] | None
    is_hindered: bool


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdatePosition, premises: Premises
) -> Examined[UpdatePosition, Refit]:
    findings = Findings(tx, actor)
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    wish = _normal(findings, wish)
    role_sets = None
    if wish.default_role_set_ids is not UNCHANGED:
        role_sets = await judge_role_sets(findings, "defaultRoleSetIds", wish.default_role_set_ids)
    position = await findings.row("positionId", Position, wish.position_id, POSITION.read, POSITION.update)
    if position is None:
        return findings.examined(wish)
    if position.status == PositionStatus.CLOSED:
        findings.refusals.append(Conflict("посаду закрито", "the position is closed"))
    is_hindered = await _judge_staffing(findings, position, wish)
    place = Whereabouts(position.facility_id, position.path)
    words = await position_words(findings, position.id, place)
    shown = {"position_id": words, **await _title_shown(findings, wish)}
    if role_sets:
        shown["default_role_set_ids"] = ", ".join(f"«{each.name}»" for each in role_sets)
    said = sentence(f"Змінити посаду: {words}, заклад «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Refit(position, role_sets, is_hindered))


def _normal(findings: Findings, wish: UpdatePosition) -> UpdatePosition:
    """Bring what is given into its normal form; of two titles the one that is given stays."""
    given: dict[str, Any] = {}
    if wish.headcount is not UNCHANGED:
        headcount = within(wish.headcount, HEADCOUNT_MIN, HEADCOUNT_MAX)
        given["headcount"] = findings.checked("headcount", headcount, wish.headcount)
    if wish.title_code is not UNCHANGED and wish.custom_title is UNCHANGED:
        given["custom_title"] = None
    if wish.custom_title is not UNCHANGED and wish.title_code is UNCHANGED:
        given["title_code"] = None
    return replace(
        wish, **{"custom_title": findings.altered("customTitle", wish.custom_title, position_title), **given}
    )


async def _title_shown(findings: Findings, wish: UpdatePosition) -> Mapping[str, str]:
    """Judge the title, if there is a new one, and give what is said of it."""
    if wish.title_code is UNCHANGED or wish.custom_title is UNCHANGED:
        return {}
    title = await judge_title(findings, wish.title_code, wish.custom_title)
    return {"title_code": f"«{title}»"} if wish.title_code is not None else {}


async def _judge_staffing(findings: Findings, position: Position, wish: UpdatePosition) -> bool:
    """Judge that everybody who holds the position still fits; tell whether somebody unseen does not."""
    staffing = await staffing_of(findings.tx, position.id)
    after = replace(
        staffing,
        kind=position.kind if wish.kind is UNCHANGED else wish.kind,
        headcount=position.headcount if wish.headcount is UNCHANGED else wish.headcount,
    )
    becomes_head = after.kind == PositionKind.HEAD and position.kind != PositionKind.HEAD
    if becomes_head and await findings.tx.execute_query_dict(HEADED, [position.department_id]):
        findings.problems += HEAD_TAKEN.problems
    problems = _crowded(after, position.opened_on if wish.opened_on is UNCHANGED else wish.opened_on)
    sees = may(findings.actor.access, ASSIGNMENT.read, Whereabouts(position.facility_id, position.path))
    if sees:
        findings.problems += problems
    return bool(problems) and not sees


def _crowded(staffing: Staffing, opened_on: dt.date) -> tuple[Problem, ...]:
    most = fullest([each for each in staffing.held if each.takes_rate])
    heads = [each for each in staffing.held if each.heads]
    met = staffing.kind == PositionKind.HEAD and any(a.meets(b) for a, b in combinations(heads, 2))
    found = {
        Problem(
            "$.input.headcount",
            "number",
            f"призначеним уже належить ставок: {str(most).replace('.', ',')}",
            f"of the headcount {most} is taken by those who are appointed",
            (str(most),),
        ): most > staffing.headcount,
        Problem(
            "$.input.kind",
            "unique",
            "посаду обіймають кілька осіб, керівною вона бути не може",
            "several people hold the position, it cannot be one that heads",
        ): met,
        Problem(
            "$.input.openedOn",
            "date",
            "на посаду вже призначено з ранішої дати",
            "somebody was appointed from an earlier day on",
        ): any(each.start_date < opened_on for each in staffing.held),
    }
    return tuple(problem for problem, is_so in found.items() if is_so)


def _given(wish: UpdatePosition) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[1:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


async def _update(tx: Transaction, actor: Actor, wish: UpdatePosition, refit: Refit) -> Outcome:
    if refit.is_hindered:
        raise Refused((hidden_conflict(),))
    position = refit.position
    changes = {name: value for name, value in _given(wish).items() if name != "default_role_set_ids"}
    position.update_from_dict({**changes, "version": position.version + 1})
    position.updated_at = actor.now
    with told({"position_one_head": HEAD_TAKEN, "assignment_one_head": hidden_conflict()}):
        await position.save(using_db=tx, update_fields=[*changes, "version", "updated_at"])
    if refit.role_sets is not None:
        await position.default_role_sets.clear(using_db=tx)
        if refit.role_sets:
            await position.default_role_sets.add(*refit.role_sets, using_db=tx)
    updated = Change("Position", position.id, position.version, ChangeKind.UPDATED)
    return Outcome({"position": position.id}, (updated,))


async def _lock(tx: Transaction, wish: UpdatePosition) -> None:
    await hold_positions(tx, [wish.position_id])


UPDATE_POSITION = Act(
    "updatePosition",
    "Змінити посаду",
    UpdatePosition,
    POSITION.update,
    {"position": "Position"},
    _judge,
    _update,
    lock=_lock,
)
