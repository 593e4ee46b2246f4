"""The command line: every verb by its name, and the one sentence with which a refusal ends."""

import logging
import signal
import sys

import typer
from rich.console import Console
from rich.markup import escape

from errors import StartRefused
from running.database import one_sentence
from running.verbs import (
    beginning,
    database,
    development,
    journal,
    letters,
    policy,
    schema,
    serving,
    story,
    tokens,
)
from running.verbs.exits import REFUSED_EXIT


def command_line() -> typer.Typer:
    """Give the verbs by their names; without a verb, the service serves."""
    cli = typer.Typer(
        help="Заклад: реєстр закладів, підрозділів, посад, працівників, робочих місць і обладнання.",
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    cli.callback(invoke_without_command=True)(serving.default)
    cli.command()(serving.serve)
    cli.command("migrate")(database.bring_up)
    cli.command()(database.demo)
    cli.command("bootstrap")(beginning.begin)
    cli.command("bounced")(letters.came_back)
    cli.command("story")(story.tell)
    cli.command()(tokens.token)
    cli.command()(development.dev_ca)
    cli.command()(development.dev_key)
    cli.command()(development.dev_sign)
    cli.add_typer(of_the_schema(), name="schema")
    cli.add_typer(of_the_journal(), name="journal")
    cli.add_typer(of_the_policy(), name="policy")
    return cli


def of_the_schema() -> typer.Typer:
    """Give the verbs of the schema."""
    verbs = typer.Typer(help="Схема GraphQL · the GraphQL schema.")
    verbs.command("print")(schema.print_schema)
    verbs.command("check")(schema.check)
    return verbs


def of_the_journal() -> typer.Typer:
    """Give the verbs of the journal."""
    verbs = typer.Typer(help="Журнал підписаних дій · the journal of signed acts.")
    verbs.command("verify")(journal.verify_chain)
    verbs.command("export")(journal.export_chain)
    verbs.command("checkpoint")(journal.sign_checkpoint)
    return verbs


def of_the_policy() -> typer.Typer:
    """Give the verbs of the policy."""
    verbs = typer.Typer(help="Хто що може: права й рольові набори · who may do what.")
    verbs.command("print")(policy.print_policy)
    verbs.command("check")(policy.check_policy)
    return verbs


def main() -> None:
    """Run the command line; whatever is refused is one sentence and no traceback."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job inherits it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # stop as Ctrl-C does
    try:
        with one_sentence():
            command_line()()
    except StartRefused as refusal:
        console = Console(stderr=True, soft_wrap=True)
        console.print(f"[bold red]zaklad:[/] {escape(str(refusal))}", highlight=False)
        sys.exit(REFUSED_EXIT)
