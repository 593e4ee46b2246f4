"""The embedded server's files: the data folder, the cluster and the socket in it, and how it is tuned."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import platformdirs

from errors import StartRefused
from store.account import Account, may_do, server_account

# Unix sockets take 107 bytes of path on Linux and 103 on macOS; the server's list of folders has a syntax.
SOCKET_PATH_MAX = 103
PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.+-]+")
BUILTIN_PROVIDER_MAJOR = 17
SOCKET_NAME = ".s.PGSQL.5432"
# Not TMPDIR: every process that attaches must come to the same folder.
SHORT_ROOT = Path("/tmp")  # noqa: S108 -- the folder in it is 0700 and its owner is checked

TUNING = {
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_connections": "128",
    "max_logical_replication_workers": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log must not repeat rows: neither statements nor the values that broke a constraint.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY_TUNING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where one embedded server keeps what it has."""

    data: Path
    account: Account
    durable: bool = True

    @property
    def folder(self) -> Path:
        """What PostgreSQL calls the data directory."""
        return self.data / "cluster"

    @property
    def log(self) -> Path:
        """What the server says of itself."""
        return self.data / "postgres.log"

    @property
    def socket_folder(self) -> Path:
        """Where clients find the server: beside the data, or in a short folder when that path is too long."""
        beside = self.data / "socket"
        if len(os.fsencode(beside / SOCKET_NAME)) <= SOCKET_PATH_MAX and PLAIN_PATH.fullmatch(str(beside)):
            return beside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return SHORT_ROOT / f"zaklad-{self.account.uid}-{digest}"

    @property
    def socket(self) -> Path:
        """The server's socket."""
        return self.socket_folder / SOCKET_NAME

    @property
    def database_url(self) -> str:
        """How a client names the database."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_folder), safe='')}"

    @property
    def major(self) -> int | None:
        """The major version that wrote the cluster; None before there is one."""
        version = self.folder / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    def arguments(self) -> list[str]:
        """What the server is started with; it hears no network, only its socket."""
        settings = TUNING | ({} if self.durable else THROWAWAY_TUNING)
        settings |= {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "port": "5432",
        }
        return ["-D", str(self.folder), *(f"--{name}={value}" for name, value in settings.items())]


def default_data() -> Path:
    """Give the folder of this user's data; root's lie where another account can reach them."""
    return Path("/var/lib/zaklad") if os.geteuid() == 0 else platformdirs.user_data_path("zaklad")


def cluster_at(data: Path, *, durable: bool = True) -> Cluster:
    """Make the data folder if it is missing, and see that the server's account can work in it."""
    data = data.expanduser().absolute()
    try:
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        data = data.resolve(strict=True)
        account = server_account(data / "cluster", data)
        if not os.access(data, os.W_OK | os.X_OK) or not data.is_dir():
            raise PermissionError
    except OSError:
        raise StartRefused(
            f"у теку даних {data} не можна писати: вкажіть іншу в ZAKLAD_DATA"
            f" / the data folder {data} cannot be written: name another one in ZAKLAD_DATA"
        ) from None
    if not may_do(account, "-x", data):
        raise StartRefused(
            f"PostgreSQL працює від {account.name}, а той не досягає теки {data}: вкажіть іншу в ZAKLAD_DATA"
            f" / PostgreSQL runs as {account.name}, who cannot reach {data}: name another in ZAKLAD_DATA"
        )
    return Cluster(data, account, durable)


def make_folder(folder: Path, account: Account) -> None:
    """Make a folder that only the account may enter; one that somebody else put there is refused."""
    try:
        folder.mkdir(mode=0o700)
        account.owns(folder)
    except FileExistsError:
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != account.uid or found.st_mode & 0o077:
            raise StartRefused(
                f"тека {folder} належить комусь іншому або відкрита іншим: приберіть її"
                f" / the folder {folder} belongs to somebody else or is open to others: remove it"
            ) from None


def initdb_arguments(major: int, *, durable: bool) -> list[str]:
    """Tell initdb what the service relies on: UTF-8, byte order, letters of all alphabets for trigrams."""
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={locale}", "--no-instructions"]
    if major >= BUILTIN_PROVIDER_MAJOR:
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return arguments if durable else [*arguments, "--no-sync"]


def command_of(pid: int) -> str | None:
    """Give the command line of a living process; None when there is none or nobody can tell."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    try:
        asked = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True)
    except OSError:
        return None
    return asked.stdout.decode(errors="replace") or None
