"""A real mail server for tests, which answers as it is told; and letters for it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from letters.server_address import ServerAddress

OK = "250 OK"


@dataclass
class MailServer:
    """What it took, and what it answers to the next recipients and contents; otherwise it takes all."""

    address: ServerAddress = field(init=False)
    to_recipients: deque[str] = field(default_factory=deque)
    to_contents: deque[str] = field(default_factory=deque)
    taken: list[bytes] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def handle_RCPT(  # noqa: N802  aiosmtpd knows it by its name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to_recipients.popleft() if self.to_recipients else OK
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.to_contents.popleft() if self.to_contents else OK
        if answer == OK:
            self.taken.append(cast("bytes", envelope.original_content))
        if self.meanwhile is not None:
            await self.meanwhile()
        return answer

    @property
    def messages(self) -> list[EmailMessage]:
        return [read(each) for each in self.taken]


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=default)


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@asynccontextmanager
async def mail_server(**options: Any) -> AsyncIterator[MailServer]:
    """Run a mail server on a free port of this machine."""
    server, loop = MailServer(), asyncio.get_running_loop()
    protocol = partial(SMTP, server, hostname="localhost", loop=loop, **options)
    listening = await loop.create_server(protocol, "127.0.0.1", 0)
    server.address = ServerAddress(*listening.sockets[0].getsockname())
    try:
        yield server
    finally:
        listening.close()
