"""The verbs that verify the journal, export it and sign its checkpoints."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import orjson
import typer
import uvloop

from running.database import migrated
from running.keys import checkpoint_signing
from running.progress import progress_bar
from running.settings import read_settings
from running.verbs.exits import CHANGED_EXIT
from store import journal_verbs


def verify_chain(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="збережені контрольні точки чи вивантаження · kept"),
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="ще один відкритий ключ точок, base64 · another public key")
    ] = None,
) -> None:
    """Перевірити весь журнал; перша вада — код 1 · verify the journal and name what is wrong."""
    settings = read_settings()
    keys = journal_verbs.public_keys([journal_verbs.public_key(checkpoint_signing(settings)), *(key or [])])
    kept = journal_verbs.kept_checkpoints(checkpoint or [])
    with migrated(settings) as url, progress_bar("Журнал · journal") as progress:
        told = partial(progress, "Печатки · seals")
        verdict = uvloop.run(journal_verbs.verified(url, keys, kept, told))
    typer.echo(
        f"печаток {verdict.seals}, підтверджено точками {verdict.confirmed}, чекають {verdict.pending}"
        f" · {verdict.seals} seals, {verdict.confirmed} confirmed by checkpoints, {verdict.pending} waiting"
    )
    if verdict.fault is not None:
        typer.echo(f"{verdict.fault.message} / {verdict.fault.message_en}", err=True)
        raise typer.Exit(CHANGED_EXIT)


def export_chain(
    file: Annotated[Path, typer.Argument(help="куди; файла ще немає · a new file")],
    with_bytes: Annotated[
        bool, typer.Option("--with-bytes", help="з самими даними й підписами · with personal data")
    ] = False,
) -> None:
    """Вивантажити журнал для tools/verify_journal.py · export the journal."""
    with (
        journal_verbs.new_file(file) as opened_file,
        migrated(read_settings()) as url,
        progress_bar("Журнал · journal") as progress,
    ):
        told = partial(progress, "Печатки · seals")
        done = uvloop.run(journal_verbs.exported(url, opened_file, told, with_bytes=with_bytes))
    typer.echo(f"печаток {done.seals}, точок {done.checkpoints} · seals, checkpoints: {file}", err=True)


def sign_checkpoint() -> None:
    """Підписати журнал, як він є; точку зберігають деінде · sign a checkpoint, to be kept elsewhere."""
    settings = read_settings()
    signing = checkpoint_signing(settings)
    with migrated(settings) as url:
        checkpoint = uvloop.run(journal_verbs.signed(url, signing, datetime.now(UTC)))
    typer.echo(f"Відкритий ключ · public key: {journal_verbs.public_key(signing)}", err=True)
    typer.echo(orjson.dumps(checkpoint.exported()))
