"""Mailing for as long as the service runs: to the operator's mail server or, in the sandbox, to a catcher."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from errors import StartRefused
from letters.carrier import Carrier
from letters.catcher import catching
from letters.letterbox import Letterbox
from letters.server_address import ServerAddress, read_server_address
from store.mailing import Desk, Mailer, kept_mail

LETTERS_FOLDER = "letters"


@asynccontextmanager
async def post_office(
    database_url: str,
    smtp_url: str | None,
    desk: Desk,
    clock: Callable[[], dt.datetime],
    sandbox_folder: Path | None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[Letterbox | None]:
    """Mail the outbox; gives the letterbox, if letters go there.

    `sandbox_folder` is where the sandbox keeps what is its own. Without a mail server its letters are caught
    there; production needs one. Raises StartRefused.
    """
    if smtp_url is not None:
        async with kept_mail(Mailer(database_url, Carrier(_read(smtp_url)), desk, clock, pause)):
            yield None
        return
    if sandbox_folder is None:
        raise StartRefused(
            "ZAKLAD_SMTP_URL: у production потрібен поштовий сервер / production needs a mail server"
        )
    box = Letterbox(sandbox_folder / LETTERS_FOLDER)
    async with (
        catching(box) as server,
        kept_mail(Mailer(database_url, Carrier(server), desk, clock, pause)),
    ):
        yield box


def _read(smtp_url: str) -> ServerAddress:
    """Read the address; it may hold a password and is not repeated."""
    try:
        return read_server_address(smtp_url)
    except ValueError:
        raise StartRefused(
            "ZAKLAD_SMTP_URL: очікується / expected:"
            " smtp[s]://[користувач:пароль@]сервер[:порт][?starttls=offered|required|never]"
        ) from None
