"""The verbs for whoever has no КЕП at hand: a NOT TRUSTED authority, its keys, and signing by them."""

import secrets
import sys
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from errors import StartRefused
from running.database import database, ready
from running.keys import development_keys
from running.settings import read_settings
from running.verbs.sandbox import refuse_production
from schema.prepared_answer import payload_in
from signing.development.authority import from_pem
from signing.development.keys import Kind
from signing.development.signer import sign_cms
from store.development_people import PeoplesKeys
from store.stand_ins import StandIns


def dev_ca(
    kind: Annotated[Kind, typer.Option(help="чим підписує, коли її ще немає · how it signs")] = Kind.ECDSA,
) -> None:
    """Створити центр сертифікації для розроблення (NOT TRUSTED) і довіряти йому · make a development CA."""
    settings = read_settings()
    refuse_production(settings, "центру сертифікації для розроблення", "development authority")
    typer.echo(development_keys(settings).trust(settings.trusted_folder, kind))


def dev_key(
    role: Annotated[str, typer.Option("--as", metavar="ROLE_SET", help="хто, як у token --as · who")],
    facility: Annotated[str | None, typer.Option(metavar="EDRPOU", help="у якому закладі · where")] = None,
    kind: Annotated[Kind, typer.Option(help="ECDSA, ДСТУ 4145 з ГОСТ 34.311 чи з Купиною")] = Kind.ECDSA,
) -> None:
    """Видати тестовий ключ людини з пісочниці, PEM · issue a development key of somebody in the sandbox."""
    settings = read_settings()
    refuse_production(settings, "тестових ключів", "development key")

    async def issued(url: str) -> str:
        await ready(url)
        holder = await StandIns(url).holder(role, facility)
        typer.echo(f"{holder.name} · {holder.place.name}, {holder.place.edrpou or '—'}", err=True)
        if holder.person_id is None:
            raise StartRefused("ключ має лише особа, а не програма / only people have keys, not programs")
        return await PeoplesKeys(url, development_keys(settings)).key_of(holder.person_id, kind)

    development_keys(settings).trust(settings.trusted_folder)
    with database(settings) as (url, _):
        typer.echo(uvloop.run(issued(url)), nl=False)


def dev_sign(
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="файл від dev-key · its file")],
) -> None:
    """Підписати те, що на вході: дані чи відповідь prepare; дає base64 · sign what comes in."""
    try:
        payload = payload_in(sys.stdin.buffer.read())
        message = sign_cms(payload, from_pem(key.read_text()), datetime.now(UTC), secrets.randbelow)
    except ValueError as problem:
        raise StartRefused(f"підписати не вдалося / it cannot be signed: {problem}") from None
    typer.echo(b64encode(message).decode())
