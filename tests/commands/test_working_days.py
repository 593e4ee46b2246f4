"""Terms run in working days of a calendar that is data, and end with the last day in Kyiv."""

import datetime as dt

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.working_days import Calendar, ends_at, is_working_day, term_end, working_days_between
from tests.commands.stage import Stage, raw

MONDAY = dt.date(2026, 1, 5)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=40), st.frozensets(DAYS, max_size=40))


def slowly(calendar: Calendar, received_on: dt.date, working_days: int) -> dt.date:
    """The same by the words of the rule: of all days that come, the so-manieth that is worked."""
    if not working_days:
        return received_on
    coming = [received_on + dt.timedelta(days=number) for number in range(1, 4 * working_days + 200)]
    weekdays = [day for day in coming if day.strftime("%a") in ("Mon", "Tue", "Wed", "Thu", "Fri")]
    worked = (set(weekdays) - calendar.holidays) | (calendar.extra_workdays & set(coming))
    return sorted(worked)[working_days - 1]


@pytest.mark.parametrize(
    ("working_days", "last"), [(20, dt.date(2026, 2, 2)), (10, dt.date(2026, 1, 19)), (0, MONDAY)]
)
def test_a_term_counts_from_the_day_after_receipt(working_days: int, last: dt.date) -> None:
    assert term_end(Calendar(), MONDAY, working_days) == last


def test_holidays_and_extra_workdays_move_a_term() -> None:
    holiday, saturday = dt.date(2026, 1, 7), dt.date(2026, 1, 10)
    assert term_end(Calendar(frozenset({holiday})), MONDAY, 20) == dt.date(2026, 2, 3)
    assert term_end(Calendar(frozenset(), frozenset({saturday})), MONDAY, 20) == dt.date(2026, 1, 30)
    assert term_end(Calendar(frozenset({saturday}), frozenset({saturday})), MONDAY, 5) == saturday


def test_a_term_ends_with_its_day_in_kyiv_in_winter_and_in_summer() -> None:
    assert ends_at(dt.date(2026, 2, 2)).astimezone(dt.UTC) == dt.datetime(
        2026, 2, 2, 21, 59, 59, tzinfo=dt.UTC
    )
    assert ends_at(dt.date(2026, 7, 2)).astimezone(dt.UTC) == dt.datetime(
        2026, 7, 2, 20, 59, 59, tzinfo=dt.UTC
    )


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_a_term_is_as_slow_reckoning_has_it(calendar: Calendar, day: dt.date, working_days: int) -> None:
    last = term_end(calendar, day, working_days)
    assert last == slowly(calendar, day, working_days)
    assert working_days_between(calendar, day, last) == working_days
    assert not working_days or is_working_day(calendar, last)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_days_between_add_up(calendar: Calendar, one: dt.date, two: dt.date, three: dt.date) -> None:
    first, second, third = sorted((one, two, three))
    parts = working_days_between(calendar, first, second) + working_days_between(calendar, second, third)
    assert working_days_between(calendar, first, third) == parts
    assert working_days_between(calendar, third, first) == 0


async def test_the_database_counts_working_days_alike(stage: Stage) -> None:
    connection: asyncpg.Connection = raw(stage.tx)
    calendar = Calendar(
        frozenset({dt.date(2026, 1, 7), dt.date(2026, 1, 8)}),
        frozenset({dt.date(2026, 1, 8), dt.date(2026, 1, 10)}),
    )
    for day in calendar.holidays:
        await stage.world.add("holiday", day=day)
    for day in calendar.extra_workdays:
        await stage.world.add("extra_workday", day=day)
    for days in range(-3, 40):
        until = MONDAY + dt.timedelta(days=days)
        counted = await connection.fetchval("SELECT working_days_between($1, $2)", MONDAY, until)
        assert counted == working_days_between(calendar, MONDAY, until)
