"""A service that is killed while it performs a signed act: `python -m tests.dying`, JSON on stdin."""

import asyncio
import base64
import json
import os
import signal
import sys
from typing import NoReturn
from unittest.mock import patch

from signing.trust import Trust
from tests.service import serving


async def die(*_: object) -> NoReturn:
    """Be killed, as nobody can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


async def perform(url: str, authority: bytes, token: str, query: str, signed: str) -> None:
    """Serve, and perform what was signed."""
    async with serving(url, trust=Trust([authority])) as service:
        await service.ask(query, {"signed": signed}, token=token)


if __name__ == "__main__":
    given = json.load(sys.stdin)
    with patch(given["at"], die):
        told = (given["token"], given["query"], given["signed"])
        asyncio.run(perform(given["url"], base64.b64decode(given["authority"]), *told))
