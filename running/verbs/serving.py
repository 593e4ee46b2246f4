"""The verb that serves, and what it says to whoever started it."""

import shlex
import socket
import sys
from contextlib import nullcontext, suppress
from pathlib import Path

import typer
import uvicorn
import uvloop
from rich.console import Console
from rich.panel import Panel

from running.database import prepared
from running.settings import Settings, read_settings
from running.verbs.tokens import issue
from running.wiring import serving, web_limits
from web.application import application
from web.listener import listener
from web.port import take_port
from web.sandbox_letters import PATH as LETTERS_PATH

SERVER = Path(__file__).parents[2] / "server.py"
TRY = '{"query": "{ facilities(first: 3) { nodes { nameShort } } }"}'


def default(context: typer.Context) -> None:
    """Serve when no verb is given."""
    if context.invoked_subcommand is None:
        serve()


def serve() -> None:
    """Служити: база, міграції, демо порожньої пісочниці, HTTP · serve."""
    settings = read_settings()
    with take_port(settings.host, settings.port) as listening, suppress(KeyboardInterrupt):
        uvloop.run(listen(settings, listening))


async def listen(settings: Settings, listening: socket.socket) -> None:
    """Serve until somebody asks to stop."""
    async with prepared(settings) as url, serving(settings, url) as parts:
        limits = web_limits(settings)
        wired = application(lambda: nullcontext(parts), limits, settings.is_sandbox)
        server = uvicorn.Server(listener(wired, settings.host, settings.port, limits))
        announce(settings, await issue(url) if settings.is_sandbox else None)
        await server.serve(sockets=[listening])


def announce(settings: Settings, token: str | None) -> None:
    """Say where the service is and what to try; what is to be copied stands outside the frame."""
    console = Console(soft_wrap=True, highlight=False)
    graphql = f"{settings.address}/graphql"
    page = "GraphiQL" if settings.is_sandbox else "GraphQL"
    console.print(Panel(f"[bold]{page}[/]  {graphql}", title="Zaklad · Заклад", expand=False))
    if token is not None:
        console.print("Відкрийте з токеном, що читає все · open with a token that reads everything:")
        console.print(f"  {graphql}#token={token}", markup=False)
        console.print("Ще один токен · another token:")
        command = shlex.join([from_here(sys.executable), from_here(str(SERVER)), "token"])
        console.print(f"  {command}", markup=False)
    if settings.is_sandbox and settings.smtp_url is None:
        console.print("Листи пісочниці · the sandbox's letters:")
        console.print(f"  {settings.address}{LETTERS_PATH}", markup=False)
    console.print("Публічне видно й без токена · the public fields need no token:")
    console.print(f"""  curl {graphql} -H 'content-type: application/json' -d '{TRY}'""", markup=False)
    console.print("Ctrl-C зупиняє · stops")


def from_here(path: str) -> str:
    """Give the path as short as the working folder allows."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
