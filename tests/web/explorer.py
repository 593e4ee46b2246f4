"""GraphiQL as somebody uses it in Chromium: opening, asking, becoming somebody, with an eye on complaints."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Response as Answer

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@dataclass
class Explorer:
    """The page under test, and everything it should not have done."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    expected: str = "\0"

    async def open(self, fragment: str = "") -> None:
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.context.on("request", lambda request: self._see(request.url))
        await self.page.add_init_script(
            "addEventListener('securitypolicyviolation', event =>"
            " console.error('policy', event.violatedDirective, event.blockedURI))"
        )
        await self.page.goto(f"{self.origin}/graphql{fragment}")
        await self.page.locator(".graphiql-query-editor .view-line").first.wait_for()

    async def run(self, operation: str) -> Answer:
        tab = self.page.get_by_role("tab", name=operation)
        if await tab.get_attribute("aria-selected") != "true":
            await tab.click()
            # GraphiQL reads the operation's name from a new text 0.1 s later, and stores the text as it does.
            await self.page.wait_for_function(
                "name => localStorage['graphiql:query']?.includes(name)", arg=operation
            )
        async with self.page.expect_response(lambda answer: asks(answer, operation)) as answer:
            await self.page.get_by_role("button", name="Виконати запит").click()
        return await answer.value

    async def ask(self, document: str, operation: str) -> Answer:
        """Write a document into a new tab and run it."""
        await self.page.get_by_role("button", name="Нова вкладка").click()
        await self.page.locator(".graphiql-query-editor .view-lines").click()
        await self.page.keyboard.insert_text(document)
        await self.page.get_by_role("tab", name=operation, selected=True).wait_for()
        return await self.run(operation)

    async def become(self, role: str, facility: str = "") -> dict[str, set[str]]:
        """See the registry as a holder of a role set; gives the fields of each type that are left."""
        await self.page.get_by_label("Дивитися як").select_option(role)
        await self.page.get_by_label("У закладі з кодом").fill(facility)
        async with self.page.expect_response(
            lambda answer: asks_schema(answer, with_token=role != "PUBLIC")
        ) as answer:
            await self.page.get_by_role("button", name="Дивитися", exact=True).click()
        schema = (await (await answer.value).json())["data"]["__schema"]
        return {kind["name"]: {each["name"] for each in kind["fields"] or ()} for kind in schema["types"]}

    async def shown(self) -> str:
        """What the result pane shows, in which only the lines in view exist."""
        pane = self.page.get_by_role("region", name="Відповідь").locator(".view-lines")
        await pane.filter(has_text="data").wait_for()
        return (await pane.inner_text()).replace("\N{NO-BREAK SPACE}", " ")

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and self.expected not in text:
            self.complaints.append(text)

    def _see(self, url: str) -> None:
        if not url.startswith(self.origin + "/"):
            self.strangers.append(url)


def asks(answer: Answer, operation: str) -> bool:
    """Tell whether an answer is to an operation."""
    asked = answer.request.post_data_json if answer.request.method == "POST" else None
    return isinstance(asked, dict) and asked.get("operationName") == operation


def asks_schema(answer: Answer, *, with_token: bool) -> bool:
    """Tell whether it is the schema of somebody, or of nobody, as which the page opens."""
    return asks(answer, "IntrospectionQuery") and ("authorization" in answer.request.headers) == with_token
