"""Servers as processes of their own, and the processor time and memory that they and PostgreSQL take."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on a port."""

    name: str
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Processor time taken so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def peak_mib(self) -> float:
        """The most memory that was resident at one time."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


def postgres_cpu_seconds(postmaster: int) -> float:
    """Processor time of a PostgreSQL server and all its processes, those that ended included."""
    server = psutil.Process(postmaster)
    own = server.cpu_times()
    total = float(own.user + own.system + own.children_user + own.children_system)
    for child in server.children():
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(name: str, target: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Run one uvicorn process until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", target, "--host", "127.0.0.1", "--port", str(port)]
    options = ["--log-level", "warning", "--no-access-log", "--loop", "uvloop", "--http", "httptools"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait_for(port, process)
        yield Server(name, port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server does not listen")
