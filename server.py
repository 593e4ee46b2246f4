"""Zaklad's server: the ASGI application and the command line; `running/` has what is behind both.

`python server.py` serves with an embedded PostgreSQL; `uvicorn server:app` serves the same application in a
process of uvicorn's making. No other module imports this one.
"""

from starlette.types import Receive, Scope, Send

from errors import StartRefused
from running.command_line import main
from running.wiring import from_environment


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Be the ASGI application; a start that is refused ends with its one sentence."""
    try:
        wired = from_environment()
    except StartRefused as refusal:
        await send({"type": "lifespan.startup.failed", "message": str(refusal)})
    else:
        await wired(scope, receive, send)


if __name__ == "__main__":
    main()
