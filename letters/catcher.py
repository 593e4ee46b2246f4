"""A mail server for the sandbox: listens on this machine only, takes every letter and mails none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiosmtpd.smtp import SMTP, Envelope, Session

from letters.letterbox import Letterbox
from letters.server_address import ServerAddress, StartTls

MESSAGE_BYTES_MAX = 1024 * 1024


class _Catcher:
    """What aiosmtpd asks about each letter; it knows the method by its name."""

    def __init__(self, box: Letterbox) -> None:
        self._box = box

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Put a letter into the box."""
        assert isinstance(envelope.original_content, bytes)
        self._box.add(envelope.original_content)
        return "250 OK"


@asynccontextmanager
async def catching(box: Letterbox) -> AsyncIterator[ServerAddress]:
    """Catch letters for as long as the block lasts, on a port that was free."""
    loop = asyncio.get_running_loop()
    protocol = partial(
        SMTP,
        _Catcher(box),
        hostname="localhost",
        ident="zaklad sandbox",
        data_size_limit=MESSAGE_BYTES_MAX,
        enable_SMTPUTF8=True,
        loop=loop,
    )
    server = await loop.create_server(protocol, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    try:
        yield ServerAddress(host, port, start_tls=StartTls.NEVER)
    finally:
        server.close()  # whoever sends has parted already
