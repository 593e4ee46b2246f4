"""The verbs that print what each role set may do and tell whether the committed page says so."""

import typer

from running.verbs.exits import CHANGED_EXIT
from schema import policy


def print_policy() -> None:
    """Надрукувати, що може кожен рольовий набір · print what each role set may do."""
    typer.echo(policy.printed(), nl=False)


def check_policy() -> None:
    """Порівняти з permissions/policy.txt; застаріла — код 1 · tell whether the committed one is fresh."""
    if found := policy.difference():
        typer.echo(found)
        raise typer.Exit(CHANGED_EXIT)
    typer.echo("permissions/policy.txt чинна · is fresh")
