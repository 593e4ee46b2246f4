"""The service's secrets where nobody gives them: each made once and kept beside the data."""

import secrets
from pathlib import Path

from errors import StartRefused
from store.kept_file import kept

SECRET_BYTES = 32


def kept_secret(folder: Path, name: str = "secret", variable: str = "ZAKLAD_SECRET") -> bytes:
    """Give a secret of a data folder, 64 hexadecimal digits; `variable` is what the operator sets instead."""
    path = folder / name
    try:
        return kept(path, lambda: secrets.token_hex(SECRET_BYTES).encode())
    except OSError as error:
        raise StartRefused(
            f"секрет служби не прочитати з {path}: вкажіть {variable}"
            f" / the service's secret cannot be read from {path}: give {variable}"
        ) from error
