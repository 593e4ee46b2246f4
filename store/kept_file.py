"""Files that are made once and kept beside the data, for their owner to read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, made: Callable[[], bytes]) -> bytes:
    """Give a file's bytes, made now if there is none; several processes get the same ones. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        _keep(path, made())
        return path.read_bytes()


def replace(path: Path, content: bytes) -> None:
    """Write a file whole, in the place of the one that there is; raises OSError."""
    _aside(path, content).replace(path)


def _keep(path: Path, content: bytes) -> None:
    """Write the whole file aside and link it, so that nobody reads half of it and the first one stays."""
    aside = _aside(path, content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _aside(path: Path, content: bytes) -> Path:
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return aside
