"""A decision about one row agrees with the slow test of rows, and with the order of regions."""

from hypothesis import given
from hypothesis import strategies as some

from permissions.access import Access, Principal, PrincipalKind
from permissions.catalogue import DEPARTMENT, EQUIPMENT
from permissions.decision import Whereabouts, lies_in, may
from permissions.region import ANYWHERE, OWN, Region, united
from tests.permissions.rows import CITY, ME, REGIONS, ROWS, SOMEBODY, UNHURRIED, Row, lies

PERSON = Principal(PrincipalKind.PERSON, ME)
SINGLE = some.sampled_from(sorted((row for row in ROWS if len(row.paths) < 2), key=repr))


def at(row: Row) -> Whereabouts:
    return Whereabouts(row.facility, next(iter(row.paths), None), row.person)


@UNHURRIED
@given(REGIONS, SINGLE)
def test_a_row_lies_where_the_slow_test_says(region: Region, row: Row) -> None:
    assert lies_in(region, at(row), PERSON) == lies(row, region)


@UNHURRIED
@given(REGIONS, REGIONS, SINGLE)
def test_a_region_that_contains_another_permits_whatever_that_one_permits(
    wide: Region, narrow: Region, row: Row
) -> None:
    if wide.contains(narrow) and lies_in(narrow, at(row), PERSON):
        assert lies_in(wide, at(row), PERSON)


@UNHURRIED
@given(REGIONS, REGIONS, SINGLE)
def test_united_regions_permit_what_either_permits(one: Region, other: Region, row: Row) -> None:
    either = lies_in(one, at(row), PERSON) or lies_in(other, at(row), PERSON)
    assert lies_in(united((one, other)), at(row), PERSON) == either


def test_what_is_not_held_is_permitted_nowhere() -> None:
    access = Access({DEPARTMENT.read: ANYWHERE}, PERSON)
    assert may(access, DEPARTMENT.read, Whereabouts(CITY))
    assert not may(access, EQUIPMENT.create, Whereabouts(CITY))


def test_a_row_of_nobody_is_nobodys_own() -> None:
    nobody = Principal(PrincipalKind.ANONYMOUS)
    assert not lies_in(OWN, Whereabouts(CITY), nobody)
    assert not lies_in(OWN, Whereabouts(CITY), PERSON)
    assert not lies_in(OWN, Whereabouts(CITY, owner_id=SOMEBODY), PERSON)
    assert lies_in(OWN, Whereabouts(CITY, owner_id=ME), PERSON)


def test_a_row_without_a_facility_lies_in_no_facility() -> None:
    assert not lies_in(Region(facilities=frozenset({CITY})), Whereabouts(), PERSON)
    assert lies_in(ANYWHERE, Whereabouts(), PERSON)
