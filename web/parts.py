"""What the web is built from: given by whoever wires the rooms, opened and closed with the application."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from letters.letterbox import Caught
from permissions.access import Access
from schema.execution import Answer, Renew, Request
from schema.uploads import Download
from store.attachments import StoredFile, Uploader
from store.client_tokens import ClientToken
from store.stand_ins import Issued, Role


class Executor(Protocol):
    """Answers GraphQL requests."""

    async def execute(self, request: Request, access: Access, renew: Renew | None = None) -> Answer:
        """Answer the request as far as the access allows; refusals are in the answer.

        `renew` reads the access again when it turns out to be out of date.
        """
        ...

    def operation_kind(self, request: Request) -> str | None:
        """Tell "query" or "mutation", or none when the request does not say."""
        ...


class Store(Protocol):
    """What must be reachable for the service to be ready."""

    async def ping(self) -> None:
        """Return when the store answers; raises Unavailable."""
        ...


class Caller(Protocol):
    """Whoever asks just now."""

    @property
    def access(self) -> Access:
        """What they may do, as far as is known."""
        ...

    async def renewed(self, seconds: float) -> Access:
        """Give the access as it was at most so many seconds ago; raises Unauthenticated."""
        ...


CallerOf = Callable[[str | None], Awaitable[Caller]]
"""Tells who bears a token, or nobody known for none; raises Unauthenticated."""


class Sandbox(Protocol):
    """Lets a visitor of the sandbox see the registry as somebody else does."""

    async def roles(self) -> Sequence[Role]:
        """List the default role sets."""
        ...

    async def token_as(self, code: str, edrpou: str | None = None) -> Issued:
        """Give a token of somebody who carries the role set; raises BadRequest or NotFound."""
        ...


class Keys(Protocol):
    """Has a key for development for each person of the sandbox."""

    async def key_of(self, person_id: UUID) -> str:
        """Give a person's key and its certificate, in PEM; raises NotFound."""
        ...

    async def key_of_guest(self, session_id: UUID) -> str:
        """Give the key of whoever was invited, to a session that waits for their answer; raises NotFound."""
        ...


class Letters(Protocol):
    """Has the letters of a sandbox that mails none."""

    def newest(self, count: int) -> list[Caught]:
        """Read the letters that came last, the last of them first."""
        ...


class Clients(Protocol):
    """Knows vendors' clients."""

    async def token(self, client_id: str, secret: str, address: str | None) -> ClientToken:
        """Give a token for a client's id and secret; raises Unauthenticated, RateLimited."""
        ...


class Files(Protocol):
    """Takes files in and gives them out."""

    async def admit(self, access: Access) -> Uploader:
        """Tell whose files these are; raises Unauthenticated, Forbidden, RateLimited."""
        ...

    async def keep(self, uploader: Uploader, name: str, content: bytes) -> StoredFile:
        """Keep a file; raises BadRequest, UnsupportedMedia, RateLimited."""
        ...

    async def open(self, access: Access, file_id: UUID) -> Download:
        """Give a file; raises NotFound."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The open parts."""

    executor: Executor
    caller_of: CallerOf
    store: Store
    sandbox: Sandbox | None = None
    keys: Keys | None = None
    letters: Letters | None = None
    clients: Clients | None = None
    files: Files | None = None


OpenParts = Callable[[], AbstractAsyncContextManager[Parts]]
