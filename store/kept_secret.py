"""The service's secret where nobody gives one: made once and kept beside the data, for its owner to read."""

import os
import secrets
from pathlib import Path

from errors import StartRefused

SECRET_BYTES = 32
_NAME = "secret"


def kept_secret(folder: Path) -> bytes:
    """Give the secret of a data folder, made now if there is none; several processes get the same one."""
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            _keep(path, secrets.token_hex(SECRET_BYTES).encode())
            return path.read_bytes()
    except OSError as error:
        raise StartRefused(
            f"секрет служби не прочитати з {path}: вкажіть ZAKLAD_SECRET"
            f" / the service's secret cannot be read from {path}: give ZAKLAD_SECRET"
        ) from error


def _keep(path: Path, secret: bytes) -> None:
    """Write the whole file aside and link it, so that nobody reads half of it and the first one stays."""
    aside = path.with_name(f"{_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
