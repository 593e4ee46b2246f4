"""A small GraphQL world behind the real application: no database, counted executions."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import orjson
import uvicorn
from graphql import GraphQLError, build_schema, execute_sync, get_operation_ast, parse, validate
from starlette.types import ASGIApp, Message

from errors import ParseFailed, Refusal, Unauthenticated, Unavailable, ValidationFailed
from permissions.access import ANONYMOUS, EXPLORER, Access
from schema.execution import Answer, Renew, Request
from web.limits import Limits
from web.listener import listener
from web.parts import Keys, Parts, Sandbox
from web.port import take_port

SCHEMA = build_schema("type Query { hello: String } type Mutation { change: String }")
TOKEN = "zk_" + "a" * 43
LIMITS = Limits()

Twist = Callable[[Request], Awaitable[Answer]]
Serve = Callable[..., AbstractAsyncContextManager[httpx2.AsyncClient]]


@dataclass
class World:
    """The parts of an application, with a twist for a test's story and counters for its end."""

    token: str = TOKEN
    lookups: int = 0
    pings: int = 0
    is_down: bool = False
    twist: Twist | None = None
    renew: Renew | None = None
    sandbox: Sandbox | None = None
    keys: Keys | None = None
    access: Access = EXPLORER
    requests: list[Request] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)
    renewals: list[float] = field(default_factory=list)

    async def execute(self, request: Request, access: Access, renew: Renew | None = None) -> Answer:
        self.requests.append(request)
        self.accesses.append(access)
        self.renew = renew
        return await self.twist(request) if self.twist else by_graphql_core(request)

    def operation_kind(self, request: Request) -> str | None:
        try:
            operation = get_operation_ast(parse(request.query), request.operation_name)
        except GraphQLError:
            return None
        return operation.operation.value if operation else None

    async def caller_of(self, token: str | None) -> "Caller":
        if token is None:
            return Caller(ANONYMOUS, self)
        self.lookups += 1
        if token != self.token:
            raise Unauthenticated("токен невідомий", "the token is unknown")
        return Caller(self.access, self)

    async def ping(self) -> None:
        self.pings += 1
        if self.is_down:
            raise Unavailable("база даних недоступна", "the database cannot be reached")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Parts]:
        yield Parts(self, self.caller_of, self, self.sandbox, self.keys)


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller whose access never changes; the world notes who asks again."""

    access: Access
    world: World

    async def renewed(self, seconds: float) -> Access:
        self.world.renewals.append(seconds)
        return self.access


def by_graphql_core(request: Request) -> Answer:
    """Answer as the real executor does, by graphql-core's own execution."""
    try:
        document = parse(request.query)
    except GraphQLError as error:
        return refusal(ParseFailed("документ не читається", error.message))
    if problems := validate(SCHEMA, document):
        return refusal(ValidationFailed("документ не відповідає схемі", problems[0].message))
    result = execute_sync(
        SCHEMA,
        document,
        {"hello": "world"},
        variable_values=dict(request.variables or {}),
        operation_name=request.operation_name,
    )
    if result.errors:
        return refusal(ValidationFailed("значення змінних не підходять", result.errors[0].message))
    return Answer(orjson.dumps(result.data))


def refusal(*refusals: Refusal) -> Answer:
    return Answer(None, refusals)


@asynccontextmanager
async def living(app: ASGIApp) -> AsyncIterator[None]:
    """Run an application's lifespan around a test."""
    incoming: asyncio.Queue[Message] = asyncio.Queue()
    outgoing: asyncio.Queue[Message] = asyncio.Queue()
    incoming.put_nowait({"type": "lifespan.startup"})
    life = asyncio.ensure_future(app({"type": "lifespan"}, incoming.get, outgoing.put))
    assert await outgoing.get() == {"type": "lifespan.startup.complete"}
    yield
    incoming.put_nowait({"type": "lifespan.shutdown"})
    assert await outgoing.get() == {"type": "lifespan.shutdown.complete"}
    await life


@asynccontextmanager
async def listening(app: ASGIApp, limits: Limits) -> AsyncIterator[int]:
    """Run a real server on a free port of the loopback around a test."""
    with take_port("127.0.0.1", 0) as place:
        server = uvicorn.Server(listener(app, "127.0.0.1", 0, limits))
        serving = asyncio.create_task(server.serve(sockets=[place]))
        await until(lambda: server.started)
        yield place.getsockname()[1]
        server.should_exit = True
        await serving


async def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition, but not for ever."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # the server sets no event
            await asyncio.sleep(0.005)
