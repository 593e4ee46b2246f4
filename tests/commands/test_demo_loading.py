"""The demo in the database: it fits every constraint, and goes into an empty registry only."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date

import asyncpg
import pytest

from commands.demo.facilities import Wish
from commands.demo.loading import DemoSummary, load_demo
from commands.demo.rows import TABLES
from errors import StartRefused, Unavailable
from store.loading import Loading, is_empty, open_loading
from tests.conftest import name_of, new_database

WISH = Wish(facilities=60, seed=1, today=date(2026, 11, 22))


class Loaded:
    """A database with the demo, and what was said while it was filled."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self.progress: list[tuple[str, int, int]] = []
        self.was_empty = False
        self.before: dict[str, int] = {}  # rows that the policy wrote

    async def fill(self) -> DemoSummary:
        self.was_empty = await is_empty(self.database_url)
        for table in TABLES.values():
            self.before[table] = int(str(await self.value(f"SELECT count(*) FROM {table}")))
        async with open_loading(self.database_url) as loading:
            return await load_demo(loading, WISH, lambda *said: self.progress.append(said))

    async def value(self, statement: str) -> object:
        connection = await asyncpg.connect(self.database_url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()


class Failing:
    """A loading that fails when it comes to the employees."""

    def __init__(self, loading: Loading) -> None:
        self.loading = loading
        self.versions = loading.versions

    async def copy(self, table: str, columns: Sequence[str], records: Iterable[tuple[object, ...]]) -> None:
        if table == "employee":
            raise RuntimeError("the disk is full")
        await self.loading.copy(table, columns, records)


@pytest.fixture(scope="module")
async def loaded(server_url: str, migrated_url: str) -> AsyncIterator[tuple[Loaded, DemoSummary]]:
    async with new_database(server_url, name_of(migrated_url)) as url:
        loaded = Loaded(url)
        yield loaded, await loaded.fill()


async def test_the_demo_fits_every_constraint_and_the_summary_tells_what_is_there(
    loaded: tuple[Loaded, DemoSummary],
) -> None:
    database, summary = loaded
    assert database.was_empty
    for table, count in summary.counts.items():
        assert await database.value(f"SELECT count(*) FROM {table}") == database.before[table] + count
    assert summary.counts["facility"] == 60
    assert summary.counts["department"] == 600
    assert summary.counts["assignment"] >= summary.counts["employee"] == 1800
    assert summary.counts["assignment_role_set"] == summary.counts["assignment"]


async def test_the_progress_reaches_the_whole(loaded: tuple[Loaded, DemoSummary]) -> None:
    database, _ = loaded
    assert database.progress == [("Заклади", 50, 60), ("Заклади", 60, 60)]


async def test_the_search_of_the_summary_finds_the_blood_bank_head(
    loaded: tuple[Loaded, DemoSummary],
) -> None:
    database, summary = loaded
    assert (summary.blood_bank_head, summary.search) == ("Шевченко Тарас Петрович", "шевч тар")
    found = await database.value(
        "SELECT string_agg(concat_ws(' ', employee.last_name, first_name, middle_name), ';')"
        " FROM employee JOIN facility ON facility.id = employee.facility_id"
        " WHERE search_key(employee.last_name || ' ' || employee.first_name) LIKE ALL"
        " (ARRAY['% ' || search_fold('шевч') || '%', '% ' || search_fold('тар') || '%'])"
        f" AND facility.edrpou = '{summary.hospital.edrpou}'"
    )
    assert found == summary.blood_bank_head


async def test_a_registry_that_holds_something_is_left_as_it_is(loaded: tuple[Loaded, DemoSummary]) -> None:
    database, summary = loaded
    assert not await is_empty(database.database_url)
    with pytest.raises(StartRefused, match="already"):
        await database.fill()
    assert await database.value("SELECT count(*) FROM facility") == summary.counts["facility"]


async def test_a_loading_that_fails_leaves_nothing_behind(own_database_url: str) -> None:
    async def fill_and_fail() -> None:
        async with open_loading(own_database_url) as loading:
            await load_demo(Failing(loading), Wish(2, 1, WISH.today), lambda *_: None)

    with pytest.raises(RuntimeError, match="disk"):
        await fill_and_fail()
    assert await is_empty(own_database_url)


async def test_a_database_out_of_reach_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await is_empty("postgresql://nobody@127.0.0.1:1/nothing")
