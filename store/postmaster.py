"""The server's process: made as our direct child, watched through its pid file, stopped without loss."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from errors import StartRefused
from store.binaries import Binaries
from store.cluster import Cluster, command_of, initdb_arguments, make_folder
from store.lock import FolderLock

LAUNCH = Path(__file__).with_name("launch.py")
LOG_BYTES_MAX = 16 * 1024 * 1024
STOP_SECONDS = 20.0
STATUS_LINE, PID_LINE = 7, 0  # of postmaster.pid, as miscadmin.h counts them


class Postmaster:
    """One run after another of `postgres` on one cluster; whoever uses this owns the cluster's data."""

    def __init__(self, cluster: Cluster, binaries: Binaries) -> None:
        self._cluster = cluster
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        # Every process of the server inherits this lock, so it is free when and only when none of them lives.
        self._alive = FolderLock(cluster.data / "server.lock", cluster.account)

    @property
    def pid(self) -> int | None:
        """The running server's process id."""
        return self._process.pid if self.is_running() and self._process else None

    def is_running(self) -> bool:
        """Say whether our child lives."""
        return self._process is not None and self._process.poll() is None

    def has_ended(self) -> bool:
        """Say whether our child was started and lives no more."""
        return self._process is not None and self._process.poll() is not None

    def is_ready(self) -> bool:
        """Say whether our child accepts connections."""
        return self.is_running() and server_status(self._cluster) == (self.pid, "ready")

    def try_start(self) -> bool:
        """Start the server, unless one that lost its Python is still shutting down: then hasten it."""
        if not self._alive.acquire():
            self._hasten_orphan()
            return False
        try:
            self._prepare()
            with self._log() as log:
                program = [str(self._binaries.postgres), *self._cluster.arguments()]
                self._process = self._child(program, log.fileno())
        finally:
            self._alive.release()
        return True

    def stop(self) -> None:
        """Shut down fast but cleanly; cut off a server that does not come to an end."""
        if self._process is None:
            return
        for polite in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self._process.send_signal(polite)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            return

    def _prepare(self) -> None:
        cluster = self._cluster
        make_folder(cluster.socket_folder, cluster.account)
        if cluster.major is None:
            self._make_cluster()
        self._forget_reused_pid()

    def _log(self) -> BinaryIO:
        log = self._cluster.log
        if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
            log.replace(log.with_suffix(".old.log"))
        opened = log.open("ab")
        log.chmod(0o600)
        self._cluster.account.owns(log)
        return opened

    def _make_cluster(self) -> None:
        """Run initdb beside the final place, so that a start cut short leaves no half of a cluster."""
        cluster, scratch = self._cluster, self._cluster.data / "cluster.new"
        shutil.rmtree(scratch, ignore_errors=True)
        make_folder(scratch, cluster.account)
        arguments = initdb_arguments(self._binaries.major, durable=cluster.durable)
        with self._log() as log:
            initdb = self._child([str(self._binaries.initdb), "-D", str(scratch), *arguments], log.fileno())
            if initdb.wait() != 0:
                raise did_not_start(cluster)
        scratch.rename(cluster.folder)

    def _forget_reused_pid(self) -> None:
        """Drop the pid file of a dead server whose number another program got: it would stop the start."""
        pid, _ = server_status(self._cluster)
        if pid is not None and "postgres" not in (command_of(pid) or ""):
            (self._cluster.folder / "postmaster.pid").unlink(missing_ok=True)

    def _hasten_orphan(self) -> None:
        pid, _ = server_status(self._cluster)
        if pid is not None and "postgres" in (command_of(pid) or ""):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGINT)

    def _child(self, program: list[str], log: int) -> subprocess.Popen[bytes]:
        account = self._cluster.account
        wrapper = [
            sys.executable,
            "-I",
            "-S",
            str(LAUNCH),
            str(os.getpid()),
            str(account.uid),
            str(account.gid),
        ]
        return subprocess.Popen(
            [*wrapper, *program],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={"PATH": os.defpath},  # PGPORT, PGDATA and the like are not for this server
            pass_fds=self._alive.descriptors,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we stop the server when we are done
        )


def server_status(cluster: Cluster) -> tuple[int | None, str]:
    """Read the pid and the status that the server last wrote; it may have died since."""
    try:
        lines = (cluster.folder / "postmaster.pid").read_text().splitlines()
        return int(lines[PID_LINE]), lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else "starting"
    except (OSError, IndexError, ValueError):  # absent, or being written at this moment
        return None, ""


def answers(cluster: Cluster) -> bool:
    """Say whether some server, ours or another process's, accepts connections now."""
    if server_status(cluster)[1] != "ready":
        return False
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(cluster.socket))
        except OSError:
            return False
    return True


def did_not_start(cluster: Cluster) -> StartRefused:
    """Name the log and its last line, for the person who starts the service."""
    lines = cluster.log.read_text(errors="replace").splitlines() if cluster.log.exists() else []
    last = lines[-1].strip() if lines else "-"
    return StartRefused(
        f"PostgreSQL не запустився; журнал {cluster.log} закінчується так: {last}"
        f" / PostgreSQL did not start; its log {cluster.log} ends with: {last}"
    )
