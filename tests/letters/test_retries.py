"""A letter is tried again soon, then seldom, and not for ever."""

import datetime as dt

from letters.retries import ATTEMPTS_MAX, LONGEST, patience


def test_pauses_grow_to_a_quarter_of_an_hour_and_end_after_two_days() -> None:
    pauses = [patience(attempts) for attempts in range(1, ATTEMPTS_MAX)]
    known = [pause for pause in pauses if pause is not None]
    assert len(known) == len(pauses)
    assert [pause // dt.timedelta(minutes=1) for pause in known[:6]] == [1, 2, 4, 8, 15, 15]
    assert known == sorted(known)
    assert max(known) == LONGEST
    assert dt.timedelta(days=2) <= sum(known, dt.timedelta()) <= dt.timedelta(days=3)
    assert patience(ATTEMPTS_MAX) is None
