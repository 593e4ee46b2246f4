"""A call at the door, and what it comes to."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from errors import Unauthenticated
from permissions.access import Access
from schema.question import Question
from store.logging_in import Opened

Told = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """What a mutation of sessions comes to: its payload, and what becomes of the browser's cookie."""

    value: Told
    cookie: str | None = None


@dataclass(frozen=True, slots=True)
class Knock:
    """One call of a mutation of sessions."""

    asked: Question
    access: Access
    given: Mapping[str, object]
    now: dt.datetime

    @property
    def address(self) -> str | None:
        """From where it came."""
        return self.asked.request.visit.address

    @property
    def waiting(self) -> UUID:
        """The session in which a signature is awaited; raises Unauthenticated where there is none."""
        if self.access.session_id is None:
            raise no_login("вхід починають зі startLogin і завершують з його токеном")
        return self.access.session_id


Door = Callable[[Knock], Awaitable[Said]]


def no_login(message: str) -> Unauthenticated:
    """Say that no signature is awaited."""
    return Unauthenticated(
        message,
        "a login begins with startLogin and is completed with its token",
        evidence={"reason": "NO_LOGIN"},
    )


def carried(opened: Opened, value: Told, *, by_cookie: bool) -> Said:
    """Hand over a token, by a cookie or in the answer."""
    if by_cookie:
        return Said({**value, "token": None}, opened.token)
    return Said({**value, "token": opened.token})
