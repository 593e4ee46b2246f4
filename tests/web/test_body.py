import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message

from errors import BadRequest, BodyTooSlow, PayloadTooLarge, Unavailable
from web.admission import Places
from web.body import read_body
from web.deadline import ClientGone
from web.limits import Limits

LIMITS = Limits(body_bytes=10)


def arriving(*chunks: bytes) -> Callable[[], Awaitable[Message]]:
    rest = list(chunks)

    async def receive() -> Message:
        if not rest:
            return {"type": "http.disconnect"}
        chunk = rest.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": chunk != chunks[-1]}

    return receive


async def read(*chunks: bytes, length: bytes | None = None, places: int = 1) -> bytes:
    fields = {} if length is None else {b"content-length": length}
    return await read_body(arriving(*chunks), fields, LIMITS, Places(places))


async def test_a_body_is_read_whole_however_it_comes() -> None:
    assert await read(b"0123456789", length=b"10") == b"0123456789"
    assert await read(b"01", b"234", b"56789") == b"0123456789"


@pytest.mark.parametrize("length", [b"161", b"9" * 5000])
async def test_a_body_announced_as_far_too_long_is_refused_unread(length: bytes) -> None:
    with pytest.raises(PayloadTooLarge):
        await read(length=length)


async def test_a_body_that_waits_for_leave_and_is_too_long_is_refused_unread() -> None:
    fields = {b"content-length": b"11", b"expect": b"100-continue"}
    with pytest.raises(PayloadTooLarge):
        await read_body(arriving(), fields, LIMITS, Places(1))


@pytest.mark.parametrize("length", [b"11", None])
async def test_a_body_that_is_too_long_is_read_to_its_end_and_refused(length: bytes | None) -> None:
    rest = arriving(b"01234", b"56789", b"0")
    fields = {b"content-length": length} if length else {}
    with pytest.raises(PayloadTooLarge):
        await read_body(rest, fields, LIMITS, Places(1))
    assert (await rest())["type"] == "http.disconnect"
    with pytest.raises(PayloadTooLarge):
        await read(b"01234567890")


async def test_a_body_that_never_ends_is_refused_all_the_same() -> None:
    async def endless() -> Message:
        return {"type": "http.request", "body": b"0123456789", "more_body": True}

    with pytest.raises(PayloadTooLarge):
        await read_body(endless, {}, LIMITS, Places(1))


@pytest.mark.parametrize("length", [b"-1", b"+1", b"1e1", b"", b"1, 1"])
async def test_a_length_that_is_no_number_is_refused(length: bytes) -> None:
    with pytest.raises(BadRequest, match="not a number"):
        await read(b"x", length=length)


async def test_a_client_that_leaves_while_it_sends_is_gone() -> None:
    with pytest.raises(ClientGone):
        await read(length=b"2")


async def test_a_body_that_stops_coming_is_refused() -> None:
    async def stalled() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(BodyTooSlow):
        await read_body(stalled, {}, Limits(body_seconds=0.01), Places(1))


async def test_when_many_long_bodies_wait_short_ones_are_still_read() -> None:
    assert await read(b"short", places=0) == b"short"
    with pytest.raises(Unavailable):
        await read(b"lo", b"ng", places=0)
