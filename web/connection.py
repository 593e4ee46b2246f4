"""A connection whose client must speak and listen in time.

uvicorn bounds the idle time between two requests and nothing else: headers may drip or grow for ever, and an
answer may be left unread for ever. This protocol cuts such connections. A request that arrives in one segment
costs no timer.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.limits import Limits

_HEAD_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
)


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with deadlines for the head, the body and the reading of the answer."""

    limits: ClassVar[Limits]
    _deadline: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _in_head = True
    _is_whole = False
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Begin to wait for a head: who connects and says nothing is cut as well."""
        super().connection_made(transport)
        self._wait(self.limits.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        self._stop_waiting()
        self._stop_reading()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came; wait for the rest only if a request is left unfinished."""
        self._is_whole = False
        super().data_received(data)
        if self._is_whole or self.transport.is_closing():
            self._stop_waiting()
            return
        if self._in_head:
            self._refuse_long_head(len(data))
        if self._deadline is None:
            self._wait(self.limits.head_seconds if self._in_head else self._body_seconds())

    def on_message_begin(self) -> None:
        """Begin a head."""
        super().on_message_begin()
        self._is_whole, self._in_head, self._head_bytes = False, True, 0

    def on_headers_complete(self) -> None:
        """Go from the head's deadline to the body's."""
        self._in_head = False
        if self._deadline is not None:
            self._wait(self._body_seconds())
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that a whole request came; between requests the idle time of uvicorn rules."""
        self._is_whole, self._in_head = True, True
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Give the client its time to read on."""
        super().pause_writing()
        self._stop_reading()
        self._reading = self.loop.call_later(self.limits.send_seconds, self._cut)

    def resume_writing(self) -> None:
        """The client reads on."""
        self._stop_reading()
        super().resume_writing()

    def _body_seconds(self) -> float:
        # Twice the application's own limit, which answers with a code; this one ends refused bodies.
        return 2 * self.limits.body_seconds

    def _refuse_long_head(self, more: int) -> None:
        self._head_bytes += more
        if self._head_bytes > self.limits.head_bytes:
            self.transport.write(_HEAD_TOO_LARGE)
            self.transport.close()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(seconds, self._cut)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _cut(self) -> None:
        """Close without waiting for unsent bytes, which this client may never take."""
        self.transport.abort()


def connection_class(given: Limits) -> type[Connection]:
    """Give the protocol class with these limits, as uvicorn wants a class."""
    return type("LimitedConnection", (Connection,), {"limits": given})
