"""Files come by themselves, wait a day for what names them, and are seen where that is seen."""

import datetime as dt
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx2
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from commands.act import Actor
from commands.attachments import AttachmentInput, judge_attachments, keep_attachments, sweep_uploads
from commands.findings import Findings
from errors import Refused
from models.attachment import QUARANTINE, SIZE_MAX
from models.configuration import configuration
from permissions.access import ANONYMOUS
from schema.rates import RateLimits
from store.sessions import full_token
from tests.acting import OTHER_TAX_ID, Signer, Stage, acting
from tests.service import MEANS

FILE = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
WHOSE = {"name": "Заява №1.pdf"}


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url, RateLimits(upload="100/minute")) as stage:
        yield stage


async def sent(
    stage: Stage, token: str | None, content: bytes = FILE, params: Any = WHOSE, *, site: str = "same-origin"
) -> httpx2.Response:
    headers = {"sec-fetch-site": site}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    async with httpx2.AsyncClient() as client:
        return await client.post(
            f"{stage.service.url}/uploads", content=content, params=params, headers=headers
        )


async def got(stage: Stage, token: str | None, file_id: str) -> httpx2.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx2.AsyncClient() as client:
        return await client.get(f"{stage.service.url}/uploads/{file_id}", headers=headers)


def input_of(told: dict[str, Any]) -> AttachmentInput:
    return AttachmentInput(told["sha256"], told["size"], told["mediaType"], told["name"])


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[Transaction]:
    """A transaction as an act or a round has it."""
    async with TortoiseContext() as context:
        await context.init(config=configuration(url))
        async with in_transaction() as tx:
            yield tx


async def named_by(
    url: str, signer: Signer, given: tuple[AttachmentInput, ...], application_id: UUID | None = None
) -> tuple[set[tuple[str, str]], list[str]]:
    """Judge attachments as an act does, and keep them for an application if there is one."""
    stage = signer.stage
    async with transaction(url) as tx:
        actor = Actor(signer.person["id"], ANONYMOUS, stage.facility["id"], stage.now(), MEANS)
        findings = Findings(tx, actor)
        ids = await judge_attachments(findings, "attachments", given)
        if application_id is not None:
            await keep_attachments(tx, ids, application_id, stage.now())
        problems = {(each.path.removeprefix("$.input."), each.rule) for each in findings.problems}
        return problems, [str(each) for each in ids]


async def test_a_file_is_told_by_its_digest_and_comes_back_as_it_went(stage: Stage) -> None:
    token = stage.administrator.token
    response = await sent(stage, token)
    assert response.status_code == 201, response.text
    told = response.json()
    assert told["sha256"] == hashlib.sha256(FILE).hexdigest()
    assert (told["size"], told["mediaType"], told["name"]) == (len(FILE), "application/pdf", WHOSE["name"])
    assert dt.datetime.fromisoformat(told["waitsUntil"]) > stage.now()
    assert response.headers["location"] == f"/uploads/{told['id']}"
    back = await got(stage, token, told["id"])
    assert (back.status_code, back.content) == (200, FILE)
    assert back.headers["content-type"] == "application/pdf"
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%D0%97")
    assert back.headers["cache-control"] == "no-store"
    assert back.headers["x-content-type-options"] == "nosniff"


async def test_what_is_no_document_is_not_taken(stage: Stage) -> None:
    token = stage.administrator.token
    for content, params, status in (
        (b"<html></html>", WHOSE, 415),
        (b"", WHOSE, 400),
        (FILE, {}, 400),
        (FILE, [("name", "a.pdf"), ("name", "b.pdf")], 400),
        (FILE, {"name": " "}, 400),
        (FILE, {"name": "а" * 201}, 400),
        (FILE + b"\x00" * SIZE_MAX, WHOSE, 413),
    ):
        response = await sent(stage, token, content, params)
        assert response.status_code == status, (content[:20], params)
        assert response.json()["errors"][0]["extensions"]["code"]
    assert await stage.count("attachment") == 0


async def test_a_file_of_ten_megabytes_is_taken(stage: Stage) -> None:
    content = FILE.replace(b"%%EOF\n", b"") + b"\x00" * (SIZE_MAX - len(FILE)) + b"%%EOF\n"
    assert len(content) == SIZE_MAX
    response = await sent(stage, stage.administrator.token, content)
    assert (response.status_code, response.json()["size"]) == (201, SIZE_MAX)


async def test_files_come_from_people_alone(stage: Stage) -> None:
    client = await stage.world.add("mis_client")
    token = await full_token(stage.world.connection, client_id=client["id"])
    assert [
        (await sent(stage, each)).status_code for each in (None, "zkl_unknown", stage.service.token, token)
    ] == [401, 401, 403, 403]


async def test_a_page_of_another_site_sends_no_files(stage: Stage) -> None:
    response = await sent(stage, stage.administrator.token, site="cross-site")
    assert response.status_code == 403


async def test_a_file_that_waits_is_its_uploaders_alone(stage: Stage) -> None:
    told = (await sent(stage, stage.administrator.token)).json()
    registrar = await stage.signer("REGISTRAR", tax_id=OTHER_TAX_ID)
    for token in (registrar.token, stage.service.token, None):
        assert (await got(stage, token, told["id"])).status_code == 404
    assert (await got(stage, stage.administrator.token, "nothing")).status_code == 404


async def test_a_file_that_nothing_names_is_gone_after_a_day(stage: Stage, own_database_url: str) -> None:
    told = (await sent(stage, stage.administrator.token)).json()
    stage.delay = QUARANTINE - dt.timedelta(minutes=1)
    token = await full_token(stage.world.connection, person_id=stage.administrator.person["id"], hours=48)
    assert (await got(stage, token, told["id"])).status_code == 200
    stage.delay = QUARANTINE
    assert (await got(stage, token, told["id"])).status_code == 404  # even before it is swept
    async with transaction(own_database_url) as tx:
        assert await sweep_uploads(tx, stage.now() - dt.timedelta(hours=1), MEANS) == 0
        assert await sweep_uploads(tx, stage.now() + dt.timedelta(seconds=1), MEANS) == 1
        assert await sweep_uploads(tx, stage.now() + dt.timedelta(seconds=1), MEANS) == 0
    assert await stage.count("attachment") == await stage.count("attachment_content") == 0


async def test_an_act_names_files_by_what_is_signed_of_them(stage: Stage, own_database_url: str) -> None:
    signer = stage.administrator
    told = (await sent(stage, signer.token)).json()
    given = input_of(told)
    assert await named_by(own_database_url, signer, (given,)) == (set(), [told["id"]])
    for other in (
        AttachmentInput("0" * 64, given.size, given.media_type, given.name),
        AttachmentInput("no digest", given.size, given.media_type, given.name),
        AttachmentInput(given.sha256, given.size + 1, given.media_type, given.name),
        AttachmentInput(given.sha256, given.size, given.media_type, "інша назва"),
    ):
        problems, _ = await named_by(own_database_url, signer, (given, other))
        assert ("attachments[1]", "invalid") in problems
    problems, _ = await named_by(own_database_url, signer, (given, given))
    assert problems == {("attachments", "unique")}
    assert await named_by(own_database_url, signer, (given,) * 21) == ({("attachments", "length")}, [])
    registrar = await stage.signer("REGISTRAR", tax_id=OTHER_TAX_ID)
    assert await named_by(own_database_url, registrar, (given,)) == ({("attachments[0]", "invalid")}, [])


async def test_a_file_that_an_application_names_is_seen_where_it_is(
    stage: Stage, own_database_url: str
) -> None:
    signer = stage.administrator
    told = (await sent(stage, signer.token)).json()
    application = await stage.world.add("facility_application")
    await named_by(own_database_url, signer, (input_of(told),), application["id"])
    registrar = await stage.signer("REGISTRAR", tax_id=OTHER_TAX_ID)
    assert (await got(stage, registrar.token, told["id"])).content == FILE
    assert (await got(stage, signer.token, told["id"])).status_code == 404  # it is of another facility
    assert (await got(stage, None, told["id"])).status_code == 404
    other = await stage.world.add("facility_application")
    problems, _ = await named_by(own_database_url, signer, (input_of(told),))
    assert problems == {("attachments[0]", "invalid")}
    async with transaction(own_database_url) as tx:
        with pytest.raises(Refused):
            await keep_attachments(tx, [UUID(told["id"])], other["id"], stage.now())
        assert await sweep_uploads(tx, stage.now() + 2 * QUARANTINE, MEANS) == 0


async def test_nobody_fills_the_quarantine(stage: Stage) -> None:
    token = stage.administrator.token
    for number in range(40):
        assert (await sent(stage, token, params={"name": f"{number}.pdf"})).status_code == 201
    response = await sent(stage, token)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
