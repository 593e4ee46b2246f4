"""The ASGI application: the GraphQL path as raw ASGI, everything rare through Starlette's routes.

The parts are opened when the server starts and closed when it stops. A start that is refused ends with its
one sentence instead of a traceback.
"""

import asyncio

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from errors import StartRefused
from web import graphiql as explorer
from web.confirmation import confirmation_routes
from web.endpoint import GraphQLEndpoint
from web.health import Readiness
from web.invite import invite_routes
from web.limits import Limits
from web.oauth import token_routes
from web.parts import OpenParts, Parts
from web.routes import routes
from web.sandbox import sandbox_routes
from web.sandbox_letters import letter_routes
from web.uploads import upload_routes


def application(open_parts: OpenParts, limits: Limits, graphiql: bool) -> ASGIApp:
    """Give the ASGI application that opens its parts at start; `graphiql` adds the page for browsers."""
    return Application(open_parts, limits, graphiql)


class Application:
    """Leads every ASGI scope to whoever serves it."""

    def __init__(self, open_parts: OpenParts, limits: Limits, graphiql: bool) -> None:
        self._open_parts = open_parts
        self._limits = limits
        self._graphiql = graphiql
        self._graphql: ASGIApp
        self._others: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the lifespan."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/graphql":
            await self._graphql(scope, receive, send)
        else:
            await self._others(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Hold the parts open from the lifespan's start to its end."""
        await receive()
        try:
            async with self._open_parts() as parts:
                self._assemble(parts)
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except StartRefused as refusal:
            await send({"type": "lifespan.startup.failed", "message": str(refusal)})
        except Exception:
            # else uvicorn would take it for an application without a lifespan, and serve it
            await send({"type": "lifespan.startup.failed", "message": "a defect of this service"})
            raise
        else:
            await send({"type": "lifespan.shutdown.complete"})

    def _assemble(self, parts: Parts) -> None:
        page = explorer.page if self._graphiql else None
        clock = asyncio.get_running_loop().time
        readiness = Readiness(parts.store, self._limits.ready_seconds, clock)
        self._graphql = GraphQLEndpoint(parts, self._limits, page)
        always: list[BaseRoute] = invite_routes(development_keys=self._graphiql and parts.keys is not None)
        always += confirmation_routes()
        ours = explorer.routes() if self._graphiql else []
        if self._graphiql and parts.sandbox is not None:
            ours += sandbox_routes(parts.sandbox, parts.keys, parts.caller_of, self._limits, clock)
        if self._graphiql and parts.letters is not None:
            ours += letter_routes(parts.letters)
        if parts.clients is not None:
            always += token_routes(parts.clients, self._limits)
        if parts.files is not None:
            always += upload_routes(parts.files, parts.caller_of, self._limits)
        self._others = routes(readiness, ours, always)
