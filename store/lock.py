"""A lock on a folder that dies with the process that holds it, however that process ends."""

import fcntl
import os
from pathlib import Path

from store.account import Account


class FolderLock:
    """A `flock` on a file: free, held by us, or held by somebody else."""

    def __init__(self, file: Path, account: Account) -> None:
        self._file = file
        self._account = account
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock unless somebody else holds it."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._account.owns(self._file)  # what root made here must not lock that account out later
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go; a child that inherited the descriptor goes on holding the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """The open file of a held lock, to be passed to a child that shall hold it for its own life."""
        return () if self._descriptor is None else (self._descriptor,)
