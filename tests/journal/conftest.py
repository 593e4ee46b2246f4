"""A journal with a short history, on a database of the test's own, and ways to look at it and to spoil it."""

import datetime as dt
import subprocess
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import asyncpg
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.checkpoints import Checkpoint, key_id_of, make_checkpoint
from journal.entry import Change, Entry
from journal.exporting import export_journal
from journal.recording import append
from journal.sealing import seal_pending
from journal.verifying import Verdict, verify_journal
from models.journal import EntryKind

NOW = dt.datetime(2026, 11, 22, 9, 30, 0, 120_000, tzinfo=dt.UTC)
ORIGIN = "https://registry.example#test"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEYS = {key_id_of(PUBLIC): PUBLIC}
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_journal.py"


def act(number: int, at: dt.datetime = NOW) -> Entry:
    """A signed act as the journal would get it; a tax number is short enough to be guessed."""
    return Entry(
        EntryKind.ACT,
        at + dt.timedelta(seconds=number),
        "createDepartment",
        actor=UUID(int=7),
        facility=UUID(int=8),
        nonce=f"nonce-{number}",
        changes=(
            Change("Position", UUID(int=2000 + number), 1),
            Change("Department", UUID(int=1000 + number), 2),
        ),
        blobs={
            "payload": b'{"taxId":"2923400112"}',
            "cms": bytes([number % 256]) * 300,
            "evidence": b"chain",
            "result": b"",
        },
    )


@dataclass
class Journal:
    """A journal, the checkpoints that were exported from it, and its entries in the order of their seals."""

    connection: asyncpg.Connection
    folder: Path
    entries: list[UUID] = field(default_factory=list)
    kept: list[Checkpoint] = field(default_factory=list)

    async def write(self, count: int) -> None:
        for number in range(len(self.entries), len(self.entries) + count):
            self.entries.append(await append(self.connection, act(number)))

    async def seal(self) -> int:
        return await seal_pending(self.connection)

    async def checkpoint(self) -> Checkpoint:
        made = await make_checkpoint(self.connection, KEY, ORIGIN, NOW)
        assert made is not None
        self.kept.append(made)
        return made

    async def verify(self, exported: Sequence[Checkpoint] | None = None) -> Verdict:
        return await verify_journal(self.connection, KEYS, self.kept if exported is None else exported)

    async def export(self, name: str = "export.ndjson", *, with_bytes: bool = True) -> Path:
        path = self.folder / name
        with path.open("wb") as file:
            await export_journal(self.connection, file.write, NOW, with_bytes=with_bytes)
        return path

    def verify_far_away(self, path: Path, *more: str) -> tuple[int, str]:
        """Give the exit code and output of the offline verifier, which sees nothing of this repository."""
        kept = self.folder / "checkpoints.ndjson"
        kept.write_bytes(b"".join(orjson.dumps(each.exported()) + b"\n" for each in self.kept))
        line = [str(path), "--key", b64encode(PUBLIC).decode(), "--checkpoint", str(kept), *more]
        return run_verifier(line, self.folder)

    async def spoil(self, *statements: str) -> None:
        """Change what must not change, as somebody can who rules the database."""
        for table in TABLES:
            await self.connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            await self.connection.execute(statement)
        for table in TABLES:
            await self.connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


TABLES = (
    "journal_entry",
    "journal_blob",
    "journal_entity",
    "journal_seal",
    "journal_checkpoint",
    "access_log",
)


def run_verifier(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run the offline verifier alone, isolated from the environment and the working folder."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONUTF8": "1"},
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
async def connection(own_database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection whose changes stay."""
    connection = await asyncpg.connect(own_database_url)
    yield connection
    await connection.close()


@pytest.fixture
def journal(connection: asyncpg.Connection, tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(connection, tmp_path)


@pytest.fixture
async def history(journal: Journal) -> Journal:
    """Twelve sealed acts under two checkpoints, of five and ten seals."""
    for more in (5, 5, 2):
        await journal.write(more)
        await journal.seal()
        if more == 5:
            await journal.checkpoint()
    return journal
