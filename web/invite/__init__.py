"""The page that an invitation's link leads to: static, self-hosted, and told the token by the fragment alone.

A browser sends no fragment, so no log of a server holds the token; the page asks by POST, and tells no other
site where it was. What is signed is signed elsewhere and brought here, or, in the sandbox, by a development
key on the page itself.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

ASSETS = Path(__file__).parent / "assets"
SIGN = Path(__file__).parents[2] / "signing" / "development" / "browser" / "sign.js"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFETY: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
)
_KEYS = b'data-keys="none"'


def invite_routes(*, development_keys: bool) -> list[BaseRoute]:
    """Give the routes of the page; with development keys, it offers to sign by one."""
    page = (ASSETS / "index.html").read_bytes()
    files = {name: (ASSETS / name, kind) for name, kind in _STATIC.items()}
    if development_keys:
        page = page.replace(_KEYS, b'data-keys="development"')
        files["sign.js"] = (SIGN, "text/javascript")

    async def invite(_: Request) -> Response:
        return Response(page, media_type="text/html", headers=SAFETY)

    async def static(request: Request) -> Response:
        found = files.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        path, kind = found
        return Response(path.read_bytes(), media_type=kind, headers=SAFETY)

    return [Route("/invite", invite), Route("/invite/static/{name}", static)]


_STATIC: Mapping[str, str] = MappingProxyType({"invite.js": "text/javascript", "invite.css": "text/css"})
