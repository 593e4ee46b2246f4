"""Sessions: a token is shown once, stored as a digest, and ends."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from store.connections import Limits, writing
from store.pool import Store, open_store
from store.sessions import explorer_token, session_kind


@pytest.fixture
async def store(own_database_url: str) -> AsyncIterator[Store]:
    async with open_store(own_database_url, Limits(size=1)) as store:
        yield store


@pytest.fixture
async def connection(own_database_url: str) -> AsyncIterator[asyncpg.Connection]:
    async with writing(own_database_url) as connection:
        yield connection


async def test_the_holder_of_a_token_is_the_explorer(store: Store, connection: asyncpg.Connection) -> None:
    token = await explorer_token(connection)
    assert len(token) == 46
    assert token.startswith("zk_")
    assert await session_kind(store, token) == "EXPLORER"
    assert (store.statements, store.access_statements) == (0, 1)


async def test_a_token_is_not_stored(connection: asyncpg.Connection) -> None:
    token = await explorer_token(connection)
    rows = await connection.fetch("SELECT session::text AS stored FROM session")
    assert len(rows) == 1
    assert token not in rows[0]["stored"]
    assert token.encode().hex() not in rows[0]["stored"]


async def test_an_unknown_token_has_no_session(store: Store) -> None:
    assert await session_kind(store, "zk_" + "a" * 43) is None


@pytest.mark.parametrize("ending", ["absolute_until = now()", "revoked_at = now()"])
async def test_an_expired_or_revoked_token_has_no_session(
    store: Store, connection: asyncpg.Connection, ending: str
) -> None:
    token = await explorer_token(connection)
    await connection.execute(f"UPDATE session SET created_at = now() - interval '1 day', {ending}")
    assert await session_kind(store, token) is None


async def test_a_session_lasts_thirty_days_and_then_leaves_the_table(connection: asyncpg.Connection) -> None:
    await explorer_token(connection)
    until = await connection.fetchval("SELECT absolute_until FROM session")
    assert abs(until - datetime.now(UTC) - timedelta(days=30)) < timedelta(hours=1)
    month = "created_at = now() - interval '31 days', absolute_until = now() - interval '1 day'"
    await connection.execute(f"UPDATE session SET {month}")
    await explorer_token(connection)
    assert await connection.fetchval("SELECT count(*) FROM session") == 1
