"""Rights by chance: what is held grows with what is given, and holds as long as it is said to."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from permissions.access import ANONYMOUS
from permissions.catalogue import EMPLOYEE, PERMISSIONS, POSITION
from permissions.holdings import (
    RightRow,
    RightState,
    access_of_person,
)
from tests.permissions.rights import (
    DAY,
    HOUR,
    NOW,
    TODAY,
    VENDOR,
    named,
    period,
    right,
)
from tests.permissions.rows import CITY, ME, UNHURRIED, VILLAGE

DAYS = some.integers(-3, 3).map(lambda days: TODAY + days * DAY)
PERIODS = some.tuples(some.integers(-9, 9), some.none() | some.integers(1, 9)).map(
    lambda pair: period(pair[0], None if pair[1] is None else pair[0] + pair[1])
)
RIGHTS = some.sampled_from(
    [EMPLOYEE.public, EMPLOYEE.professional, EMPLOYEE.identity, POSITION.create]
).flatmap(
    lambda permission: some.builds(
        right,
        some.just(permission),
        some.sampled_from(permission.scopes),
        facility_id=some.sampled_from((CITY, VILLAGE)),
        path=some.sampled_from(("0001.", "0001.0001.", "0002.")),
        can_use=some.booleans(),
        starts_on=DAYS,
        ends_on=some.none() | DAYS,
        state=some.sampled_from(RightState),
        on_demand=some.booleans(),
        periods=some.lists(PERIODS, max_size=2).map(tuple),
    )
)
ROWS = some.lists(RIGHTS, max_size=4)
CEILINGS = some.lists(
    RIGHTS.map(lambda row: replace(row, person_id=None, assignment_id=None, path=None, on_demand=False)),
    max_size=4,
)


@UNHURRIED
@given(ROWS, ROWS, CEILINGS, CEILINGS)
def test_adding_a_set_never_takes_a_permission_or_shrinks_a_region(
    rows: list[RightRow], more: list[RightRow], ceiling: list[RightRow], higher: list[RightRow]
) -> None:
    less = access_of_person(ME, rows, NOW, client_id=VENDOR, ceiling=ceiling)
    free = access_of_person(ME, rows, NOW)
    for wider in (
        access_of_person(ME, [*rows, *more], NOW, client_id=VENDOR, ceiling=[*ceiling, *higher]),
        access_of_person(ME, [*more, *rows], NOW),
        free,
    ):
        for permission, region in less.held.items():
            assert wider.held[permission].contains(region)
    for permission, region in free.held.items():
        assert access_of_person(ME, [*rows, *more], NOW).held[permission].contains(region)


@UNHURRIED
@given(ROWS, CEILINGS, some.booleans())
def test_whatever_was_given_is_held_or_missed_for_a_reason(
    rows: list[RightRow], ceiling: list[RightRow], below: bool
) -> None:
    access = access_of_person(
        ME, rows, NOW, client_id=VENDOR if below else None, ceiling=ceiling if below else ()
    )
    given = {PERMISSIONS[row.permission] for row in rows if row.can_use}
    assert given | set(ANONYMOUS.held) == set(access.held) | set(access.missed)
    assert not set(access.held) & set(access.missed)
    assert all(access.held.values())
    assert named(access) | set(ANONYMOUS.held) == set(access.held)


@UNHURRIED
@given(ROWS, some.integers(1, 200))
def test_nothing_changes_before_the_moment_until_which_an_access_holds(
    rows: list[RightRow], hours: int
) -> None:
    access = access_of_person(ME, rows, NOW)
    later = NOW + hours * HOUR
    if access.valid_until is not None:
        assert access.valid_until > NOW
        later = min(later, access.valid_until - dt.timedelta(microseconds=1))
    assert access_of_person(ME, rows, later).held == access.held
