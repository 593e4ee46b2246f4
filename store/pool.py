"""The store: it runs finished read statements and hands their bytes on."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from store.connections import Connections, Limits
from store.failures import DRIVER_ERRORS, is_broken, refusal_of

PING = "SELECT '1'::bytea"


class Store:
    """Runs statements whose single row has a single `bytea` column, on read-only connections.

    Those that write the log of access while they read have connections of their own, opened when needed.
    """

    def __init__(self, connections: Connections, recording: Connections) -> None:
        self._connections = connections
        self._recording = recording
        self.statements = 0
        self.access_statements = 0

    async def fetch(self, statement: str, arguments: Sequence[object]) -> bytes | None:
        """Run the data statement of an operation; raises Unavailable, TimedOut or Internal.

        None comes from a statement that found the caller's rights changed.
        """
        self.statements += 1
        return await self._bytes_or_none(statement, arguments, self._connections)

    async def fetch_recording(self, statement: str, arguments: Sequence[object]) -> bytes | None:
        """Run a data statement that writes the log of access; else as `fetch`."""
        self.statements += 1
        return await self._bytes_or_none(statement, arguments, self._recording)

    async def fetch_access(self, statement: str, arguments: Sequence[object]) -> bytes:
        """Run a statement that asks who the caller is; it is counted apart from the data statements."""
        self.access_statements += 1
        return await self._bytes(statement, arguments)

    async def ping(self) -> None:
        """See that the database answers; raises Unavailable, or TimedOut."""
        await self._bytes(PING, ())

    async def _bytes(self, statement: str, arguments: Sequence[object]) -> bytes:
        value = await self._bytes_or_none(statement, arguments, self._connections)
        assert value is not None
        return value

    async def _bytes_or_none(
        self, statement: str, arguments: Sequence[object], connections: Connections
    ) -> bytes | None:
        try:
            value = await _value(statement, arguments, connections)
        except DRIVER_ERRORS as error:
            raise refusal_of(error) from error
        assert value is None or isinstance(value, bytes)
        return value


async def _value(statement: str, arguments: Sequence[object], connections: Connections) -> object:
    """Try a read once more when its connection turned out to be dead: the database may be back.

    One that was recorded may then be recorded twice, which is better than not at all.
    """
    try:
        return await connections.value(statement, arguments)
    except DRIVER_ERRORS as error:
        if not is_broken(error):
            raise
    return await connections.value(statement, arguments)


def _recording(limits: Limits) -> Limits:
    """Give how many connections record: few read personal data, and they are opened only then."""
    return replace(limits, size=max(2, limits.size // 2))


@asynccontextmanager
async def open_store(
    database_url: str, limits: Limits | None = None, *, application_name: str = "zaklad"
) -> AsyncIterator[Store]:
    """Open the store; while the database is away, at the start too, its statements are Unavailable."""
    limits = limits or Limits()
    connections = Connections(database_url, limits, application_name)
    recording = Connections(database_url, _recording(limits), f"{application_name} recording", writes=True)
    try:
        await connections.warm()
        yield Store(connections, recording)
    finally:
        await connections.close()
        await recording.close()
