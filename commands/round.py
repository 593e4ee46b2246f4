"""A round: what is done again and again because time has passed, and not because somebody asked."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.means import Means

BATCH = 200
"""How many things a round deals with in one transaction."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is done, and how often.

    `run` deals with at most some BATCH of things that are due in one transaction and tells how many there
    were; it is called again until there are none. What it has done it must not find again: several processes
    make rounds, one at a time, and none knows of the others.
    """

    name: str
    every: dt.timedelta
    run: Callable[[Transaction, dt.datetime, Means], Awaitable[int]]
