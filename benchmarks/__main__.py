"""Runs the whole comparison: `scripts/bench`; `scripts/bench --facilities 100 --seconds 1` for a look.

One throwaway PostgreSQL with the demo, one process for each server, the workloads in turn, server after
server within each round, so that a drift of the machine's speed touches all alike. Before anything is
counted, the answers are compared: the same leaves, whatever their ids look like.
"""

import asyncio
import datetime as dt
import json
import math
import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import Progress

from benchmarks.client import Connection, Load, burst, request_of
from benchmarks.growth import growth
from benchmarks.processes import Server, postgres_cpu_seconds, serving
from benchmarks.roles import BurstOf, bank_of, beside, of_roles, tokens
from benchmarks.workloads import Workload, workloads
from commands.demo.facilities import Wish
from commands.demo.loading import DemoSummary, load_demo
from commands.policy import settle_policy
from compiler.ids import encode_id
from models.migrating import migrate
from schema.execution import KYIV
from store.connections import writing
from store.embedded import EmbeddedServer, throwaway_server
from store.loading import open_loading
from store.sessions import explorer_token

OURS, BY_HAND, ORDINARY = "zaklad", "hand-written", "ordinary"
TARGETS = {
    OURS: "server:app",
    BY_HAND: "benchmarks.handwritten:app",
    ORDINARY: "benchmarks.ordinary:app",
}
console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Sample:
    """One burst against one server: milliseconds of processor time for each request, and the load."""

    server_ms: float
    postgres_ms: float
    load: Load

    @property
    def total_ms(self) -> float:
        """Processor time of server and database for one request."""
        return self.server_ms + self.postgres_ms


Samples = dict[tuple[str, str], list[Sample]]


async def prepare(url: str, facilities: int) -> tuple[DemoSummary, str]:
    """Migrate, load the demo, make a token."""
    await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    with Progress(console=console) as bar:
        task = bar.add_task("demo", total=facilities)

        def progress(_: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        async with open_loading(url) as copy:
            wish = Wish(facilities, 1, dt.datetime.now(KYIV).date())
            summary = await load_demo(copy, wish, progress)
    async with writing(url) as connection:
        return summary, await explorer_token(connection)


def leaves(value: object) -> list[str]:
    """Give the scalars of an answer in order, whatever the keys around them."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [json.dumps(value)]


async def same_answers(servers: Sequence[Server], workload: Workload, token: str) -> tuple[int, int]:
    """See that all servers answer the same; give the numbers of leaves and of bytes."""
    answers = []
    for server in servers:
        connection = await Connection.open(server.port)
        body = await connection.ask(request_of(server.port, workload.body, token))
        connection.close()
        answers.append((len(body), leaves(json.loads(body)["data"])))
    for server, (_, found) in zip(servers, answers, strict=True):
        if found != answers[0][1]:
            raise SystemExit(f"{workload.name}: {server.name} answers otherwise than {servers[0].name}")
    return len(answers[0][1]), answers[0][0]


async def sample(
    server: Server, postmaster: int, workload: Workload, token: str, clients: int, seconds: float
) -> Sample:
    """Put one server under load and count what it took."""
    request = request_of(server.port, workload.body, token)
    before = server.cpu_seconds(), postgres_cpu_seconds(postmaster)
    load = await burst(server.port, request, clients, seconds)
    after = server.cpu_seconds(), postgres_cpu_seconds(postmaster)
    each = 1000 / load.requests
    return Sample((after[0] - before[0]) * each, (after[1] - before[1]) * each, load)


async def compare(
    servers: Sequence[Server],
    postmaster: int,
    chosen: Sequence[Workload],
    token: str,
    load: BurstOf,
) -> Samples:
    """Measure every workload on every server, round by round."""
    samples: Samples = {}
    with Progress(console=console) as bar:
        task = bar.add_task("rounds", total=len(chosen) * (load.rounds + 1) * len(servers))
        for workload in chosen:
            for turn in range(load.rounds + 1):
                for server in servers:
                    found = await sample(server, postmaster, workload, token, load.clients, load.seconds)
                    bar.advance(task)
                    if turn:  # the first round warms up
                        samples.setdefault((workload.name, server.name), []).append(found)
    return samples


def median(samples: Sequence[Sample], name: str) -> float:
    """Give the median of one figure."""
    return float(statistics.median(getattr(each, name) for each in samples))


def table(servers: Sequence[Server], chosen: Sequence[Workload], samples: Samples) -> list[str]:
    """Write the figures as a table of Markdown."""
    lines = [
        "| workload | server | requests/s | p50 ms | p99 ms | server CPU | PostgreSQL CPU | total | ratio |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for workload in chosen:
        for server in servers:
            found = samples[workload.name, server.name]
            rate = statistics.median(each.load.per_second for each in found)
            p50 = statistics.median(each.load.quantile(0.5) * 1000 for each in found)
            p99 = statistics.median(each.load.quantile(0.99) * 1000 for each in found)
            total = median(found, "total_ms")
            ratio = total / median(samples[workload.name, BY_HAND], "total_ms")
            lines.append(
                f"| {workload.name} | {server.name} | {rate:.0f} | {p50:.2f} | {p99:.2f}"
                f" | {median(found, 'server_ms'):.3f} | {median(found, 'postgres_ms'):.3f} | {total:.3f}"
                f" | {ratio:.2f} |"
            )
    return lines


def geometric_mean(chosen: Sequence[Workload], samples: Samples, over: str, under: str) -> float:
    """Give the geometric mean over the workloads of the ratio of total processor times."""
    ratios = [
        median(samples[workload.name, over], "total_ms") / median(samples[workload.name, under], "total_ms")
        for workload in chosen
    ]
    return math.exp(statistics.fmean(map(math.log, ratios)))


async def measure(
    servers: Sequence[Server],
    postmaster: int,
    summary: DemoSummary,
    token: str,
    *,
    load: BurstOf,
    only: str,
) -> None:
    """Compare the servers and print everything."""
    chosen = [each for each in workloads(summary) if not only or each.name in only.split(",")]
    for workload in chosen:
        count, size = await same_answers(servers, workload, token)
        print(f"- {workload.name}: {workload.title}; {count} leaves, {size / 1000:.0f} kB")
    print()
    samples = await compare(servers, postmaster, chosen, token, load)
    print("\n".join(table(servers, chosen, samples)))
    print()
    ours = geometric_mean(chosen, samples, OURS, BY_HAND)
    print(f"Total CPU, geometric mean: {ours:.2f} × {BY_HAND},", end=" ")
    print(f"1 / {geometric_mean(chosen, samples, ORDINARY, OURS):.1f} of {ORDINARY}.")
    print("Peak RSS, MiB:", ", ".join(f"{each.name} {each.peak_mib():.0f}" for each in servers) + ".")
    print()
    print("\n".join(await growth(servers[0], postmaster, token)))


async def measure_roles(
    server: Server, database: EmbeddedServer, summary: DemoSummary, token: str, load: BurstOf
) -> None:
    """Measure the service as people of the demo's hospital use it, and print the table."""
    url = database.database_url
    hospital = encode_id("Facility", summary.hospital.id)
    chosen = of_roles(workloads(summary), hospital, str(summary.hospital.edrpou), await bank_of(url, summary))
    assert database.pid is not None
    by_role = await tokens(url, summary, token)
    print("\n".join(await beside(server, database.pid, chosen, by_role, load=load)))


def main(
    facilities: Annotated[int, typer.Option(help="size of the demo")] = 2000,
    clients: Annotated[int, typer.Option(help="connections that ask at the same time")] = 16,
    seconds: Annotated[float, typer.Option(help="length of one burst")] = 2.0,
    rounds: Annotated[int, typer.Option(help="bursts of each workload against each server")] = 5,
    only: Annotated[str, typer.Option(help="workloads, by comma")] = "",
    roles: Annotated[bool, typer.Option("--roles", help="people of the demo beside the explorer")] = False,
) -> None:
    """Compare the service with one hand-written statement and with the ordinary way."""
    with throwaway_server() as database, ExitStack() as stack:
        url = database.database_url
        summary, token = uvloop.run(prepare(url, facilities))
        environment = {"DATABASE_URL": url}
        servers = [
            stack.enter_context(serving(name, target, environment)) for name, target in TARGETS.items()
        ]
        assert database.pid is not None
        load = BurstOf(clients, seconds, rounds)
        measuring = (
            measure_roles(servers[0], database, summary, token, load)
            if roles
            else measure(servers, database.pid, summary, token, load=load, only=only)
        )
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(measuring)


if __name__ == "__main__":
    typer.run(main)
