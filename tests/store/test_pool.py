"""The store: bytes of finished statements, bounds on waiting, and a database that dies and comes back."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from errors import Internal, TimedOut, Unavailable
from store.connections import Limits, writing
from store.embedded import EmbeddedServer, throwaway_server
from store.pool import PING, Store, open_store

BYTES = "SELECT convert_to($1, 'UTF8')"
SETTING = "SELECT convert_to(current_setting($1), 'UTF8')"
BACKEND = "SELECT pg_backend_pid()::text::bytea"
SLEEP = "SELECT 'x'::bytea FROM pg_sleep($1)"
LIMITS = Limits(size=2, connect=1.0, wait=0.2, statement=0.3, silence=1.0)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    with throwaway_server() as server:
        yield server


@pytest.fixture
async def store(server: EmbeddedServer) -> AsyncIterator[Store]:
    async with open_store(server.database_url, LIMITS) as store:
        yield store


async def test_a_statement_gives_its_bytes_and_is_counted(store: Store) -> None:
    assert await store.fetch(BYTES, ["Їжак"]) == "Їжак".encode()
    assert (store.statements, store.access_statements) == (1, 0)
    await store.fetch_access(BYTES, [""])
    await store.ping()
    assert (store.statements, store.access_statements) == (1, 1)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TimeZone", "UTC"),
        ("default_transaction_read_only", "on"),
        ("statement_timeout", "300ms"),
        ("jit", "off"),
    ],
)
async def test_every_connection_carries_the_settings_of_reads(store: Store, setting: str, value: str) -> None:
    assert await store.fetch(SETTING, [setting]) == value.encode()


async def test_the_store_cannot_write(store: Store) -> None:
    with pytest.raises(Internal):
        await store.fetch("CREATE TABLE written AS SELECT 1", [])


async def test_what_records_a_reading_has_connections_of_its_own(store: Store) -> None:
    assert await store.fetch_recording(SETTING, ["default_transaction_read_only"]) == b"off"
    assert await store.fetch_recording(SETTING, ["application_name"]) == b"zaklad recording"
    assert await store.fetch(SETTING, ["default_transaction_read_only"]) == b"on"
    assert store.statements == 3


async def test_a_failing_statement_says_nothing_of_postgres_and_spoils_no_connection(store: Store) -> None:
    before = await store.fetch(BACKEND, [])
    with pytest.raises(Internal) as refused:
        await store.fetch("SELECT convert_to((1 / $1::int)::text, 'UTF8')", [0])
    with pytest.raises(Internal):
        await store.fetch(BYTES, [17])  # a value that does not fit its parameter
    assert "division" not in str(refused.value.formatted())
    assert isinstance(refused.value.__cause__, asyncpg.DivisionByZeroError)
    assert await store.fetch(BACKEND, []) == before


async def test_a_statement_over_its_time_is_stopped_by_the_server(store: Store) -> None:
    with pytest.raises(TimedOut):
        await store.fetch(SLEEP, [5.0])
    assert await store.fetch(BYTES, ["x"]) == b"x"


async def test_a_server_that_never_stops_is_left_after_a_bounded_time(server: EmbeddedServer) -> None:
    limits = Limits(size=1, statement=0.2, silence=0.1, settings={"statement_timeout": "0"})
    async with open_store(server.database_url, limits) as store:
        with pytest.raises(TimedOut):
            await store.fetch(SLEEP, [5.0])
        assert await store.fetch(BYTES, ["x"]) == b"x"


async def test_a_cancelled_request_stops_its_statement_and_frees_its_connection(
    server: EmbeddedServer,
) -> None:
    async with open_store(server.database_url, Limits(size=1, statement=20.0)) as store:
        backend = int(await store.fetch_access(BACKEND, []))
        asked = asyncio.ensure_future(store.fetch(SLEEP, [20.0]))
        async with writing(server.database_url) as other:
            await until(other, f"SELECT state = 'active' FROM pg_stat_activity WHERE pid = {backend}")
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            await until(other, f"SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {backend})")
        assert await store.fetch(BYTES, ["x"]) == b"x"


async def until(connection: asyncpg.Connection, statement: str) -> None:
    async with asyncio.timeout(10):
        while True:
            if await connection.fetchval(statement):
                return
            await asyncio.sleep(0.01)


async def test_more_requests_than_connections_wait_their_turn(store: Store) -> None:
    answers = await asyncio.gather(*(store.fetch(BYTES, [str(n)]) for n in range(50)))
    assert answers == [str(n).encode() for n in range(50)]


async def test_a_statement_may_say_that_rights_have_changed_but_not_who_the_caller_is(store: Store) -> None:
    nothing = "SELECT NULL::bytea"
    assert await store.fetch(nothing, []) is None
    with pytest.raises(AssertionError):
        await store.fetch_access(nothing, [])


async def test_a_request_that_waits_too_long_for_a_connection_is_unavailable(server: EmbeddedServer) -> None:
    async with open_store(server.database_url, Limits(size=1, wait=0.05)) as store:
        slow = asyncio.ensure_future(store.fetch(SLEEP, [0.5]))
        await asyncio.sleep(0)
        with pytest.raises(Unavailable):
            await store.fetch(BYTES, ["x"])
        assert await slow == b"x"


async def test_a_killed_connection_is_replaced_without_a_word(server: EmbeddedServer, store: Store) -> None:
    backend = int(await store.fetch_access(BACKEND, []))
    async with writing(server.database_url) as other:
        await other.fetchval("SELECT pg_terminate_backend($1, 5000)", backend)
    assert int(await store.fetch_access(BACKEND, [])) != backend


async def test_a_read_whose_connection_dies_underway_is_repeated(server: EmbeddedServer) -> None:
    async with open_store(server.database_url, Limits(size=1)) as store:
        backend = int(await store.fetch_access(BACKEND, []))
        asked = asyncio.ensure_future(store.fetch(SLEEP, [0.2]))
        async with writing(server.database_url) as other:
            await until(other, f"SELECT state = 'active' FROM pg_stat_activity WHERE pid = {backend}")
            await other.fetchval("SELECT pg_terminate_backend($1, 5000)", backend)
        assert await asked == b"x"


async def test_a_dead_database_is_unavailable_at_once_and_recovers_without_a_restart() -> None:
    with throwaway_server() as server:
        async with open_store(server.database_url, LIMITS) as store:
            await store.ping()
            server.close()
            began = time.monotonic()
            for statement in (PING, BYTES):
                with pytest.raises(Unavailable) as refused:
                    await store.fetch(statement, [] if statement == PING else ["x"])
                assert refused.value.status == 503
            assert time.monotonic() - began < 1.0
            server.open()
            assert await store.fetch(BYTES, ["Ґ"]) == "Ґ".encode()


async def test_a_store_may_open_before_its_database_does() -> None:
    with throwaway_server() as server:
        server.close()
        async with open_store(server.database_url, LIMITS) as store:
            with pytest.raises(Unavailable):
                await store.ping()
            server.open()
            await store.ping()


async def test_a_database_that_accepts_but_never_speaks_is_unavailable_in_bounded_time() -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/postgres"
        async with open_store(url, Limits(size=1, connect=0.2)) as store:
            with pytest.raises(Unavailable):
                await store.ping()
    assert time.monotonic() - began < 2.0


async def test_a_command_without_its_database_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        async with writing("postgresql://postgres@/postgres?host=%2Fnowhere"):
            pass
