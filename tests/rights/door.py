"""The public door of a service over a random world, and how its answers are compared with the reference."""

import asyncio
import datetime as dt
import difflib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import uvicorn
from graphql import parse
from starlette.types import ASGIApp

from schema.execution import Ceilings, Executor
from schema.graph import graph
from store.connections import Limits as StoreLimits
from store.pool import open_store
from store.principals import Principals
from tests.compiler.chance.powers import Caller
from tests.compiler.hospital import NOW
from tests.compiler.reference.answers import Expected, Reference
from tests.compiler.reference.things import Things
from tests.web.world import LIMITS, until
from web.application import application
from web.listener import listener
from web.parts import Parts
from web.port import take_port

BOUNDLESS = Ceilings(rows=10**12, leaves=10**12)


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def tick(self) -> None:
        """Let so much time pass that nothing counts as read just now."""
        self.now += dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


class Door:
    """Asks a service as its clients do."""

    def __init__(self, url: str, client: httpx2.AsyncClient, executor: Executor, clock: Clock) -> None:
        self.url = url
        self.client = client
        self.executor = executor
        self.clock = clock
        self.sent: list[str] = []

    async def ask(
        self, token: str | None, query: str, variables: Mapping[str, object] | None = None
    ) -> Reply:
        """Ask with a token, or anonymously without one; a request has the same number each time."""
        headers = {"accept": "application/graphql-response+json", "x-request-id": "0" * 32}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        body = {"query": query, "variables": dict(variables or {})}
        reply = await self.client.post(f"{self.url}/graphql", json=body, headers=headers)
        return Reply(reply.status_code, reply.content)


@asynccontextmanager
async def answering(app: ASGIApp) -> AsyncIterator[int]:
    """Run a server on a port of its own."""
    with take_port("127.0.0.1", 0) as place:
        server = uvicorn.Server(listener(app, "127.0.0.1", 0, LIMITS))
        serving = asyncio.create_task(server.serve(sockets=[place]))
        await until(lambda: server.started)
        yield place.getsockname()[1]
        server.should_exit = True
        await serving


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Door]:
    """Serve a database at the moment of the hospital's story, without ceilings on cost."""
    clock = Clock()
    async with open_store(database_url, StoreLimits(size=2)) as store, httpx2.AsyncClient() as client:

        async def fetch(statement: str, arguments: list[object]) -> bytes | None:
            door.sent.append(statement)
            return await store.fetch(statement, arguments)

        async def fetch_recording(statement: str, arguments: list[object]) -> bytes | None:
            door.sent.append(statement)
            return await store.fetch_recording(statement, arguments)

        @asynccontextmanager
        async def parts() -> AsyncIterator[Parts]:
            yield Parts(executor, Principals(store, clock, sandbox=True).caller, store)

        executor = Executor(graph(), fetch, fetch_recording=fetch_recording, ceilings=BOUNDLESS, clock=clock)
        async with answering(application(parts, LIMITS, graphiql=True)) as port:
            door = Door(f"http://127.0.0.1:{port}", client, executor, clock)
            yield door


class Place:
    """A world behind a door, with everyone who may ask, and the same world in memory."""

    def __init__(self, door: Door, things: Things, callers: list[Caller]) -> None:
        self.door = door
        self.things = things
        self.callers = callers
        self._references: dict[str, Reference] = {}

    def seen_by(self, caller: Caller) -> Reference:
        """Give the reference as one caller may see it."""
        return self._references.setdefault(caller.name, Reference(self.things, caller.bearer))

    async def agree(self, caller: Caller, query: str, variables: Mapping[str, object] | None = None) -> Any:
        """Ask both, see that they answer alike, and give the data; none when it is refused."""
        reply = await self.door.ask(caller.token, query, variables)
        same(reply.json, self.seen_by(caller).expected(parse(query), variables or {}))
        return reply.json.get("data")


def same(answer: Mapping[str, Any], expected: Expected) -> None:
    """See that an answer is the expected one, the order of keys included."""
    if expected.data is None:
        assert "data" not in answer
        assert denials_of(answer) == dict(expected.denials)
        return
    assert "errors" not in answer, answer["errors"]
    assert answer.get("extensions", {}).get("omitted", []) == expected.omitted
    assert answer["data"] == expected.data, difference(answer["data"], expected.data)
    assert written(answer["data"]) == written(expected.data), "the keys have another order"


def difference(seen: object, expected: object) -> str:
    """Tell where two answers differ first, with what stands around it."""
    lines = difflib.unified_diff(written(expected).split("\n"), written(seen).split("\n"), lineterm="", n=12)
    return "\n".join(list(lines)[:60])


def denials_of(answer: Mapping[str, Any]) -> dict[str, str]:
    """Give what each refused coordinate wants."""
    found = {}
    for error in answer["errors"]:
        told = error["extensions"]
        assert told["code"] == "FORBIDDEN", error
        assert told["missingPermissions"] == [told["requires"]]
        assert told["coordinate"] not in found
        found[told["coordinate"]] = told["requires"]
    return found


def written(data: object) -> str:
    """Write data down to compare it, and to show where it differs."""
    return json.dumps(data, ensure_ascii=False, indent=1)
