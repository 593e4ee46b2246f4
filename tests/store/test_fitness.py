"""A database that cannot carry the registry is refused at the start, in one sentence."""

from collections.abc import Iterator

import pytest

from errors import StartRefused
from store.connections import writing
from store.embedded import throwaway_server
from store.fitness import check_fitness


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with throwaway_server() as server:
        yield server.database_url


async def made(url: str, name: str, options: str) -> str:
    async with writing(url) as connection:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
    address = url.replace("@/postgres", f"@/{name}")
    async with writing(address) as connection:
        await connection.execute("CREATE EXTENSION pg_trgm")
    return address


async def test_a_database_in_utf8_that_knows_cyrillic_is_fit(url: str) -> None:
    async with writing(await made(url, "fit", "")) as connection:
        await check_fitness(connection)


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("latin", "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'", "not in UTF-8"),
        ("blind", "LOCALE_PROVIDER libc LOCALE 'C'", "knows no Cyrillic"),
    ],
)
async def test_an_unfit_database_is_refused(url: str, name: str, options: str, sentence: str) -> None:
    async with writing(await made(url, name, options)) as connection:
        with pytest.raises(StartRefused, match=sentence):
            await check_fitness(connection)
