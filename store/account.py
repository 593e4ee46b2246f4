"""The operating-system account that runs the embedded server, since PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from errors import StartRefused

PREFERRED_NAMES = ("zaklad", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system, as numbers."""

    uid: int
    gid: int
    name: str

    def owns(self, path: Path) -> None:
        """Give the path to this account; only root can, and only root needs to."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def server_account(*folders: Path) -> Account:
    """Choose who runs the server: ourselves, for root the owner of the folders or a fit account."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()))
    for folder in folders:
        if folder.exists() and (owner := folder.stat().st_uid) != 0:
            return _known(owner)
    for name in PREFERRED_NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
    raise StartRefused(
        "PostgreSQL не працює від root, а користувачів zaklad, postgres, nobody тут немає: створіть одного"
        " / PostgreSQL refuses root, and none of the users zaklad, postgres, nobody exists here: add one"
    )


def _known(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise StartRefused(
            f"дані належать користувачеві {uid}, якого система не знає: змініть власника або ZAKLAD_DATA"
            f" / the data belong to user {uid}, unknown to the system: change the owner or ZAKLAD_DATA"
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def may_do(account: Account, shell_test: str, path: Path) -> bool:
    """Try as the account whether a test of the shell (`-x`, `-w` …) holds for the path."""
    command = ["/bin/sh", "-c", f'test {shell_test} "$1"', "sh", str(path)]
    if os.geteuid() != 0:
        return subprocess.run(command, check=False).returncode == 0
    dropped = subprocess.run(command, check=False, user=account.uid, group=account.gid, extra_groups=[])
    return dropped.returncode == 0
