"""What the web is built from: given by whoever wires the rooms, opened and closed with the application."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from permissions.access import Access
from schema.execution import Answer, Request
from web.bearer import AccessOf


class Executor(Protocol):
    """Answers GraphQL requests."""

    async def execute(self, request: Request, access: Access) -> Answer:
        """Answer the request as far as the access allows; refusals are in the answer."""
        ...

    def operation_kind(self, request: Request) -> str | None:
        """Tell "query" or "mutation", or none when the request does not say."""
        ...


class Store(Protocol):
    """What must be reachable for the service to be ready."""

    async def ping(self) -> None:
        """Return when the store answers; raises Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The open parts; `access_of` may ask the database each time, its answers are remembered here."""

    executor: Executor
    access_of: AccessOf
    store: Store


OpenParts = Callable[[], AbstractAsyncContextManager[Parts]]
