"""Filling an empty registry in one transaction, by COPY."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from errors import StartRefused
from store.connections import writing
from store.failures import DRIVER_ERRORS, refusal_of

# Two fillers at once would both find an empty registry; readers are not in the way.
_LOCK = "LOCK TABLE facility IN SHARE ROW EXCLUSIVE MODE"
_IS_EMPTY = "SELECT NOT EXISTS (SELECT FROM facility) AND NOT EXISTS (SELECT FROM person)"
_VERSIONS = (
    "SELECT DISTINCT ON (role_set.code) role_set.code, role_set_version.id"
    " FROM role_set JOIN role_set_version ON role_set_version.role_set_id = role_set.id"
    " WHERE role_set.facility_id IS NULL ORDER BY role_set.code, role_set_version.number DESC"
)
# The visibility map makes counts index-only scans; without statistics the first plans are poor.
_SETTLE = "VACUUM (ANALYZE)"


@dataclass(frozen=True, slots=True)
class Loading:
    """An open loading: the newest version of each template by its code, and the way in."""

    connection: asyncpg.Connection
    versions: Mapping[str, UUID]

    async def copy(self, table: str, columns: Sequence[str], records: Iterable[tuple[object, ...]]) -> None:
        """Put records into a table."""
        await self.connection.copy_records_to_table(table, records=records, columns=columns)


async def is_empty(database_url: str) -> bool:
    """Tell whether the registry has neither facilities nor people; raises Unavailable or another refusal."""
    async with writing(database_url) as connection:
        try:
            return await _is_empty(connection)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error


@asynccontextmanager
async def open_loading(database_url: str) -> AsyncIterator[Loading]:
    """Open the registry for filling; at the end all is committed, or nothing is.

    A registry that holds anything is refused with StartRefused; a lost database raises Unavailable.
    """
    async with writing(database_url) as connection:
        try:
            async with connection.transaction():
                await connection.execute(_LOCK)
                if not await _is_empty(connection):
                    raise _refusal_of_a_filled_registry()
                versions = {row["code"]: row["id"] for row in await connection.fetch(_VERSIONS)}
                yield Loading(connection, versions)
            await connection.execute(_SETTLE)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error


def _refusal_of_a_filled_registry() -> StartRefused:
    return StartRefused(
        "у базі даних уже є заклади або особи: демонстраційні дані вносять лише до порожньої"
        " / the database holds facilities or people already: the demo goes into an empty one only"
    )


async def _is_empty(connection: asyncpg.Connection) -> bool:
    return bool(await connection.fetchval(_IS_EMPTY))
