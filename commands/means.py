"""What acts need beside the registry: terms, secrets and chance, given by whoever wires the rooms."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things may take and how often they may be tried."""

    registration_working_days: int = 20
    review_working_days: int = 10
    invitation: dt.timedelta = dt.timedelta(hours=24)
    first_login: dt.timedelta = dt.timedelta(days=14)
    pending_assignment: dt.timedelta = dt.timedelta(days=30)
    reissues_per_day: int = 10
    key_attempts: int = 5


@dataclass(frozen=True, slots=True)
class Means:
    """The means of acts; secrets stay out of its repr.

    `pepper` makes the keys under which signatures find people. `public_url`, without a slash at the end,
    begins the links in letters. `seal` encrypts a short secret that has to rest in the database for a while,
    and `open_sealed` gives it back. `random` draws so many bytes.
    """

    pepper: bytes = field(repr=False)
    public_url: str
    seal: Callable[[bytes], bytes] = field(repr=False)
    open_sealed: Callable[[bytes], bytes] = field(repr=False)
    random: Callable[[int], bytes] = field(repr=False)
    terms: Terms = Terms()
