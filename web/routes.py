"""The rare paths: health, the way to GraphiQL, its files, and the answer for a path where nothing lies."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from errors import MethodNotAllowed, NotFound, Refusal
from web.fields import fields_of
from web.health import Readiness
from web.request_id import name_request

_PLAIN = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def routes(
    readiness: Readiness, explorer: Sequence[BaseRoute], others: Sequence[BaseRoute] = ()
) -> Starlette:
    """Give the application of the rare paths; `explorer` are GraphiQL's own routes, if it is shown."""

    async def ready(_: Request) -> Response:
        is_ready = await readiness.is_ready()
        body = {"status": "ready" if is_ready else "unavailable"}
        return JSONResponse(body, 200 if is_ready else 503, _PLAIN)

    paths: list[BaseRoute] = [
        Route("/health/live", _live),
        Route("/health/ready", ready),
        *others,
        *explorer,
    ]
    if explorer:
        paths.append(Route("/", _to_explorer))
    return Starlette(routes=paths, exception_handlers={HTTPException: _refused, Refusal: _refused})


async def _live(_: Request) -> Response:
    return JSONResponse({"status": "live"}, headers=_PLAIN)


async def _to_explorer(_: Request) -> Response:
    return RedirectResponse("/graphql")


async def _refused(request: Request, error: Exception) -> Response:
    """Answer what Starlette's routing or one of the paths refuses in the service's own form."""
    request_id = name_request(fields_of(request.scope["headers"]).get(b"x-request-id"))
    refusal: Refusal = NotFound("за цією адресою нічого немає", "nothing lies at this path")
    fields = _PLAIN | {"x-request-id": request_id}
    if isinstance(error, Refusal):
        refusal = error
    elif isinstance(error, HTTPException) and error.status_code == MethodNotAllowed.status:
        refusal = MethodNotAllowed("цей метод тут не підтримується", "the method is not allowed here")
        fields |= dict(error.headers or {})
    return JSONResponse({"errors": [refusal.formatted(request_id)]}, refusal.status, fields)
