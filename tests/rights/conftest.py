"""Random worlds with random rights, each served at a door of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import asyncpg
import pytest

from tests.compiler.chance.powers import Caller, Powers
from tests.compiler.chance.world import RandomWorld
from tests.compiler.hospital import NOW
from tests.compiler.reference.things import Things
from tests.conftest import name_of, new_database
from tests.reading import connected
from tests.rights.door import Place, opened
from tests.worlds import Story

SEEDS = (1, 2)


async def built(connection: asyncpg.Connection, seed: int) -> tuple[Story, list[Caller]]:
    """Build a world with rights, the same for the same seed; give its story and who may ask."""
    story = Story(connection)
    world = RandomWorld(story, seed)
    await world.build()
    return story, await Powers(world, Random(seed)).give()  # noqa: S311  # no secret


@asynccontextmanager
async def random_place(server_url: str, template: str, seed: int) -> AsyncIterator[Place]:
    """Make a world with rights and serve it."""
    async with new_database(server_url, template) as url:
        async with connected(url) as connection:
            _, callers = await built(connection, seed)
            things = await Things.read(connection, NOW)
        async with opened(url) as door:
            yield Place(door, things, callers)


@pytest.fixture(scope="session", params=SEEDS)
async def place(request: pytest.FixtureRequest, server_url: str, migrated_url: str) -> AsyncIterator[Place]:
    async with random_place(server_url, name_of(migrated_url), request.param) as made:
        yield made
