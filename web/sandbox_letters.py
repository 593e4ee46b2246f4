"""The sandbox's letters on a page, newest first, so that a link in one can be followed on one machine.

Whoever reads them can become anybody who is invited, so they are shown to this machine only: the client is
here, and so is the name by which the page is asked for, which keeps other sites from reading it through the
browser. Nothing on the page runs, and no link tells where it was followed from.
"""

import re
from html import escape
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from errors import Forbidden
from letters.letterbox import Caught
from web.parts import Letters

PATH = "/sandbox/letters"
SHOWN = 50

_FIELDS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_PAGE = """<!DOCTYPE html>
<html lang="uk">
<head>
<meta charset="utf-8">
<title>Листи пісочниці · letters of the sandbox</title>
<style>
body {{ font-family: sans-serif; line-height: 1.5; max-width: 50em; margin: 2em auto; padding: 0 1em }}
article {{ border: 1px solid #ccc; border-radius: 6px; padding: 0 1em; margin: 1em 0 }}
pre {{ font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>Листи пісочниці</h1>
<p>Тут листи, які сервіс надіслав би; останній — перший. Нікому їх не надіслано.
<a href="{path}">Оновити</a></p>
{letters}
</body>
</html>
"""
_LETTER = """<article>
<h2>{subject}</h2>
<p>Кому: {to} · {date}</p>
<pre>{text}</pre>
</article>
"""
_NONE = "<p>Листів ще немає.</p>"


def letter_routes(letters: Letters) -> list[BaseRoute]:
    """Give the route of the page."""

    async def page(request: Request) -> Response:
        require_this_machine(request)
        shown = "".join(map(_letter, letters.newest(SHOWN))) or _NONE
        return HTMLResponse(_PAGE.format(path=PATH, letters=shown), headers=_FIELDS)

    return [Route(PATH, page)]


def require_this_machine(request: Request) -> None:
    """Refuse whoever is not on this machine, or asks for it by a name of another one; raises Forbidden."""
    host = request.headers.get("host", "").lower()
    name = host.rpartition(":")[0] if re.search(r":[0-9]+$", host) else host
    client = request.client.host if request.client else ""
    if name not in _LOCAL_NAMES or not _is_loopback(client):
        raise Forbidden(
            "листи пісочниці показуються лише на тому ж комп’ютері, де працює сервіс",
            "letters of the sandbox are shown only on the machine that the service runs on",
        )


def _is_loopback(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False


def _letter(letter: Caught) -> str:
    return _LETTER.format(
        subject=escape(letter.subject),
        to=escape(letter.to),
        date=escape(letter.date),
        text=_ADDRESS.sub(_anchor, escape(letter.text, quote=False)),
    )


def _anchor(address: re.Match[str]) -> str:
    """Make a link of an address in a text that is escaped already, but for quotes, which no address has."""
    return f'<a href="{address[0]}" rel="noreferrer noopener">{address[0]}</a>'
