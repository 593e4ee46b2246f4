"""A small GraphQL world behind the real application: no database, counted executions."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import orjson
import pytest
from graphql import GraphQLError, build_schema, execute_sync, get_operation_ast, parse, validate
from starlette.types import ASGIApp, Message

from errors import ParseFailed, Refusal, Unauthenticated, Unavailable, ValidationFailed
from permissions.access import ANONYMOUS, EXPLORER, Access
from schema.execution import Answer, Request
from web.application import application
from web.limits import Limits
from web.parts import Parts

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
    requests: list[Request] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)

    async def execute(self, request: Request, access: Access) -> Answer:
        self.requests.append(request)
        self.accesses.append(access)
        return await self.twist(request) if self.twist else by_graphql_core(request)

    def operation_kind(self, request: Request) -> str | None:
        try:
            operation = get_operation_ast(parse(request.query), request.operation_name)
        except GraphQLError:
            return None
        return operation.operation.value if operation else None

    async def access_of(self, token: str | None) -> Access:
        if token is None:
            return ANONYMOUS
        self.lookups += 1
        if token != self.token:
            raise Unauthenticated("токен невідомий", "the token is unknown")
        return EXPLORER

    async def ping(self) -> None:
        self.pings += 1
        if self.is_down:
            raise Unavailable("база даних недоступна", "the database cannot be reached")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Parts]:
        yield Parts(self, self.access_of, self)


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


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def serve(world: World) -> Serve:
    """Give a client of an application with other limits, or without GraphiQL."""

    @asynccontextmanager
    async def served(limits: Limits = LIMITS, *, graphiql: bool = True) -> AsyncIterator[httpx2.AsyncClient]:
        app = application(world.open, limits, graphiql)
        transport = httpx2.ASGITransport(app=app)
        async with living(app), httpx2.AsyncClient(transport=transport, base_url="http://zaklad") as client:
            del client.headers["accept"], client.headers["accept-encoding"], client.headers["user-agent"]
            yield client

    return served


@pytest.fixture
async def client(serve: Serve) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve() as client:
        yield client
