"""GraphiQL in a real browser against the real service: the examples run, the token works, nothing leaves."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

import pytest
from playwright.async_api import Browser

from tests.service import Service
from tests.web.explorer import CHROMIUM, Explorer, asks_schema, launched

HOSPITAL = "96174118"
EXAMPLES = ("BloodBank", "EmployeeSearch", "Vacancies", "OverdueVerification", "PublicFacilities")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt install chromium, or set CHROMIUM"
)


@pytest.fixture
def explorer_token(service: Service) -> str:
    return service.token


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


OpenExplorer = Callable[..., Awaitable[Explorer]]


@pytest.fixture
async def explorer(browser: Browser, service: Service) -> AsyncIterator[OpenExplorer]:
    """Open pages; afterwards see that none complained or looked elsewhere."""
    opened: list[Explorer] = []

    async def open_page(
        fragment: str = "",
        width: int = 1280,
        height: int = 800,
        scheme: Literal["light", "dark"] = "light",
        expected: str = "\0",
    ) -> Explorer:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="uk-UA"
        )
        made = Explorer(await context.new_page(), service.url, expected=expected)
        opened.append(made)
        await made.open(fragment)
        return made

    yield open_page
    for made in opened:
        await made.page.context.close()
    assert [made.complaints + made.strangers for made in opened] == [[]] * len(opened)


async def test_an_anonymous_visitor_runs_the_public_example(explorer: OpenExplorer) -> None:
    here = await explorer()
    assert await here.page.title() == "Заклад: дослідник GraphQL"
    assert [tab.strip() for tab in await here.page.get_by_role("tab").all_inner_texts()] == list(EXAMPLES)
    answer = await here.run("PublicFacilities")
    assert "authorization" not in await answer.request.all_headers()
    facility = (await answer.json())["data"]["facilities"]["nodes"][0]
    facility = (await answer.json())["data"]["facilities"]["nodes"][0]
    assert facility["edrpou"] in await here.shown()


async def test_every_example_is_answered_to_the_explorer(explorer: OpenExplorer, explorer_token: str) -> None:
    here = await explorer(f"#token={explorer_token}")
    for example in EXAMPLES:
        answer = await (await here.run(example)).json()
        assert "errors" not in answer
        assert answer["data"]
        assert next(iter(answer["data"])) in await here.shown()


async def test_a_token_in_the_address_is_kept_by_this_tab_and_removed_from_the_address(
    explorer: OpenExplorer, explorer_token: str
) -> None:
    here = await explorer(f"#token={explorer_token}")
    assert here.page.url == f"{here.origin}/graphql"
    answer = await here.run("PublicFacilities")
    assert (await answer.request.all_headers())["authorization"] == f"Bearer {explorer_token}"
    assert explorer_token in await here.page.evaluate("Object.values(sessionStorage)")
    assert explorer_token not in await here.page.evaluate(
        "JSON.stringify({...localStorage}) + document.cookie"
    )


async def test_a_link_opened_in_an_open_page_brings_its_token(
    explorer: OpenExplorer, explorer_token: str
) -> None:
    here = await explorer()
    await here.page.goto(f"{here.origin}/graphql#token={explorer_token}")
    await here.page.get_by_text("сервер прийняв токен").wait_for()
    assert here.page.url == f"{here.origin}/graphql"


async def test_a_closed_example_comes_back(explorer: OpenExplorer) -> None:
    here = await explorer()
    await here.page.get_by_role("button", name="Закрити вкладку").click()
    assert await here.page.get_by_role("tab").count() == len(EXAMPLES) - 1
    await here.page.get_by_role("button", name="Показати: Приклади").click()
    for _ in range(2):  # the second time the tab is there already
        await here.page.get_by_role("button", name="Лікарняний банк крові").click()
        await here.page.get_by_role("tab", name="BloodBank", selected=True).wait_for()
    assert await here.page.get_by_role("tab").count() == len(EXAMPLES)


async def test_a_pasted_token_is_tried_used_and_forgotten(
    explorer: OpenExplorer, explorer_token: str
) -> None:
    here = await explorer()
    await here.page.get_by_label("Вставте токен").fill(f"  {explorer_token}\n")
    await here.page.get_by_role("button", name="Зберегти").click()
    await here.page.get_by_text("сервер прийняв токен").wait_for()
    assert explorer_token not in await here.page.inner_text("body")
    asked = await here.run("PublicFacilities")
    assert (await asked.request.all_headers())["authorization"] == f"Bearer {explorer_token}"
    await here.page.get_by_role("button", name="Забути").click()
    asked = await here.run("PublicFacilities")
    assert "authorization" not in await asked.request.all_headers()


async def test_what_cannot_be_a_token_is_refused_before_it_is_sent(explorer: OpenExplorer) -> None:
    here = await explorer()
    await here.page.get_by_label("Вставте токен").fill("токен із листа")
    await here.page.get_by_role("button", name="Зберегти").click()
    await here.page.get_by_role("alert").filter(has_text="не схоже на токен").wait_for()
    assert await here.page.evaluate("sessionStorage.length") == 0


async def test_a_token_that_the_service_does_not_know_is_told_to_be_so(explorer: OpenExplorer) -> None:
    here = await explorer()
    here.expected = "401"  # Chromium itself reports every such answer in the console
    await here.page.get_by_label("Вставте токен").fill("zk_unknown")
    await here.page.get_by_role("button", name="Зберегти").click()
    await here.page.get_by_text("сервер не прийняв токен").wait_for()


async def test_a_link_with_a_token_that_is_no_longer_taken_opens_the_panel_that_says_so(
    explorer: OpenExplorer,
) -> None:
    here = await explorer("#token=zk_ended", expected="401")  # Chromium reports it in the console
    await here.page.get_by_text("сервер не прийняв токен").wait_for()


HERS = "query Hers { employees(first: 2) { nodes { fullName workContact { workEmail } } } }"
LICENCES = "query Licences { facilities(first: 1) { nodes { licences { number } } } }"


async def test_the_registry_is_seen_as_the_blood_bank_head_sees_it_and_then_as_nobody(
    explorer: OpenExplorer,
) -> None:
    here = await explorer(expected="403")  # Chromium reports the refusal in the console
    fields = await here.become("BLOOD_BANK_HEAD", HOSPITAL)
    viewer = here.page.locator("[data-viewer]")
    assert (await viewer.inner_text()).startswith("Шевченко Тарас Петрович · ")
    assert "employees" in fields["Query"]
    assert "licences" not in fields["Facility"]
    answer = await (await here.ask(HERS, "Hers")).json()
    assert len(answer["data"]["employees"]["nodes"]) == 2
    assert answer["data"]["employees"]["nodes"][0]["fullName"] in " ".join((await here.shown()).split())
    refused = await (await here.ask(LICENCES, "Licences")).json()
    assert refused["errors"][0]["extensions"]["requires"] == "facility.legal:read"
    await here.page.locator(".graphiql-query-editor .squiggly-error").first.wait_for()

    fields = await here.become("PUBLIC")
    assert "employees" not in fields["Query"]
    assert "facilities" in fields["Query"]
    assert await viewer.count() == 0
    nobodys = await here.run("Hers")
    assert "authorization" not in await nobodys.request.all_headers()
    assert (await nobodys.json())["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_token_changed_by_hand_brings_its_schema(explorer: OpenExplorer, explorer_token: str) -> None:
    here = await explorer()
    await here.page.get_by_label("Вставте токен").fill(explorer_token)
    async with here.page.expect_response(lambda answer: asks_schema(answer, with_token=True)) as answer:
        await here.page.get_by_role("button", name="Зберегти").click()
    assert '"licences"' in await (await answer.value).text()


async def test_a_facility_without_such_a_holder_is_told_to_be_so(explorer: OpenExplorer) -> None:
    here = await explorer(expected="404")  # Chromium reports the refusal in the console
    await here.page.get_by_label("Дивитися як").select_option("REGISTRAR")
    await here.page.get_by_label("У закладі з кодом").fill(HOSPITAL)
    await here.page.get_by_role("button", name="Дивитися", exact=True).click()
    await here.page.get_by_role("alert").filter(has_text="ніхто не має").wait_for()
    assert await here.page.evaluate("sessionStorage.length") == 0


async def test_the_editor_suggests_fields_and_marks_mistakes(explorer: OpenExplorer) -> None:
    here = await explorer()
    await here.page.get_by_role("button", name="Нова вкладка").click()
    await here.page.locator(".graphiql-query-editor .view-lines").click()
    await here.page.keyboard.insert_text("{ faci")
    await here.page.keyboard.press("Control+Space")
    await here.page.locator(".suggest-widget .monaco-list-row", has_text="facilities").wait_for()
    await here.page.keyboard.press("Escape")
    await here.page.keyboard.insert_text("lityOfNobody }")
    await here.page.locator(".graphiql-query-editor .squiggly-error").first.wait_for()


async def test_straightening_a_query_keeps_its_comments(explorer: OpenExplorer) -> None:
    here = await explorer()
    await here.page.get_by_role("button", name="Нова вкладка").click()
    await here.page.locator(".graphiql-query-editor .view-lines").click()
    await here.page.keyboard.insert_text("# пояснення\nquery A{__typename}")
    await here.page.get_by_role("button", name="Вирівняти запит").click()
    lines = here.page.locator(".graphiql-query-editor .view-line")
    await lines.filter(has_text="__typename").filter(has_not_text="query").wait_for()
    assert (await lines.first.inner_text()).replace("\N{NO-BREAK SPACE}", " ") == "# пояснення"


async def test_a_telephone_shows_the_query_above_its_answer(explorer: OpenExplorer) -> None:
    here = await explorer(width=360, height=740)
    answer = await here.run("PublicFacilities")
    assert answer.ok
    await here.shown()
    query = await here.page.locator(".graphiql-query-editor").bounding_box()
    result = await here.page.get_by_role("region", name="Відповідь").bounding_box()
    assert query is not None
    assert result is not None
    assert query["y"] + query["height"] <= result["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in (query, result))
    assert await here.page.evaluate("document.documentElement.scrollWidth") == 360
    await here.page.get_by_role("button", name="Показати: Токен").click()
    panel = await here.page.get_by_role("heading", name="Токен доступу").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0


async def test_a_dark_system_gets_a_dark_page(explorer: OpenExplorer) -> None:
    here = await explorer(scheme="dark")
    colour = "getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor"
    red, green, blue = (await here.page.evaluate(colour)).strip("rgb()").split(",")
    assert max(int(red), int(green), int(blue)) < 80
