"""Accesses as values: what is held, and the shape that plans are shared by."""

from permissions.access import ANONYMOUS, EXPLORER, Access, Reach
from permissions.catalogue import DICTIONARY, EMPLOYEE, FACILITY, READING


def test_a_passer_by_holds_the_public_fields_and_the_dictionaries_alone() -> None:
    assert {each for each in READING if ANONYMOUS.holds(each)} == {FACILITY.public, DICTIONARY.read}


def test_the_explorer_holds_whatever_can_be_read() -> None:
    assert all(EXPLORER.holds(each) for each in READING)
    assert len({each.code for each in READING}) == len(READING)


def test_accesses_that_hold_the_same_have_the_same_shape() -> None:
    one = Access({FACILITY.public: Reach.EVERYWHERE, EMPLOYEE.public: Reach.EVERYWHERE})
    other = Access({EMPLOYEE.public: Reach.EVERYWHERE, FACILITY.public: Reach.EVERYWHERE})
    assert one.shape == other.shape
    assert one.shape != Access({FACILITY.public: Reach.EVERYWHERE}).shape


def test_every_permission_reads_and_says_in_ukrainian_what() -> None:
    for each in READING:
        assert each.code.endswith(":read")
        assert any("а" <= letter <= "я" for letter in each.title.lower())
        assert each.scopes
