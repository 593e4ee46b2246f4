"""Somebody without a КЕП changes the registry in the browser: prepares, signs there, performs."""

import datetime as dt
import json
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Route

from store.development_keys import DevelopmentKeys
from tests.acting import Stage, acting
from tests.web.explorer import CHROMIUM, Explorer, launched

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt install chromium, or set CHROMIUM"
)

WISH = 'name: "Трансфузіологія", typeCode: "TRANSFUSIOLOGY", parentId: "%s"'
PREPARE = "query Prepare { prepare { createDepartment(input: {%s}) { payload text warnings { message } } } }"
READ = 'query Read { departments(filter: {name: {equal: "Трансфузіологія"}}) { nodes { id name status } } }'


@pytest.fixture
async def stage(own_database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    keys = DevelopmentKeys(tmp_path, lambda: dt.datetime.now(dt.UTC), secrets.randbelow)
    async with acting(own_database_url, keys=keys) as stage:
        yield stage


@pytest.fixture
async def here(stage: Stage) -> AsyncIterator[Explorer]:
    """The page, as the facility's administrator has opened it."""
    async with launched() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="uk-UA")
        here = Explorer(page, stage.service.url)
        await here.open()
        yield here
        assert here.complaints + here.strangers == []


async def test_a_department_is_created_by_a_development_key_and_read_back(
    here: Explorer, stage: Stage
) -> None:
    await here.become("FACILITY_ADMIN")
    await here.ask(PREPARE % (WISH % stage.root_id), "Prepare")
    await here.page.get_by_role("button", name="Показати: Підпис").click()
    text = await here.page.locator("[data-signed-text]").inner_text()
    assert "Трансфузіологія" in text
    await here.page.get_by_role("button", name="Підписати тестовим ключем").click()
    await here.page.get_by_role("tab", name="CreateDepartment", selected=True).wait_for()
    created = (await (await here.run("CreateDepartment")).json())["data"]["createDepartment"]
    assert created["replayed"] is False
    assert created["department"]["name"] == "Трансфузіологія"

    again = (await (await here.run("CreateDepartment")).json())["data"]["createDepartment"]
    assert again == created | {"replayed": True}

    found = (await (await here.ask(READ, "Read")).json())["data"]["departments"]["nodes"]
    assert [each["id"] for each in found] == [created["department"]["id"]]
    signers = await stage.world.connection.fetch("SELECT person_id FROM journal_entry")
    assert [each["person_id"] for each in signers] == [stage.administrator.person["id"]]


async def test_nobody_is_told_to_become_somebody_first(here: Explorer) -> None:
    answer = json.dumps({"data": {"prepare": {"act": {"payload": '{"operation": "closeDepartment"}'}}}})

    async def told(route: Route) -> None:
        await route.fulfill(status=200, content_type="application/json", body=answer)

    await here.page.route("**/graphql", told)
    await here.run("PublicFacilities")
    await here.page.get_by_role("button", name="Показати: Підпис").click()
    await here.page.get_by_role("button", name="Підписати тестовим ключем").click()
    await here.page.get_by_role("alert").filter(has_text="станьте кимось").wait_for()
