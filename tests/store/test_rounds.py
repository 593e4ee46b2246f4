"""Rounds are made in their time, by one process at a time, and one that fails hinders no other."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import Unavailable
from store.connections import Limits
from store.rounds import LOOK_SECONDS, TIMES_MAX, Rounds, kept_rounds
from store.transactions import Transactions, open_transactions
from tests.models.world import NOW
from tests.reading import connected

MINUTE = dt.timedelta(minutes=1)
Run = Callable[[Transaction, dt.datetime, str], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a test's own; what it needs is a word."""

    name: str
    run: Run
    every: dt.timedelta = MINUTE


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
async def transactions(own_database_url: str) -> AsyncIterator[Transactions]:
    async with open_transactions(own_database_url, Limits(size=4)) as opened:
        yield opened


def counting(work: list[int], seen: list[tuple[dt.datetime, str]]) -> Run:
    """Do what is left of the work, one number at a time."""

    async def run(_tx: Transaction, now: dt.datetime, means: str) -> int:
        seen.append((now, means))
        return work.pop(0) if work else 0

    return run


async def test_a_round_is_repeated_until_there_is_nothing_to_do_and_then_rests(
    transactions: Transactions,
) -> None:
    seen: list[tuple[dt.datetime, str]] = []
    clock = Clock()
    rounds = Rounds([Round("sweep", counting([200, 7], seen))], transactions, "means", clock)
    await rounds.make_due()
    assert seen == [(NOW, "means")] * 3
    clock.now += MINUTE / 2
    await rounds.make_due()
    assert len(seen) == 3
    clock.now += MINUTE / 2
    await rounds.make_due()
    assert seen[3:] == [(NOW + MINUTE, "means")]


async def test_a_round_that_never_ends_lets_the_others_have_their_turn(transactions: Transactions) -> None:
    seen: list[tuple[dt.datetime, str]] = []
    others: list[tuple[dt.datetime, str]] = []
    endless = Round("endless", counting([1] * (TIMES_MAX + 5), seen))
    await Rounds([endless, Round("other", counting([], others))], transactions, "", Clock()).make_due()
    assert (len(seen), len(others)) == (TIMES_MAX, 1)


async def test_a_round_that_fails_changes_nothing_and_hinders_no_other(
    transactions: Transactions, own_database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[tuple[dt.datetime, str]] = []

    async def spoilt(tx: Transaction, _now: dt.datetime, _means: str) -> int:
        await tx.execute_query("INSERT INTO dictionary (name, title) VALUES ('GARDEN', 'Шевченко')")
        raise ZeroDivisionError

    async def away(_tx: Transaction, _now: dt.datetime, _means: str) -> int:
        raise Unavailable("недоступна", "is away")

    made = [Round("spoilt", spoilt), Round("away", away), Round("sound", counting([], seen))]
    await Rounds(made, transactions, "", Clock()).make_due()
    assert len(seen) == 1
    assert "a defect keeps the round 'spoilt'" in caplog.text
    assert "the round 'away' is not made just now: Unavailable" in caplog.text
    async with connected(own_database_url) as database:
        assert await database.fetchval("SELECT count(*) FROM dictionary WHERE name = 'GARDEN'") == 0


async def test_while_one_process_makes_a_round_another_leaves_it(
    transactions: Transactions, own_database_url: str
) -> None:
    begun, go = asyncio.Event(), asyncio.Event()
    left: list[int] = [1]

    async def slow(_tx: Transaction, _now: dt.datetime, _means: str) -> int:
        begun.set()
        await go.wait()
        return left.pop() if left else 0

    async def hasty(_tx: Transaction, _now: dt.datetime, _means: str) -> int:
        raise AssertionError("it is another process's turn")

    async with open_transactions(own_database_url, Limits(size=1)) as elsewhere:
        first = asyncio.create_task(Rounds([Round("sweep", slow)], transactions, "", Clock()).make_due())
        await begun.wait()
        await Rounds([Round("sweep", hasty)], elsewhere, "", Clock()).make_due()
        seen: list[tuple[dt.datetime, str]] = []
        await Rounds([Round("another", counting([], seen))], elsewhere, "", Clock()).make_due()
        go.set()
        await first
    assert (left, len(seen)) == ([], 1)


async def test_rounds_are_kept_for_as_long_as_the_service_runs(transactions: Transactions) -> None:
    seen: list[tuple[dt.datetime, str]] = []
    pauses: asyncio.Queue[float] = asyncio.Queue()
    go = asyncio.Semaphore(0)
    clock = Clock()

    async def pause(seconds: float) -> None:
        pauses.put_nowait(seconds)
        await go.acquire()

    rounds = Rounds([Round("sweep", counting([], seen))], transactions, "", clock, pause)
    async with kept_rounds(rounds):
        assert await pauses.get() == LOOK_SECONDS
        clock.now += MINUTE
        go.release()
        assert await pauses.get() == LOOK_SECONDS
    assert [now for now, _ in seen] == [NOW, NOW + MINUTE]
