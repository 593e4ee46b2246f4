"""A sender that is killed when the mail server has just taken a letter: `python -m tests.dying_mailer`."""

import asyncio
import json
import sys
from unittest.mock import patch

from letters.carrier import Carrier
from letters.server_address import ServerAddress
from store.connections import writing
from store.mailing import Desk, Mailer
from tests.dying import die
from tests.models.world import NOW


async def send(url: str, port: int) -> None:
    """Send what is due."""
    desk = Desk("registry@zaklad.example", lambda sealed: sealed[::-1])
    mailer = Mailer(url, Carrier(ServerAddress("127.0.0.1", port)), desk, lambda: NOW)
    async with writing(url) as database:
        await mailer.send_due(database)


if __name__ == "__main__":
    given = json.load(sys.stdin)
    with patch("store.mailing._Batch._note", die):
        asyncio.run(send(given["url"], given["port"]))
