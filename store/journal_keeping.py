"""Keeping the journal while the service runs: seals, digests of reads, and checkpoints.

Every process keeps it, and locks in the database see to it that one works at a time; so no process is
special, and none is missed when it dies. Whatever fails is tried again: an entry without a seal waits in the
database, not here.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from errors import Refusal, StartRefused
from journal.access_log import digest_reads
from journal.checkpoints import make_checkpoint
from journal.connection import Connection
from journal.faults import JournalDamaged
from journal.sealing import ROUND_MAX, seal_pending
from store.connections import writing
from store.failures import DRIVER_ERRORS

logger = logging.getLogger(__name__)

SEAL_SECONDS = 0.5
"""An entry has its place in the chain within a second."""
READS_EVERY = dt.timedelta(minutes=1)
CHECKPOINT_EVERY = dt.timedelta(minutes=10)
RETRY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Signing:
    """What checkpoints are signed with, and the name of the installation that signs them."""

    key: Ed25519PrivateKey
    origin: str


class Keeper:
    """Keeps one database's journal, round by round."""

    def __init__(
        self,
        database_url: str,
        signing: Signing,
        clock: Callable[[], dt.datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database_url = database_url
        self._signing = signing
        self._clock = clock
        self._pause = pause

    async def keep(self) -> None:
        """Keep the journal until cancelled."""
        while True:
            try:
                async with writing(self._database_url) as connection:
                    await self._keep(connection)
            except (*DRIVER_ERRORS, Refusal, StartRefused) as problem:
                logger.warning("the journal is not sealed just now: %s", type(problem).__name__)
            except Exception:
                logger.exception("a defect keeps the journal from being sealed")  # a dead task would not tell
            await self._pause(RETRY_SECONDS)

    async def _keep(self, connection: Connection) -> None:
        reads_at = checkpoint_at = self._clock()
        while True:
            while await seal_pending(connection) == ROUND_MAX:
                pass  # so many wait that there is no rest
            now = self._clock()
            if now >= reads_at:
                reads_at = now + READS_EVERY
                await digest_reads(connection, now)
            if now >= checkpoint_at:
                checkpoint_at = now + CHECKPOINT_EVERY
                await self._sign(connection, now)
            await self._pause(SEAL_SECONDS)

    async def _sign(self, connection: Connection, now: dt.datetime) -> None:
        """Make a checkpoint; a journal that is damaged gets none, and is sealed on all the same."""
        try:
            await make_checkpoint(connection, self._signing.key, self._signing.origin, now)
        except JournalDamaged as damaged:
            logger.critical("the journal is damaged: %s", damaged.fault.message_en)


@asynccontextmanager
async def kept_journal(keeper: Keeper) -> AsyncIterator[None]:
    """Keep the journal for as long as the block lasts."""
    keeping = asyncio.create_task(keeper.keep())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
