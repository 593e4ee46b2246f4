"""Reading a request's body: no longer than the limit, no slower than the limit.

A body that is too long is read on for a while and dropped: a client that still writes when its connection is
closed never sees the answer.
"""

from starlette.types import Message, Receive

from errors import BadRequest, BodyTooSlow, PayloadTooLarge
from web.admission import Places
from web.deadline import ClientGone, Deadline
from web.fields import Headers
from web.limits import Limits

_DROPPED = 16
"""How many times the limit is read and dropped; a client that sends more has to do without the answer."""


async def read_body(receive: Receive, fields: Headers, limits: Limits, long_bodies: Places) -> bytes:
    """Read the whole body; raises PayloadTooLarge, BodyTooSlow, ClientGone, Unavailable (too many wait)."""
    kept = _room(fields, limits.body_bytes)
    try:
        with Deadline(limits.body_seconds):
            message = await _next(receive)
            if message.get("more_body"):
                with long_bodies:
                    return await _rest(message, receive, kept, _DROPPED * limits.body_bytes)
            return _whole(message.get("body", b""), kept)
    except TimeoutError:
        raise BodyTooSlow(
            "тіло запиту не надійшло вчасно",
            "the body did not arrive in time",
            evidence={"limitSeconds": limits.body_seconds},
        ) from None


async def _rest(first: Message, receive: Receive, kept: int, dropped: int) -> bytes:
    """Gather the chunks while they fit in what is kept, and count them while they fit in what is dropped."""
    body, length, message = bytearray(), 0, first
    while True:
        chunk: bytes = message.get("body", b"")
        length += len(chunk)
        if length <= kept:
            body += chunk
        if length > dropped or not message.get("more_body"):
            break
        message = await _next(receive)
    if length > kept:
        raise _too_large()
    return bytes(body)


async def _next(receive: Receive) -> Message:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message


def _whole(body: bytes, kept: int) -> bytes:
    if len(body) > kept:
        raise _too_large()
    return body


def _room(fields: Headers, limit: int) -> int:
    """Tell how many bytes to keep: none of a body that announces itself as too long.

    One that is far too long, or waits for leave to be sent, is refused before a byte of it is read.
    """
    announced = fields.get(b"content-length", b"0")
    if not announced.isdigit():
        raise BadRequest("довжина тіла запиту не є числом", "the body's length is not a number")
    length = int(announced) if len(announced) < 20 else 10**20
    if length <= limit:
        return limit
    if length > _DROPPED * limit or b"expect" in fields:
        raise _too_large()
    return 0


def _too_large() -> PayloadTooLarge:
    return PayloadTooLarge("тіло запиту завелике", "the body is too large")
