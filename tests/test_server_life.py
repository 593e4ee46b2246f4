"""The service, as a person starts and stops it: in processes of its own, on data of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest

ROOT = Path(__file__).parents[1]
DEADLINE_SECONDS = 60.0
COUNTS = "{ facilities(first: 1) { totalCount } }"
STAFF = "{ employees(first: 1) { totalCount } }"

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "Served"]


class Served:
    """A service in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, output: Path) -> None:
        self.process = process
        self.address = address
        self.output = output

    def ask(self, query: str, token: str | None = None) -> dict[str, object]:
        headers = {"content-type": "application/json"} | (
            {"authorization": f"Bearer {token}"} if token else {}
        )
        body = json.dumps({"query": query}).encode()
        request = Request(f"{self.address}/graphql", body, headers)  # noqa: S310 -- our own loopback address
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                content = answer.read()
        except HTTPError as refused:
            content = refused.read()
        decoded: dict[str, object] = json.loads(content)
        return decoded

    def until_ready(self) -> None:
        def is_ready() -> bool:
            try:
                with urlopen(f"{self.address}/health/ready", timeout=30) as answer:  # noqa: S310
                    return bool(answer.status == 200)
            except OSError:
                return False

        assert eventually(lambda: self.process.poll() is not None or is_ready()), self.output.read_text()
        assert self.process.poll() is None, self.output.read_text()

    def is_filling(self) -> bool:
        """Tell by the titles that PostgreSQL gives its processes."""
        titles = []
        for server in self.servers():
            with suppress(psutil.Error):  # it may end meanwhile
                titles.append(" ".join(server.cmdline()))
        return any("in transaction" in title or "COPY" in title for title in titles)

    def servers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.02)  # the poll of a deadline
    return held


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Data shared by the module's tests, in reach of the server's account when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="zaklad-test-"))
    folder.chmod(0o711)
    yield folder / "data"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def environment(data: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ZAKLAD_", "DATABASE_URL"))
    }
    return kept | {"ZAKLAD_DATA": str(data), "ZAKLAD_DEMO_FACILITIES": "3"}


@pytest.fixture(scope="module")
def run(environment: dict[str, str]) -> Run:
    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "server.py", *arguments],
            cwd=ROOT,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=DEADLINE_SECONDS,
        )

    return run


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as ended:

        def start(*command: str, **variables: str) -> Served:
            port = free_port()
            output = tmp_path / "output"
            command = command or ("server.py", "serve")
            asked = [word.format(port=port) for word in command]
            with output.open("wb") as file:
                process = subprocess.Popen(
                    [sys.executable, *asked],
                    cwd=ROOT,
                    env=environment | {"ZAKLAD_PORT": str(port)} | variables,
                    stdout=file,
                    stderr=file,
                )
            ended.callback(process.wait)
            ended.callback(process.terminate)
            return Served(process, f"http://127.0.0.1:{port}", output)

        yield start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_first_start_fills_the_sandbox_and_says_what_to_try(start: Start, run: Run) -> None:
    served = start()
    served.until_ready()
    assert served.ask(COUNTS)["data"] == {"facilities": {"totalCount": 3}}
    refused = served.ask(STAFF)["errors"]
    assert isinstance(refused, list)
    assert refused[0]["extensions"]["code"] == "FORBIDDEN"
    issued = run("token")  # attaches to the server that runs
    assert issued.returncode == 0
    token = issued.stdout.splitlines()[-1]
    assert served.ask(STAFF, token)["data"] != {"employees": {"totalCount": 0}}
    told = served.output.read_text()
    assert f"{served.address}/graphql" in told
    assert "server.py token" in told


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_service_that_is_stopped_leaves_no_postgres(start: Start, ending: signal.Signals) -> None:
    served = start()
    served.until_ready()
    servers = served.servers()
    assert servers
    served.process.send_signal(ending)
    assert served.process.wait(DEADLINE_SECONDS) == (-9 if ending is signal.SIGKILL else 0)
    assert eventually(lambda: not any(server.is_running() for server in servers))


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_first_start_can_be_stopped_midway_and_begun_again(
    start: Start, data: Path, ending: signal.Signals
) -> None:
    midway = {"ZAKLAD_DATA": str(data.with_name(f"midway-{ending}")), "ZAKLAD_DEMO_FACILITIES": "5000"}
    served = start(**midway)
    assert eventually(lambda: served.process.poll() is not None or served.is_filling())
    servers = served.servers()
    served.process.send_signal(ending)
    assert served.process.wait(DEADLINE_SECONDS) == 0
    assert eventually(lambda: not any(server.is_running() for server in servers))
    again = start(**midway | {"ZAKLAD_DEMO_FACILITIES": "2"})
    again.until_ready()
    assert again.ask(COUNTS)["data"] == {"facilities": {"totalCount": 2}}


def test_uvicorn_serves_the_same_application(start: Start) -> None:
    served = start("-m", "uvicorn", "server:app", "--port", "{port}", "--log-level", "warning")
    served.until_ready()
    assert served.ask(COUNTS)["data"] == {"facilities": {"totalCount": 3}}


def test_uvicorn_stops_with_one_sentence_when_a_setting_is_wrong(start: Start) -> None:
    served = start("-m", "uvicorn", "server:app", "--port", "{port}", ZAKLAD_PROFILE="neither")
    assert served.process.wait(DEADLINE_SECONDS) != 0
    told = served.output.read_text()
    assert "ZAKLAD_PROFILE=neither: " in told
    assert "Traceback" not in told


def test_production_does_not_know_the_explorers_token(
    start: Start, run: Run, data: Path, tmp_path: Path
) -> None:
    token = run("token").stdout.splitlines()[-1]
    pepper = data / "identity-pepper"
    served = start(
        ZAKLAD_PROFILE="production",
        ZAKLAD_SECRET="s" * 32,
        ZAKLAD_IDENTITY_PEPPER=pepper.read_text() if pepper.exists() else "p" * 32,
        ZAKLAD_CHECKPOINT_KEY="0" * 64,
        ZAKLAD_SMTP_URL="smtp://127.0.0.1:9",
        ZAKLAD_SMTP_FROM="registry@zaklad.example",
        ZAKLAD_TRUST=str(tmp_path / "trust"),
    )
    served.until_ready()
    refused = served.ask(COUNTS, token)["errors"]
    assert isinstance(refused, list)
    assert refused[0]["extensions"]["code"] == "UNAUTHENTICATED"
