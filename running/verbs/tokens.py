"""The verb that opens the sandbox for somebody."""

from typing import Annotated

import typer
import uvloop

from errors import StartRefused
from permissions.role_sets import TEMPLATES
from running.database import database, ready
from running.settings import read_settings
from running.verbs.sandbox import refuse_production
from store.connections import writing
from store.sessions import explorer_token
from store.stand_ins import StandIns


def token(
    role: Annotated[
        str | None,
        typer.Option("--as", metavar="ROLE_SET", help=f"хто: {', '.join(TEMPLATES)}; інакше дослідник · who"),
    ] = None,
    facility: Annotated[
        str | None, typer.Option(metavar="EDRPOU", help="у якому закладі, разом із --as · at which facility")
    ] = None,
) -> None:
    """Видати токен пісочниці, останнім рядком · issue a token of the sandbox on the last line."""
    settings = read_settings()
    refuse_production(settings, "токенів пісочниці", "token of the sandbox")
    if facility is not None and role is None:
        raise StartRefused("--facility вживають разом із --as / --facility goes together with --as")

    async def ready_and_issue(url: str) -> str | None:
        await ready(url)
        return await issue(url) if role is None else await issue_as(url, role, facility)

    with database(settings) as (url, _):
        issued = uvloop.run(ready_and_issue(url))
    if issued is not None:
        typer.echo("Діє 30 днів · valid for 30 days. Authorization: Bearer …", err=True)
        typer.echo(issued)


async def issue_as(url: str, role: str, edrpou: str | None) -> str | None:
    """Make a session of somebody who carries a role set, say who, and give the token, if one is needed."""
    issued = await StandIns(url).token_as(role, edrpou)
    if issued.holder is None:
        typer.echo(f"{issued.title} ({role}): токен не потрібен · no token is needed", err=True)
    else:
        place = issued.holder.place
        typer.echo(
            f"{issued.holder.name} · {issued.title} ({role}) · {place.name}, {place.edrpou or '—'}", err=True
        )
    return issued.token


async def issue(url: str) -> str:
    """Make a session of the sandbox's explorer and give its token."""
    async with writing(url) as connection:
        return await explorer_token(connection)
