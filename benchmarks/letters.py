"""Measures the mailing of letters: `.venv/bin/python -m benchmarks.letters`; `--letters 500` for a look.

A throwaway PostgreSQL, and a mail server (aiosmtpd) in a process of its own that takes every letter, at once
or after a while as one far away does. How many letters one sender and two send a second, each noted in the
database as soon as the server has taken it; and that none was lost or sent twice.
"""

import asyncio
import datetime as dt
import time
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import Annotated
from uuid import uuid4

import asyncpg
import typer
import uvloop
from aiosmtpd.smtp import SMTP, Envelope, Session

from letters.carrier import Carrier
from letters.server_address import ServerAddress, StartTls
from models.letter import LetterKind
from models.migrating import migrate
from store.embedded import throwaway_server
from store.mailing import Desk, Mailer

PARAMETERS = (
    '{"facility.shortName": "Лікарня", "facility.address": "Київ", "position.title": "Завідувач ЛБК",'
    ' "startsOn": "05.01.2026", "inviter.name": "Українка Леся", "expiresAt": "06.01.2026 11:00"}'
)
LINK = b"https://registry.example/invite#" + b"t" * 43
PUT = (
    "INSERT INTO letter (id, kind, to_address, parameters, secret_sealed)"
    " VALUES ($1, $2, 'somebody@example.com', $3, $4)"
)


class Taker:
    """Takes every letter after a while, and remembers its Message-ID."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.names: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        await asyncio.sleep(self.delay)
        assert isinstance(envelope.original_content, bytes)
        header = envelope.original_content.partition(b"\r\n\r\n")[0].split(b"\r\n")
        self.names += (line for line in header if line.lower().startswith(b"message-id:"))
        return "250 OK"


async def serve(pipe: Pipe, delay: float) -> None:
    """Be the mail server until told to stop, and tell what was taken."""
    taker, loop = Taker(delay), asyncio.get_running_loop()
    listening = await loop.create_server(
        partial(SMTP, taker, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    pipe.send(listening.sockets[0].getsockname()[1])
    await asyncio.to_thread(pipe.recv)
    pipe.send((len(taker.names), len(set(taker.names))))


def mail_server(pipe: Pipe, delay: float) -> None:
    """Run the mail server in its process."""
    asyncio.run(serve(pipe, delay))


async def send_all(url: str, mailer: Mailer) -> None:
    """Send until nothing waits."""
    database = await asyncpg.connect(url)
    while await mailer.send_due(database):
        pass
    await database.close()


async def measure(url: str, letters: int, senders: int, delay: float) -> None:
    """Print how fast so many senders send to a server that takes a while for each letter."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=mail_server, args=(theirs, delay), daemon=True)
    process.start()
    port = await asyncio.to_thread(ours.recv)
    database = await asyncpg.connect(url)
    rows = [(uuid4(), LetterKind.INVITATION.value, PARAMETERS, LINK) for _ in range(letters)]
    begun = time.perf_counter()
    await database.executemany(PUT, rows)
    putting = time.perf_counter() - begun
    server = ServerAddress("127.0.0.1", port, start_tls=StartTls.NEVER)
    mailer = Mailer(
        url,
        Carrier(server),
        Desk("registry@zaklad.example", bytes),
        lambda: dt.datetime.now(dt.UTC),
    )
    begun, processor = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send_all(url, mailer) for _ in range(senders)))
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    sent = await database.fetchval("SELECT count(*) FROM letter WHERE state = 'SENT'")
    await database.execute("DELETE FROM letter")
    await database.close()
    ours.send(None)
    taken, different = await asyncio.to_thread(ours.recv)
    process.join()
    assert sent == taken == different == letters, (sent, taken, different)
    print(
        f"- {senders} sender(s), a server that takes {delay * 1000:.0f} ms a letter:"
        f" {letters / seconds:.0f} letters/s, {processor / letters * 1e6:.0f} µs of our processor a letter;"
        f" put into the outbox at {letters / putting:.0f}/s"
    )


async def run(url: str, letters: int) -> None:
    """Measure one sender and two, and a server nearby and one far away."""
    await migrate(url)
    for delay in (0.0, 0.05):
        for senders in (1, 2):
            await measure(url, letters, senders, delay)


def main(letters: Annotated[int, typer.Option(min=10, help="how many letters each time")] = 3000) -> None:
    """Measure the mailing of letters."""
    with throwaway_server() as server:
        uvloop.run(run(server.database_url, letters))


if __name__ == "__main__":
    typer.run(main)
