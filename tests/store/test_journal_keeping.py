"""While the service runs its journal is sealed and signed, whatever happens to connections on the way."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.checkpoints import checkpoints
from journal.recording import append
from store.journal_keeping import (
    CHECKPOINT_EVERY,
    READS_EVERY,
    RETRY_SECONDS,
    SEAL_SECONDS,
    Keeper,
    Signing,
    kept_journal,
)
from tests.journal.conftest import NOW, act
from tests.reading import connected

SIGNING = Signing(Ed25519PrivateKey.from_private_bytes(bytes(range(32))), "https://zaklad.example#test")


class Rounds:
    """A keeper's clock and its pauses: each ends when the test says so."""

    def __init__(self) -> None:
        self.now = NOW
        self.pauses: asyncio.Queue[float] = asyncio.Queue()
        self.go = asyncio.Semaphore(0)

    async def pause(self, seconds: float) -> None:
        self.pauses.put_nowait(seconds)
        await self.go.acquire()

    async def another(self) -> float:
        """Let the keeper do a round, and give for how long it rests afterwards."""
        self.go.release()
        return await self.pauses.get()


@asynccontextmanager
async def keeping(url: str) -> AsyncIterator[Rounds]:
    rounds = Rounds()
    async with kept_journal(Keeper(url, SIGNING, lambda: rounds.now, rounds.pause)):
        await rounds.pauses.get()
        yield rounds


async def test_what_is_committed_is_sealed_at_the_next_round(own_database_url: str) -> None:
    async with connected(own_database_url) as connection, keeping(own_database_url) as rounds:
        for number in range(3):
            async with connection.transaction():
                await append(connection, act(number))
        assert await rounds.another() == SEAL_SECONDS
        assert await connection.fetchval("SELECT count(*) FROM journal_seal") == 3


async def test_a_checkpoint_is_signed_from_time_to_time_if_anything_is_new(own_database_url: str) -> None:
    async with connected(own_database_url) as connection, keeping(own_database_url) as rounds:
        async with connection.transaction():
            await append(connection, act(0))
        await rounds.another()
        assert await checkpoints(connection) == []
        for _ in range(2):
            rounds.now += CHECKPOINT_EVERY
            await rounds.another()
        [checkpoint] = await checkpoints(connection)
        assert (checkpoint.size, checkpoint.origin) == (1, SIGNING.origin)
        assert checkpoint.at == NOW + CHECKPOINT_EVERY


async def test_reads_of_personal_data_are_digested_within_a_minute(own_database_url: str) -> None:
    async with connected(own_database_url) as connection, keeping(own_database_url) as rounds:
        await connection.execute(
            "INSERT INTO access_log (at, principal_id, fields_read, row_count)"
            " VALUES (now(), gen_random_uuid(), '{Employee.identity.taxId}', 0)"
        )
        await rounds.another()
        assert await connection.fetchval("SELECT count(*) FROM access_pending") == 1
        rounds.now += READS_EVERY
        await rounds.another()
        assert await connection.fetchval("SELECT count(*) FROM access_pending") == 0
        await rounds.another()
        assert await connection.fetchval("SELECT count(*) FROM journal_seal") == 1


async def test_a_lost_connection_is_opened_again_and_nothing_is_missed(
    own_database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(own_database_url) as connection, keeping(own_database_url) as rounds:
        async with connection.transaction():
            await append(connection, act(0))
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert await rounds.another() == RETRY_SECONDS
        assert await rounds.another() == SEAL_SECONDS
        assert await connection.fetchval("SELECT count(*) FROM journal_seal") == 1
    assert "not sealed just now" in caplog.text


async def test_a_damaged_journal_gets_no_checkpoint_and_the_operator_is_told(
    own_database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(own_database_url) as connection, keeping(own_database_url) as rounds:
        for number in range(2):
            async with connection.transaction():
                await append(connection, act(number))
            rounds.now += CHECKPOINT_EVERY
            await rounds.another()
        await connection.execute("ALTER TABLE journal_checkpoint DISABLE TRIGGER USER")
        await connection.execute("UPDATE journal_checkpoint SET root = sha256('') WHERE number = 2")
        async with connection.transaction():
            await append(connection, act(2))
        rounds.now += CHECKPOINT_EVERY
        with caplog.at_level(logging.CRITICAL):
            assert await rounds.another() == SEAL_SECONDS
        assert len(await checkpoints(connection)) == 2
    assert "the journal is damaged: checkpoint 2" in caplog.text


def test_an_entry_waits_for_less_than_a_second() -> None:
    assert dt.timedelta(seconds=SEAL_SECONDS) < dt.timedelta(seconds=1)
