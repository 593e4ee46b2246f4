"""The hospital of the cases, built once, and a reader of it."""

from collections.abc import AsyncIterator

import pytest

from tests.compiler.hospital import NOW, Hospital
from tests.conftest import name_of, new_database
from tests.reading import Reader, connected
from tests.worlds import Story


@pytest.fixture(scope="session")
async def hospital(server_url: str, migrated_url: str) -> AsyncIterator[Hospital]:
    """The rows of the story by name, on a connection of its own."""
    async with new_database(server_url, name_of(migrated_url)) as url, connected(url) as connection:
        built = Hospital(Story(connection))
        await built.build()
        yield built


@pytest.fixture(scope="session")
async def reader(hospital: Hospital) -> Reader:
    """A reader of the hospital."""
    return Reader(hospital.story.connection, NOW)
