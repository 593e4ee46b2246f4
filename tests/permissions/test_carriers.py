"""Connections and assignments as carriers of versions: grants are looked at once, whoever carries them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from permissions.catalogue import DEPARTMENT
from permissions.holdings import (
    Carrier,
    RightState,
    access_of_client,
)
from permissions.region import Region
from permissions.role_sets import TEMPLATES, Grant
from tests.permissions.rights import (
    DAY,
    NOW,
    TODAY,
    VENDOR,
    named,
    through,
)


def carriers(count: int) -> list[Carrier]:
    """So many connections of a client, each to a facility of its own, under one version."""
    return [
        Carrier(
            facility_id=UUID(int=number),
            role_set_id=UUID(int=21),
            role_set_version_id=UUID(int=22),
            starts_on=dt.date(2026, 1, 1),
            ends_on=None,
            state=RightState.GIVEN,
            grants=TEMPLATES["MIS"].grants,
        )
        for number in range(1, count + 1)
    ]


def test_a_clients_connections_under_one_version_are_one_holding() -> None:
    access = access_of_client(VENDOR, carriers(3_000), NOW)
    (holding,) = access.holdings
    assert holding.grants == {grant for grant in TEMPLATES["MIS"].grants if grant.use}
    assert holding.facilities == access.facilities == {UUID(int=number) for number in range(1, 3_001)}
    assert access.held[DEPARTMENT.read] == Region(facilities=access.facilities)


def test_a_connection_that_is_not_in_force_gives_no_facility() -> None:
    first, second, third = carriers(3)
    ended = replace(second, ends_on=TODAY - DAY)
    last = replace(third, ends_on=TODAY)
    access = access_of_client(VENDOR, [first, ended, last], NOW)
    assert access.facilities == {first.facility_id, last.facility_id}
    assert [each.valid_to for each in access.holdings] == [None]
    assert not access.missed
    assert [each.valid_to for each in access_of_client(VENDOR, [ended, last], NOW).holdings] == [TODAY]


def test_what_thousands_of_connections_give_takes_work_for_each_connection_not_for_each_grant() -> None:
    class Counted(frozenset[Grant]):
        looked_at = 0

        def __iter__(self) -> Iterator[Grant]:
            type(self).looked_at += 1
            return super().__iter__()

    grants = Counted(TEMPLATES["MIS"].grants)
    rows = [replace(each, grants=grants) for each in carriers(3_000)]
    assert access_of_client(VENDOR, rows, NOW).holds(DEPARTMENT.read)
    assert Counted.looked_at < 10


def test_carriers_and_their_grants_one_by_one_give_the_same_access() -> None:
    whole = carriers(3)
    single = [
        through(
            grant.permission,
            grant.scope,
            facility_id=each.facility_id,
            can_use=grant.use,
            can_delegate=grant.delegate,
        )
        for each in whole
        for grant in each.grants
    ]
    first, second = access_of_client(VENDOR, whole, NOW), access_of_client(VENDOR, single, NOW)
    assert (first.held, first.missed, first.facilities) == (second.held, second.missed, second.facilities)
    assert named(first) == named(second)
