"""How uvicorn listens: the choices that keep a connection bounded and a request cheap."""

import uvicorn
from starlette.types import ASGIApp

from web.connection import connection_class
from web.limits import Limits


def listener(app: ASGIApp, host: str, port: int, limits: Limits) -> uvicorn.Config:
    """Give uvicorn's configuration for an application on a TCP address."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=connection_class(limits),
        ws="none",  # no subscriptions yet; an upgrade is answered as an ordinary request
        lifespan="on",
        log_config=None,
        access_log=False,  # addresses may carry personal data, and a line costs as much as a point read
        server_header=False,
        proxy_headers=False,  # nothing here believes a forwarded address
        limit_concurrency=limits.connections,
        timeout_keep_alive=limits.idle_seconds,
        timeout_graceful_shutdown=10,
    )
