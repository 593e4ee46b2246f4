"""Databases of several kinds, and a connection that is rolled back, with a builder of worlds on it."""

import json
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.conftest import name_of, new_database
from tests.models.world import World

UNDER_C = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc"


@pytest.fixture
async def empty_database(server_url: str) -> AsyncIterator[str]:
    """A database in which nothing was made yet."""
    async with new_database(server_url, "template0") as url:
        yield url


@pytest.fixture
async def blind_database(server_url: str) -> AsyncIterator[str]:
    """A database that knows no letters beyond ASCII."""
    async with new_database(server_url, f"template0 {UNDER_C}") as url:
        yield url


@pytest.fixture(scope="session")
async def shared_url(server_url: str, migrated_url: str) -> AsyncIterator[str]:
    """A migrated database that is left as it was found."""
    async with new_database(server_url, name_of(migrated_url)) as url:
        yield url


@pytest.fixture
async def connection(shared_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection whose changes are rolled back."""
    connection = await asyncpg.connect(shared_url)
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


@pytest.fixture
def world(connection: asyncpg.Connection) -> World:
    """An empty world."""
    return World(connection)
