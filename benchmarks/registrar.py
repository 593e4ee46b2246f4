"""Measures a registrar's day: `.venv/bin/python -m benchmarks.registrar`; `--facilities 20` for a look.

Heads apply, a registrar registers, administrators follow their first-login letters and register employees:
every step a signed act through the public door of a service of its own, by so many clients at once, with a
real mail server that counts what comes. At the end the database is asked whether anything happened twice, was
lost, or failed. What clients sign with costs processor time too, which is shown apart.
"""

import asyncio
import datetime as dt
import json
import os
import secrets
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.client import Connection, request_of
from benchmarks.mailbox import Mailbox, mail_box
from benchmarks.processes import Server, postgres_cpu_seconds, serving
from commands.demo.facilities import Wish
from commands.demo.loading import load_demo
from commands.policy import settle_policy
from models.migrating import migrate
from running.story.people import Cast, Human
from running.story.registration import Applicant, register
from running.story.scene import Json, Player, Scene, Step
from signing.development.authority import DevelopmentKey, from_pem, make_key
from store.connections import writing
from store.development_keys import DevelopmentKeys
from store.development_people import PeoplesKeys
from store.embedded import throwaway_server
from store.loading import open_loading
from store.stand_ins import StandIns

OFTEN = "1000000/minute"
SHARES = (0.5, 0.95, 0.99)
console = Console(stderr=True)


@dataclass
class Day:
    """What happened: how long each kind of request took, in seconds."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def quantile(self, kind: str, share: float) -> float:
        """Give the time within which this share of one kind was answered, in milliseconds."""
        taken = sorted(self.seconds[kind])
        return 1000 * taken[min(len(taken) - 1, int(len(taken) * share))]


@dataclass
class Caller:
    """One client: a connection of its own, and a clock that notes how long each answer took."""

    port: int
    day: Day
    connection: Connection | None = None

    async def ask(self, document: str, variables: Mapping[str, object], token: str | None) -> Json:
        """Ask the graph."""
        if self.connection is None:
            self.connection = await Connection.open(self.port)
        body = json.dumps({"query": document, "variables": variables}).encode()
        begun = time.perf_counter()
        answer = await self.connection.ask(request_of(self.port, body, token))
        self.day.seconds[_kind(document)].append(time.perf_counter() - begun)
        return json.loads(answer)


def _kind(document: str) -> str:
    """Name a request by its first field, and by the act that it prepares."""
    words = document.replace("{", " ").replace("(", " ").split("}")[0]
    inner = document.partition("{")[2].split("(")[0].split("{")
    name = " ".join(each.strip() for each in inner if each.strip())
    return name or words[:40]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is to be done."""

    facilities: int
    employees: int
    clients: int
    one_by_one: bool


async def live(
    plan: Plan, server: Server, box: Mailbox, keys: DevelopmentKeys, registrar: tuple[str, str]
) -> tuple[Day, float]:
    """Let the clients register all facilities and their people; gives what happened, and the seconds."""
    day, authority = Day(), keys.authority().key
    cast = Cast(Random(1), _now().date())  # noqa: S311  a day that can be repeated
    left = iter(range(plan.facilities))

    def key_of(human: Human) -> DevelopmentKey:
        return make_key(authority, human.certified, _now(), secrets.randbelow)

    def scene() -> Scene:
        return Scene(Caller(server.port, day).ask, box, key_of, _unseen, cast, _now)

    with Progress(console=console) as bar:
        task = bar.add_task("facilities", total=plan.facilities)
        name, pem = registrar
        opener = Player(scene(), name, from_pem(pem))
        await opener.log_in()

        async def client() -> None:
            own = scene()
            clerk = Player(own, name, opener.key, token=opener.token)
            for _ in left:
                await _one_facility(own, clerk, plan)
                bar.advance(task)

        begun = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(plan.clients)))
        return day, time.perf_counter() - begun


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _unseen(_step: Step) -> None:
    """Nobody watches."""


async def _one_facility(scene: Scene, clerk: Player, plan: Plan) -> None:
    head, administrator = scene.cast.human(), scene.cast.human()
    applicant = Applicant(scene.cast.edrpou(), "Лікарня", "TRANSFUSION_FACILITY", head, administrator)
    registered = await register(scene, clerk, applicant)
    admin = scene.player(administrator)
    await admin.accept(registered.administrator_link)
    rows = [
        {"person": human.papers(scene.today), "contact": human.contact}
        for human in (scene.cast.human() for _ in range(plan.employees))
    ]
    if not plan.one_by_one:
        await admin.act("", "registerEmployees", {"employees": rows}, "employees { id }")
        return
    for row in rows:
        await admin.act("", "registerEmployee", row, "employee { id }")


_PROOF = {
    "facilities registered": "SELECT count(*) FROM facility_application WHERE status = 'REGISTERED'",
    "applications": "SELECT count(*) FROM facility_application",
    "employees": """SELECT count(*) FROM employee WHERE facility_id IN (
        SELECT facility_id FROM facility_application)""",
    "acts in the journal": "SELECT count(*) FROM journal_entry WHERE kind = 'ACT'",
    "nonces used twice": "SELECT count(*) - count(DISTINCT nonce) FROM nonce_used",
    "letters": "SELECT count(*) FROM letter",
    "letters not sent": "SELECT count(*) FROM letter WHERE state <> 'SENT'",
    "refused": "SELECT count(*) FROM security_event",
}


async def proof(url: str) -> dict[str, int]:
    """Count what is to be counted, once all letters are sent."""
    async with writing(url) as connection:
        for _ in range(600):
            if not await connection.fetchval(_PROOF["letters not sent"]):
                break
            await asyncio.sleep(0.1)
        return {name: await connection.fetchval(statement) for name, statement in _PROOF.items()}


async def prepare(url: str, keys: DevelopmentKeys) -> tuple[str, str]:
    """Fill a database, and give the name and the key of a registrar."""
    await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    async with open_loading(url) as copy:
        await load_demo(copy, Wish(3, 1, dt.datetime.now(dt.UTC).date()), lambda _what, _done, _total: None)
    holder = await StandIns(url).holder("REGISTRAR")
    assert holder.person_id is not None
    return holder.name, await PeoplesKeys(url, keys).key_of(holder.person_id)


async def measure(plan: Plan, url: str, postmaster: int, data: Path) -> None:
    """Run the day and print what came of it."""
    keys = DevelopmentKeys(data, lambda: dt.datetime.now(dt.UTC), secrets.randbelow)
    registrar = await prepare(url, keys)
    async with AsyncExitStack() as stack:
        box, port = await stack.enter_async_context(mail_box())
        environment = {
            "DATABASE_URL": url,
            "ZAKLAD_DATA": str(data),
            "ZAKLAD_SMTP_URL": f"smtp://127.0.0.1:{port}",
            **{f"ZAKLAD_RATE_{each}": OFTEN for each in ("LOGIN_ADDRESS", "LOGIN_PERSON", "PREPARE", "ACT")},
        }
        server = stack.enter_context(serving("zaklad", "server:app", environment))
        before = (server.cpu_seconds(), postgres_cpu_seconds(postmaster), time.process_time())
        day, seconds = await live(plan, server, box, keys, registrar)
        after = (server.cpu_seconds(), postgres_cpu_seconds(postmaster), time.process_time())
        counted = await proof(url)
        _print(plan, day, seconds, [b - a for a, b in zip(before, after, strict=True)], server.peak_mib())
        _print_proof(counted, box)


def _print(plan: Plan, day: Day, seconds: float, cpu: list[float], mib: float) -> None:
    table = Table("request", "count", "p50 ms", "p95 ms", "p99 ms")
    for kind, taken in sorted(day.seconds.items()):
        table.add_row(kind, str(len(taken)), *(f"{day.quantile(kind, share):.1f}" for share in SHARES))
    console.print(table)
    requests = sum(len(each) for each in day.seconds.values())
    console.print(
        f"{plan.facilities} facilities with {plan.employees} employees each by {plan.clients} clients in"
        f" {seconds:.1f} s: {plan.facilities / seconds:.1f} facilities/s,"
        f" {requests / seconds:.0f} requests/s; CPU s: service {cpu[0]:.1f}, PostgreSQL {cpu[1]:.1f},"
        f" clients {cpu[2]:.1f}; peak {mib:.0f} MiB"
    )


def _print_proof(counted: Mapping[str, int], box: Mailbox) -> None:
    twice = sum(count - 1 for count in box.came.values())
    console.print({**counted, "letters that came": len(box.came), "letters that came twice": twice})


def main(
    facilities: Annotated[int, typer.Option(min=1)] = 1000,
    employees: Annotated[int, typer.Option(min=1, max=100)] = 10,
    clients: Annotated[int, typer.Option(min=1)] = 16,
    one_by_one: Annotated[bool, typer.Option(help="a signature for each employee")] = False,
) -> None:
    """Run the day against a throwaway PostgreSQL."""
    plan = Plan(facilities, employees, clients, one_by_one)
    with throwaway_server() as server, tempfile.TemporaryDirectory() as data:
        assert server.pid is not None
        uvloop.run(measure(plan, server.database_url, server.pid, Path(data)))


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    typer.run(main)
