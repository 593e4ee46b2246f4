"""The terms of applications by the calendar that the database holds."""

import datetime as dt

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change, ChangeKind
from commands.application_states import OPEN
from commands.working_days import Calendar, term_end
from models import ExtraWorkday, FacilityApplication, Holiday


async def calendar_since(tx: Transaction, day: dt.date) -> Calendar:
    """Give the calendar from a day on."""
    holidays = await Holiday.filter(day__gt=day).using_db(tx)
    extra = await ExtraWorkday.filter(day__gt=day).using_db(tx)
    return Calendar(frozenset(each.day for each in holidays), frozenset(each.day for each in extra))


async def due_after(tx: Transaction, received_on: dt.date, working_days: int) -> dt.date:
    """Give the last day of a term."""
    return term_end(await calendar_since(tx, received_on), received_on, working_days)


async def retime(tx: Transaction, working_days: int) -> list[Change]:
    """Reckon the terms of all open applications anew, after the calendar changed; gives those that moved.

    The days for which a term stood still stay as they were counted.
    """
    moved = []
    for application in await FacilityApplication.filter(status__in=OPEN).using_db(tx).select_for_update():
        term = working_days + application.paused_days
        due_on = await due_after(tx, application.received_on, term)
        if due_on != application.due_on:
            await _move(tx, application, due_on)
            moved.append(
                Change("FacilityApplication", application.id, application.version, ChangeKind.UPDATED)
            )
    return moved


async def _move(tx: Transaction, application: FacilityApplication, due_on: dt.date) -> None:
    application.due_on = due_on
    application.version += 1
    await application.save(using_db=tx, update_fields=["due_on", "version", "updated_at"])
