"""The schema as a text for whoever asks for it: the whole graph, with what each coordinate requires.

It is the same for everyone and holds nothing about anybody, so it may be kept on the way, and is sent again
only when it has changed.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from starlette.types import Send

from schema.sdl import printed
from web.fields import Headers
from web.negotiation import MediaType

_TAG = re.compile(rb'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Definition:
    """The text and its entity tag (RFC 9110 §8.8.3)."""

    body: bytes
    tag: bytes

    def is_known(self, if_none_match: bytes | None) -> bool:
        """Tell whether a client that sent this field has the text already (RFC 9110 §13.1.2)."""
        if if_none_match is None:
            return False
        return if_none_match.strip() == b"*" or self.tag in _TAG.findall(if_none_match)


@cache
def definition() -> Definition:
    """Print the schema, once."""
    body = printed().encode()
    return Definition(body, b'"%s"' % hashlib.sha256(body).hexdigest()[:32].encode())


async def send_definition(send: Send, fields: Headers, media: MediaType, request_id: str) -> None:
    """Send the schema, or that it has not changed."""
    found = definition()
    is_known = found.is_known(fields.get(b"if-none-match"))
    head = [
        (b"etag", found.tag),
        (b"cache-control", b"no-cache"),  # may be kept, but is asked after
        (b"vary", b"Accept"),
        (b"x-request-id", request_id.encode("ascii")),
    ]
    if not is_known:
        head += [
            (b"content-type", f"{media.value}; charset=utf-8".encode()),
            (b"content-length", b"%d" % len(found.body)),
            (b"x-content-type-options", b"nosniff"),
        ]
    await send({"type": "http.response.start", "status": 304 if is_known else 200, "headers": head})
    await send({"type": "http.response.body", "body": b"" if is_known else found.body})
