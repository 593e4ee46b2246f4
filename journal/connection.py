"""What the journal needs of a connection; the store opens it."""

from collections.abc import Awaitable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol


class Cursor(Protocol):
    """An open cursor."""

    async def fetch(self, n: int) -> Sequence[Any]:  # rows of the driver's own type
        """Give the next rows."""
        ...


class Connection(Protocol):
    """A connection to the database, as its driver gives it."""

    def transaction(
        self, *, isolation: Any = None, readonly: bool = False
    ) -> AbstractAsyncContextManager[Any]:
        """Give a transaction's block, or a savepoint's within one."""
        ...

    async def execute(self, query: str, *arguments: object) -> str:
        """Run a statement."""
        ...

    async def fetch(self, query: str, *arguments: object) -> Sequence[Any]:
        """Give the rows of a statement."""
        ...

    async def fetchrow(self, query: str, *arguments: object) -> Any:
        """Give the first row of a statement."""
        ...

    async def fetchval(self, query: str, *arguments: object) -> Any:
        """Give the first column of the first row."""
        ...

    def cursor(self, query: str, *arguments: object) -> Awaitable[Cursor]:
        """Open a cursor in the transaction."""
        ...
