"""The store: it runs finished read statements and hands their bytes on."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from store.connections import Connections, Limits
from store.failures import DRIVER_ERRORS, is_broken, refusal_of

PING = "SELECT '1'::bytea"


class Store:
    """Runs statements whose single row has a single `bytea` column, on read-only connections."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.statements = 0
        self.access_statements = 0

    async def fetch(self, statement: str, arguments: Sequence[object]) -> bytes | None:
        """Run the data statement of an operation; raises Unavailable, TimedOut or Internal.

        None comes from a statement that found the caller's rights changed.
        """
        self.statements += 1
        return await self._bytes_or_none(statement, arguments)

    async def fetch_access(self, statement: str, arguments: Sequence[object]) -> bytes:
        """Run a statement that asks who the caller is; it is counted apart from the data statements."""
        self.access_statements += 1
        return await self._bytes(statement, arguments)

    async def ping(self) -> None:
        """See that the database answers; raises Unavailable, or TimedOut."""
        await self._bytes(PING, ())

    async def _bytes(self, statement: str, arguments: Sequence[object]) -> bytes:
        value = await self._bytes_or_none(statement, arguments)
        assert value is not None
        return value

    async def _bytes_or_none(self, statement: str, arguments: Sequence[object]) -> bytes | None:
        try:
            value = await self._value(statement, arguments)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error
        assert value is None or isinstance(value, bytes)
        return value

    async def _value(self, statement: str, arguments: Sequence[object]) -> object:
        """Try a read once more when its connection turned out to be dead: the database may be back."""
        try:
            return await self._connections.value(statement, arguments)
        except DRIVER_ERRORS as error:
            if not is_broken(error):
                raise
        return await self._connections.value(statement, arguments)


@asynccontextmanager
async def open_store(
    database_url: str, limits: Limits | None = None, *, application_name: str = "zaklad"
) -> AsyncIterator[Store]:
    """Open the store; while the database is away, at the start too, its statements are Unavailable."""
    connections = Connections(database_url, limits or Limits(), application_name)
    try:
        await connections.warm()
        yield Store(connections)
    finally:
        await connections.close()
