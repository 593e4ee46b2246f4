"""A stage on a connection of Tortoise's that is rolled back."""

from collections.abc import AsyncIterator

import pytest
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from models.configuration import configuration
from tests.commands.stage import PlainWorld, Stage, raw
from tests.conftest import name_of, new_database


@pytest.fixture(scope="session")
async def acts_url(server_url: str, migrated_url: str) -> AsyncIterator[str]:
    """A migrated database that acts leave as they found it."""
    async with new_database(server_url, name_of(migrated_url)) as url:
        yield url


@pytest.fixture
async def stage(acts_url: str) -> AsyncIterator[Stage]:
    """A hospital in a transaction that is rolled back."""
    async with TortoiseContext() as context:
        await context.init(config=configuration(acts_url))
        async with in_transaction() as tx:
            stage = Stage(tx, PlainWorld(raw(tx)))
            await stage.build()
            yield stage
            await tx.rollback()
