"""Our own table of the cases that GraphQL over HTTP servers are audited by; it needs no node."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import orjson
import pytest

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
FIELD = "{ __typename }"
NAMED_TYPE = "query Type($name: String!) { __type(name: $name) { name } }"
UNKNOWN_FIELD = "{ aFieldThatNobodyHas }"
COERCION = "query Coercion($id: ID!) { __typename }"


@dataclass(frozen=True)
class Case:
    """What is sent, and what must come back."""

    story: str
    body: object = None
    content: bytes | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    accept: str | None = None
    content_type: str | None = JSON
    statuses: range = range(200, 201)
    answer_type: str | None = None
    has_errors: bool | None = None
    has_data: bool | None = None


BAD = range(400, 401)
CLIENTS_FAULT = range(400, 500)
FAULT = range(400, 600)


def get(story: str, parameters: dict[str, str], **expected: Any) -> Case:
    return Case(story, parameters=parameters, method="GET", content_type=None, **expected)


def accepted() -> Iterator[Case]:
    for accept, answer_type in ((RESPONSE, RESPONSE), (JSON, JSON), ("*/*", JSON), (None, JSON)):
        yield Case(f"accept {accept}", {"query": FIELD}, accept=accept, answer_type=answer_type)
    yield Case(
        "utf-8 named",
        {"query": '{ __type(name: "Шпиталь🏥") { name } }'},
        content_type=f"{JSON}; charset=utf-8",
    )
    yield get("GET", {"query": FIELD})
    for accept in (RESPONSE, JSON):
        by_get = {"query": NAMED_TYPE, "variables": '{"name": "sometype"}'}
        yield get(f"variables by GET, {accept}", by_get, accept=accept, has_errors=False)
        yield Case(f"a query, {accept}", {"query": FIELD}, accept=accept, has_errors=False)
        named = {"query": "query Named { __typename }", "operationName": "Named"}
        yield Case(f"a named operation, {accept}", named, accept=accept, has_errors=False)
        for member in ("variables", "operationName", "extensions"):
            yield Case(
                f"null {member}, {accept}", {"query": FIELD, member: None}, accept=accept, has_errors=False
            )
        variables = {"query": NAMED_TYPE, "variables": {"name": "sometype"}}
        yield Case(f"variables, {accept}", variables, accept=accept, has_errors=False)
        extended = {"query": FIELD, "extensions": {"some": "value"}}
        yield Case(f"extensions, {accept}", extended, accept=accept, has_errors=False)


def malformed() -> Iterator[Case]:
    mutation = {"query": "mutation { __typename }"}
    yield get("a mutation by GET", mutation, accept=RESPONSE, statuses=CLIENTS_FAULT)
    yield Case("a body without its type", {"query": FIELD}, content_type=None, statuses=CLIENTS_FAULT)
    yield Case("a body of another type", {"query": FIELD}, content_type="text/plain", statuses=CLIENTS_FAULT)
    yield Case("no body", content=b"", statuses=BAD)
    for accept in (RESPONSE, JSON, None):
        yield Case(
            f"a body that is not JSON, {accept}", content=b'{ "not a JSON', accept=accept, statuses=BAD
        )
        yield Case(f"a misspelt member, {accept}", {"qeury": FIELD}, accept=accept, statuses=BAD)
    not_a_string: tuple[object, ...] = ({"obj": "ect"}, 0, False, ["array"])
    not_an_object: tuple[object, ...] = ("string", 0, False, ["array"])
    for value in not_a_string:
        yield Case(f"query {value!r}", {"query": value}, statuses=BAD)
        yield Case(f"operationName {value!r}", {"query": FIELD, "operationName": value}, statuses=BAD)
    for value in not_an_object:
        yield Case(f"variables {value!r}", {"query": FIELD, "variables": value}, statuses=BAD)
        yield Case(f"extensions {value!r}", {"query": FIELD, "extensions": value}, statuses=BAD)


def refused_by_content() -> Iterator[Case]:
    stories: dict[str, dict[str, object]] = {
        "does not parse": {"query": "{"},
        "does not validate": {"query": UNKNOWN_FIELD},
        "does not coerce": {"query": COERCION, "variables": {"id": None}},
    }
    for story, body in stories.items():
        yield Case(f"{story}, {JSON}", body, accept=JSON, has_errors=True)
        yield Case(
            f"{story}, {RESPONSE}", body, accept=RESPONSE, statuses=BAD, has_errors=True, has_data=False
        )


CASES = [*accepted(), *malformed(), *refused_by_content()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
async def test_the_server_answers_as_graphql_over_http_asks(client: httpx2.AsyncClient, case: Case) -> None:
    headers = {"accept": case.accept, "content-type": case.content_type}
    content = case.content if case.body is None else orjson.dumps(case.body)
    response = await client.request(
        case.method,
        "/graphql",
        params=case.parameters or None,
        content=content,
        headers={name: value for name, value in headers.items() if value is not None},
    )
    answer = response.json()
    assert response.status_code in case.statuses, answer
    assert response.headers["content-type"] == f"{case.answer_type or case.accept or JSON}; charset=utf-8"
    if case.has_errors is not None:
        assert ("errors" in answer) is case.has_errors
    if case.has_data is not None:
        assert ("data" in answer) is case.has_data
