"""Measures the journal: `.venv/bin/python -m benchmarks.journal`; `--entries 2000 --seconds 1` for a look.

A throwaway PostgreSQL; acts with blobs of the sizes that signed acts have. How many rows verification reads a
second and how much memory that takes, and how fast writers write while nobody seals and while a sealer works.
"""

import asyncio
import datetime as dt
import resource
import time
from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import asyncpg
import typer
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.checkpoints import key_id_of, make_checkpoint
from journal.entry import Change, Entry
from journal.exporting import export_journal
from journal.proving import prove_inclusion
from journal.recording import append
from journal.sealing import seal_pending
from journal.verifying import verify_journal
from models.journal import EntryKind
from models.migrating import migrate
from store.embedded import throwaway_server

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SIZES = {"payload": 900, "cms": 3200, "evidence": 1800, "result": 150}
BLOBS = {part: bytes(range(256)) * (size // 256) + bytes(size % 256) for part, size in SIZES.items()}
BATCH = 500


def act() -> Entry:
    """An act that changes one thing."""
    return Entry(
        EntryKind.ACT,
        NOW,
        "createDepartment",
        actor=UUID(int=7),
        facility=UUID(int=8),
        nonce="AZqM0e1hAAAA8FZt7b1xNn0sX1p3bqPZbA0e1hAAAA8FZt7b1xNn0s",
        changes=(Change("Department", UUID(int=9), 1),),
        blobs=BLOBS,
    )


async def timed(story: Awaitable[object]) -> float:
    """Give the seconds that a story takes."""
    begun = time.perf_counter()
    await story
    return time.perf_counter() - begun


async def fill(connection: asyncpg.Connection, entries: int) -> None:
    """Write and seal so many entries."""
    for first in range(0, entries, BATCH):
        async with connection.transaction():
            for _ in range(min(BATCH, entries - first)):
                await append(connection, act())
        await seal_pending(connection)
    await connection.execute("VACUUM (ANALYZE)")


async def verification(connection: asyncpg.Connection, entries: int) -> None:
    """Print how fast the journal is filled, signed, verified, exported and proved."""
    filling = await timed(fill(connection, entries))
    print(f"- filled with {entries} entries: {entries / filling:.0f} entries/s")
    checkpoint = await timed(make_checkpoint(connection, KEY, "https://registry.example#bench", NOW))
    print(f"- first checkpoint over them: {checkpoint * 1000:.0f} ms")
    entry = await connection.fetchval("SELECT entry_id FROM journal_seal WHERE seq = $1", entries // 3)
    proofs = [await timed(prove_inclusion(connection, entry)) for _ in range(20)]
    print(f"- an inclusion proof: {sorted(proofs)[10] * 1000:.1f} ms")
    for _ in range(3):
        begun = time.perf_counter(), time.process_time()
        verdict = await verify_journal(connection, {key_id_of(PUBLIC): PUBLIC})
        wall, processor = time.perf_counter() - begun[0], time.process_time() - begun[1]
        assert verdict.fault is None
        print(
            f"- verified {verdict.rows} rows of {verdict.seals} entries: {verdict.rows / wall:.0f} rows/s,"
            f" {verdict.seals / wall:.0f} entries/s, {processor / wall:.0%} of it our own processor time"
        )
    written = 0

    def count(line: bytes) -> None:
        nonlocal written
        written += len(line)

    for with_bytes in (False, True):
        written = 0
        seconds = await timed(export_journal(connection, count, NOW, with_bytes=with_bytes))
        print(
            f"- exported {'with' if with_bytes else 'without'} bytes:"
            f" {entries / seconds:.0f} entries/s, {written / 1e6:.0f} MB"
        )
    print(f"- peak RSS: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


async def write_until(url: str, stop: float, store: Callable[[asyncpg.Connection], Awaitable[None]]) -> int:
    """Write one act after another, each in its own transaction, and give how many."""
    connection = await asyncpg.connect(url)
    written = 0
    while time.perf_counter() < stop:
        async with connection.transaction():
            await store(connection)
        written += 1
    await connection.close()
    return written


async def seal_until(url: str, stop: float, interval: float) -> int:
    """Seal what waits, again and again, and give how many were sealed."""
    connection = await asyncpg.connect(url)
    sealed = 0
    while time.perf_counter() < stop:
        if (more := await seal_pending(connection)) == 0:
            await asyncio.sleep(interval)
        sealed += more
    await connection.close()
    return sealed


async def rate(url: str, clients: int, seconds: float, *, sealing: bool) -> float:
    """Give the acts a second of so many writers, with or without a sealer."""

    async def store(connection: asyncpg.Connection) -> None:
        await append(connection, act())

    stop = time.perf_counter() + seconds
    sealer = asyncio.create_task(seal_until(url, stop, 0.2)) if sealing else None
    written = await asyncio.gather(*(write_until(url, stop, store) for _ in range(clients)))
    if sealer is not None:
        await sealer
    return sum(written) / seconds


async def throughput(url: str, seconds: float, rounds: int) -> None:
    """Print how fast writers write, with and without a sealer in turn."""
    connection = await asyncpg.connect(url)
    for clients in (1, 16):
        found: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(rounds):
            for sealing in (False, True):
                found[sealing].append(await rate(url, clients, seconds, sealing=sealing))
            while await seal_pending(connection):
                pass
        without, beside = (sorted(found[sealing])[rounds // 2] for sealing in (False, True))
        print(
            f"- {clients} writers: {without:.0f} acts/s without a sealer, {beside:.0f} with one:"
            f" ratio {beside / without:.2f}"
        )
    verdict = await verify_journal(connection, {key_id_of(PUBLIC): PUBLIC})
    assert verdict.fault is None
    print(f"- verified afterwards: {verdict.seals} seals")
    await connection.close()


async def measure(url: str, entries: int, seconds: float, rounds: int) -> None:
    """Measure everything."""
    connection = await asyncpg.connect(url)
    await verification(connection, entries)
    await connection.close()
    await throughput(url, seconds, rounds)


def main(
    entries: Annotated[int, typer.Option(help="entries to verify")] = 50_000,
    seconds: Annotated[float, typer.Option(help="length of one burst of writing")] = 3.0,
    rounds: Annotated[int, typer.Option(help="bursts, of which the median counts")] = 3,
) -> None:
    """Measure verification and writing."""
    with throwaway_server() as database:
        url = database.database_url
        uvloop.run(migrate(url))
        uvloop.run(measure(url, entries, seconds, rounds))


if __name__ == "__main__":
    typer.run(main)
