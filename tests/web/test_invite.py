"""The page of a link: whole without another site, told the token by nobody, and usable to the end."""

import datetime as dt
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Page

from store.development_keys import DevelopmentKeys
from tests.acting import Stage, acting
from tests.inviting import invited
from tests.web.explorer import CHROMIUM, launched
from tests.web.world import Serve

browsing = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt install chromium, or set CHROMIUM"
)


async def test_the_page_tells_nobody_where_it_was_and_runs_nothing_of_others(
    client: httpx2.AsyncClient,
) -> None:
    page = await client.get("/invite")
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "http" not in page.text.replace("https://", "http://").replace("/invite/static", "")
    for name, kind in (("invite.js", "text/javascript"), ("invite.css", "text/css")):
        served = await client.get(f"/invite/static/{name}")
        assert served.headers["content-type"].startswith(kind)


async def test_only_the_sandbox_offers_a_development_key(client: httpx2.AsyncClient, serve: Serve) -> None:
    assert 'data-keys="none"' in (await client.get("/invite")).text
    assert (await client.get("/invite/static/sign.js")).status_code == 404
    async with serve(graphiql=False) as production:
        assert (await production.get("/invite")).status_code == 200


@pytest.fixture
async def stage(own_database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    keys = DevelopmentKeys(tmp_path, lambda: dt.datetime.now(dt.UTC), secrets.randbelow)
    async with acting(own_database_url, keys=keys) as stage:
        yield stage


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with launched() as browser:
        page = await browser.new_page(viewport={"width": 900, "height": 900}, locale="uk-UA")
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.add_init_script(
            "addEventListener('securitypolicyviolation', event => { throw event.violatedDirective })"
        )
        yield page
        assert complaints == []


@browsing
async def test_an_invited_person_accepts_in_the_browser(stage: Stage, page: Page) -> None:
    guest, invitation = await invited(stage)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    await page.goto(f"{stage.service.url}/invite#{guest.token}")
    await page.get_by_text("Шев*** Т.").wait_for()
    accept = page.get_by_role("button", name="Прийняти")
    assert await accept.is_disabled()
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await accept.click()
    await page.get_by_text("прийняти запрошення").first.wait_for()
    await page.get_by_role("button", name="Підписати тестовим ключем").click()
    await page.get_by_text("Запрошення прийнято").wait_for()
    found = await stage.world.seen("invitation", invitation)
    assert found["status"] == "ACCEPTED"
    assert not any(guest.token in address for address in addresses if "#" not in address)


@browsing
async def test_a_link_that_is_over_says_so_in_words(stage: Stage, page: Page) -> None:
    guest, invitation = await invited(stage)
    await stage.world.change("invitation", invitation, status="EXPIRED")
    await page.goto(f"{stage.service.url}/invite#{guest.token}")
    await page.get_by_role("alert").filter(has_text="Строк дії посилання закінчився").wait_for()
    await page.goto(f"{stage.service.url}/invite")
    await page.get_by_role("alert").filter(has_text="бракує його кінця").wait_for()
