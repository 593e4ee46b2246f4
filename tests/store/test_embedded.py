"""The embedded server's life: started, shared, killed, started again."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest

from errors import StartRefused
from store.cluster import SHORT_ROOT, Cluster, cluster_at
from store.embedded import EmbeddedServer, embedded_server, throwaway_server
from store.lock import FolderLock
from store.postmaster import answers

ROOT = Path(__file__).parents[2]
# A process that owns or shares the server of a folder, says so, and stays until its input ends.
HOLDER = """
import sys, pathlib
from store.embedded import embedded_server
with embedded_server(pathlib.Path(sys.argv[1]), durable=False) as server:
    print(server.pid or "attached", flush=True)
    sys.stdin.read()
"""
DEADLINE_SECONDS = 30.0

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the user")


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder that the server's account can reach, as pytest's own are not when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="zaklad-test-"))
    folder.chmod(0o711)
    yield folder / "data"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def hold() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Start other Python processes that hold the server; they end with the test."""
    with ExitStack() as ended:

        def start(folder: Path) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", HOLDER, str(folder)]
            pipe = subprocess.PIPE
            holder = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
            ended.callback(leave, holder)
            return holder

        yield start


def leave(holder: subprocess.Popen[str]) -> None:
    holder.communicate()


def said(holder: subprocess.Popen[str]) -> str:
    assert holder.stdout is not None
    return holder.stdout.readline().strip()


@contextmanager
def attach_or_start(data: Path, *, durable: bool = True) -> Iterator[str]:
    """Give the database's address on the server of this data folder, for the time of a command."""
    with embedded_server(data, durable=durable) as server:
        yield server.database_url


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.01)  # the poll of a deadline, not a wait for luck
    return held


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def no_server_lives(folder: Path) -> bool:
    lock = FolderLock(folder / "server.lock", cluster_at(folder).account)
    free = lock.acquire()
    lock.release()
    return free


async def value(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_the_first_start_makes_a_cluster_and_the_next_one_finds_its_rows(data: Path) -> None:
    with attach_or_start(data, durable=False) as url:
        await value(url, "CREATE TABLE kept AS SELECT 'Ґанна' AS name")
    assert no_server_lives(data)
    with attach_or_start(data, durable=False) as url:
        assert await value(url, "SELECT name FROM kept") == "Ґанна"


async def test_a_server_for_keeps_is_durable_and_a_throwaway_is_not(data: Path) -> None:
    with attach_or_start(data) as url:
        assert await value(url, "SHOW fsync") == "on"
        assert await value(url, "SHOW full_page_writes") == "on"
    with throwaway_server() as server:
        assert await value(server.database_url, "SHOW fsync") == "off"


async def test_the_server_hears_no_network_and_knows_letters_of_all_alphabets() -> None:
    with throwaway_server() as server:
        assert await value(server.database_url, "SHOW listen_addresses") == ""
        assert await value(server.database_url, "SHOW server_encoding") == "UTF8"
        await value(server.database_url, "CREATE EXTENSION pg_trgm")
        assert await value(server.database_url, "SELECT cardinality(show_trgm('Шевченко'))") == 9
        assert await value(server.database_url, "SELECT 'Б' < 'а' AND 'я' < 'ґ'") is True


def test_a_second_process_attaches_and_leaves_the_server_running(
    data: Path, hold: Callable[[Path], subprocess.Popen[str]]
) -> None:
    with embedded_server(data, durable=False) as server:
        assert server.pid is not None
        guest = hold(data)
        assert said(guest) == "attached"
        leave(guest)
        assert guest.returncode == 0
        assert answers(cluster_at(data))


def test_of_many_starts_at_once_one_owns_the_server_and_the_others_attach(
    data: Path, hold: Callable[[Path], subprocess.Popen[str]]
) -> None:
    words = [said(holder) for holder in [hold(data) for _ in range(4)]]
    assert words.count("attached") == 3
    assert sum(word.isdecimal() for word in words) == 1


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_a_killed_owner_leaves_no_postgres_and_the_next_start_works(
    data: Path, hold: Callable[[Path], subprocess.Popen[str]], ending: signal.Signals
) -> None:
    owner = hold(data)
    postgres = int(said(owner))
    owner.send_signal(ending)
    owner.wait()
    with attach_or_start(data, durable=False) as url:  # at once: the old server may still be shutting down
        assert await value(url, "SELECT 1") == 1
    assert eventually(lambda: is_gone(postgres))
    assert no_server_lives(data)


async def test_a_server_killed_with_all_its_children_is_recovered(data: Path) -> None:
    with attach_or_start(data, durable=False) as url:
        await value(url, "CREATE TABLE kept AS SELECT 1 AS n")
        await value(url, "CHECKPOINT")
        kill_server(cluster_at(data))
    with attach_or_start(data, durable=False) as url:
        assert await value(url, "SELECT n FROM kept") == 1


def kill_server(cluster: Cluster) -> None:
    postmaster = psutil.Process(int((cluster.folder / "postmaster.pid").read_text().split()[0]))
    family = [postmaster, *postmaster.children(recursive=True)]
    for member in family:
        member.kill()
    assert eventually(lambda: all(is_gone(member.pid) for member in family))


def test_a_pid_file_whose_number_now_belongs_to_another_program_hinders_nothing(data: Path) -> None:
    with attach_or_start(data, durable=False):
        pass
    cluster = cluster_at(data)
    bystander = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, user=cluster.account.uid)
    try:
        pid_file = cluster.folder / "postmaster.pid"
        pid_file.write_text(f"{bystander.pid}\n{cluster.folder}\n1\n5432\n\n\n0 0\nready   \n")
        with attach_or_start(data, durable=False):
            assert answers(cluster)
        assert bystander.poll() is None
    finally:
        bystander.communicate()


def test_a_first_start_cut_short_leaves_nothing_in_the_way(data: Path) -> None:
    cluster = cluster_at(data)
    half = data / "cluster.new"
    half.mkdir(mode=0o700)
    (half / "PG_VERSION").write_text("18\n")
    with attach_or_start(data, durable=False):
        assert answers(cluster)
    assert not half.exists()


async def test_a_server_that_dies_is_brought_back_at_the_same_address(data: Path) -> None:
    with embedded_server(data, durable=False) as server:
        async with server.kept():
            kill_server(cluster_at(data))
            await until_answers(server.database_url)


async def test_whoever_attached_takes_the_server_over_when_its_owner_leaves(
    data: Path, hold: Callable[[Path], subprocess.Popen[str]]
) -> None:
    owner = hold(data)
    assert said(owner).isdecimal()
    with embedded_server(data, durable=False) as server:
        before = server.pid
        assert before is None
        async with server.kept():
            leave(owner)
            await until_answers(server.database_url)
            assert server.pid is not None
    assert no_server_lives(data)


async def until_answers(url: str) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        while True:
            try:
                assert await value(url, "SELECT 1") == 1
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(0.02)
            else:
                return


@pytest.mark.parametrize("name", ["d" * 120, "тека з пробілами, і комою"])
async def test_a_path_that_no_socket_can_have_gets_a_short_private_folder(data: Path, name: str) -> None:
    with attach_or_start(data / name, durable=False) as url:
        assert await value(url, "SELECT 1") == 1
        socket_folder = cluster_at(data / name).socket_folder
        assert socket_folder.parent == SHORT_ROOT
        assert socket_folder.stat().st_mode & 0o777 == 0o700
    socket_folder.rmdir()


def test_a_socket_folder_that_is_open_to_others_is_refused(data: Path) -> None:
    (cluster_at(data).data / "socket").mkdir(mode=0o777)
    with pytest.raises(StartRefused, match="open to others"), attach_or_start(data, durable=False):
        pass


def test_data_in_a_file_or_where_nobody_may_write_are_refused_in_one_sentence(data: Path) -> None:
    data.write_text("not a folder")
    for wrong in (data, data / "below", Path("/proc/zaklad")):
        with pytest.raises(StartRefused, match="ZAKLAD_DATA"):
            cluster_at(wrong)


def test_data_of_a_version_that_is_not_installed_are_refused_in_one_sentence(data: Path) -> None:
    cluster = cluster_at(data)
    cluster.folder.mkdir()
    (cluster.folder / "PG_VERSION").write_text("9\n")
    with pytest.raises(StartRefused, match="PostgreSQL 9 is not found"), attach_or_start(data):
        pass


def test_a_server_that_cannot_start_is_refused_with_the_end_of_its_log(data: Path) -> None:
    with attach_or_start(data, durable=False):
        pass
    (data / "cluster" / "pg_hba.conf").unlink()
    (data / "cluster" / "global" / "pg_control").unlink()
    server = EmbeddedServer(cluster_at(data))
    with pytest.raises(StartRefused, match=r"postgres\.log"):
        server.open()
    server.close()


@needs_root
def test_root_hands_the_server_to_another_account(data: Path) -> None:
    with embedded_server(data, durable=False) as server:
        assert server.pid is not None
        assert psutil.Process(server.pid).uids().real == cluster_at(data).account.uid != 0


@needs_root
def test_data_that_the_dropped_account_cannot_reach_are_refused_in_one_sentence(data: Path) -> None:
    closed = data.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(StartRefused, match="cannot reach"), attach_or_start(closed / "data"):
        pass


@needs_root
def test_data_that_belong_to_a_user_are_served_as_that_user(data: Path) -> None:
    data.mkdir(mode=0o700)
    shutil.chown(data, "nobody")
    with embedded_server(data, durable=False) as server:
        assert server.pid is not None
        assert psutil.Process(server.pid).username() == "nobody"
