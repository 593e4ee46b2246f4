"""Sessions: a token is shown once, stored as a digest, and ends."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from store.connections import writing
from store.sessions import explorer_token, full_token
from tests.models.world import World


@pytest.fixture
async def connection(own_database_url: str) -> AsyncIterator[asyncpg.Connection]:
    async with writing(own_database_url) as connection:
        yield connection


async def test_a_token_is_long_and_tells_nothing(connection: asyncpg.Connection) -> None:
    token = await explorer_token(connection)
    assert (len(token), token[:4]) == (47, "zkl_")
    assert await explorer_token(connection) != token


async def test_a_token_is_not_stored(connection: asyncpg.Connection) -> None:
    token = await explorer_token(connection)
    rows = await connection.fetch("SELECT session::text AS stored FROM session")
    assert len(rows) == 1
    assert token not in rows[0]["stored"]
    assert token.encode().hex() not in rows[0]["stored"]


async def test_a_session_lasts_thirty_days_and_then_leaves_the_table(connection: asyncpg.Connection) -> None:
    await explorer_token(connection)
    until = await connection.fetchval("SELECT absolute_until FROM session")
    assert abs(until - datetime.now(UTC) - timedelta(days=30)) < timedelta(hours=1)
    month = "created_at = now() - interval '31 days', absolute_until = now() - interval '1 day'"
    await connection.execute(f"UPDATE session SET {month}")
    await explorer_token(connection)
    assert await connection.fetchval("SELECT count(*) FROM session") == 1


async def test_a_full_session_is_bound_to_its_person_and_client(connection: asyncpg.Connection) -> None:
    world = World(connection)
    person, client = await world.add("person"), await world.add("mis_client")
    await full_token(connection, person_id=person["id"], client_id=client["id"])
    await full_token(connection, person_id=person["id"])
    await full_token(connection, client_id=client["id"])
    rows = await connection.fetch(
        "SELECT principal_id, person_id, client_id FROM session WHERE kind = 'FULL'"
    )
    assert {tuple(row) for row in rows} == {
        (person["id"], person["id"], client["id"]),
        (person["id"], person["id"], None),
        (client["id"], None, client["id"]),
    }


async def test_a_full_session_ends_with_the_working_day(connection: asyncpg.Connection) -> None:
    client = await World(connection).add("mis_client")
    await full_token(connection, client_id=client["id"])
    lasting = await connection.fetchval("SELECT absolute_until - created_at FROM session")
    assert lasting == timedelta(hours=12)
