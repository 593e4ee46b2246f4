"""The page of a letter about a new address: whole without another site, and told the code by nobody."""

import httpx2
import pytest


async def test_the_page_tells_nobody_where_it_was(client: httpx2.AsyncClient) -> None:
    page = await client.get("/confirm-email")
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "confirmEmail" in page.text
    assert "http" not in page.text


@pytest.mark.parametrize(
    ("name", "kind"), [("confirmation.js", "text/javascript"), ("confirmation.css", "text/css")]
)
async def test_its_parts_come_from_here(client: httpx2.AsyncClient, name: str, kind: str) -> None:
    served = await client.get(f"/confirm-email/static/{name}")
    assert served.headers["content-type"].startswith(kind)


async def test_there_is_nothing_else(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/confirm-email/static/index.html")).status_code == 404
