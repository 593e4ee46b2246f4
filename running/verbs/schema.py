"""The verbs that print the schema and tell what changed in it."""

from pathlib import Path
from typing import Annotated

import typer
from graphql import GraphQLError

from errors import StartRefused
from running.verbs.exits import CHANGED_EXIT
from schema.releases import last_release
from schema.sdl import changes, printed


def print_schema() -> None:
    """Надрукувати схему · print the schema."""
    typer.echo(printed(), nl=False)


def check(
    against: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="файл; інакше останній випуск · a file")
    ] = None,
) -> None:
    """Показати зміни схеми від останнього випуску; ламка зміна — код 1 · tell what changed."""
    old = last_release() if against is None else against.read_text()
    if old is None:
        typer.echo("випусків ще немає, порівнювати нема з чим · there is no release to compare with")
        return
    try:
        found = changes(old)
    except (GraphQLError, TypeError):
        raise StartRefused("це не схема GraphQL / this is no GraphQL schema") from None
    for change in found:
        typer.echo(f"{'ламає · breaks' if change.breaking else 'небезпечно · risks'}: {change.description}")
    if any(change.breaking for change in found):
        raise typer.Exit(CHANGED_EXIT)
    typer.echo("ламких змін немає · nothing breaks")
