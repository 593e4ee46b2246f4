"""Rows of rights as an access: what is in force, where, until when, and what was missed."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from permissions.access import ANONYMOUS, Epoch, Principal, PrincipalKind, Reason
from permissions.catalogue import DEPARTMENT, DICTIONARY, EMPLOYEE, FACILITY, POSITION
from permissions.holdings import (
    RightRow,
    RightState,
    access_of_client,
    access_of_person,
    miss_of,
)
from permissions.permission import Scope
from permissions.region import ANYWHERE, OWN, Region
from permissions.role_sets import Grant
from tests.permissions.rights import (
    DAY,
    HOUR,
    MIDNIGHT,
    NOW,
    TODAY,
    VENDOR,
    in_facilities,
    named,
    period,
    right,
    through,
)
from tests.permissions.rows import CITY, ME, VILLAGE

VALIDITY: list[tuple[str, dict[str, Any], Reason | None]] = [
    ("open-ended", {}, None),
    ("begins today", {"starts_on": TODAY}, None),
    ("ends today", {"ends_on": TODAY}, None),
    ("begins tomorrow", {"starts_on": TODAY + DAY}, Reason.NOT_YET_VALID),
    ("ended yesterday", {"ends_on": TODAY - DAY}, Reason.EXPIRED),
    ("ended by an act", {"state": RightState.ENDED}, Reason.EXPIRED),
    ("to be accepted", {"state": RightState.PENDING}, Reason.NOT_YET_VALID),
    ("to be accepted, too late", {"state": RightState.PENDING, "ends_on": TODAY - DAY}, Reason.EXPIRED),
    ("suspended", {"state": RightState.SUSPENDED}, Reason.SUSPENDED),
    ("a double never called", {"on_demand": True}, Reason.NOT_YET_VALID),
    ("a double called", {"on_demand": True, "periods": (period(-1, 1),)}, None),
    ("a double called until further notice", {"on_demand": True, "periods": (period(-1),)}, None),
    ("a double called this moment", {"on_demand": True, "periods": (period(0, 1),)}, None),
    (
        "a double whose time ends this moment",
        {"on_demand": True, "periods": (period(-1, 0),)},
        Reason.EXPIRED,
    ),
    ("a double who acted", {"on_demand": True, "periods": (period(-9, -8), period(-5, -4))}, Reason.EXPIRED),
    (
        "a double who acted and will again",
        {"on_demand": True, "periods": (period(-9, -8), period(4, 5))},
        Reason.NOT_YET_VALID,
    ),
    (
        "a double called after the assignment's end",
        {"on_demand": True, "periods": (period(-1, 1),), "ends_on": TODAY - DAY},
        Reason.EXPIRED,
    ),
    (
        "a double called and suspended",
        {"on_demand": True, "periods": (period(-1, 1),), "state": RightState.SUSPENDED},
        Reason.SUSPENDED,
    ),
    ("a permanent double outside any period", {"periods": (period(4, 5),)}, None),
]


@pytest.mark.parametrize(
    ("given", "missed"), [case[1:] for case in VALIDITY], ids=[case[0] for case in VALIDITY]
)
def test_a_right_is_held_exactly_while_it_is_in_force(given: dict[str, Any], missed: Reason | None) -> None:
    row = right(**given)
    access = access_of_person(ME, [row], NOW)
    assert miss_of(row, NOW) is missed
    assert access.holds(EMPLOYEE.public) == (missed is None)
    assert access.missed.get(EMPLOYEE.public) is missed
    assert named(access) == ({EMPLOYEE.public} if missed is None else set())


def test_days_begin_and_end_in_kyiv() -> None:
    tomorrow = right(starts_on=TODAY + DAY)
    until_today = right(POSITION.read, ends_on=TODAY)
    before = access_of_person(ME, [tomorrow, until_today], MIDNIGHT - dt.timedelta(microseconds=1))
    after = access_of_person(ME, [tomorrow, until_today], MIDNIGHT)
    assert (before.holds(EMPLOYEE.public), before.holds(POSITION.read)) == (False, True)
    assert (after.holds(EMPLOYEE.public), after.holds(POSITION.read)) == (True, False)


@pytest.mark.parametrize(
    ("scope", "region"),
    [
        (Scope.ANY, ANYWHERE),
        (Scope.FACILITY, in_facilities(CITY)),
        (Scope.DEPARTMENT, Region(subtrees=frozenset({(CITY, "0001.")}))),
        (Scope.OWN, OWN),
    ],
)
def test_an_assignment_supplies_the_value_of_a_scope(scope: Scope, region: Region) -> None:
    access = access_of_person(ME, [right(EMPLOYEE.work_contact, scope)], NOW)
    assert access.held[EMPLOYEE.work_contact] == region


@pytest.mark.parametrize(
    ("scope", "region"),
    [
        (Scope.ANY, ANYWHERE),
        (Scope.FACILITY, in_facilities(CITY)),
        (Scope.DEPARTMENT, in_facilities(CITY)),
        (Scope.OWN, OWN),
    ],
)
def test_a_connection_supplies_its_facility(scope: Scope, region: Region) -> None:
    access = access_of_client(VENDOR, [through(EMPLOYEE.work_contact, scope)], NOW)
    assert access.held[EMPLOYEE.work_contact] == region
    assert access.principal == Principal(PrincipalKind.CLIENT, client_id=VENDOR)


def test_several_assignments_unite() -> None:
    access = access_of_person(
        ME,
        [
            right(EMPLOYEE.professional, Scope.DEPARTMENT),
            right(EMPLOYEE.professional, Scope.DEPARTMENT, path="0001.0001.", assignment_id=UUID(int=42)),
            right(EMPLOYEE.professional, Scope.FACILITY, facility_id=VILLAGE, assignment_id=UUID(int=43)),
            right(EMPLOYEE.professional, Scope.OWN, assignment_id=UUID(int=44)),
        ],
        NOW,
    )
    assert access.held[EMPLOYEE.professional] == Region(
        facilities=frozenset({VILLAGE}), subtrees=frozenset({(CITY, "0001.")}), own=True
    )
    assert sorted(str(each.assignment_id)[-2:] for each in access.holdings) == ["29", "2a", "2b", "2c"]


def test_whoever_shows_a_token_holds_no_less_than_whoever_shows_none() -> None:
    person = access_of_person(ME, [], NOW)
    client = access_of_client(VENDOR, [], NOW)
    below = access_of_person(ME, [], NOW, client_id=VENDOR)
    assert person.held == client.held == below.held == ANONYMOUS.held
    assert set(person.held) == {FACILITY.public, DICTIONARY.read}


def test_no_narrower_grant_takes_from_what_everybody_holds() -> None:
    narrow = [right(FACILITY.public), right(DICTIONARY.read, Scope.OWN)]
    assert access_of_person(ME, narrow, NOW).held == ANONYMOUS.held


def test_what_may_only_be_handed_out_is_not_held() -> None:
    access = access_of_person(ME, [right(can_use=False, can_delegate=True)], NOW)
    assert not access.holds(EMPLOYEE.public)
    assert not access.holdings
    assert not access.missed


def test_a_permission_of_a_newer_release_is_passed_over() -> None:
    access = access_of_person(ME, [replace(right(), permission="parking:reserve")], NOW)
    assert access.held == ANONYMOUS.held


def test_of_several_misses_the_nearest_is_told() -> None:
    rows = [
        right(state=RightState.ENDED),
        right(starts_on=TODAY + DAY),
        right(DEPARTMENT.read, state=RightState.ENDED),
        right(DEPARTMENT.read, state=RightState.SUSPENDED),
        right(POSITION.read, ends_on=TODAY - DAY),
        right(POSITION.read, facility_id=VILLAGE),
    ]
    for ordered in (rows, rows[::-1]):
        missed = access_of_person(ME, ordered, NOW).missed
        assert missed == {EMPLOYEE.public: Reason.NOT_YET_VALID, DEPARTMENT.read: Reason.SUSPENDED}


def test_a_holding_says_through_what_it_is_held() -> None:
    access = access_of_person(ME, [right(can_delegate=True, ends_on=TODAY + DAY)], NOW)
    (holding,) = access.holdings
    assert holding.grants == {Grant(EMPLOYEE.public, Scope.FACILITY, use=True, delegate=True)}
    assert (holding.role_set_id, holding.role_set_version_id) == (UUID(int=21), UUID(int=22))
    assert holding.assignment_id == UUID(int=41)
    assert holding.facilities == {CITY}
    assert holding.valid_to == TODAY + DAY


def test_in_a_clients_session_a_person_holds_what_both_hold() -> None:
    rows = [
        right(EMPLOYEE.public, Scope.FACILITY),
        right(EMPLOYEE.public, Scope.FACILITY, facility_id=VILLAGE, assignment_id=UUID(int=42)),
        right(EMPLOYEE.work_contact, Scope.OWN),
        right(EMPLOYEE.professional, Scope.DEPARTMENT),
        right(EMPLOYEE.identity, Scope.FACILITY),
        right(DEPARTMENT.read, Scope.FACILITY, facility_id=VILLAGE),
        right(POSITION.read, Scope.ANY),
    ]
    ceiling = [
        through(EMPLOYEE.public),
        through(EMPLOYEE.work_contact),
        through(EMPLOYEE.professional, Scope.DEPARTMENT),
        through(DEPARTMENT.read),
        through(POSITION.read),
        through(EMPLOYEE.identity, ends_on=TODAY - DAY),
        through(DEPARTMENT.contact),
    ]
    access = access_of_person(ME, rows, NOW, client_id=VENDOR, ceiling=ceiling)
    assert access.principal == Principal(PrincipalKind.PERSON, ME, VENDOR)
    assert access.held == {
        **ANONYMOUS.held,
        EMPLOYEE.public: in_facilities(CITY),
        EMPLOYEE.work_contact: Region(own=True, own_within=frozenset({CITY})),
        EMPLOYEE.professional: Region(subtrees=frozenset({(CITY, "0001.")})),
        POSITION.read: in_facilities(CITY),
    }
    assert access.missed == {EMPLOYEE.identity: Reason.CLIENT_CEILING, DEPARTMENT.read: Reason.CLIENT_CEILING}
    assert named(access) == {EMPLOYEE.public, EMPLOYEE.work_contact, EMPLOYEE.professional, POSITION.read}
    assert access.facilities == {CITY}


def test_a_clients_own_rows_are_no_ceiling_for_a_person() -> None:
    access = access_of_person(
        ME,
        [right(EMPLOYEE.work_contact, Scope.OWN)],
        NOW,
        client_id=VENDOR,
        ceiling=[through(EMPLOYEE.work_contact, Scope.OWN)],
    )
    assert access.missed == {EMPLOYEE.work_contact: Reason.CLIENT_CEILING}


@pytest.mark.parametrize(
    ("row", "turns"),
    [
        (right(), None),
        (right(starts_on=TODAY + DAY), MIDNIGHT),
        (right(ends_on=TODAY), MIDNIGHT),
        (right(ends_on=TODAY + DAY), MIDNIGHT + DAY),
        (right(starts_on=TODAY + DAY, ends_on=TODAY + 9 * DAY), MIDNIGHT),
        (right(ends_on=TODAY - DAY), None),
        (right(ends_on=TODAY, state=RightState.SUSPENDED), None),
        (right(on_demand=True, periods=(period(-1, 1), period(3, 4))), NOW + HOUR),
        (right(on_demand=True, periods=(period(-4, -1), period(3, 4))), NOW + 3 * HOUR),
        (right(on_demand=True, periods=(period(-1),)), None),
        (right(periods=(period(-1, 1),)), None),
        (right(starts_on=dt.date.min, ends_on=dt.date.max), None),
        (right(ends_on=dt.date(2027, 3, 28)), dt.datetime(2027, 3, 28, 21, tzinfo=dt.UTC)),  # summer by then
    ],
)
def test_an_access_holds_until_a_right_begins_or_ends(row: RightRow, turns: dt.datetime | None) -> None:
    assert access_of_person(ME, [row, right()], NOW).valid_until == turns


def test_an_access_holds_no_longer_than_its_session_and_the_clients_connections() -> None:
    assert access_of_person(ME, [right()], NOW, session_ends=NOW + HOUR).valid_until == NOW + HOUR
    assert access_of_client(VENDOR, [through(POSITION.read, ends_on=TODAY)], NOW).valid_until == MIDNIGHT
    below = access_of_person(ME, [], NOW, client_id=VENDOR, ceiling=[through(POSITION.read, ends_on=TODAY)])
    assert below.valid_until == MIDNIGHT


def test_an_access_carries_the_epoch_that_it_was_read_in() -> None:
    epoch = Epoch((ME,), 7)
    assert access_of_person(ME, [], NOW, epoch=epoch).epoch == epoch
    assert access_of_client(VENDOR, [], NOW, epoch=epoch).epoch == epoch
