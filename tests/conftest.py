"""One throwaway PostgreSQL for a test process, and databases on it: nothing needs to run or to be installed.

`ZAKLAD_TEST_DATABASE_URL` names a server to be used instead, as of another version; its user must be able to
make databases.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from commands.demo.facilities import Wish
from commands.demo.loading import load_demo
from commands.policy import settle_policy
from models.migrating import migrate
from store.connections import writing
from store.embedded import throwaway_server
from store.loading import open_loading
from tests.service import Service, serving

DEMO = Wish(facilities=3, seed=1, today=date(2026, 11, 2))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of a running server; the database in it is nobody's."""
    if given := os.environ.get("ZAKLAD_TEST_DATABASE_URL"):
        yield given
        return
    with throwaway_server() as server:
        yield server.database_url


@pytest.fixture(scope="session")
async def migrated_url(server_url: str) -> AsyncIterator[str]:
    """A migrated database with the policy of the code, to copy from; nobody may stay connected to it."""
    async with new_database(server_url, "template0") as url:
        await migrate(url)
        async with writing(url) as connection:
            await settle_policy(connection)
        yield url


@pytest.fixture
async def own_database_url(server_url: str, migrated_url: str) -> AsyncIterator[str]:
    """A migrated database of the test's own, without facilities."""
    async with new_database(server_url, name_of(migrated_url)) as url:
        yield url


@pytest.fixture(scope="session")
async def demo_url(server_url: str, migrated_url: str) -> AsyncIterator[str]:
    """A database with a small demo, shared by whoever only reads."""
    async with new_database(server_url, name_of(migrated_url)) as url:
        async with open_loading(url) as copy:
            await load_demo(copy, DEMO, lambda _what, _done, _total: None)
        yield url


@pytest.fixture(scope="session")
async def service(demo_url: str) -> AsyncIterator[Service]:
    """The real service over the demo."""
    async with serving(demo_url) as running:
        yield running


@asynccontextmanager
async def new_database(server_url: str, template: str) -> AsyncIterator[str]:
    """Make a database and drop it at the end."""
    name = f"zaklad_test_{uuid4().hex}"
    async with writing(server_url) as server:
        await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    async with writing(server_url) as server:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def name_of(url: str) -> str:
    """Give the name of the database in a URL."""
    return urlsplit(url).path.removeprefix("/")
