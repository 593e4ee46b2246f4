"""The embedded PostgreSQL: one process owns the server of a data folder, the others attach to it.

Two locks tell the whole state. `owner.lock` is held by the Python process that owns the server and dies with
it. `server.lock` is inherited by every process of the server and dies with the last of them. So after any
kill the next start sees what is left: nothing, or a server that is still shutting down (the kernel told it
that its parent died), for which it waits. What we dislike: an owner that leaves takes the server along, and
whoever attached takes it over a moment later; reads wait or fail with SERVICE_UNAVAILABLE for that moment.
"""

import asyncio
import logging
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from errors import StartRefused
from store.binaries import find_binaries
from store.cluster import Cluster, cluster_at
from store.lock import FolderLock
from store.postmaster import Postmaster, answers, did_not_start

START_SECONDS = 60.0  # recovery after a crash under load can take long; a normal start takes 0.1 s
POLL_SECONDS = 0.01
KEEP_SECONDS = 0.5

logger = logging.getLogger(__name__)


class EmbeddedServer:
    """The server of one data folder, as this process sees it: owned or attached to."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._owner = FolderLock(cluster.data / "owner.lock", cluster.account)
        self._postmaster: Postmaster | None = None

    @property
    def database_url(self) -> str:
        """How a client names the database; it stays the same whoever owns the server."""
        return self._cluster.database_url

    @property
    def pid(self) -> int | None:
        """The server's process id when this process owns it."""
        return self._postmaster.pid if self._postmaster else None

    def open(self) -> None:
        """Come to a server that answers: attach to the one that runs, else start it.

        Call it in the main thread: the server dies with the thread that started it.
        """
        deadline = time.monotonic() + START_SECONDS
        while not self._is_open():
            if time.monotonic() > deadline:
                raise did_not_start(self._cluster)
            time.sleep(POLL_SECONDS)

    def close(self) -> None:
        """Stop the server if this process owns it."""
        try:
            if self._postmaster is not None:
                self._postmaster.stop()
        finally:
            self._postmaster = None
            self._owner.release()

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Meanwhile bring the server back when it dies, and take it over when its owner leaves."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            try:
                self._keep_running()
            except (StartRefused, OSError) as problem:  # a full disk may have room again later
                logger.warning("the embedded server cannot be started again: %s", problem)

    def _keep_running(self) -> None:
        if self._owner.acquire() and not self._owned().is_running():
            self._owned().try_start()

    def _is_open(self) -> bool:
        if not self._owner.acquire():
            return answers(self._cluster)
        postmaster = self._owned()
        if postmaster.has_ended():
            raise did_not_start(self._cluster)
        if not postmaster.is_running():
            postmaster.try_start()
        return postmaster.is_ready()

    def _owned(self) -> Postmaster:
        if self._postmaster is None:
            binaries = find_binaries(self._cluster.account, self._cluster.major)
            self._postmaster = Postmaster(self._cluster, binaries)
        return self._postmaster


@contextmanager
def embedded_server(data: Path, *, durable: bool = True) -> Iterator[EmbeddedServer]:
    """Give the server of this data folder, started or attached to, and leave it on the way out."""
    server = EmbeddedServer(cluster_at(data, durable=durable))
    try:
        server.open()
        yield server
    finally:
        server.close()


@contextmanager
def throwaway_server(*, durable: bool = False) -> Iterator[EmbeddedServer]:
    """Give a fresh server in a temporary folder, quick unless it is durable, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="zaklad-"))
    folder.chmod(0o711)  # the server's account passes through it when root runs the tests
    try:
        with embedded_server(folder, durable=durable) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)
