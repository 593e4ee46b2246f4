"""A real mail server for benchmarks: it keeps every letter that comes and counts those that come again."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

from running.story.letters_found import links_in
from running.story.scene import Letter

LETTER_SECONDS = 120.0


@dataclass
class Mailbox:
    """A mail server's box: every letter by its address, and how many came under each Message-ID."""

    letters: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    came: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter; aiosmtpd knows the method by its name."""
        assert isinstance(envelope.original_content, bytes)
        message = message_from_bytes(envelope.original_content, policy=default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain",))
        text = "" if body is None else str(body.get_content())
        self.came[str(message["Message-ID"])] += 1
        async with self.arrived:
            self.letters[str(message["To"])].append(Letter(str(message["Subject"]), text, links_in(text)))
            self.arrived.notify_all()
        return "250 OK"

    async def letter_to(self, address: str, subject: str) -> Letter:
        """Wait for a letter to an address; raises TimeoutError."""
        async with asyncio.timeout(LETTER_SECONDS), self.arrived:
            while True:
                for letter in self.letters.get(address, ()):
                    if subject in letter.subject:
                        return letter
                await self.arrived.wait()


@asynccontextmanager
async def mail_box() -> AsyncIterator[tuple[Mailbox, int]]:
    """Run a mail server that keeps what comes, and give its port."""
    box, loop = Mailbox(), asyncio.get_running_loop()
    made = await loop.create_server(lambda: SMTP(box, hostname="localhost", loop=loop), "127.0.0.1", 0)
    try:
        yield box, made.sockets[0].getsockname()[1]
    finally:
        made.close()
