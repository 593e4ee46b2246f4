"""The real application over a small world, and clients of it in the same process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from tests.web.world import LIMITS, Serve, World, living
from web.application import application
from web.limits import Limits


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
