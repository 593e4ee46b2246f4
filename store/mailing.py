"""Mailing what waits in the outbox while the service runs: at least once, always under the same Message-ID.

A sender takes some letters by a mark in the database that ends by itself (LEASE), so that several processes
send and none sends what another just sends; it holds no transaction while it talks to the mail server, and
whoever cancels a letter never waits for that. What the server took is noted at once. A sender that dies in
between leaves the mark, and when it ends another one sends the letter again: its reader's program knows the
Message-ID. In the log stand the ids of letters and codes, never an address or a word of what is written.
"""

import asyncio
import datetime as dt
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import asyncpg
import orjson

from errors import Refusal, StartRefused
from letters.carrier import Connection, Unreachable, Verdict
from letters.message import Envelope, message_of
from letters.rendering import rendered
from letters.retries import patience
from letters.templates import TEMPLATES
from models.letter import LetterKind, LetterState
from store.connections import writing
from store.failures import DRIVER_ERRORS

logger = logging.getLogger(__name__)

TAKEN_MAX = 100
LANES = 4
"""Connections to the mail server at a time; a letter is a few exchanges with it, one after another."""
BATCH_SECONDS = 240.0
LEASE = dt.timedelta(seconds=300)
"""Longer than a batch may take, or two would send one letter; with each attempt it lasts as much longer, so
that a defect in noting what was sent does not send without end."""
LOOK_SECONDS = 1.0
RETRY_SECONDS = 5.0

_TAKE = """
WITH due AS (
    SELECT id FROM letter WHERE state IN ('QUEUED', 'DEFERRED') AND (next_try_at IS NULL OR next_try_at <= $1)
    ORDER BY next_try_at NULLS FIRST, id LIMIT $2 FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE letter SET next_try_at = $1 + $3::interval * (attempts + 1), attempts = attempts + 1,
        message_id = coalesce(message_id, '<' || letter.id || '@' || $4 || '>')
    FROM due WHERE letter.id = due.id RETURNING letter.*
)
SELECT id, kind, to_address, parameters::text AS parameters, secret_sealed, message_id, attempts,
    (SELECT earlier.message_id FROM letter AS earlier
     WHERE earlier.invitation_id = taken.invitation_id AND earlier.id < taken.id AND earlier.state = 'SENT'
     ORDER BY earlier.id LIMIT 1) AS follows
FROM taken ORDER BY id
"""
# What was said stays readable only while it may have to be said again.
_NOTE = """
WITH noted AS (
    UPDATE letter SET state = $2::text, last_error_code = $3, next_try_at = $4, sent_at = $5,
        secret_sealed = CASE WHEN $2::text = 'DEFERRED' THEN secret_sealed END,
        parameters = CASE WHEN $2::text = 'DEFERRED' THEN parameters ELSE '{}' END
    WHERE id = $1 AND state IN ('QUEUED', 'DEFERRED') RETURNING invitation_id
)
UPDATE invitation SET status = 'SENT' FROM noted
WHERE $2::text = 'SENT' AND invitation.id = noted.invitation_id AND invitation.status = 'CREATED'
"""


class Carrier(Protocol):
    """Opens connections to a mail server."""

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """Connect; raises Unreachable."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """From which address letters are written, and what opens the links that they carry."""

    address: str
    open_sealed: Callable[[bytes], bytes] = field(repr=False)

    @property
    def domain(self) -> str:
        """Give the part of the address after the @, which makes Message-IDs ours."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that is to be sent now."""

    id: UUID
    kind: LetterKind
    to: str = field(repr=False)
    parameters: dict[str, str] = field(repr=False)
    secret_sealed: bytes | None = field(repr=False)
    message_id: str
    attempts: int
    follows: str | None


class Mailer:
    """Sends what waits in one database."""

    def __init__(
        self,
        database_url: str,
        carrier: Carrier,
        desk: Desk,
        clock: Callable[[], dt.datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database_url = database_url
        self._carrier = carrier
        self._desk = desk
        self._clock = clock
        self._pause = pause

    async def keep(self) -> None:
        """Send until cancelled."""
        while True:
            try:
                async with writing(self._database_url) as database:
                    while True:
                        if await self.send_due(database) < TAKEN_MAX:
                            await self._pause(LOOK_SECONDS)
            except* (*DRIVER_ERRORS, Refusal, StartRefused) as problems:
                logger.warning("no letters are sent just now: %s", type(problems.exceptions[0]).__name__)
            except* Exception:
                logger.exception("a defect keeps letters from being sent")  # a dead task would not tell
            await self._pause(RETRY_SECONDS)

    async def send_due(self, database: asyncpg.Connection) -> int:
        """Send some of what is due, and tell how many letters there were."""
        wanted = [self._clock(), TAKEN_MAX, LEASE, self._desk.domain]
        taken = [_taken(row) for row in await database.fetch(_TAKE, *wanted)]
        if taken:
            await _Batch(database, self._carrier, self._desk, self._clock, deque(taken)).send()
        return len(taken)


class _Batch:
    """Some letters, over several connections to the mail server at a time."""

    def __init__(
        self,
        database: asyncpg.Connection,
        carrier: Carrier,
        desk: Desk,
        clock: Callable[[], dt.datetime],
        waiting: deque[Taken],
    ) -> None:
        self._database = database
        self._carrier = carrier
        self._desk = desk
        self._clock = clock
        self._waiting = waiting
        self._noting = asyncio.Lock()
        self._unreachable: str | None = None

    async def send(self) -> None:
        try:
            async with asyncio.timeout(BATCH_SECONDS), asyncio.TaskGroup() as lanes:
                for _ in range(min(LANES, len(self._waiting))):
                    lanes.create_task(self._lane())
        except TimeoutError:
            logger.warning("the mail server is so slow that letters wait until they are taken anew")
            return
        if self._unreachable is not None:
            logger.warning("the mail server is out of reach: %s", self._unreachable)
            for letter in self._waiting:
                await self._note(letter, Verdict(LetterState.DEFERRED, self._unreachable))

    async def _lane(self) -> None:
        """Send letters as long as the server takes any on a connection."""
        while self._waiting and await self._connected():
            pass

    async def _connected(self) -> bool:
        """Send letters on one connection, and tell whether another one is worth a try."""
        sent_any, letter = False, None
        try:
            async with self._carrier.connection() as connection:
                while self._waiting:
                    letter = self._waiting.popleft()
                    await self._note(letter, await self._carried(connection, letter))
                    sent_any, letter = True, None
        except Unreachable as problem:
            self._unreachable = problem.code
            if letter is not None:
                await self._note(letter, Verdict(LetterState.DEFERRED, problem.code))
        return sent_any

    async def _carried(self, connection: Connection, letter: Taken) -> Verdict:
        message = self._composed(letter)
        if isinstance(message, Verdict):
            return message
        return await connection.carry(self._desk.address, letter.to, message)

    def _composed(self, letter: Taken) -> bytes | Verdict:
        """Write the message; a letter that nobody can write is no reason to stop all the others."""
        try:
            sealed = letter.secret_sealed
            link = None if sealed is None else self._desk.open_sealed(sealed).decode()
            said = rendered(TEMPLATES[letter.kind], letter.parameters, link)
            envelope = Envelope(self._desk.address, letter.to, letter.message_id, letter.follows)
            return message_of(envelope, said, self._clock())
        except Exception as problem:  # noqa: BLE001  whatever it is, it is this letter's own
            reason = type(problem).__name__
            logger.warning("letter %s (%s) cannot be written: %s", letter.id, letter.kind, reason)
            return Verdict(LetterState.FAILED, "UNWRITABLE")

    async def _note(self, letter: Taken, verdict: Verdict) -> None:
        now = self._clock()
        state, code, next_try_at = verdict.state, verdict.code, None
        if state is LetterState.DEFERRED:
            wait = patience(letter.attempts)
            state = LetterState.FAILED if wait is None else state
            next_try_at = None if wait is None else now + wait
        if state is not LetterState.SENT:
            logger.info("letter %s (%s) is %s: %s", letter.id, letter.kind, state, code)
        sent_at = now if state is LetterState.SENT else None
        async with self._noting:
            await self._database.execute(_NOTE, letter.id, state.value, code, next_try_at, sent_at)


def _taken(row: asyncpg.Record) -> Taken:
    return Taken(
        row["id"],
        LetterKind[row["kind"]],
        row["to_address"],
        orjson.loads(row["parameters"]),
        row["secret_sealed"],
        row["message_id"],
        row["attempts"],
        row["follows"],
    )


@asynccontextmanager
async def kept_mail(mailer: Mailer) -> AsyncIterator[None]:
    """Send letters for as long as the block lasts."""
    keeping = asyncio.create_task(mailer.keep())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
