"""Regions: their union, part and containment agree with what a row-by-row look says."""

from random import Random

from hypothesis import given
from hypothesis import strategies as some

from permissions.region import ANYWHERE, MANY, Region, Subtree, united
from tests.permissions.rows import CEILINGS, CITY, PATHS, REGIONS, ROWS, SUBTREES, UNHURRIED, VILLAGE, rows_of


@UNHURRIED
@given(some.lists(REGIONS, max_size=4))
def test_a_union_holds_the_rows_of_all_its_parts_and_no_other(parts: list[Region]) -> None:
    assert rows_of(united(parts)) == frozenset().union(*map(rows_of, parts))


@UNHURRIED
@given(some.lists(REGIONS, max_size=4), some.randoms())
def test_a_union_does_not_depend_on_the_order_and_has_one_form(parts: list[Region], chance: Random) -> None:
    shuffled = [*parts, *parts]
    chance.shuffle(shuffled)
    assert united(shuffled) == united(parts) == united([united(parts)])


@UNHURRIED
@given(REGIONS, CEILINGS)
def test_what_lies_within_a_ceiling_are_the_rows_of_both(region: Region, ceiling: Region) -> None:
    assert rows_of(region.within(ceiling)) == rows_of(region) & rows_of(ceiling)


@UNHURRIED
@given(REGIONS, REGIONS)
def test_a_region_contains_another_exactly_when_it_has_all_its_rows(one: Region, other: Region) -> None:
    assert one.contains(other) == (rows_of(other) <= rows_of(one))


@UNHURRIED
@given(REGIONS, REGIONS, REGIONS)
def test_what_one_contains_a_wider_one_contains_too(one: Region, other: Region, third: Region) -> None:
    if one.contains(other) and other.contains(third):
        assert one.contains(third)
    assert united([one, other]).contains(one)
    assert one.contains(one)


@UNHURRIED
@given(SUBTREES, REGIONS)
def test_a_subtree_is_contained_exactly_when_its_rows_are(
    subtrees: frozenset[Subtree], region: Region
) -> None:
    for subtree in subtrees:
        alone = Region(subtrees=frozenset({subtree}))
        assert region.contains_subtree(subtree) == (rows_of(alone) <= rows_of(region))


@UNHURRIED
@given(REGIONS, REGIONS)
def test_a_region_contains_the_facilities_of_another_exactly_when_all_their_rows_lie_in_it(
    one: Region, other: Region
) -> None:
    touched = {row.facility for row in rows_of(other)}
    assert one.contains_facilities_of(other) == (
        {row for row in ROWS if row.facility in touched} <= rows_of(one)
    )


@UNHURRIED
@given(REGIONS)
def test_a_region_is_true_exactly_when_a_row_can_lie_in_it(region: Region) -> None:
    assert bool(region) == bool(rows_of(region))


@UNHURRIED
@given(some.lists(REGIONS, max_size=4))
def test_a_union_repeats_nothing(parts: list[Region]) -> None:
    whole = united(parts)
    for subtree in whole.subtrees:
        rest = Region(facilities=whole.facilities, subtrees=whole.subtrees - {subtree})
        assert not rest.contains_subtree(subtree)
    assert not whole.anywhere or whole == ANYWHERE


def test_a_department_whose_number_begins_alike_is_no_part() -> None:
    assert not Region(subtrees=frozenset({(CITY, "0001.")})).contains_subtree((CITY, "000Z."))
    assert not Region(subtrees=frozenset({(CITY, "0001.")})).contains_subtree((VILLAGE, "0001."))


def test_a_shape_counts_facilities_to_two_and_pads_subtrees() -> None:
    many = [(CITY, f"{number:04}.") for number in range(1, 12)]
    counts = [Region(subtrees=frozenset(many[:count])).shape.subtrees for count in range(11)]
    assert counts == [0, 1, 2, 4, 4, 8, 8, 8, 8, MANY, MANY]
    assert Region(facilities=frozenset({CITY, VILLAGE})).shape.facilities == 2
    assert (
        Region(subtrees=frozenset({(CITY, PATHS[0])})).shape
        == Region(subtrees=frozenset({(VILLAGE, PATHS[1])})).shape
    )
