import asyncio
import logging

import httpx2
import pytest
from starlette.types import Message

from errors import Internal, Unavailable
from permissions.access import ANONYMOUS, EXPLORER
from schema.execution import Answer, Request, Visit
from tests.web.world import LIMITS, TOKEN, Serve, World, living
from web.application import application
from web.limits import Limits

HELLO = {"query": "{ hello }"}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


async def never(_: Request) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError


def code_of(response: httpx2.Response) -> object:
    [error] = response.json()["errors"]
    assert "data" not in response.json()
    return error["extensions"]["code"]


async def test_an_answer_has_a_length_a_name_and_may_not_be_kept(client: httpx2.AsyncClient) -> None:
    headers = {"x-request-id": "request-1", "accept": "application/graphql-response+json"}
    response = await client.post("/graphql", json=HELLO, headers=headers)
    assert response.json() == {"data": {"hello": "world"}}
    assert dict(response.headers) == {
        "content-type": "application/graphql-response+json; charset=utf-8",
        "content-length": str(len(response.content)),
        "x-request-id": "request-1",
        "cache-control": "no-store",
        "vary": "Accept",
        "x-content-type-options": "nosniff",
    }


async def test_a_refusal_names_the_request_in_the_body_and_in_the_head(client: httpx2.AsyncClient) -> None:
    response = await client.post("/graphql", json=[], headers={"x-request-id": "not safe!"})
    assert response.json()["errors"][0]["extensions"]["requestId"] == response.headers["x-request-id"]
    assert response.headers["x-request-id"] != "not safe!"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "QUERY"])
async def test_another_method_is_refused_with_those_that_are_not(
    client: httpx2.AsyncClient, method: str
) -> None:
    response = await client.request(method, "/graphql")
    assert (response.status_code, code_of(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


async def test_options_names_the_methods_and_lets_no_other_site_in(client: httpx2.AsyncClient) -> None:
    origin = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    response = await client.options("/graphql", headers=origin)
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_a_mutation_by_get_is_not_executed(client: httpx2.AsyncClient, world: World) -> None:
    response = await client.get("/graphql", params={"query": "mutation { change }"})
    assert (response.status_code, code_of(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"
    assert world.requests == []


async def test_head_answers_as_get_does(client: httpx2.AsyncClient, world: World) -> None:
    response = await client.head("/graphql", params=HELLO)
    assert (response.status_code, len(world.requests)) == (200, 1)


async def test_a_browser_gets_the_page_and_a_program_the_answer(client: httpx2.AsyncClient) -> None:
    page = await client.get("/graphql", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    answer = await client.get("/graphql", params=HELLO, headers={"accept": "*/*"})
    assert answer.json() == {"data": {"hello": "world"}}


async def test_without_graphiql_a_browser_is_answered_as_any_client(serve: Serve) -> None:
    async with serve(graphiql=False) as client:
        assert (await client.get("/graphql", params=HELLO, headers=BROWSER)).json()["data"]
        refused = await client.get("/graphql", params=HELLO, headers={"accept": "text/html"})
        assert (refused.status_code, code_of(refused)) == (406, "NOT_ACCEPTABLE")


async def test_a_form_is_not_read_so_that_no_other_site_can_send_one(client: httpx2.AsyncClient) -> None:
    response = await client.post("/graphql", data=HELLO)
    assert (response.status_code, code_of(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_the_bearer_of_a_token_reads_with_its_access(client: httpx2.AsyncClient, world: World) -> None:
    await client.post("/graphql", json=HELLO)
    for _ in range(2):
        await client.post("/graphql", json=HELLO, headers={"authorization": f"Bearer {TOKEN}"})
    assert world.accesses == [ANONYMOUS, EXPLORER, EXPLORER]


async def test_whoever_executes_may_look_at_the_callers_rights_again(
    client: httpx2.AsyncClient, world: World
) -> None:
    await client.post("/graphql", json=HELLO, headers={"authorization": f"Bearer {TOKEN}"})
    assert world.renew is not None
    assert await world.renew(1.0) is EXPLORER
    assert world.renewals == [1.0]


@pytest.mark.parametrize("authorization", ["Bearer zk_unknown", "Basic YTpi"])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_an_unknown_token_is_401_in_either_type(
    client: httpx2.AsyncClient, world: World, authorization: str, accept: str
) -> None:
    headers = {"authorization": authorization, "accept": accept}
    response = await client.post("/graphql", json=HELLO, headers=headers)
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert world.requests == []


async def test_a_malformed_request_asks_nobody_who_the_token_stands_for(
    client: httpx2.AsyncClient, world: World
) -> None:
    response = await client.post("/graphql", json=7, headers={"authorization": f"Bearer {TOKEN}"})
    assert (response.status_code, world.lookups) == (400, 0)


async def test_a_defect_is_logged_under_the_requests_id_and_not_told(
    client: httpx2.AsyncClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: Request) -> Answer:
        raise KeyError("secret")

    world.twist = broken
    response = await client.post("/graphql", json=HELLO, headers={"x-request-id": "request-1"})
    assert (response.status_code, code_of(response)) == (500, Internal.code)
    assert "secret" not in response.text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "request-1" in record.getMessage()
    assert "in broken" in record.getMessage()
    assert record.getMessage().endswith("KeyError")
    assert not record.exc_info


async def test_a_dead_store_is_503_with_a_time_to_come_back(client: httpx2.AsyncClient, world: World) -> None:
    async def dead(_: Request) -> Answer:
        return Answer(None, (Unavailable("база даних недоступна", "the database cannot be reached"),))

    world.twist = dead
    response = await client.post("/graphql", json=HELLO)
    assert (response.status_code, code_of(response)) == (503, "SERVICE_UNAVAILABLE")
    assert response.headers["retry-after"] == "1"
    world.twist = None
    assert (await client.post("/graphql", json=HELLO)).status_code == 200


async def test_a_request_that_lasts_too_long_is_ended(serve: Serve, world: World) -> None:
    world.twist = never
    async with serve(Limits(request_seconds=0.02, patience_seconds=0.01)) as client:
        response = await client.post("/graphql", json=HELLO)
        assert (response.status_code, code_of(response)) == (503, "TIMEOUT")


async def test_a_full_house_refuses_at_once_and_serves_again_when_a_place_is_free(
    serve: Serve, world: World
) -> None:
    inside, may_leave = asyncio.Event(), asyncio.Event()

    async def lingering(_: Request) -> Answer:
        inside.set()
        await may_leave.wait()
        return Answer(b"{}")

    world.twist = lingering
    async with serve(Limits(places=1)) as client:
        first = asyncio.create_task(client.post("/graphql", json=HELLO))
        await inside.wait()
        second = await client.post("/graphql", json=HELLO)
        assert (second.status_code, code_of(second)) == (503, "SERVICE_UNAVAILABLE")
        may_leave.set()
        assert (await first).status_code == 200
        assert (await client.post("/graphql", json=HELLO)).status_code == 200


async def test_the_work_for_a_client_that_left_is_ended_and_nothing_is_sent(world: World) -> None:
    world.twist = never
    app = application(world.open, Limits(patience_seconds=0.01), graphiql=False)
    messages: list[Message] = [
        {"type": "http.request", "body": b'{"query":"{ hello }"}', "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/graphql", "method": "POST", "query_string": b""}
    async with living(app):
        await app(scope | {"headers": [(b"content-type", b"application/json")]}, receive, send)
    assert (sent, len(world.requests)) == ([], 1)


async def test_variables_the_operations_name_and_the_requests_id_reach_the_executor(
    client: httpx2.AsyncClient, world: World
) -> None:
    body = {"query": "query A { hello }", "operationName": "A", "variables": {"x": [1]}}
    await client.post("/graphql", json=body, headers={"x-request-id": "request-1"})
    visit = Visit("127.0.0.1", request_id="request-1")
    assert world.requests == [Request("query A { hello }", "A", {"x": [1]}, visit=visit)]


def test_the_limits_in_force_are_those_that_are_written_down() -> None:
    assert LIMITS.patience_seconds < LIMITS.request_seconds
    assert LIMITS.json_members < LIMITS.json_values < LIMITS.body_bytes
