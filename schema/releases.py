"""The schema as the last release had it, read from git."""

import subprocess
from pathlib import Path

from schema.sdl import COMMITTED

ROOT = COMMITTED.parents[1]


def last_release(root: Path = ROOT) -> str | None:
    """Read the schema of the last release tag; None when there is none, or no git."""
    tag = _git(root, "describe", "--tags", "--abbrev=0")
    return tag and _git(root, "show", f"{tag.strip()}:{COMMITTED.relative_to(ROOT)}")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        asked = subprocess.run(["git", *arguments], cwd=root, check=False, capture_output=True, text=True)
    except OSError:
        return None
    return asked.stdout if asked.returncode == 0 else None
