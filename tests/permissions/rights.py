"""Rows of rights for tests, told by their differences."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from permissions.access import Access
from permissions.catalogue import EMPLOYEE
from permissions.holdings import Period, RightRow, RightState
from permissions.permission import Permission, Scope
from permissions.region import Region
from tests.permissions.rows import CITY, ME

VENDOR = UUID(int=13)
TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MIDNIGHT = dt.datetime(2026, 11, 22, 22, tzinfo=dt.UTC)  # in Kyiv, where the next day begins


def right(permission: Permission = EMPLOYEE.public, scope: Scope = Scope.FACILITY, **given: Any) -> RightRow:
    return replace(
        RightRow(
            facility_id=CITY,
            role_set_id=UUID(int=21),
            role_set_version_id=UUID(int=22),
            permission=permission.code,
            scope=scope,
            can_use=True,
            can_delegate=False,
            starts_on=dt.date(2026, 1, 1),
            ends_on=None,
            state=RightState.GIVEN,
            person_id=ME,
            employee_id=UUID(int=31),
            assignment_id=UUID(int=41),
            path="0001.",
        ),
        **given,
    )


def through(permission: Permission, scope: Scope = Scope.FACILITY, **given: Any) -> RightRow:
    """A right of a client's connection."""
    return right(permission, scope, person_id=None, employee_id=None, assignment_id=None, path=None, **given)


def in_facilities(*facilities: UUID) -> Region:
    return Region(facilities=frozenset(facilities))


def period(start: int, end: int | None = None) -> Period:
    return Period(NOW + start * HOUR, None if end is None else NOW + end * HOUR)


def named(access: Access) -> set[Permission]:
    """The permissions that the holdings behind an access name."""
    return {grant.permission for holding in access.holdings for grant in holding.grants}
