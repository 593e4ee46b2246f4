import httpx2
import pytest
from graphql import build_schema

from schema.sdl import printed
from tests.web.world import Serve, World

FULL = "/graphql?schema=full"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


async def test_anyone_gets_the_whole_schema_as_a_text(client: httpx2.AsyncClient, world: World) -> None:
    response = await client.get(FULL, headers={"authorization": "Bearer unknown"})
    assert response.status_code == 200
    assert response.text == printed()
    assert "Query" in build_schema(response.text).type_map
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["x-content-type-options"] == "nosniff"
    assert (world.lookups, world.requests) == (0, [])


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/plain"),
        ("text/*", "text/plain"),
        ("application/graphql", "application/graphql"),
        ("application/graphql, text/plain;q=0.5", "application/graphql"),
        ("application/*", "application/graphql"),
    ],
)
async def test_the_text_has_the_type_that_the_client_prefers(serve: Serve, accept: str, media: str) -> None:
    async with serve(graphiql=False) as client:
        response = await client.get(FULL, headers={"accept": accept})
    assert response.headers["content-type"] == f"{media}; charset=utf-8"


async def test_a_client_that_takes_only_json_gets_no_text(client: httpx2.AsyncClient) -> None:
    response = await client.get(FULL, headers={"accept": "application/json"})
    assert response.status_code == 406
    [error] = response.json()["errors"]
    assert error["extensions"]["available"] == ["text/plain", "application/graphql", "text/html"]


async def test_a_browser_gets_the_page_where_there_is_one_and_the_text_elsewhere(serve: Serve) -> None:
    async with serve() as client:
        assert (await client.get(FULL, headers=BROWSER)).headers["content-type"].startswith("text/html")
    async with serve(graphiql=False) as client:
        assert (await client.get(FULL, headers=BROWSER)).headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("condition", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
async def test_a_text_that_the_client_has_is_not_sent_again(
    client: httpx2.AsyncClient, condition: str
) -> None:
    tag = (await client.get(FULL)).headers["etag"]
    response = await client.get(FULL, headers={"if-none-match": condition.format(tag=tag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == tag
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("condition", ['"other"', "", "nonsense", '"'])
async def test_a_client_with_another_text_gets_this_one(client: httpx2.AsyncClient, condition: str) -> None:
    assert (await client.get(FULL, headers={"if-none-match": condition})).status_code == 200


@pytest.mark.parametrize("query", ["?schema=half", "?schema=", "?schema=full&schema=full"])
async def test_there_is_no_other_schema(client: httpx2.AsyncClient, query: str) -> None:
    posted = await client.post(f"/graphql{query}", json={"query": "{ hello }"})
    for response in (await client.get(f"/graphql{query}"), posted):
        assert response.status_code == 400
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_a_query_may_be_asked_of_the_whole_schema(client: httpx2.AsyncClient, world: World) -> None:
    hello = {"query": "{ hello }"}
    for response in (
        await client.post(FULL, json=hello),
        await client.get(FULL, params={"schema": "full", **hello}),
        await client.post("/graphql", json={**hello, "schema": "full"}),
        await client.post("/graphql?query=1&query=2", json=hello),
        await client.get("/graphql", params=hello),
    ):
        assert response.json() == {"data": {"hello": "world"}}
    assert [each.whole_schema for each in world.requests] == [True, True, False, False, False]
