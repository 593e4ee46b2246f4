"""The service mails through the operator's server, or catches its letters in the sandbox."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from errors import StartRefused
from store.mailing import Desk
from store.post_office import post_office
from tests.mail import mail_server
from tests.models.world import World
from tests.reading import connected

DESK = Desk("registry@zaklad.example", bytes)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class FirstLook:
    """A sender's first rest, which never ends: whatever waited has been sent by then."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def __call__(self, _seconds: float) -> None:
        self.over.set()
        await asyncio.Event().wait()


async def put_letter(url: str) -> None:
    async with connected(url) as database:
        parameters = {"facility.shortName": "Лікарня", "position.title": "Лікар", "startsOn": "05.01.2026"}
        await World(database).add("letter", parameters=parameters)


async def test_letters_go_to_the_operators_server(own_database_url: str) -> None:
    await put_letter(own_database_url)
    look = FirstLook()
    async with mail_server() as server:
        address = f"smtp://{server.address.host}:{server.address.port}"
        async with post_office(own_database_url, address, DESK, now, None, look) as box:
            await look.over.wait()
            assert (box, len(server.messages)) == (None, 1)


async def test_letters_of_the_sandbox_lie_in_its_folder_for_every_process(
    own_database_url: str, tmp_path: Path
) -> None:
    await put_letter(own_database_url)
    look, other = FirstLook(), FirstLook()
    async with (
        post_office(own_database_url, None, DESK, now, tmp_path, look) as first,
        post_office(own_database_url, None, DESK, now, tmp_path, other) as second,
    ):
        await look.over.wait()
        await other.over.wait()
        for box in (first, second):
            assert box is not None
            assert [each.subject for each in box.newest(2)] == ["Вас призначено: Лікар, Лікарня"]


async def test_production_needs_a_mail_server(own_database_url: str) -> None:
    with pytest.raises(StartRefused, match="ZAKLAD_SMTP_URL"):
        async with post_office(own_database_url, None, DESK, now, None):
            pass


async def test_a_wrong_address_is_refused_without_being_repeated(own_database_url: str) -> None:
    with pytest.raises(StartRefused, match="ZAKLAD_SMTP_URL") as refused:
        async with post_office(own_database_url, "smtp://user:geheim@host?x=1", DESK, now, None):
            pass
    assert "geheim" not in str(refused.value)
