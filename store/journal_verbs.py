"""What an operator does with the journal from the command line: verify it, export it, sign a checkpoint."""

import datetime as dt
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from errors import StartRefused
from journal.checkpoints import Checkpoint, PublicKeys, key_id_of, make_checkpoint, read_checkpoints
from journal.exporting import Exported, Progress, export_journal
from journal.faults import JournalDamaged
from journal.sealing import seal_pending
from journal.verifying import Verdict, verify_journal
from store.connections import writing
from store.journal_keeping import Signing


async def verified(url: str, keys: PublicKeys, kept: Sequence[Checkpoint], progress: Progress) -> Verdict:
    """Verify a database's journal."""
    async with writing(url) as connection:
        return await verify_journal(connection, keys, kept, progress)


async def exported(url: str, file: BinaryIO, progress: Progress, *, with_bytes: bool) -> Exported:
    """Write a database's journal to a file."""
    async with writing(url) as connection:
        now = dt.datetime.now(dt.UTC)
        return await export_journal(connection, file.write, now, with_bytes=with_bytes, progress=progress)


async def signed(url: str, signing: Signing, now: dt.datetime) -> Checkpoint:
    """Seal what waits and sign the journal as it is; raises StartRefused when it is empty or damaged."""
    async with writing(url) as connection:
        while await seal_pending(connection):
            pass
        try:
            checkpoint = await make_checkpoint(connection, signing.key, signing.origin, now)
        except JournalDamaged as damaged:
            raise StartRefused(f"{damaged.fault.message} / {damaged.fault.message_en}") from damaged
    if checkpoint is None:
        raise StartRefused("журнал порожній, підписувати нічого / the journal is empty")
    return checkpoint


def public_key(signing: Signing) -> str:
    """Give the public key of checkpoints as `tools/verify_journal.py` takes it."""
    return b64encode(signing.key.public_key().public_bytes_raw()).decode()


def public_keys(named: Sequence[str]) -> PublicKeys:
    """Read public keys in base64; raises StartRefused."""
    try:
        raw = [b64decode(each, validate=True) for each in named]
    except ValueError:
        raise StartRefused("--key: очікується base64 / base64 is expected") from None
    return {key_id_of(each): each for each in raw}


def kept_checkpoints(files: Sequence[Path]) -> list[Checkpoint]:
    """Read the checkpoints that were kept in files, exports included; raises StartRefused."""
    found = list[Checkpoint]()
    for file in files:
        try:
            found += read_checkpoints(file.read_bytes().splitlines())
        except (KeyError, TypeError, ValueError, AttributeError):
            raise StartRefused(f"{file}: це не контрольні точки / these are no checkpoints") from None
    return found


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that only its owner reads; raises StartRefused."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise StartRefused(f"{path}: {problem.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        yield file
