"""The verb with which the registry of a country begins."""

from typing import Annotated

import typer
import uvloop

from commands.bootstrapping import Beginning, Begun, bootstrap
from running.database import migrated
from running.keys import means_of
from running.settings import read_settings
from running.wiring import now
from store.connections import Limits
from store.transactions import open_transactions


def begin(
    edrpou: Annotated[str, typer.Option(help="код ЄДРПОУ національного центру · of the national centre")],
    tax_id: Annotated[str, typer.Option(help="РНОКПП першого реєстратора · of the first registrar")],
    email: Annotated[str, typer.Option(help="куди надіслати запрошення · where the invitation goes")],
    last_name: Annotated[str, typer.Option(help="прізвище · surname")],
    first_name: Annotated[str, typer.Option(help="власне ім’я · given name")],
    middle_name: Annotated[str | None, typer.Option(help="по батькові · patronymic")] = None,
) -> None:
    """Створити національний центр і запросити першого реєстратора · invite the first registrar.

    Лише поки жодного реєстратора немає; посилання показано один раз, останнім рядком.
    """
    settings = read_settings()
    beginning = Beginning(edrpou, tax_id, email, last_name, first_name, middle_name)
    means = means_of(settings)

    async def begun(url: str) -> Begun:
        async with open_transactions(url, Limits(size=1)) as transactions:
            return await transactions.write(lambda tx: bootstrap(tx, beginning, now(), means))

    with migrated(settings) as url:
        done = uvloop.run(begun(url))
    typer.echo(f"Діє до {done.expires_on:%d.%m.%Y} · valid until {done.expires_on}", err=True)
    typer.echo(done.url)
