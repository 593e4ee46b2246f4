"""Making rounds while the service runs: each in its time, in transactions of its own.

Every process makes all of them, and a lock in the database that ends with the transaction sees to it that one
process makes a round at a time. A round that fails is logged and made again in its next time, and the others
are made all the same.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Generic, Protocol, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import Refusal, Refused
from store.transactions import Transactions, value_of

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""How often it is looked what is due; the shortest round is a minute's."""
TIMES_MAX = 1000
"""How often a round is repeated while there is something to do, before the others have their turn."""

_TURN = "SELECT pg_try_advisory_xact_lock(hashtextextended('zaklad round ' || $1, 0))"

M = TypeVar("M")
Needed_contra = TypeVar("Needed_contra", contravariant=True)
"""What rounds need beside the registry."""


class Round(Protocol[Needed_contra]):
    """What is done, and how often."""

    @property
    def name(self) -> str:
        """Give the name, by which processes take turns."""
        ...

    @property
    def every(self) -> dt.timedelta:
        """Give how often it is made."""
        ...

    @property
    def run(self) -> Callable[[Transaction, dt.datetime, Needed_contra], Awaitable[int]]:
        """Give what is done; it tells how many things there were to do."""
        ...


class Rounds(Generic[M]):
    """Makes rounds in one database."""

    def __init__(
        self,
        rounds: Sequence[Round[M]],
        transactions: Transactions,
        means: M,
        clock: Callable[[], dt.datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rounds = rounds
        self._transactions = transactions
        self._means = means
        self._clock = clock
        self._pause = pause
        self._due: dict[str, dt.datetime] = {}

    async def keep(self) -> None:
        """Make rounds until cancelled."""
        while True:
            await self.make_due()
            await self._pause(LOOK_SECONDS)

    async def make_due(self) -> None:
        """Make the rounds whose time has come, once."""
        for each in self._rounds:
            now = self._clock()
            if now >= self._due.get(each.name, now):
                self._due[each.name] = now + each.every
                await self._make(each)

    async def _make(self, each: Round[M]) -> None:
        try:
            for _ in range(TIMES_MAX):
                if not await self._transactions.write(lambda tx: self._turn(tx, each)):
                    return
        except (Refusal, Refused) as problem:
            logger.warning("the round %r is not made just now: %s", each.name, type(problem).__name__)
        except Exception:
            logger.exception("a defect keeps the round %r from being made", each.name)  # the others go on

    async def _turn(self, tx: Transaction, each: Round[M]) -> int:
        """Do what there is to do, unless another process is just doing it."""
        if not await value_of(tx, _TURN, [each.name]):
            return 0
        return await each.run(tx, self._clock(), self._means)


@asynccontextmanager
async def kept_rounds(rounds: Rounds[M]) -> AsyncIterator[None]:
    """Make rounds for as long as the block lasts."""
    keeping = asyncio.create_task(rounds.keep())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
