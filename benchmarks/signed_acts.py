"""What a signed act costs: `.venv/bin/python -m benchmarks.signed_acts`; `--acts 50 --rounds 1` for a look.

createDepartment with its signature, its journal and its answer, beside the same act without them (rights,
rules and insert in one transaction) and beside the insert alone; then over HTTP, with one process and with
two. The administrators of many hospitals act in turn, each with a key by ECDSA, and what they sign is signed
before the clock starts. Times are of the processors: of our process and of all of PostgreSQL's.
"""

import asyncio
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
import uvloop
from uuid_utils.compat import uuid7

from benchmarks.client import Connection, request_of
from benchmarks.hospitals import MEANS, SECRET, World, fill, name_of, opened, stock
from benchmarks.processes import postgres_cpu_seconds, serving
from commands.act import Actor
from commands.departments import CREATE_DEPARTMENT, CreateDepartment
from commands.paths import free_segment
from models import Department, DepartmentStatus
from schema.execution import Request
from store.authorising import held_access
from store.embedded import EmbeddedServer, throwaway_server

DOCUMENT = "mutation($signed: SignedPayload!) { createDepartment(signed: $signed) { department { id } } }"
CLIENTS = (1, 16)

Doing = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One burst: acts a second, and milliseconds of processor time for each, ours and PostgreSQL's."""

    per_second: float
    own_ms: float
    postgres_ms: float

    @property
    def total_ms(self) -> float:
        """Processor time of both."""
        return self.own_ms + self.postgres_ms


def signed(world: World, acts: int) -> Doing:
    """Perform signed acts, as a request does behind HTTP."""
    rest = iter(list(stock(world, acts)))

    async def act() -> None:
        signer, given = next(rest)
        answer = await world.executor.execute(Request(DOCUMENT, variables={"signed": given}), signer.access)
        assert not answer.errors, answer.errors

    return act


def unsigned(world: World, _acts: int) -> Doing:
    """Perform the same act without signature, journal and answer: rights, rules, insert, one transaction."""
    wishes = cycle(world.signers)

    async def act() -> None:
        signer, now = next(wishes), dt.datetime.now(dt.UTC)
        wish = CreateDepartment(name=name_of(0), type_code="OTHER", parent_id=signer.root_id)

        async def work(tx: Any) -> None:
            access = await held_access(tx, signer.access, now)
            person_id = access.principal.person_id
            assert person_id is not None
            actor = Actor(person_id, access, signer.facility_id, now, MEANS)
            examined = await CREATE_DEPARTMENT.authorise(tx, actor, wish)
            await CREATE_DEPARTMENT.apply(tx, actor, examined)

        await world.transactions.write(work)

    return act


def inserted(world: World, _acts: int) -> Doing:
    """Insert a department by its model, in a transaction, and nothing else."""
    wishes = cycle(world.signers)

    async def act() -> None:
        signer, now = next(wishes), dt.datetime.now(dt.UTC)

        async def work(tx: Any) -> None:
            department_id = uuid7()
            await Department.create(
                using_db=tx,
                id=department_id,
                facility_id=signer.facility_id,
                parent_id=signer.root_id,
                parent_path=signer.root_path,
                segment=free_segment(department_id, frozenset()),
                name=name_of(0),
                type_code="OTHER",
                status=DepartmentStatus.ACTIVE,
                opened_on=now.date(),
            )

        await world.transactions.write(work)

    return act


async def burst(world: World, doing: Doing, clients: int, acts: int) -> Sample:
    """Let so many clients do so many acts together."""
    rest = iter(range(acts))

    async def client() -> None:
        for _ in rest:
            await doing()

    before = time.perf_counter(), time.process_time(), postgres_cpu_seconds(world.postmaster)
    await asyncio.gather(*(client() for _ in range(clients)))
    after = time.perf_counter(), time.process_time(), postgres_cpu_seconds(world.postmaster)
    wall, own, postgres = (b - a for a, b in zip(before, after, strict=True))
    return Sample(acts / wall, own / acts * 1000, postgres / acts * 1000)


WAYS: dict[str, Callable[[World, int], Doing]] = {
    "signed": signed,
    "unsigned": unsigned,
    "insert alone": inserted,
}


async def within(world: World, acts: int, rounds: int) -> None:
    """Print what each way costs in this process, and how it bears many clients."""
    print("| way | clients | acts/s | our CPU ms | PostgreSQL CPU ms | total | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for clients in CLIENTS:
        found: dict[str, list[Sample]] = {name: [] for name in WAYS}
        for _ in range(rounds):
            for name, way in WAYS.items():
                found[name].append(await burst(world, way(world, acts), clients, acts))
        signed_ms = median(found["signed"]).total_ms
        for name, samples in found.items():
            print(_line(name, clients, middle := median(samples), signed_ms / middle.total_ms))


def median(samples: list[Sample]) -> Sample:
    """Give the sample in the middle, by its processor time."""
    return sorted(samples, key=lambda each: each.total_ms)[len(samples) // 2]


def _line(name: str, clients: int, sample: Sample, ratio: float) -> str:
    return (
        f"| {name} | {clients} | {sample.per_second:.0f} | {sample.own_ms:.2f} | {sample.postgres_ms:.2f}"
        f" | {sample.total_ms:.2f} | {ratio:.2f} |"
    )


async def over_http(world: World, port: int, acts: int, rounds: int) -> dict[int, float]:
    """Give acts a second over HTTP, by the number of clients."""
    rates: dict[int, list[float]] = {clients: [] for clients in CLIENTS}
    for _ in range(rounds):
        for clients in CLIENTS:
            requests = iter(
                [
                    request_of(
                        port, orjson.dumps({"query": DOCUMENT, "variables": {"signed": given}}), by.token
                    )
                    for by, given in stock(world, acts)
                ]
            )
            rates[clients].append(await _asked(port, requests, clients, acts))
    return {clients: statistics.median(found) for clients, found in rates.items()}


async def _asked(port: int, requests: Iterator[bytes], clients: int, acts: int) -> float:
    connections = [await Connection.open(port) for _ in range(clients)]

    async def client(connection: Connection) -> None:
        for request in requests:
            body = await connection.ask(request)
            assert b'"errors"' not in body, body

    begun = time.perf_counter()
    await asyncio.gather(*map(client, connections))
    seconds = time.perf_counter() - begun
    for connection in connections:
        connection.close()
    return acts / seconds


def environment_of(world: World, folder: Path) -> dict[str, str]:
    """Give the variables under which the service takes what was signed here."""
    rates = ("LOGIN_ADDRESS", "LOGIN_PERSON", "PREPARE", "ACT")
    return {
        "DATABASE_URL": world.url,
        "ZAKLAD_DATA": str(folder),
        "ZAKLAD_SECRET": SECRET,
        "ZAKLAD_ENVIRONMENT": "bench",
        "ZAKLAD_PUBLIC_URL": "http://127.0.0.1",
        **{f"ZAKLAD_RATE_{name}": "1000000/second" for name in rates},
    }


async def measure(server: EmbeddedServer, folder: Path, acts: int, rounds: int, facilities: int) -> None:
    """Measure everything."""
    await fill(server.database_url, facilities)
    async with opened(server, folder) as world:
        print(f"{len(world.signers)} hospitals; bursts of {acts} acts, the median of {rounds}\n")
        for way in WAYS.values():  # plans, certificates and connections are made once
            await burst(world, way(world, 2 * len(world.signers)), max(CLIENTS), 2 * len(world.signers))
        await within(world, acts, rounds)
        print("\n| processes | acts/s, 1 client | 16 clients | ratio |\n|---:|---:|---:|---:|")
        for workers in (1, 2):
            environment = {**os.environ, **environment_of(world, folder), "WEB_CONCURRENCY": str(workers)}
            with serving("zaklad", "server:app", environment) as service:
                await over_http(world, service.port, 2 * len(world.signers), 1)
                rates = await over_http(world, service.port, acts, rounds)
            one, many = (rates[clients] for clients in CLIENTS)
            print(f"| {workers} | {one:.0f} | {many:.0f} | {many / one:.2f} |")


def main(
    acts: Annotated[int, typer.Option(help="acts in a burst")] = 400,
    rounds: Annotated[int, typer.Option(help="bursts, of which the median counts")] = 3,
    facilities: Annotated[int, typer.Option(help="hospitals of the demo")] = 100,
) -> None:
    """Measure signed acts."""
    with throwaway_server(durable=True) as server, tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(server, Path(folder), acts, rounds, facilities))


if __name__ == "__main__":
    typer.run(main)
