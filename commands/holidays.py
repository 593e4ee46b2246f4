"""The working calendar is data: a weekday on which nobody works, or any day on which one does (§1.0.3).

Terms that still run are reckoned anew; days that have passed stay as they were.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.application_terms import retime
from commands.findings import Findings, not_found
from commands.premises import Premises
from commands.wording import sentence
from models import ExtraWorkday, Holiday
from models.validators import text
from permissions.catalogue import DICTIONARY

TITLE_LENGTH_MAX = 200
YEARS_MAX = 10  # a day farther ahead is a slip of the pen

_SATURDAY = 5
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('zaklad calendar', 0))"

Day = Holiday | ExtraWorkday


@dataclass(frozen=True, slots=True)
class SetHoliday:
    """A day that is not as its day of the week says."""

    day: Annotated[dt.date, Asked("День")]
    title: Annotated[str, Asked("Чому")]
    working: Annotated[bool, Asked("Чи це робочий день", more="без цього — вихідний")] = False


@dataclass(frozen=True, slots=True)
class RemoveHoliday:
    """A day that is again as its day of the week says."""

    day: Annotated[dt.date, Asked("День")]


async def _judge_set(
    tx: Transaction, actor: Actor, wish: SetHoliday, _premises: Premises
) -> Examined[SetHoliday, tuple[Day, ...]]:
    findings = Findings(tx, actor)
    wish = replace(wish, title=findings.checked("title", text(wish.title, TITLE_LENGTH_MAX), wish.title))
    _judge_day(findings, wish.day)
    if (wish.day.weekday() < _SATURDAY) == wish.working:
        findings.warn(
            "day",
            "invalid",
            "за днем тижня це й так " + ("робочий день" if wish.working else "вихідний"),
            "by its day of the week it is " + ("a working day" if wish.working else "free") + " already",
        )
    there = await _found(findings, wish.day)
    kind = "робочим" if wish.working else "вихідним"
    said = sentence(f"Зробити {wish.day:%d.%m.%Y} {kind} днем", wish)
    return findings.examined(wish, said, () if there is None else (there,))


async def _judge_removal(
    tx: Transaction, actor: Actor, wish: RemoveHoliday, _premises: Premises
) -> Examined[RemoveHoliday, Day]:
    findings = Findings(tx, actor)
    _judge_day(findings, wish.day)
    there = await _found(findings, wish.day)
    if there is None:
        findings.refusals.append(not_found("day"))
        return findings.examined(wish)
    said = sentence(f"Зробити {wish.day:%d.%m.%Y} знову звичайним днем замість «{there.title}»", wish)
    return findings.examined(wish, said, there)


def _judge_day(findings: Findings, day: dt.date) -> None:
    """Judge that the day lies ahead, and not too far."""
    today = findings.actor.today
    if not today < day <= today + dt.timedelta(days=366 * YEARS_MAX):
        findings.problem(
            "day",
            "date",
            f"день — від завтра й не далі як за {YEARS_MAX} років",
            f"the day lies between tomorrow and {YEARS_MAX} years ahead",
        )


async def _found(findings: Findings, day: dt.date) -> Day | None:
    """Give what the calendar has of a day, which it has once."""
    there: Day | None = await Holiday.get_or_none(day=day, using_db=findings.tx)
    there = there or await ExtraWorkday.get_or_none(day=day, using_db=findings.tx)
    if there is not None:
        findings.saw(type(there).__name__, there.id, there.version)
    return there


async def _set(tx: Transaction, actor: Actor, wish: SetHoliday, there: tuple[Day, ...]) -> Outcome:
    changes = [*await _written(tx, wish, there), *await _retimed(tx, actor)]
    return Outcome({}, tuple(changes))


async def _written(tx: Transaction, wish: SetHoliday, there: tuple[Day, ...]) -> list[Change]:
    """Write the day as it is from now on: another title, or another kind of day instead."""
    kind: type[Day] = ExtraWorkday if wish.working else Holiday
    for day in there:
        if isinstance(day, kind):
            day.update_from_dict({"title": wish.title, "version": day.version + 1})
            await day.save(using_db=tx, update_fields=["title", "version", "updated_at"])
            return [Change(kind.__name__, day.id, day.version, ChangeKind.UPDATED)]
    ended = [await _removed(tx, day) for day in there]
    day_id = uuid7()
    await kind.create(using_db=tx, id=day_id, day=wish.day, title=wish.title)
    return [*ended, Change(kind.__name__, day_id, 1, ChangeKind.CREATED)]


async def _remove(tx: Transaction, actor: Actor, _wish: RemoveHoliday, there: Day) -> Outcome:
    return Outcome({}, (await _removed(tx, there), *await _retimed(tx, actor)))


async def _removed(tx: Transaction, day: Day) -> Change:
    await day.delete(using_db=tx)
    return Change(type(day).__name__, day.id, day.version + 1, ChangeKind.ENDED)


async def _retimed(tx: Transaction, actor: Actor) -> list[Change]:
    return await retime(tx, actor.means.terms.registration_working_days)


async def _lock(tx: Transaction, _wish: object) -> None:
    """Let one change of the calendar wait for another."""
    await tx.execute_query(_LOCK)


SET_HOLIDAY = Act(
    "setHoliday",
    "Змінити робочий календар",
    SetHoliday,
    DICTIONARY.manage,
    {},
    _judge_set,
    _set,
    lock=_lock,
)
REMOVE_HOLIDAY = Act(
    "removeHoliday",
    "Прибрати день із робочого календаря",
    RemoveHoliday,
    DICTIONARY.manage,
    {},
    _judge_removal,
    _remove,
    lock=_lock,
)
