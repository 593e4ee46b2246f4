"""Accesses as values: what is held, and the shape that plans are shared by."""

from uuid import UUID

from permissions.access import ANONYMOUS, EXPLORER, Access, Epoch
from permissions.catalogue import DICTIONARY, EMPLOYEE, FACILITY, PERMISSIONS, READING
from permissions.region import ANYWHERE, Region

CITY, VILLAGE = UUID(int=1), UUID(int=2)


def in_facility(facility: UUID) -> Region:
    return Region(facilities=frozenset({facility}))


def below(facility: UUID, path: str) -> Region:
    return Region(subtrees=frozenset({(facility, path)}))


def test_a_passer_by_holds_the_public_fields_and_the_dictionaries_alone() -> None:
    held = {each for each in PERMISSIONS.values() if ANONYMOUS.holds(each)}
    assert held == {FACILITY.public, DICTIONARY.read}


def test_the_explorer_holds_whatever_can_be_read_and_no_act() -> None:
    assert {each for each in PERMISSIONS.values() if EXPLORER.holds(each)} == set(READING)


def test_accesses_that_hold_the_same_have_the_same_shape() -> None:
    one = Access({FACILITY.public: ANYWHERE, EMPLOYEE.public: ANYWHERE})
    other = Access({EMPLOYEE.public: ANYWHERE, FACILITY.public: ANYWHERE})
    assert one.shape == other.shape
    assert one.shape != Access({FACILITY.public: ANYWHERE}).shape


def test_a_shape_holds_no_value() -> None:
    in_the_city = Access({FACILITY.contact: in_facility(CITY), EMPLOYEE.public: below(CITY, "0001.")})
    in_the_village = Access(
        {FACILITY.contact: in_facility(VILLAGE), EMPLOYEE.public: below(VILLAGE, "000Z.")}
    )
    assert in_the_city.shape == in_the_village.shape
    assert in_the_city.shape.key == in_the_village.shape.key


def test_a_shape_tells_whether_one_region_contains_another() -> None:
    one = Access({FACILITY.contact: in_facility(CITY), EMPLOYEE.public: below(CITY, "0001.")})
    apart = Access({FACILITY.contact: in_facility(CITY), EMPLOYEE.public: below(VILLAGE, "0001.")})
    assert one.shape.key != apart.shape.key
    assert len(one.shape.covers) == 3
    assert len(apart.shape.covers) == 2


def test_a_shape_tells_whether_the_statement_is_guarded() -> None:
    guarded = Access({FACILITY.public: ANYWHERE}, epoch=Epoch((CITY,), 1))
    assert guarded.shape != Access({FACILITY.public: ANYWHERE}).shape
