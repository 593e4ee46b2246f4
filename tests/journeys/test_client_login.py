"""A vendor's system is registered, connected, logs in by its secret, and is shown out, all over HTTP."""

import base64
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from schema.rates import RateLimits
from store.subjects import settle_subjects
from tests.acting import OTHER_TAX_ID, Signer, Stage, acting, code_of
from tests.service import PEPPER

LATER = dt.timedelta(minutes=1)
"""By then nobody is refused because of what was read before."""

FORM = {"grant_type": "client_credentials"}
NEW = {"name": "МІС «Промінь»", "edrpou": "39990035", "email": "Mis@Example.com"}
SHOWN = "replayed secret misClient { id databaseId name status email }"
DEPARTMENTS = "{ departments { totalCount } }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


@pytest.fixture
async def registrar(stage: Stage) -> Signer:
    return await stage.signer("REGISTRAR", tax_id=OTHER_TAX_ID)


async def registered(registrar: Signer) -> tuple[str, str, str]:
    """Register a client and give its id in the graph, its id of OAuth, and its secret."""
    answer = await registrar.act("createMisClient", NEW, SHOWN)
    made = answer["data"]["createMisClient"]
    return made["misClient"]["id"], made["misClient"]["databaseId"], made["secret"]


async def asked(stage: Stage, form: dict[str, str], **given: Any) -> httpx2.Response:
    async with httpx2.AsyncClient() as client:
        return await client.post(f"{stage.service.url}/oauth/token", data=form, **given)


async def token_of(stage: Stage, client_id: str, secret: str) -> str:
    response = await asked(stage, {**FORM, "client_id": client_id, "client_secret": secret})
    assert response.status_code == 200, response.text
    token: str = response.json()["access_token"]
    return token


async def connected(stage: Stage, node: str, **given: Any) -> str:
    answer = await stage.administrator.act(
        "connectMisClient", {"misClientId": node, **given}, "misConnection { id isInForce }"
    )
    assert "errors" not in answer, answer["errors"]
    assert answer["data"]["connectMisClient"]["misConnection"]["isInForce"] is True
    connection: str = answer["data"]["connectMisClient"]["misConnection"]["id"]
    return connection


async def seen_by(stage: Stage, token: str) -> int | None:
    """How many departments a token shows, or none where it shows nothing of them."""
    answer = (await stage.service.ask(DEPARTMENTS, token=token)).json()
    if "errors" in answer:
        assert code_of(answer) in {"FORBIDDEN", "UNAUTHENTICATED"}
        return None
    count: int = answer["data"]["departments"]["totalCount"]
    return count


async def test_a_client_reads_what_the_facilities_that_connected_it_let_it(
    stage: Stage, registrar: Signer
) -> None:
    node, client_id, secret = await registered(registrar)
    token = await token_of(stage, client_id, secret)
    assert await seen_by(stage, token) is None
    connection = await connected(stage, node)
    stage.delay += LATER
    assert await seen_by(stage, token) == 3  # the root and the two of the people appointed
    stranger = await stage.world.add("facility")
    await stage.world.add("department", facility_id=stranger["id"])
    assert await seen_by(stage, token) == 3
    answer = await stage.administrator.act("disconnectMisClient", {"connectionId": connection})
    assert answer["data"]["disconnectMisClient"] == {"replayed": False}
    assert await seen_by(stage, token) is None


async def test_the_secret_is_told_once_and_kept_nowhere(stage: Stage, registrar: Signer) -> None:
    signed = registrar.sign(await registrar.payload("createMisClient", NEW))
    first = (await registrar.perform("createMisClient", signed, SHOWN))["data"]["createMisClient"]
    again = (await registrar.perform("createMisClient", signed, SHOWN))["data"]["createMisClient"]
    assert first["misClient"] == again["misClient"]
    assert first["misClient"]["email"] == "mis@example.com"
    assert (first["replayed"], again["replayed"], again["secret"]) == (False, True, None)
    assert first["secret"].startswith("zks_")
    for table in ("mis_client", "mis_client_secret", "journal_entry", "nonce_used"):
        rows = await stage.world.connection.fetch(f"SELECT t::text FROM {table} t")
        assert not any(first["secret"] in row[0] for row in rows)


async def test_the_answer_is_that_of_the_standard(stage: Stage, registrar: Signer) -> None:
    _, client_id, secret = await registered(registrar)
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    response = await asked(stage, FORM, headers={"authorization": f"Basic {basic}"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert body.keys() == {"access_token", "token_type", "expires_in"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    me = await stage.service.ask("{ me { kind } }", token=body["access_token"])
    assert me.json()["data"]["me"]["kind"] == "CLIENT"


async def test_who_does_not_prove_itself_is_told_nothing_else(stage: Stage, registrar: Signer) -> None:
    node, client_id, secret = await registered(registrar)
    named = {"client_id": client_id, "client_secret": secret}
    bodies = []
    for form in (
        {**FORM, **named, "client_secret": secret + "x"},
        {**FORM, **named, "client_id": "01890000-0000-7000-8000-000000000000"},
        {**FORM, **named, "client_id": "nobody"},
    ):
        response = await asked(stage, form)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Basic ")
        assert response.headers["cache-control"] == "no-store"
        bodies.append(response.json())
    await registrar.act("blockMisClient", {"misClientId": node, "reason": "скарги закладів"})
    bodies.append((await asked(stage, {**FORM, **named})).json())
    assert bodies == [bodies[0]] * 4
    assert bodies[0]["error"] == "invalid_client"
    assert (await asked(stage, FORM)).json()["error"] == "invalid_client"
    codes = await stage.world.connection.fetch(
        "SELECT code FROM security_event WHERE operation = 'clientLogin'"
    )
    assert [row["code"] for row in codes] == ["UNAUTHENTICATED"] * 4


@pytest.mark.parametrize(
    ("form", "given", "code"),
    [
        ({}, {}, "invalid_request"),
        ({"grant_type": "password"}, {}, "unsupported_grant_type"),
        ({**FORM, "scope": "department:read"}, {}, "invalid_scope"),
        (FORM, {"headers": {"authorization": "Basic YTpi"}}, "invalid_request"),
        (FORM, {"params": {}, "content": b'{"grant_type": "client_credentials"}'}, "invalid_request"),
        (FORM, {"content": b"grant_type=a&grant_type=b&client_id=c&client_secret=d"}, "invalid_request"),
        (FORM, {"content": b"grant_type=%ff"}, "invalid_request"),
        (FORM, {"content": b"a=" + b"x" * 5000}, "invalid_request"),
    ],
)
async def test_a_malformed_request_has_the_code_of_the_standard(
    stage: Stage, form: dict[str, str], given: dict[str, Any], code: str
) -> None:
    named = {**form, "client_id": "a", "client_secret": "b"}
    if "content" in given:
        kind = (
            "application/json" if given["content"].startswith(b"{") else "application/x-www-form-urlencoded"
        )
        async with httpx2.AsyncClient() as client:
            response = await client.post(
                f"{stage.service.url}/oauth/token", content=given["content"], headers={"content-type": kind}
            )
    else:
        response = await asked(stage, named, **given)
    assert response.json()["error"] == code
    assert response.status_code in {400, 413}
    assert response.headers["cache-control"] == "no-store"
    assert all(
        0x20 <= ord(each) < 0x7F and each not in '"\\' for each in response.json()["error_description"]
    )


async def test_a_token_is_only_asked_for_by_post(stage: Stage) -> None:
    async with httpx2.AsyncClient() as client:
        assert (await client.get(f"{stage.service.url}/oauth/token")).status_code == 405


async def test_another_secret_ends_all_that_the_first_one_opened(stage: Stage, registrar: Signer) -> None:
    node, client_id, secret = await registered(registrar)
    await connected(stage, node)
    token = await token_of(stage, client_id, secret)
    assert await seen_by(stage, token) is not None
    answer = await registrar.act("rotateMisSecret", {"misClientId": node}, "secret misClient { version }")
    rotated = answer["data"]["rotateMisSecret"]["secret"]
    assert await seen_by(stage, token) is None
    refused = await asked(stage, {**FORM, "client_id": client_id, "client_secret": secret})
    assert refused.status_code == 401
    assert await seen_by(stage, await token_of(stage, client_id, rotated)) is not None


async def test_a_blocked_client_is_out_at_once_and_comes_in_again_by_an_act(
    stage: Stage, registrar: Signer
) -> None:
    node, client_id, secret = await registered(registrar)
    await connected(stage, node)
    token = await token_of(stage, client_id, secret)
    await registrar.act("blockMisClient", {"misClientId": node, "reason": "скарги закладів"})
    assert await seen_by(stage, token) is None
    await registrar.act("unblockMisClient", {"misClientId": node, "reason": "перевірено"})
    assert await seen_by(stage, await token_of(stage, client_id, secret)) is not None


async def test_a_facility_sees_every_vendor_and_its_own_connections_alone(
    stage: Stage, registrar: Signer
) -> None:
    node, _, _ = await registered(registrar)
    mine = await connected(stage, node)
    stranger = await stage.world.add("facility")
    await stage.world.add(
        "mis_connection",
        client_id=await stage.world.connection.fetchval("SELECT id FROM mis_client"),
        facility_id=stranger["id"],
    )
    document = "{ misClients { nodes { name connections { nodes { id ceiling { digest } } } } } }"
    answer = (await stage.service.ask(document, token=stage.administrator.token)).json()
    (client,) = answer["data"]["misClients"]["nodes"]
    assert [each["id"] for each in client["connections"]["nodes"]] == [mine]
    every = (await stage.service.ask(document, token=registrar.token)).json()
    assert len(every["data"]["misClients"]["nodes"][0]["connections"]["nodes"]) == 2
    doctor = await stage.signer("DOCTOR", tax_id="3694900722")
    assert code_of((await stage.service.ask(document, token=doctor.token)).json()) == "FORBIDDEN"


async def test_a_client_that_asks_too_often_waits(own_database_url: str) -> None:
    async with acting(own_database_url, RateLimits(client_login_by_address="2/minute")) as stage:
        form = {**FORM, "client_id": "a", "client_secret": "b"}
        for _ in range(2):
            assert (await asked(stage, form)).status_code == 401
        response = await asked(stage, form)
        assert response.status_code == 429
        assert int(response.headers["retry-after"]) > 0
        assert response.json()["error"] == "temporarily_unavailable"


async def test_a_persons_session_by_way_of_a_client_stays_below_its_ceiling(
    stage: Stage, registrar: Signer
) -> None:
    await settle_subjects(stage.world.connection, PEPPER)
    node, client_id, secret = await registered(registrar)
    await connected(stage, node)
    token = await token_of(stage, client_id, secret)
    answer = (await stage.service.ask("mutation { startLogin { token payload } }", token=token)).json()
    begun = answer["data"]["startLogin"]
    signed = stage.administrator.sign(begun["payload"].encode())
    opened = await stage.service.ask(
        "mutation($s: SignedPayload!) { completeLogin(signed: $s) { token } }",
        {"s": signed},
        token=begun["token"],
    )
    below = opened.json()["data"]["completeLogin"]["token"]
    assert await seen_by(stage, below) == 3
    prepared = await stage.service.ask(
        "query($i: CreateDepartmentInput!) { prepare { createDepartment(input: $i) { text } } }",
        {"i": {"name": "Терапія", "typeCode": "CLINICAL", "parentId": stage.root_id}},
        token=below,
    )
    assert code_of(prepared.json()) == "FORBIDDEN"
