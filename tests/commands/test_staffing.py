"""How full a position is, on every day."""

import datetime as dt
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from commands.staffing import Crowding, Held, Staffing, fullest
from models import AssignmentKind, AssignmentStatus, PositionKind

FIRST = dt.date(2026, 1, 1)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def held(
    begins: int = 0,
    ends: int | None = None,
    rate: str = "1",
    kind: AssignmentKind = AssignmentKind.PRIMARY,
    status: AssignmentStatus = AssignmentStatus.ACTIVE,
    employee_id: UUID | None = None,
) -> Held:
    last = None if ends is None else day(ends)
    return Held(employee_id or uuid4(), kind, Decimal(rate), day(begins), last, status)


def test_an_empty_position_is_free() -> None:
    assert fullest([]) == 0
    assert Staffing(PositionKind.HEAD, Decimal(1)).crowding(held()) == ()


def test_who_follows_takes_what_was_left() -> None:
    staffing = Staffing(PositionKind.STAFF, Decimal(1), (held(ends=9),))
    assert staffing.crowding(held(10)) == ()
    assert staffing.crowding(held(9)) == (Crowding.HEADCOUNT,)


def test_two_who_never_meet_are_not_added_up() -> None:
    staffing = Staffing(PositionKind.STAFF, Decimal(2), (held(0, 4), held(6, 9)))
    assert staffing.free(held(0, 20)) == 1
    assert staffing.crowding(held(0, 20)) == ()


def test_doubles_and_those_who_rest_take_nothing() -> None:
    resting = held(status=AssignmentStatus.SUSPENDED)
    staffing = Staffing(PositionKind.HEAD, Decimal(1), (resting, held(kind=AssignmentKind.SUBSTITUTE)))
    assert staffing.crowding(held(kind=AssignmentKind.ACTING)) == ()
    assert staffing.crowding(held()) == ()
    full = Staffing(PositionKind.HEAD, Decimal(1), (held(),))
    assert full.crowding(held(kind=AssignmentKind.SUBSTITUTE)) == ()


def test_all_that_is_in_the_way_is_told() -> None:
    one = uuid4()
    staffing = Staffing(PositionKind.HEAD, Decimal(1), (held(employee_id=one),))
    assert staffing.crowding(held(employee_id=one)) == tuple(Crowding)


def test_somebody_unknown_is_nobody_twice() -> None:
    unknown = Held(None, AssignmentKind.PRIMARY, Decimal(1), FIRST, None, AssignmentStatus.PENDING)
    assert Staffing(PositionKind.STAFF, Decimal(2), (unknown,)).crowding(unknown) == ()


Terms = tuple[int, int | None, str, AssignmentKind]
TERMS: st.SearchStrategy[Terms] = st.tuples(
    st.integers(0, 12),
    st.none() | st.integers(0, 12),
    st.sampled_from(["0.25", "0.50", "1"]),
    st.sampled_from([AssignmentKind.PRIMARY, AssignmentKind.SUBSTITUTE]),
)


@given(st.lists(TERMS, max_size=8), TERMS)
def test_it_agrees_with_counting_day_by_day(
    others: list[Terms],
    new: Terms,
) -> None:
    def made(term: Terms) -> Held:
        begins, lasts, rate, kind = term
        return held(begins, None if lasts is None else begins + lasts, rate, kind)

    def on(each: Held, number: int) -> bool:
        return each.start_date <= day(number) and (each.end_date is None or day(number) <= each.end_date)

    known, asked = [made(each) for each in others], made(new)
    taken = [
        sum((each.rate for each in known if each.takes_rate and on(each, number)), Decimal(0))
        for number in range(30)
        if on(asked, number)
    ]
    exact = Decimal(2) - max(taken)
    assert Staffing(PositionKind.STAFF, Decimal(2), tuple(known)).free(asked) == exact
