"""What a caller is told to hold, as JSON: bounded, made once, with what everyone holds."""

import datetime as dt
from typing import Any
from uuid import UUID

import orjson

from compiler.holdings import SOURCES_MAX, told
from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.catalogue import FACILITY
from permissions.holdings import Carrier, RightState, access_of_client, access_of_person
from permissions.permission import Scope
from permissions.role_sets import TEMPLATES, Grant

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
ME, VENDOR = UUID(int=11), UUID(int=13)
FLOOR = {("facility.public:read", "ANY"), ("dictionary:read", "ANY")}
MIS = TEMPLATES["MIS"].grants


def carrier(number: int, version: int = 22, grants: frozenset[Grant] = MIS, **given: Any) -> Carrier:
    return Carrier(
        facility_id=UUID(int=number),
        role_set_id=UUID(int=21),
        role_set_version_id=UUID(int=version),
        starts_on=dt.date(2026, 1, 1),
        **{"ends_on": None, **given},
        state=RightState.GIVEN,
        grants=grants,
    )


def rows(access: Access) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["permission"], row["scope"]): row for row in orjson.loads(told(access))}


def test_who_has_no_role_sets_is_told_what_everyone_holds() -> None:
    for access in (access_of_person(ME, [], NOW), access_of_client(VENDOR, [], NOW), ANONYMOUS):
        assert set(rows(access)) == FLOOR
        assert all(row["sources"] == [] and row["valid_to"] is None for row in rows(access).values())


def test_what_everyone_holds_is_told_beside_what_a_role_set_grants() -> None:
    narrow = frozenset({Grant(FACILITY.public, Scope.FACILITY)})
    access = access_of_person(ME, [carrier(1, grants=narrow, assignment_id=UUID(int=41))], NOW)
    assert set(rows(access)) == {*FLOOR, ("facility.public:read", "FACILITY")}
    assert len(rows(access)["facility.public:read", "FACILITY"]["sources"]) == 1


def test_the_explorer_is_told_everything_that_can_be_read() -> None:
    assert set(rows(EXPLORER)) == {(permission.code, "ANY") for permission in EXPLORER.held}


def test_every_assignment_is_a_source_with_its_own_end() -> None:
    ends = dt.date(2026, 12, 1)
    first = carrier(1, assignment_id=UUID(int=41), ends_on=ends)
    second = carrier(1, assignment_id=UUID(int=42), ends_on=ends + dt.timedelta(1))
    row = rows(access_of_person(ME, [first, second], NOW))["department:read", "FACILITY"]
    assert row["valid_to"] == "2026-12-02"
    assert {(each["assignment_id"], each["valid_to"]) for each in row["sources"]} == {
        (str(UUID(int=41)), "2026-12-01"),
        (str(UUID(int=42)), "2026-12-02"),
    }


def test_what_is_told_does_not_grow_with_a_clients_connections() -> None:
    few, many = (
        access_of_client(VENDOR, [carrier(number) for number in range(1, count + 1)], NOW)
        for count in (1, 3_000)
    )
    assert told(few) == told(many)


def test_of_a_client_with_a_version_for_each_facility_so_many_sources_are_told() -> None:
    connections = [carrier(number, version=number) for number in range(1, SOURCES_MAX + 10)]
    row = rows(access_of_client(VENDOR, connections, NOW))["department:read", "FACILITY"]
    assert len(row["sources"]) == SOURCES_MAX


def test_it_is_made_once_for_an_access() -> None:
    access = access_of_client(VENDOR, [carrier(1)], NOW)
    assert told(access) is told(access)
    assert told(access_of_person(ME, [], NOW)) != told(access)
