"""Principals: who the bearer of a token is and what they may do, read once and remembered.

One statement reads the session, the epoch of its rights and the rights themselves in one snapshot, so that
an access and its epoch always belong together. What is remembered is not trusted for long: every data
statement compares the epoch, and an access is read anew when its time is over or when it is said to be
stale. Nothing here is remembered of a token that is refused.

A session that may not rest for long is noted as seen, at most once a minute. What is remembered of it ends
when it would have rested too long, and is then read with what other processes have noted.
"""

import asyncio
import datetime as dt
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import orjson

from errors import Unauthenticated
from permissions.access import ANONYMOUS, EXPLORER, Access, access_of_applicant, applying
from permissions.holdings import access_of_client, access_of_person
from store.rights import STATEMENT, SessionRead, read_session
from store.sessions import digest_of_token

TOKENS_MAX = 10_000
"""Accesses remembered at once; the one unused for longest leaves first.

One takes 10 to 50 kilobytes, that of a client with thousands of connections half a megabyte.
"""

SEEN_EVERY = dt.timedelta(minutes=1)

Touch = Callable[[bytes, dt.datetime], Awaitable[None]]
"""Notes that the session of a token's digest was seen at a moment."""

Clock = Callable[[], dt.datetime]


async def _untold(_digest: bytes, _now: dt.datetime) -> None:
    """Note nothing, where nothing may be written."""


class Store(Protocol):
    """Where the statement runs."""

    async def fetch_access(self, statement: str, arguments: Sequence[object], /) -> bytes | None:
        """Give the single value of the access statement."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """An access, the moment before which nothing of it was read, and when its session was noted as seen.

    That is none where nobody asks for how long the session has rested.
    """

    access: Access
    read_at: dt.datetime
    seen_at: dt.datetime | None = None


@dataclass(slots=True, eq=False)
class Reading:
    """A reading of one token: all who wait for it share its outcome, a failure too."""

    task: asyncio.Task[Known]
    began_at: dt.datetime | None = None

    def serves(self, now: dt.datetime, seconds: float | None) -> bool:
        """Tell whether what it reads is young enough for who asks now."""
        return self.began_at is None or _is_recent(self.began_at, now, seconds)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever asks just now: what they hold as far as is known, and a way to look again."""

    access: Access
    _token: str | None
    _principals: "Principals"

    async def renewed(self, seconds: float) -> Access:
        """Give the access as it was at most so many seconds ago; raises Unauthenticated."""
        if self._token is None:
            return self.access
        return await self._principals.access_of(self._token, seconds)


class Principals:
    """Knows the callers of one database; the explorer is somebody in the sandbox only.

    Requests with one token wait for one reading instead of starting one each: for the one under way, when it
    is young enough, or for the next, which begins when that one is over.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        sandbox: bool,
        tokens_max: int = TOKENS_MAX,
        touch: Touch = _untold,
    ) -> None:
        self._store = store
        self._touch = touch
        self._clock = clock
        self._sandbox = sandbox
        self._tokens_max = tokens_max
        self._known: OrderedDict[bytes, Known] = OrderedDict()
        self._readings: dict[bytes, Reading] = {}

    async def caller(self, token: str | None) -> Caller:
        """Tell who bears a token, or nobody known for none; raises Unauthenticated."""
        access = ANONYMOUS if token is None else await self.access_of(token, None)
        return Caller(access, token, self)

    async def access_of(self, token: str, seconds: float | None) -> Access:
        """Give a token's access, read at most so many seconds ago, or whenever; raises Unauthenticated."""
        digest = digest_of_token(token)
        known = self._known.get(digest)
        if known is not None and _is_good(known, self._clock(), seconds):
            self._known.move_to_end(digest)
        else:
            known = await self._read_once(digest, seconds)
        await self._note(digest, known, self._clock())
        return known.access

    async def _read_once(self, digest: bytes, seconds: float | None) -> Known:
        """Wait for a reading that may be shared; who gives up waiting takes it from nobody else."""
        reading = self._readings.get(digest)
        if reading is None or not reading.serves(self._clock(), seconds):
            before = None if reading is None else reading.task
            reading = Reading(asyncio.create_task(self._perform(digest, before)))
            self._readings[digest] = reading
        return await asyncio.shield(reading.task)

    async def _perform(self, digest: bytes, before: asyncio.Task[Known] | None) -> Known:
        if before is not None:
            await asyncio.wait([before])
        reading, now = self._readings[digest], self._clock()
        reading.began_at = now
        self._known.pop(digest, None)
        try:
            known = await self._read(digest, now)
            self._remember(digest, known)
        finally:
            if self._readings[digest] is reading:
                del self._readings[digest]
        return known

    async def _read(self, digest: bytes, now: dt.datetime) -> Known:
        found = await self._store.fetch_access(STATEMENT, (digest,))
        session = session_told(found or b"", now, sandbox=self._sandbox)
        return Known(_access(session, now), now, session.seen_at if session.idle_seconds else None)

    async def _note(self, digest: bytes, known: Known, now: dt.datetime) -> None:
        """Note that the session is in use, unless that was noted just now or another request notes it."""
        if known.seen_at is None or now - known.seen_at < SEEN_EVERY or self._known.get(digest) is not known:
            return
        self._remember(digest, replace(known, seen_at=now))
        await self._touch(digest, now)

    def _remember(self, digest: bytes, known: Known) -> None:
        self._known[digest] = known
        self._known.move_to_end(digest)
        if len(self._known) > self._tokens_max:
            self._known.popitem(last=False)


def access_told(found: bytes, now: dt.datetime, *, sandbox: bool) -> Access:
    """Give the access of what the statement of `store/rights.py` gives; raises Unauthenticated."""
    return _access(session_told(found, now, sandbox=sandbox), now)


def session_told(found: bytes, now: dt.datetime, *, sandbox: bool) -> SessionRead:
    """Give the session of what the statement of `store/rights.py` gives; raises Unauthenticated."""
    if not found:
        raise _unknown()
    session = read_session(orjson.loads(found))
    if session.kind == "EXPLORER" and not sandbox:
        raise _unknown()
    if reason := _refusal_of(session, now):
        raise reason
    return session


def _is_good(known: Known, now: dt.datetime, seconds: float | None) -> bool:
    until = known.access.valid_until
    if until is not None and now >= until:
        return False
    return _is_recent(known.read_at, now, seconds)


def _is_recent(read_at: dt.datetime, now: dt.datetime, seconds: float | None) -> bool:
    return seconds is None or dt.timedelta() <= now - read_at < dt.timedelta(seconds=seconds)


def _access(session: SessionRead, now: dt.datetime) -> Access:
    if session.kind == "PRE":
        # whoever is not known holds what everybody does; there is no right that could change
        return replace(ANONYMOUS, valid_until=session.ends_at, session_id=session.bind)
    if session.kind == "APPLICANT":
        return access_of_applicant(session.principal_id, session.bind, session.ends_at, session.epoch)
    if session.person_id is not None:
        access = access_of_person(
            session.person_id,
            session.rights,
            now,
            epoch=session.epoch,
            session_ends=session.ends_at,
            client_id=session.client_id,
            ceiling=session.connections,
            session_id=session.bind,
        )
        return access if session.client_id else applying(access)
    if session.client_id is not None:
        return access_of_client(
            session.client_id,
            session.connections,
            now,
            epoch=session.epoch,
            session_ends=session.ends_at,
            session_id=session.bind,
        )
    until = session.absolute_until
    return replace(EXPLORER, epoch=session.epoch, valid_until=until, session_id=session.bind)


def _refusal_of(session: SessionRead, now: dt.datetime) -> Unauthenticated | None:
    """Tell why a session is not taken: whoever holds its token may know."""
    if session.revoked_at is not None:
        return _ended("REVOKED", "сеанс відкликано", "the session was revoked")
    if session.absolute_until <= now:
        return _ended("EXPIRED", "строк дії сеансу закінчився", "the session has expired")
    if session.ends_at <= now:
        return _ended("IDLE", "сеансом довго не користувалися", "the session was not used for too long")
    if session.is_person_blocked:
        return _ended("PERSON_BLOCKED", "особу заблоковано", "the person is blocked")
    if session.is_client_blocked:
        return _ended("CLIENT_BLOCKED", "клієнта МІС заблоковано", "the client is blocked")
    return None


def _ended(reason: str, message: str, message_en: str) -> Unauthenticated:
    return Unauthenticated(message, message_en, evidence={"reason": reason})


def _unknown() -> Unauthenticated:
    return Unauthenticated("токен невідомий або вже не діє", "the token is unknown or no longer valid")
