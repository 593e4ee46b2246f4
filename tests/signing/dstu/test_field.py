"""The field is compared with multiplication by shifting and adding, one bit at a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from signing.dstu.curves import CURVES
from signing.dstu.field import Field
from tests.signing.dstu.known import chance

FIELDS = [curve.field for curve in CURVES.values()]
all_fields = pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"m={field.m}")


def slow_product(field: Field, left: int, right: int) -> int:
    left, right, found = field.compact(left), field.compact(right), 0
    while right:
        found ^= left if right & 1 else 0
        right >>= 1
        left <<= 1
        left ^= field.modulus if left >> field.m else 0
    return field.spread(found)


def elements(field: Field, count: int) -> list[int]:
    random = chance(field.m)
    return [field.spread(random.randrange(1, 1 << field.m)) for _ in range(count)]


@given(some.sampled_from(FIELDS), some.data())
@settings(deadline=None, derandomize=True)
def test_products_and_squares_are_those_of_the_slow_way(field: Field, data: some.DataObject) -> None:
    numbers = some.integers(0, (1 << field.m) - 1)
    left, right = field.spread(data.draw(numbers)), field.spread(data.draw(numbers))
    assert field.product(left, right) == slow_product(field, left, right)
    assert field.square(left) == slow_product(field, left, left)


@all_fields
def test_a_product_is_right_where_a_byte_would_run_over(field: Field) -> None:
    full = field.ones
    assert field.product(full, full) == field.square(full) == slow_product(field, full, full)
    assert field.product(full ^ 1, full) == slow_product(field, full ^ 1, full)


@all_fields
def test_spreading_and_putting_together_are_opposites(field: Field) -> None:
    for number in (0, 1, 1 << (field.m - 1), (1 << field.m) - 1):
        assert field.compact(field.spread(number)) == number


@all_fields
def test_an_element_times_its_inverse_is_one(field: Field) -> None:
    found = elements(field, 5)
    assert [field.product(each, field.inverse(each)) for each in found] == [1] * 5
    assert field.inverses(found) == [field.inverse(each) for each in found]
    assert field.inverse(1) == 1


def test_zero_has_no_inverse() -> None:
    with pytest.raises(AssertionError):
        FIELDS[0].inverse(0)


@all_fields
def test_the_trace_is_the_sum_of_all_squares_in_turn(field: Field) -> None:
    for element in elements(field, 5):
        total = power = element
        for _ in range(field.m - 1):
            power = field.square(power)
            total ^= power
        assert total == field.trace(element)


@all_fields
def test_the_half_trace_solves_the_equation_where_the_trace_is_zero(field: Field) -> None:
    for element in elements(field, 5):
        solvable = element ^ field.trace(element)
        found = field.half_trace(solvable)
        assert field.square(found) ^ found == solvable
