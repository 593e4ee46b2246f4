"""A reading of rights that several wait for: shared, its failure too, and taken from nobody."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import orjson
import pytest

from errors import Unavailable
from permissions.access import EXPLORER, Access
from store.principals import Principals


class Door:
    """A store whose readings wait until they are let through, with what they are to give."""

    def __init__(self) -> None:
        self.asked = 0
        self.outcomes: asyncio.Queue[bytes | Exception] = asyncio.Queue()

    async def fetch_access(self, _statement: str, _arguments: Sequence[object]) -> bytes:
        self.asked += 1
        outcome = await self.outcomes.get()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def session_of_explorer() -> bytes:
    found = dict.fromkeys(
        ("person", "client", "revoked", "rights", "periods", "connections", "grants", "idle")
    )
    blocked = {"personBlocked": False, "clientBlocked": False}
    whose = {"kind": "EXPLORER", "principal": str(UUID(int=1)), "bind": str(UUID(int=2)), "epoch": 1}
    times = {"until": "2099-01-01T00:00:00+00:00", "seen": "2026-11-22T10:00:00+00:00"}
    return orjson.dumps({**found, **blocked, **whose, **times})


def behind(door: Door) -> Principals:
    noon = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
    return Principals(door, lambda: noon, sandbox=True)


async def begun(*tasks: asyncio.Task[Access]) -> None:
    """Let tasks run until they wait."""
    for _ in range(5):
        await asyncio.sleep(0)
    assert not any(task.done() for task in tasks)


def asking(principals: Principals, seconds: float | None, count: int = 1) -> list[asyncio.Task[Access]]:
    return [asyncio.create_task(principals.access_of("zk_token", seconds)) for _ in range(count)]


@pytest.mark.parametrize("seconds", [None, 1.0, 0.0])
async def test_a_reading_that_fails_fails_for_all_who_waited_for_it(seconds: float | None) -> None:
    door = Door()
    waiting = asking(behind(door), seconds, 20)
    await begun(*waiting)
    door.outcomes.put_nowait(Unavailable("база не відповідає", "the database does not answer"))
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(each) for each in outcomes} == {Unavailable}
    assert door.asked == 1


async def test_who_gives_up_waiting_takes_the_reading_from_nobody_else() -> None:
    door = Door()
    first, *others = waiting = asking(behind(door), None, 3)
    await begun(*waiting)
    first.cancel()
    await begun(*others)
    door.outcomes.put_nowait(session_of_explorer())
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert all(isinstance(each, Access) for each in outcomes[1:])
    assert door.asked == 1


async def test_what_nobody_waits_for_any_more_is_remembered_all_the_same() -> None:
    door = Door()
    principals = behind(door)
    (alone,) = asking(principals, None)
    await begun(alone)
    alone.cancel()
    door.outcomes.put_nowait(session_of_explorer())
    await asyncio.gather(alone, return_exceptions=True)
    assert (await principals.access_of("zk_token", None)).held == EXPLORER.held
    assert door.asked == 1


async def test_who_wants_it_from_now_on_waits_for_a_reading_after_the_one_that_fails() -> None:
    door = Door()
    principals = behind(door)
    early = asking(principals, None, 2)
    await begun(*early)
    late = asking(principals, 0.0, 20)
    await begun(*late)
    door.outcomes.put_nowait(Unavailable("база не відповідає", "the database does not answer"))
    failed = await asyncio.gather(*early, return_exceptions=True)
    await begun(*late)
    door.outcomes.put_nowait(session_of_explorer())
    found = await asyncio.gather(*late)
    assert [type(each) for each in failed] == [Unavailable] * 2
    assert all(each is found[0] for each in found)
    assert door.asked == 2


async def test_a_failure_is_not_remembered() -> None:
    door = Door()
    principals = behind(door)
    door.outcomes.put_nowait(Unavailable("база не відповідає", "the database does not answer"))
    with pytest.raises(Unavailable):
        await principals.access_of("zk_token", None)
    door.outcomes.put_nowait(session_of_explorer())
    assert (await principals.access_of("zk_token", None)).held == EXPLORER.held
