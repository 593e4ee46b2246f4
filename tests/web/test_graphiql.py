"""The page and its files as a browser gets them."""

import gzip
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from web import graphiql

SOURCE = graphiql.ASSETS.parent / "source"
STATIC = graphiql.ASSETS / "static"
SIGNER = "../../../signing/development/browser/sign.js"


@pytest.fixture
def client() -> TestClient:
    async def page(_: Request) -> Response:
        return graphiql.page()

    return TestClient(Starlette(routes=[Route("/graphql", page), *graphiql.routes()]))


class Addresses(HTMLParser):
    """Collects what a page loads, and fails on whatever its policy would block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert not any(name.startswith("on") or name == "style" for name in values)
        assert tag != "style"
        if tag == "script":
            assert values.get("src"), "a script in the page itself"
        self.found += [value for name in ("src", "href") if (value := values.get(name))]


def test_the_page_is_ukrainian_and_always_asked_for_anew(client: TestClient) -> None:
    response = client.get("/graphql")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["vary"] == "Accept"
    assert '<html lang="uk">' in response.text
    assert "<title>Заклад: дослідник GraphQL</title>" in response.text


def test_the_policy_admits_this_origin_only_and_no_script_in_the_page(client: TestClient) -> None:
    response = client.get("/graphql")
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert set(policy.values()) <= {"'self'", "'self' 'unsafe-inline'", "'none'"}
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_whatever_the_page_names_is_served_from_here(client: TestClient) -> None:
    addresses = Addresses(client.get("/graphql").text).found
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/graphiql/static/")
        assert client.get(address).status_code == 200


def test_every_file_is_served_packed_and_kept_forever(client: TestClient) -> None:
    for path in STATIC.iterdir():
        response = client.get(f"/graphiql/static/{path.name.removesuffix('.gz')}")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["content-security-policy"] == graphiql.POLICY
        assert response.headers.get("content-encoding") == ("gzip" if path.suffix == ".gz" else None)


def test_a_client_without_gzip_gets_the_same_bytes_unpacked(client: TestClient) -> None:
    packed = next(STATIC.glob("index-*.js.gz"))
    address = f"/graphiql/static/{packed.name.removesuffix('.gz')}"
    response = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.content == gzip.decompress(packed.read_bytes())
    assert response.content == client.get(address).content


@pytest.mark.parametrize(
    ("accept_encoding", "taken"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("identity", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(accept_encoding: str, taken: bool) -> None:
    assert graphiql.takes_gzip(accept_encoding) is taken


@pytest.mark.parametrize(
    "name", ["absent.js", "../index.html", "..%2findex.html", "%2e%2e/source.sha256", ""]
)
def test_nothing_but_the_built_files_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/graphiql/static/{name}").status_code == 404


def test_the_short_address_leads_to_the_page(client: TestClient) -> None:
    response = client.get("/graphiql", follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"] == "/graphql"


def test_the_assets_are_built_from_the_committed_source() -> None:
    files = [path for path in SOURCE.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    lines = {f"{_digest(path)}  ./{path.relative_to(SOURCE).as_posix()}" for path in files}
    lines.add(f"{_digest(SOURCE / SIGNER)}  {SIGNER}")
    listed = set((graphiql.ASSETS / "source.sha256").read_text().splitlines())
    assert lines == listed, "the source has changed: run scripts/build-graphiql"


def test_the_assets_stay_small_and_bring_no_source_maps() -> None:
    files = [path for path in graphiql.ASSETS.rglob("*") if path.is_file()]
    assert not [path.name for path in files if ".map" in path.suffixes]
    assert sum(path.stat().st_size for path in files) < 1_600_000


def test_the_licences_of_what_is_bundled_are_shipped() -> None:
    notices = (graphiql.ASSETS / "LICENSES.md").read_text()
    for package in ("graphiql", "monaco-editor", "react", "graphql", "prettier", "@fontsource/fira-code"):
        assert re.search(rf"^## {re.escape(package)} - ", notices, re.MULTILINE)


def test_the_lock_file_names_no_registry() -> None:
    lock = (SOURCE / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 50


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
