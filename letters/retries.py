"""When a letter that waits is tried again, and when it has been tried often enough."""

import datetime as dt

FIRST = dt.timedelta(minutes=1)
LONGEST = dt.timedelta(minutes=15)
"""A server that lets strangers wait takes them after some minutes; one that was away is found back soon."""

ATTEMPTS_MAX = 200
"""Two days: RFC 5321 (4.5.4.1) asks for four or five, but the longest of our links is of use for fourteen
days and the most for one."""


def patience(attempts: int) -> dt.timedelta | None:
    """Give how long to wait after so many attempts; None when there were enough."""
    if attempts >= ATTEMPTS_MAX:
        return None
    doublings = min(attempts - 1, 10)
    return min(FIRST * (1 << doublings), LONGEST)
