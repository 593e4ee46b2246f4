"""Transactions of the write path: Tortoise's models write, compiled statements answer, on one connection.

Tortoise finds its connections through a context of the running task, and requests run in tasks of their own;
so every transaction brings a copy of the context along. Two transactions that wait for each other are told
apart by PostgreSQL, which ends one of them; that one is begun again.
"""

import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException, IntegrityError
from tortoise.transactions import in_transaction

from errors import Conflict, Refusal, Unavailable
from models.configuration import configuration
from store.connections import Limits
from store.failures import DRIVER_ERRORS, refusal_of

T = TypeVar("T")
Work = Callable[[Transaction], Awaitable[T]]

ATTEMPTS = 3
LOCK_SECONDS = 5.0
"""How long an act waits for another one that holds the same rows; acts take milliseconds."""

_READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_COLLIDED = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)


class Transactions:
    """Runs work in transactions."""

    def __init__(self, context: TortoiseContext) -> None:
        self._context = context

    async def write(self, work: Work[T]) -> T:
        """Run work in a transaction that its end commits and an exception rolls back; raises Refusals."""
        for _ in range(ATTEMPTS):
            try:
                return await self._run(work)
            except Exception as error:
                cause = _of_driver(error)
                if isinstance(cause, asyncpg.LockNotAvailableError):
                    raise _in_the_way() from error
                if not isinstance(cause, _COLLIDED):
                    raise _refusal(error) from error
        raise _in_the_way()

    async def read(self, work: Work[T]) -> T:
        """Run work that changes nothing and sees one state of the registry; raises Refusals."""

        async def reading(tx: Transaction) -> T:
            await tx.execute_query(_READ_ONLY)
            return await work(tx)

        return await self.write(reading)

    async def _run(self, work: Work[T]) -> T:
        with copy.copy(self._context):
            async with in_transaction() as tx:
                return await work(tx)


async def _as_it_is(_connection: asyncpg.Connection) -> None:
    """Leave a connection as its transaction did: what one sets ends with it, and asyncpg ends an open one."""


async def value_of(
    tx: Transaction, statement: str, arguments: Sequence[object]
) -> Any:  # of any column's type
    """Give the first column of a statement's first row, in a transaction."""
    async with tx.acquire_connection() as connection:
        return await connection.fetchval(statement, *arguments)


@asynccontextmanager
async def open_transactions(database_url: str, limits: Limits | None = None) -> AsyncIterator[Transactions]:
    """Open the connections that write, the first of them when it is needed."""
    limits = limits or Limits()
    settings = configuration(database_url, connections_max=limits.size)
    settings["connections"]["default"]["credentials"] |= {
        "reset": _as_it_is,
        "timeout": limits.connect,
        "command_timeout": limits.statement + limits.silence,
        "server_settings": {
            "application_name": "zaklad writing",
            "TimeZone": "UTC",
            "statement_timeout": f"{round(limits.statement * 1000)}ms",
            "lock_timeout": f"{round(LOCK_SECONDS * 1000)}ms",
            "idle_in_transaction_session_timeout": f"{round(limits.statement * 1000)}ms",
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "random_page_cost": "1.1",
            **limits.settings,
        },
    }
    context = TortoiseContext()
    with context:
        await context.init(config=settings)
    try:
        yield Transactions(context)
    finally:
        await context.close_connections()


def _in_the_way() -> Unavailable:
    """Say that other acts hold what this one needs, for longer than it waits."""
    return Unavailable(
        "одночасні зміни заважають одна одній, спробуйте ще раз",
        "changes at one moment are in each other's way, try again",
    )


def _of_driver(error: BaseException) -> BaseException:
    """Give the driver's error that Tortoise has wrapped."""
    return error.__cause__ if isinstance(error, BaseORMException) and error.__cause__ else error


def _refusal(error: Exception) -> Exception:
    """Give what a client reads instead of an error of the database; anything else stays what it is."""
    if isinstance(error, IntegrityError | asyncpg.IntegrityConstraintViolationError):
        refusal_of(_of_driver(error))  # the log learns which constraint it was
        return Conflict(
            "реєстр саме змінився, і дію вже не виконати: підготуйте її заново",
            "the registry has just changed and the act can no longer be performed: prepare it anew",
        )
    cause = _of_driver(error)
    if isinstance(cause, DRIVER_ERRORS) and not isinstance(error, Refusal):
        return refusal_of(cause)
    return error
