"""Reading a request's body: no longer than the limit, no slower than the limit."""

from starlette.types import Message, Receive

from errors import BadRequest, BodyTooSlow, PayloadTooLarge
from web.admission import Places
from web.deadline import ClientGone, Deadline
from web.fields import Headers
from web.limits import Limits


async def read_body(receive: Receive, fields: Headers, limits: Limits, long_bodies: Places) -> bytes:
    """Read the whole body; raises PayloadTooLarge, BodyTooSlow, ClientGone, Unavailable (too many wait)."""
    _refuse_announced(fields.get(b"content-length", b"0"), limits.body_bytes)
    try:
        with Deadline(limits.body_seconds):
            message = await receive()
            if not message.get("more_body"):
                return _chunk(message, limits.body_bytes)
            with long_bodies:
                return await _read_on(_chunk(message, limits.body_bytes), receive, limits.body_bytes)
    except TimeoutError:
        raise BodyTooSlow(
            "тіло запиту не надійшло вчасно",
            "the body did not arrive in time",
            evidence={"limitSeconds": limits.body_seconds},
        ) from None


async def _read_on(first: bytes, receive: Receive, limit: int) -> bytes:
    body = bytearray(first)
    more = True
    while more:
        message = await receive()
        body += _chunk(message, limit - len(body))
        more = bool(message.get("more_body"))
    return bytes(body)


def _chunk(message: Message, room: int) -> bytes:
    if message["type"] == "http.disconnect":
        raise ClientGone
    chunk: bytes = message.get("body", b"")
    if len(chunk) > room:
        raise _too_large()
    return chunk


def _refuse_announced(content_length: bytes, limit: int) -> None:
    """Judge the announced length before a byte is read, so that a client that waits for leave sends none."""
    if not content_length.isdigit():
        raise BadRequest("довжина тіла запиту не є числом", "the body's length is not a number")
    if len(content_length) > len(str(limit)) or int(content_length) > limit:
        raise _too_large()


def _too_large() -> PayloadTooLarge:
    return PayloadTooLarge("тіло запиту завелике", "the body is too large")
