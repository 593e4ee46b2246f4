"""GraphiQL, self-hosted: the page that browsers get at /graphql and its built files under /graphiql/.

The files in `assets/` are built from `source/` by `scripts/build-graphiql` and committed, so that no node is
needed to run. Text files are kept as gzip only and sent as they are; a client that does not take gzip is rare
and gets them unpacked.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

ASSETS = Path(__file__).parent / "assets"

# Monaco writes style attributes into its lines, hence 'unsafe-inline' for styles; nothing else is loosened.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFETY: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
# A file's name carries the hash of its content, so what a browser holds under a name never goes stale.
FOREVER = "public, max-age=31536000, immutable"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".woff2": "font/woff2",
    }
)
_NEVER = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file: where it lies, what it is, and whether it lies there as gzip."""

    path: Path
    media_type: str
    is_gzip: bool

    def whole(self) -> bytes:
        """The file's own bytes, unpacked."""
        content = self.path.read_bytes()
        return gzip.decompress(content) if self.is_gzip else content


def page() -> Response:
    """The page itself, for GET /graphql from a browser; never kept, since it names the hashed files."""
    headers = {**SAFETY, "Cache-Control": "no-cache", "Vary": "Accept"}
    return FileResponse(ASSETS / "index.html", media_type="text/html", headers=headers)


def routes() -> list[BaseRoute]:
    """The routes of the page's files, and /graphiql itself for those who type it."""
    assets = {_served_name(path): _asset(path) for path in (ASSETS / "static").iterdir()}

    async def static(request: Request) -> Response:
        asset = assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        return await _send(asset, takes_gzip(request.headers.get("accept-encoding", "")))

    return [
        Route("/graphiql/static/{name}", static, name="graphiql-asset"),
        Route("/graphiql", RedirectResponse("/graphql"), methods=["GET"], name="graphiql"),
    ]


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a request's Accept-Encoding admits gzip (RFC 9110, 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in {"gzip", "x-gzip", "*"}:
            return not _NEVER.fullmatch(weight)
    return False


async def _send(asset: Asset, as_gzip: bool) -> Response:
    headers = {**SAFETY, "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if asset.is_gzip and not as_gzip:
        content = await run_in_threadpool(asset.whole)
        return Response(content, media_type=asset.media_type, headers=headers)
    if asset.is_gzip:
        headers["Content-Encoding"] = "gzip"
    return FileResponse(asset.path, media_type=asset.media_type, headers=headers)


def _asset(path: Path) -> Asset:
    return Asset(path, MEDIA_TYPES[Path(_served_name(path)).suffix], path.suffix == ".gz")


def _served_name(path: Path) -> str:
    return path.name.removesuffix(".gz")
