"""The verbs that bring the database up to date and fill it."""

from typing import Annotated

import typer
import uvloop

from commands.demo.identifiers import FACILITIES_MAX
from commands.demo.loading import DemoSummary
from running.database import database, fill, ready
from running.settings import read_settings
from running.verbs.sandbox import refuse_production


def bring_up() -> None:
    """Довести базу даних до останньої міграції · migrate the database."""
    with database(read_settings()) as (url, _):
        applied = uvloop.run(ready(url))
    typer.echo("\n".join(applied) or "нічого не бракувало · nothing was missing")


def demo(
    facilities: Annotated[
        int, typer.Option(min=1, max=FACILITIES_MAX, help="скільки закладів · how many")
    ] = 60,
    seed: Annotated[int, typer.Option(help="те саме зерно, той самий день — ті самі рядки · seed")] = 1,
) -> None:
    """Наповнити порожню пісочницю вигаданими даними · fill an empty sandbox."""
    settings = read_settings()
    refuse_production(settings, "демонстраційних даних", "demo data")

    async def load(url: str) -> DemoSummary:
        await ready(url)
        return await fill(url, facilities, seed)

    with database(settings) as (url, _):
        summary = uvloop.run(load(url))
    for table, rows in summary.counts.items():
        typer.echo(f"{rows:>9} {table}")
    typer.echo(f'{summary.blood_bank_head}: employees(filter: {{fullName: {{search: "{summary.search}"}}}})')
