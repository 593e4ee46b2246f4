"""Letters of the outbox are mailed at least once, by real SMTP, whatever happens on the way."""

import asyncio
import datetime as dt
import json
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from letters.carrier import Carrier
from letters.retries import ATTEMPTS_MAX
from letters.server_address import ServerAddress
from store.bounces import bounced
from store.mailing import LEASE, LOOK_SECONDS, RETRY_SECONDS, TAKEN_MAX, Desk, Mailer, kept_mail
from tests.mail import MailServer, mail_server, text_of
from tests.models.world import NOW
from tests.reading import connected

LINK = "https://registry.example/invite#tokentokentoken"
INVITATION = {
    "facility.shortName": "Лікарня <1>",
    "position.title": "Завідувач ЛБК",
    "startsOn": "05.01.2026",
    "inviter.name": "Леся Українка",
    "expiresAt": "06.01.2026 11:00 (за Києвом)",
}
MINUTE = dt.timedelta(minutes=1)


class Post:
    """An outbox, a mail server, and a sender with a clock that the test turns."""

    def __init__(self, url: str, database: asyncpg.Connection, server: MailServer) -> None:
        self.url, self.database, self.server = url, database, server
        self.now = NOW
        self.mailer = self.another(server.address)

    def another(self, address: ServerAddress) -> Mailer:
        desk = Desk("registry@zaklad.example", lambda sealed: sealed[::-1])
        return Mailer(self.url, Carrier(address), desk, lambda: self.now)

    async def put(self, **given: Any) -> UUID:
        letter_id: UUID = given.pop("id", None) or uuid4()
        row = {
            "id": letter_id,
            "kind": "INVITATION",
            "to_address": f"{letter_id.hex}@example.com",
            "parameters": INVITATION,
            "secret_sealed": LINK.encode()[::-1],
        } | given
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        await self.database.execute(f"INSERT INTO letter ({', '.join(row)}) VALUES ({places})", *row.values())
        return letter_id

    async def send(self) -> int:
        return await self.mailer.send_due(self.database)

    async def row(self, letter_id: UUID) -> asyncpg.Record:
        (row,) = await self.database.fetch("SELECT * FROM letter WHERE id = $1", letter_id)
        return row

    async def state(self, letter_id: UUID) -> tuple[str, str | None]:
        row = await self.row(letter_id)
        return row["state"], row["last_error_code"]


@pytest.fixture
async def post(own_database_url: str) -> AsyncIterator[Post]:
    async with connected(own_database_url) as database, mail_server() as server:
        yield Post(own_database_url, database, server)


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port that is taken and on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


async def test_a_letter_reaches_the_server_and_its_link_is_forgotten(post: Post) -> None:
    letter_id = await post.put()
    assert await post.send() == 1
    (message,) = post.server.messages
    assert message["Subject"] == "Запрошення до системи: Лікарня <1>"
    assert message["To"] == f"{letter_id.hex}@example.com"
    assert message["From"] == "registry@zaklad.example"
    assert message["Message-ID"] == f"<{letter_id}@zaklad.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert LINK in text_of(message)
    assert f'<a href="{LINK}"' in text_of(message, "html")
    assert "Лікарня &lt;1&gt;" in text_of(message, "html")
    row = await post.row(letter_id)
    assert (row["state"], row["sent_at"], row["attempts"]) == ("SENT", NOW, 1)
    assert (row["secret_sealed"], row["parameters"], row["next_try_at"]) == (None, {}, None)
    assert await post.send() == 0


async def test_a_server_that_asks_to_wait_gets_the_same_letter_later(post: Post) -> None:
    letter_id = await post.put()
    post.server.to_recipients.append("451 4.7.1 greylisted")
    await post.send()
    row = await post.row(letter_id)
    assert (row["state"], row["last_error_code"], row["next_try_at"]) == ("DEFERRED", "451", NOW + MINUTE)
    assert row["secret_sealed"] is not None
    assert await post.send() == 0
    post.now += MINUTE
    assert await post.send() == 1
    assert await post.state(letter_id) == ("SENT", None)
    assert [message["Message-ID"] for message in post.server.messages] == [f"<{letter_id}@zaklad.example>"]


@pytest.mark.parametrize("at", ["to_recipients", "to_contents"])
async def test_a_server_that_refuses_a_letter_is_not_asked_again(post: Post, at: str) -> None:
    refused, taken = await post.put(), await post.put()
    getattr(post.server, at).append("550 5.1.1 no such mailbox")
    await post.send()
    states = sorted([await post.state(refused), await post.state(taken)])
    assert states == [("FAILED", "550"), ("SENT", None)]
    kept = await post.database.fetchval("SELECT count(*) FROM letter WHERE secret_sealed IS NOT NULL")
    assert (kept, await post.send()) == (0, 0)


async def test_a_server_that_is_away_lets_all_letters_wait(post: Post, unused_port: int) -> None:
    ids = [await post.put() for _ in range(7)]
    away = post.another(ServerAddress("127.0.0.1", unused_port))
    for minutes in (1, 2, 4, 8, 15, 15):
        assert await away.send_due(post.database) == 7
        rows = [await post.row(each) for each in ids]
        assert {(row["state"], row["last_error_code"]) for row in rows} == {("DEFERRED", "CONNECTION")}
        assert {row["next_try_at"] for row in rows} == {post.now + minutes * MINUTE}
        post.now += minutes * MINUTE
    assert await post.send() == 7
    assert len(post.server.messages) == 7


async def test_a_letter_is_tried_for_two_days_and_then_given_up(post: Post) -> None:
    letter_id = await post.put(attempts=ATTEMPTS_MAX - 1)
    post.server.to_recipients.append("451 4.7.1 greylisted")
    await post.send()
    assert await post.state(letter_id) == ("FAILED", "451")
    assert (await post.row(letter_id))["secret_sealed"] is None


async def test_a_connection_that_breaks_keeps_no_letter_from_the_others(post: Post) -> None:
    ids = [await post.put() for _ in range(20)]
    post.server.to_contents.extend(["421 4.3.0 going down"] * 3)
    await post.send()
    post.now += MINUTE
    await post.send()
    assert {await post.state(each) for each in ids} == {("SENT", None)}
    assert len({message["Message-ID"] for message in post.server.messages}) == 20


async def test_who_dies_before_noting_what_was_sent_leaves_it_to_another_under_the_same_name(
    post: Post,
) -> None:
    """The server has taken the letter; the sender is killed before the database knows."""
    letter_id = await post.put()
    async with connected(post.url) as dying:

        async def die() -> None:
            dying.terminate()

        post.server.meanwhile = die
        with suppress(ExceptionGroup):
            await post.mailer.send_due(dying)
        post.server.meanwhile = None
    assert (await post.row(letter_id))["state"] == "QUEUED"
    assert await post.send() == 0
    post.now += LEASE
    assert await post.send() == 1
    assert (await post.state(letter_id), len(post.server.messages)) == (("SENT", None), 2)
    assert {message["Message-ID"] for message in post.server.messages} == {f"<{letter_id}@zaklad.example>"}


async def test_a_sender_killed_when_the_server_has_taken_a_letter_leaves_it_to_another(post: Post) -> None:
    """At least once: the reader's program knows the second by its Message-ID."""
    letter_id = await post.put()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.dying_mailer", stdin=asyncio.subprocess.PIPE
    )
    given = json.dumps({"url": post.url, "port": post.server.address.port})
    await process.communicate(given.encode())
    assert process.returncode == -signal.SIGKILL
    assert ((await post.state(letter_id))[0], len(post.server.messages)) == ("QUEUED", 1)
    assert await post.send() == 0
    post.now += LEASE
    assert await post.send() == 1
    assert await post.state(letter_id) == ("SENT", None)
    assert [each["Message-ID"] for each in post.server.messages] == [f"<{letter_id}@zaklad.example>"] * 2


async def test_several_senders_send_each_letter_once(post: Post) -> None:
    for _ in range(150):
        await post.put()
    async with connected(post.url) as first, connected(post.url) as second, connected(post.url) as third:
        while sum(await asyncio.gather(*map(post.mailer.send_due, (first, second, third)))):
            pass
    names = [message["Message-ID"] for message in post.server.messages]
    assert len(names) == len(set(names)) == 150
    sent = await post.database.fetchval("SELECT count(*) FROM letter WHERE state = 'SENT'")
    assert sent == 150


async def test_a_letter_cancelled_while_it_is_being_sent_stays_cancelled(post: Post) -> None:
    letter_id = await post.put()
    async with connected(post.url) as other:

        async def cancel() -> None:
            await other.execute(
                "UPDATE letter SET state = 'CANCELLED', secret_sealed = NULL, next_try_at = NULL"
            )

        post.server.meanwhile = cancel
        await post.send()
    assert await post.state(letter_id) == ("CANCELLED", None)


async def test_nothing_is_sent_of_what_is_rolled_back_or_cancelled(post: Post) -> None:
    async with connected(post.url) as writing:
        transaction = writing.transaction()
        await transaction.start()
        await Post(post.url, writing, post.server).put()
        assert await post.send() == 0
        await transaction.rollback()
    await post.put(state="CANCELLED", secret_sealed=None)
    assert await post.send() == 0
    assert post.server.messages == []


async def test_a_letter_that_cannot_be_written_is_no_harm_to_the_others(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    spoilt, missing = await post.put(secret_sealed=b"\xff\xfe"), await post.put(parameters={})
    sound = await post.put()
    await post.send()
    assert await post.state(spoilt) == await post.state(missing) == ("FAILED", "UNWRITABLE")
    assert await post.state(sound) == ("SENT", None)
    assert "Лікарня" not in caplog.text
    assert "example.com" not in caplog.text


async def test_a_letter_that_comes_back_is_known_by_its_message_id(post: Post) -> None:
    letter_id = await post.put()
    await post.send()
    assert not await bounced(post.url, "<unknown@zaklad.example>", post.now)
    assert await bounced(post.url, f"<{letter_id}@zaklad.example>", post.now)
    assert await post.state(letter_id) == ("BOUNCED", None)
    assert not await bounced(post.url, f"<{letter_id}@zaklad.example>", post.now)


async def test_a_batch_is_followed_by_the_next_without_a_rest_and_failures_by_a_longer_one(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(TAKEN_MAX + 1):
        await post.put()
    pauses: asyncio.Queue[float] = asyncio.Queue()
    go = asyncio.Semaphore(0)

    async def pause(seconds: float) -> None:
        pauses.put_nowait(seconds)
        await go.acquire()

    desk = Desk("registry@zaklad.example", lambda sealed: sealed[::-1])
    mailer = Mailer(post.url, Carrier(post.server.address), desk, lambda: post.now, pause)
    async with kept_mail(mailer):
        assert await pauses.get() == LOOK_SECONDS
        assert len(post.server.messages) == TAKEN_MAX + 1
        backend = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"
        with caplog.at_level(logging.WARNING):
            await post.database.fetch(backend, "zaklad command")
            go.release()
            assert await pauses.get() == RETRY_SECONDS
        assert "no letters are sent just now" in caplog.text
        await post.put()
        go.release()
        assert await pauses.get() == LOOK_SECONDS
        assert len(post.server.messages) == TAKEN_MAX + 2


async def test_no_address_and_no_word_of_a_letter_stands_in_the_log(
    post: Post, unused_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    letter_id = await post.put(to_address="taras.shevchenko@example.com")
    with caplog.at_level(logging.DEBUG, logger="store"):
        post.server.to_recipients.append("450 4.2.0 taras.shevchenko@example.com is away")
        await post.send()
        post.now += MINUTE
        await post.another(ServerAddress("127.0.0.1", unused_port)).send_due(post.database)
    assert str(letter_id) in caplog.text
    for word in ("shevchenko", "Українка", "token", "Лікарня"):
        assert word not in caplog.text
