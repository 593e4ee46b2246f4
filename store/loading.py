"""Filling an empty registry in one transaction, by COPY."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial

import asyncpg

from errors import StartRefused
from store.connections import writing
from store.failures import DRIVER_ERRORS, refusal_of

Copy = Callable[[str, Sequence[str], Iterable[tuple[object, ...]]], Awaitable[None]]
"""Puts records into a table: name, columns, records."""

# Two fillers at once would both find an empty registry; readers are not in the way.
_LOCK = "LOCK TABLE facility IN SHARE ROW EXCLUSIVE MODE"
_IS_EMPTY = "SELECT NOT EXISTS (SELECT FROM facility) AND NOT EXISTS (SELECT FROM person)"
# The visibility map makes counts index-only scans; without statistics the first plans are poor.
_SETTLE = "VACUUM (ANALYZE)"


async def is_empty(database_url: str) -> bool:
    """Tell whether the registry has neither facilities nor people; raises Unavailable or another refusal."""
    async with writing(database_url) as connection:
        try:
            return await _is_empty(connection)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error


@asynccontextmanager
async def open_loading(database_url: str) -> AsyncIterator[Copy]:
    """Give a function that copies records into tables; at the end all is committed, or nothing is.

    A registry that holds anything is refused with StartRefused; a lost database raises Unavailable.
    """
    async with writing(database_url) as connection:
        try:
            async with connection.transaction():
                await connection.execute(_LOCK)
                if not await _is_empty(connection):
                    raise _refusal_of_a_filled_registry()
                yield partial(_copy, connection)
            await connection.execute(_SETTLE)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error


async def _copy(
    connection: asyncpg.Connection, table: str, columns: Sequence[str], records: Iterable[tuple[object, ...]]
) -> None:
    await connection.copy_records_to_table(table, records=records, columns=columns)


def _refusal_of_a_filled_registry() -> StartRefused:
    return StartRefused(
        "у базі даних уже є заклади або особи: демонстраційні дані вносять лише до порожньої"
        " / the database holds facilities or people already: the demo goes into an empty one only"
    )


async def _is_empty(connection: asyncpg.Connection) -> bool:
    return bool(await connection.fetchval(_IS_EMPTY))
