"""Become another program that dies with its parent: `python launch.py PARENT UID GID PROGRAM ARGUMENT…`.

This is a program of its own and no `preexec_fn`, because a process with threads may not run Python between
fork and exec. The order matters: the kernel forgets the death signal when the user changes, so the user
changes first. The signal comes when the *thread* that started us ends: start servers from the main thread.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def launch(parent: int, uid: int, gid: int, command: list[str]) -> None:
    """Drop root, ask for SIGINT (PostgreSQL's fast shutdown) at the parent's death, and run the command."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.umask(0o077)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() == parent:  # else the parent died before we could ask
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted


if __name__ == "__main__":
    launch(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
