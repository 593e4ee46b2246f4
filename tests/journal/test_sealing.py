"""Sealing gives every committed entry one place, whoever writes and seals meanwhile, and delays nobody."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg

from journal.recording import append
from journal.sealing import LOCK, seal_pending
from tests.journal.conftest import Journal, act

ROOT = Path(__file__).parents[2]
SEALED = "SELECT entry_id FROM journal_seal ORDER BY seq"


async def test_entries_are_sealed_in_the_order_of_their_ids(journal: Journal) -> None:
    for number in (3, 1, 2):
        await append(journal.connection, replace(act(number), id=UUID(int=number)))
    assert await journal.seal() == 3
    assert [row["entry_id"].int for row in await journal.connection.fetch(SEALED)] == [1, 2, 3]
    assert await journal.seal() == 0
    assert (await journal.verify()).fault is None


async def test_an_entry_that_is_committed_late_comes_after_those_before_it(
    journal: Journal, own_database_url: str
) -> None:
    late = await asyncpg.connect(own_database_url)
    transaction = late.transaction()
    await transaction.start()
    await append(late, replace(act(1), id=UUID(int=1)))
    await append(journal.connection, replace(act(2), id=UUID(int=2)))
    assert await journal.seal() == 1
    await transaction.commit()
    await late.close()
    assert await journal.seal() == 1
    assert [row["entry_id"].int for row in await journal.connection.fetch(SEALED)] == [2, 1]


async def test_what_is_rolled_back_leaves_no_trace(journal: Journal) -> None:
    transaction = journal.connection.transaction()
    await transaction.start()
    await append(journal.connection, act(1))
    await transaction.rollback()
    assert await journal.seal() == 0
    assert await journal.connection.fetchval("SELECT count(*) FROM journal_blob") == 0


async def test_a_long_queue_is_sealed_round_by_round(journal: Journal) -> None:
    await journal.write(7)
    sealed = [await seal_pending(journal.connection, at_most=3) for _ in range(4)]
    assert sealed == [3, 3, 1, 0]
    assert (await journal.verify()).seals == 7


async def test_who_finds_another_sealing_goes_away(journal: Journal, own_database_url: str) -> None:
    await journal.write(1)
    other = await asyncpg.connect(own_database_url)
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        assert await journal.seal() == 0
    await other.close()
    assert await journal.seal() == 1


async def test_writers_do_not_wait_for_a_sealer_that_does_not_finish(
    journal: Journal, own_database_url: str
) -> None:
    await journal.write(3)
    sealer = await asyncpg.connect(own_database_url)
    transaction = sealer.transaction()
    await transaction.start()
    assert await seal_pending(sealer) == 3
    await journal.connection.execute("SET lock_timeout = '1ms'")
    await journal.write(5)
    await transaction.rollback()
    await sealer.close()
    assert await journal.seal() == 8
    assert (await journal.verify()).fault is None


async def test_a_sealed_entry_that_is_said_to_wait_again_does_not_stop_the_sealer(history: Journal) -> None:
    await history.connection.execute("INSERT INTO journal_pending VALUES ($1)", history.entries[0])
    await history.write(1)
    assert await history.seal() == 1
    assert await history.seal() == 0
    assert (await history.verify()).fault is None


async def test_many_writers_and_sealers_leave_no_gap_no_fork_and_no_double(
    journal: Journal, own_database_url: str
) -> None:
    writers = [await asyncpg.connect(own_database_url) for _ in range(6)]
    sealers = [await asyncpg.connect(own_database_url) for _ in range(3)]
    writing = asyncio.Event()

    async def write(worker: int, connection: asyncpg.Connection) -> None:
        for turn in range(25):
            async with connection.transaction():
                await append(connection, act(100 * worker + turn))

    async def seal(connection: asyncpg.Connection) -> int:
        sealed = 0
        while not writing.is_set():
            sealed += await seal_pending(connection, at_most=7)
        return sealed

    sealing = [asyncio.create_task(seal(connection)) for connection in sealers]
    await asyncio.gather(*(write(*pair) for pair in enumerate(writers)))
    writing.set()
    sealed = sum(await asyncio.gather(*sealing))
    while more := await journal.seal():
        sealed += more
    for connection in (*writers, *sealers):
        await connection.close()

    assert sealed == 150
    seals = await journal.connection.fetch("SELECT seq, entry_id, prev FROM journal_seal ORDER BY seq")
    assert [row["seq"] for row in seals] == list(range(1, 151))
    assert len({row["prev"] for row in seals}) == len({row["entry_id"] for row in seals}) == 150
    assert (await journal.verify()).fault is None


async def test_a_writer_killed_in_the_middle_leaves_all_or_nothing(
    journal: Journal, own_database_url: str
) -> None:
    for acts in (1, 4, 9):
        await asyncio.to_thread(kill_after, own_database_url, acts)
    people = "SELECT last_name FROM person ORDER BY last_name"
    entries = "SELECT id::text FROM journal_entry ORDER BY id::text"
    made = [tuple(row) for row in await journal.connection.fetch(people)]
    assert len(made) >= 14
    assert made == [tuple(row) for row in await journal.connection.fetch(entries)]
    assert await journal.connection.fetchval("SELECT count(*) FROM journal_blob") == 4 * len(made)
    assert await journal.seal() == len(made)
    assert (await journal.verify()).fault is None


def kill_after(url: str, acts: int) -> None:
    """Let a writer commit so many acts and kill it while it is at the next."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journal.writer", url], stdout=subprocess.PIPE, cwd=ROOT
    ) as writer:
        assert writer.stdout is not None
        for _ in range(acts):
            assert writer.stdout.readline()
        writer.kill()
