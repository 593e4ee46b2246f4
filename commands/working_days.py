"""Terms in working days: the day of receipt is day 0, and a term ends with its last day in Kyiv (§1.0.3).

Monday to Friday are working days unless the calendar has a holiday then; an extra workday is one whatever
else it is. The calendar is data, since public holidays are worked while martial law lasts.
"""

import datetime as dt
from dataclasses import dataclass

from permissions.holdings import KYIV

_SATURDAY = 5
_ONE = dt.timedelta(days=1)
_LAST_SECOND = dt.time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that are not as their day of the week says."""

    holidays: frozenset[dt.date] = frozenset()
    extra_workdays: frozenset[dt.date] = frozenset()


def is_working_day(calendar: Calendar, day: dt.date) -> bool:
    """Tell whether one works on a day."""
    if day in calendar.extra_workdays:
        return True
    return day.weekday() < _SATURDAY and day not in calendar.holidays


def term_end(calendar: Calendar, received_on: dt.date, working_days: int) -> dt.date:
    """Give the last day of a term; a term of no days ends on the day of receipt."""
    day, left = received_on, working_days
    while left > 0:
        day += _ONE
        left -= is_working_day(calendar, day)
    return day


def working_days_between(calendar: Calendar, after: dt.date, until: dt.date) -> int:
    """Count the working days after one day up to and with another; none when it comes no later."""
    days = (after + _ONE * number for number in range(1, (until - after).days + 1))
    return sum(is_working_day(calendar, day) for day in days)


def ends_at(day: dt.date) -> dt.datetime:
    """Give the moment with which a term that ends on a day is over."""
    return dt.datetime.combine(day, _LAST_SECOND, KYIV)
