"""The sandbox's letters are shown to its own machine, and nothing in them runs."""

import httpx2
import pytest
from starlette.applications import Starlette

from errors import Forbidden
from letters.letterbox import Caught
from web.routes import routes
from web.sandbox_letters import PATH, SHOWN, letter_routes

URL = "https://registry.example/invite#tok_en-1"


class Box:
    """Has two letters, and counts."""

    def __init__(self, letters: list[Caught]) -> None:
        self.letters = letters
        self.asked: list[int] = []

    def newest(self, count: int) -> list[Caught]:
        self.asked.append(count)
        return self.letters


class AlwaysReady:
    """A readiness that is asked by nobody here."""

    async def is_ready(self) -> bool:
        return True


def page_of(box: Box) -> Starlette:
    return routes(AlwaysReady(), letter_routes(box))  # type: ignore[arg-type]  # readiness is not asked for


async def ask(box: Box, *, client: str = "127.0.0.1", host: str = "localhost:8000") -> httpx2.Response:
    transport = httpx2.ASGITransport(app=page_of(box), client=(client, 5))
    async with httpx2.AsyncClient(transport=transport, base_url=f"http://{host}") as asking:
        return await asking.get(PATH)


async def test_letters_are_shown_with_links_that_can_be_followed() -> None:
    box = Box([Caught("other@example.com", "Друге", "now", f"Перейдіть:\n\n{URL}\n")])
    response = await ask(box)
    assert response.status_code == 200
    assert f'<a href="{URL}" rel="noreferrer noopener">{URL}</a>' in response.text
    assert box.asked == [SHOWN]
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "Листів ще немає" in (await ask(Box([]))).text


async def test_what_stands_in_a_letter_stays_text() -> None:
    nasty = '<script>alert("x")</script> javascript:alert(1) http://x.example/"onmouseover="y'
    text = (await ask(Box([Caught(nasty, nasty, nasty, nasty)]))).text
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert 'href="http://x.example/"' in text


@pytest.mark.parametrize(
    ("client", "host"),
    [
        ("192.0.2.7", "localhost:8000"),
        ("127.0.0.1", "evil.example"),
        ("127.0.0.1", "127.0.0.1.evil.example:8000"),
        ("testclient", "localhost"),
    ],
)
async def test_nobody_else_sees_them(client: str, host: str) -> None:
    box = Box([Caught("a", "b", "c", URL)])
    response = await ask(box, client=client, host=host)
    assert response.status_code == Forbidden.status
    assert (URL in response.text, box.asked) == (False, [])


@pytest.mark.parametrize(
    ("client", "host"), [("127.0.0.1", "127.0.0.1:8000"), ("::1", "[::1]:8000"), ("127.0.0.1", "localhost")]
)
async def test_this_machine_sees_them_by_its_own_names(client: str, host: str) -> None:
    assert (await ask(Box([]), client=client, host=host)).status_code == 200
