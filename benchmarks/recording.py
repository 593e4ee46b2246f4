"""Measures the log of access: `.venv/bin/python -m benchmarks.recording`; `--facilities 20` for a look.

A durable PostgreSQL of its own, with synchronous commits, as in service, because a reading that is recorded
ends with a commit. The same documents are asked by the hospital's administrator with the log and as if
nothing were recorded, in turn; processor time is of this process, which plans, binds and talks to the
database, and of all PostgreSQL's processes.
"""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import typer
import uvloop

from benchmarks.processes import postgres_cpu_seconds
from commands.demo.facilities import Wish
from commands.demo.loading import DemoSummary, load_demo
from commands.policy import settle_policy
from compiler.ids import encode_id
from models.migrating import migrate
from permissions.access import EXPLORER, Access, Principal, PrincipalKind
from schema.execution import KYIV, Executor, Request
from schema.graph import graph
from store.connections import writing
from store.embedded import embedded_server
from store.loading import open_loading
from store.pool import Store, open_store
from store.principals import Principals
from store.stand_ins import StandIns

ONE = "query ($id: ID!) { employee(id: $id) { lastName identity { taxId birthDate documents { number } } } }"
MANY = (
    "query ($first: Int!) { employees(first: $first) { nodes"
    " { id lastName firstName identity { taxId unzr birthDate gender } } } }"
)
NOBODY = '{ employees(filter: {taxId: {equal: "0000000000"}}) { nodes { id } } }'
LOOKS = "{ me { accessLog(first: 20) { nodes { at people person { lastName } seen { title } } } } }"


CARD = "SELECT id, person_id FROM employee WHERE facility_id = $1 ORDER BY id DESC LIMIT 1"
TIMES = 40


@contextmanager
def unrecorded() -> Iterator[None]:
    """Plan as if nothing had to be recorded."""
    with patch("compiler.groups.RECORDED", frozenset()), patch("compiler.connections.RECORDED", frozenset()):
        yield


@dataclass(frozen=True, slots=True)
class Meter:
    """Asks a database again and again."""

    store: Store
    postmaster: int
    rounds: int

    async def spent(self, executor: Executor, request: Request, access: Access) -> list[float]:
        """Give the milliseconds of processor time, and of waiting, that one answer takes."""
        begun = time.process_time() + postgres_cpu_seconds(self.postmaster), time.perf_counter()
        for _ in range(TIMES):
            answer = await executor.execute(request, access)
            assert not answer.errors
        processor = time.process_time() + postgres_cpu_seconds(self.postmaster) - begun[0]
        return [processor / TIMES * 1000, (time.perf_counter() - begun[1]) / TIMES * 1000]

    async def compare(self, name: str, request: Request, access: Access) -> None:
        """Print what a document takes as if nothing were recorded, and with the log."""
        store = self.store
        executors = [Executor(graph(), store.fetch, fetch_recording=store.fetch_recording) for _ in range(2)]
        with unrecorded():
            await executors[0].execute(request, access)
        found: list[list[list[float]]] = [[], []]
        for turn in range(self.rounds + 1):
            for measures, executor in zip(found, executors, strict=True):
                measured = await self.spent(executor, request, access)
                if turn:
                    measures.append(measured)
        (cpu, wait), (logged, waited) = (
            [statistics.median(column) for column in zip(*measures, strict=True)] for measures in found
        )
        print(f"| {name} | {cpu:.2f} | {logged:.2f} | {logged / cpu:.2f} | {wait:.2f} | {waited:.2f} |")


async def loaded(url: str, facilities: int) -> DemoSummary:
    """Load the demo."""
    await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    async with open_loading(url) as copy:
        wish = Wish(facilities, 1, dt.datetime.now(KYIV).date())
        summary = await load_demo(copy, wish, lambda *_: None)
    async with writing(url) as connection:
        await connection.execute("VACUUM (ANALYZE)")
    return summary


async def measure(url: str, facilities: int, rounds: int, postmaster: int) -> None:
    """Measure readings of one card and of many, and looking at the log afterwards."""
    hospital = (await loaded(url, facilities)).hospital
    issued = await StandIns(url).token_as("FACILITY_ADMIN", hospital.edrpou)
    async with writing(url) as connection, open_store(url) as store:
        card = await connection.fetchrow(CARD, hospital.id)
        assert card is not None
        principals = Principals(store, lambda: dt.datetime.now(dt.UTC), sandbox=True)
        access = (await principals.caller(issued.token)).access
        meter = Meter(store, postmaster, rounds)
        print("| reading | CPU ms without | with the log | ratio | ms without | with the log |")
        print("|---|---:|---:|---:|---:|---:|")
        await meter.compare("one card", Request(ONE, None, {"id": encode_id("Employee", card["id"])}), access)
        await meter.compare("nobody by a tax number", Request(NOBODY), access)
        await meter.compare("all 48 cards of the hospital", Request(MANY, None, {"first": 1000}), access)
        for first in (20, 1000):
            request = Request(MANY, None, {"first": first})
            await meter.compare(f"{first} cards, as the explorer", request, EXPLORER)
        looks = await connection.fetchval("SELECT count(*) FROM access_log")
        watching = replace(EXPLORER, principal=Principal(PrincipalKind.PERSON, card["person_id"]))
        cpu, wait = await meter.spent(Executor(graph(), store.fetch), Request(LOOKS), watching)
        print(f"\nThe last 20 looks at a person, of {looks} in the log: {cpu:.2f} ms of CPU, {wait:.2f} ms.")


def main(
    facilities: Annotated[int, typer.Option(help="facilities of the demo")] = 200,
    rounds: Annotated[int, typer.Option(help="rounds, of which the median counts")] = 5,
) -> None:
    """Measure what recording costs."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o711)
        with embedded_server(place) as server:
            assert server.pid is not None
            uvloop.run(measure(server.database_url, facilities, rounds, server.pid))


if __name__ == "__main__":
    typer.run(main)
