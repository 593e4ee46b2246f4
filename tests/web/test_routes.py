import asyncio

import httpx2
import pytest

from tests.web.world import Serve, World
from web.health import Readiness
from web.limits import Limits


async def test_a_live_process_says_so_and_asks_no_database(client: httpx2.AsyncClient, world: World) -> None:
    world.is_down = True
    response = await client.get("/health/live")
    assert (response.status_code, response.json(), world.pings) == (200, {"status": "live"}, 0)


async def test_readiness_is_the_databases(serve: Serve, world: World) -> None:
    async with serve() as client:
        response = await client.get("/health/ready")
        assert (response.status_code, response.json()) == (200, {"status": "ready"})
    world.is_down = True
    async with serve() as client:
        response = await client.get("/health/ready")
        assert (response.status_code, response.json()) == (503, {"status": "unavailable"})
        assert response.headers["cache-control"] == "no-store"


class Database:
    """Counts its pings; one that hangs answers none."""

    def __init__(self, *, hangs: bool = False) -> None:
        self.pings = 0
        self.hangs = hangs

    async def ping(self) -> None:
        self.pings += 1
        await (asyncio.Event().wait() if self.hangs else asyncio.sleep(0))


async def test_a_database_that_hangs_is_not_ready() -> None:
    assert not await Readiness(Database(hangs=True), 0.01, lambda: 0.0).is_ready()


async def test_however_many_ask_the_database_is_pinged_once_a_second() -> None:
    now, database = 10.0, Database()
    readiness = Readiness(database, 1.0, lambda: now)
    assert all(await asyncio.gather(*(readiness.is_ready() for _ in range(5))))
    assert database.pings == 1
    now = 11.0
    assert await readiness.is_ready()
    assert database.pings == 2


async def test_the_root_leads_to_graphiql_where_there_is_one(serve: Serve) -> None:
    async with serve() as client:
        response = await client.get("/")
        assert (response.status_code, response.headers["location"]) == (307, "/graphql")
    async with serve(graphiql=False) as client:
        assert (await client.get("/")).status_code == 404
        assert (await client.get("/graphiql")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "NOT_FOUND"),
        ("GET", "/graphql/", 404, "NOT_FOUND"),
        ("GET", "/graphiql/static/../../application.py", 404, "NOT_FOUND"),
        ("POST", "/health/live", 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_what_is_not_here_is_refused_in_the_services_own_form(
    client: httpx2.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path, headers={"x-request-id": "request-1"})
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (status, code)
    assert error["extensions"]["requestId"] == response.headers["x-request-id"] == "request-1"
    assert ("allow" in response.headers) is (status == 405)


async def test_a_limit_is_the_callers_own(serve: Serve) -> None:
    async with serve(Limits(body_bytes=20)) as client:
        assert (await client.post("/graphql", json={"query": "{ hello }"})).status_code == 413
