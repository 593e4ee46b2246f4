"""An executor over a database of its own, whose statements are remembered."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from permissions.access import EXPLORER, Access
from schema.execution import Answer, Ceilings, Executor, Request
from schema.graph import graph

Json = Any  # answers are looked into, key by key


@dataclass
class Reader:
    """Asks questions as a caller with an access."""

    connection: asyncpg.Connection
    now: datetime
    ceilings: Ceilings = field(default_factory=Ceilings)
    sent: list[tuple[str, list[object]]] = field(default_factory=list)
    executor: Executor = field(init=False)

    def __post_init__(self) -> None:
        self.executor = Executor(graph(), self._fetch, ceilings=self.ceilings, clock=lambda: self.now)

    async def _fetch(self, statement: str, arguments: list[object]) -> bytes:
        self.sent.append((statement, arguments))
        found = await self.connection.fetch(statement, *arguments)
        assert len(found) == 1
        assert isinstance(found[0][0], bytes)
        return found[0][0]

    async def ask(
        self,
        query: str,
        variables: Mapping[str, object] | None = None,
        access: Access = EXPLORER,
        operation: str | None = None,
    ) -> Answer:
        """Give the answer; what was sent for it alone is in `sent`."""
        self.sent.clear()
        return await self.executor.execute(Request(query, operation, variables), access)

    async def data(
        self, query: str, variables: Mapping[str, object] | None = None, access: Access = EXPLORER
    ) -> Json:
        """Give the data of a question that is not refused."""
        answer = await self.ask(query, variables, access)
        assert answer.errors == ()
        assert answer.data is not None
        return json.loads(answer.data)


class Nowhere:
    """An executor with no database behind it, which remembers what it would have sent."""

    def __init__(self, data: bytes = b"{}", ceilings: Ceilings | None = None) -> None:
        self.data = data
        self.sent: list[tuple[str, list[object]]] = []
        self.executor = Executor(graph(), self._fetch, ceilings=ceilings or Ceilings())

    async def _fetch(self, statement: str, arguments: list[object]) -> bytes:
        self.sent.append((statement, arguments))
        return self.data

    async def ask(self, request: Request, access: Access = EXPLORER) -> Answer:
        """Give the answer as if every row were missing."""
        return await self.executor.execute(request, access)

    @property
    def texts(self) -> list[str]:
        """The statements without their values."""
        return [text for text, _ in self.sent]


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the store's own, that may write too."""
    connection = await asyncpg.connect(url, server_settings={"timezone": "UTC"})
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    try:
        yield connection
    finally:
        await connection.close()
