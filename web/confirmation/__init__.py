"""The page that the letter about a new address leads to: it shows the code that its owner signs.

As with an invitation, the code stands in the fragment, which no browser sends; the page takes it out of the
address bar, shows it, and tells no other site where it was.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web.invite import SAFETY

ASSETS = Path(__file__).parent / "assets"
_STATIC: Mapping[str, str] = MappingProxyType(
    {"confirmation.js": "text/javascript", "confirmation.css": "text/css"}
)


def confirmation_routes() -> list[BaseRoute]:
    """Give the routes of the page."""

    async def confirmation(_: Request) -> Response:
        return Response((ASSETS / "index.html").read_bytes(), media_type="text/html", headers=SAFETY)

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return Response((ASSETS / name).read_bytes(), media_type=_STATIC[name], headers=SAFETY)

    return [Route("/confirm-email", confirmation), Route("/confirm-email/static/{name}", static)]
