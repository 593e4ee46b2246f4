import asyncio

import pytest
from starlette.types import Message

from web.deadline import Attendance, ClientGone, Deadline


async def present() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaving() -> Message:
    return {"type": "http.disconnect"}


async def test_work_that_ends_in_time_is_left_alone() -> None:
    with Deadline(60):
        await asyncio.sleep(0)
    with Attendance(present, 60, 30):
        await asyncio.sleep(0)


async def test_work_that_lasts_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError), Deadline(0.001):
        await present()
    with pytest.raises(TimeoutError), Attendance(present, 0.002, 0.001):
        await present()


async def test_work_whose_client_leaves_is_ended() -> None:
    with pytest.raises(ClientGone), Attendance(leaving, 60, 0.001):
        await present()


async def test_the_task_works_on_after_a_deadline() -> None:
    for _ in range(2):
        with pytest.raises(TimeoutError), Deadline(0.001):
            await present()
    await asyncio.sleep(0)


async def test_a_cancellation_from_outside_stays_one() -> None:
    async def work() -> None:
        with Attendance(present, 60, 0.001):
            await present()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_failure_of_the_work_stays_what_it_was() -> None:
    with pytest.raises(ZeroDivisionError), Attendance(leaving, 60, 30):
        raise ZeroDivisionError
