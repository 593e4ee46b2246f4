"""Reads ASN.1 in DER, and in BER where an envelope may come so (ITU-T X.690).

A reader stands in a range of bytes and takes one element after another; nothing is read before it is asked
for, nothing is copied, and what is malformed raises `Malformed` and nothing else. Lengths are at most four
octets, tags one, which no signed message exceeds. In DER an indefinite length, or one written longer than
needed, is refused. In BER the end of an indefinite element is found by one walk with a stack of its own; what
it finds is remembered, so that no byte is walked twice however deeply elements lie in each other.
"""

from functools import lru_cache
from typing import NamedTuple

DEPTH_MAX = 24  # how deeply indefinite elements may lie in each other; real envelopes have five

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, OID = 0x01, 0x02, 0x03, 0x04, 0x06
SEQUENCE, SET = 0x30, 0x31
CONSTRUCTED = 0x20
_INDEFINITE = 0x80


class Malformed(ValueError):
    """The bytes are not what the standard says; the message says where."""


class Element(NamedTuple):
    """One element: its tag, and where in the bytes it starts, where its contents do, and where both end."""

    tag: int
    start: int
    body: int
    stop: int
    end: int


class Reader:
    """Takes elements, one after another, from a range of bytes."""

    __slots__ = ("_ends", "at", "ber", "data", "stop")

    def __init__(
        self,
        data: bytes,
        at: int = 0,
        stop: int | None = None,
        ber: bool = False,
        ends: dict[int, int] | None = None,
    ) -> None:
        self.data = data
        self.at = at
        self.stop = len(data) if stop is None else stop
        self.ber = ber
        self._ends = {} if ends is None else ends

    def more(self) -> bool:
        """Say whether an element follows."""
        return self.at < self.stop

    def finish(self) -> None:
        """Refuse what follows the last element."""
        if self.at != self.stop:
            raise Malformed(f"{self.stop - self.at} bytes too many at {self.at}")

    def take(self, tag: int | None = None) -> Element:
        """Take the next element, of a given tag if one is given."""
        start = self.at
        body, stop = self._step(tag)
        return Element(self.data[start], start, body, stop, self.at)

    def value(self, tag: int) -> bytes:
        """Take the next element and give its contents."""
        body, stop = self._step(tag)
        return self.data[body:stop]

    def into(self, tag: int) -> "Reader":
        """Take the next element, which holds others, and give a reader of its contents."""
        body, stop = self._step(tag)
        return Reader(self.data, body, stop, self.ber, self._ends)

    def raw(self, tag: int) -> bytes:
        """Take the next element and give it as it was transmitted."""
        start = self.at
        self._step(tag)
        return self.data[start : self.at]

    def follows(self, tag: int) -> bool:
        """Say whether an element of the tag follows."""
        return self.at < self.stop and self.data[self.at] == tag

    def skip(self, tag: int) -> None:
        """Pass the next element over if it has the tag."""
        if self.follows(tag):
            self._step(tag)

    def content(self, element: Element) -> bytes:
        """Give an element's contents."""
        return self.data[element.body : element.stop]

    def _step(self, tag: int | None) -> tuple[int, int]:
        """Go past the next element; give where its contents begin and end."""
        at, data = self.at, self.data
        if at + 2 > self.stop:
            raise Malformed(f"an element is cut off at {at}")
        found, length = data[at], data[at + 1]
        if found != tag and (tag is not None or not found or found & 0x1F == 0x1F):
            raise Malformed(f"another tag than expected at {at}")
        if length < _INDEFINITE:
            body = at + 2
            stop = end = body + length
        elif length > _INDEFINITE:
            body, stop = self._long(at, self.stop)
            end = stop
        else:
            body = at + 2
            stop = self._close(at, self.stop)
            end = stop + 2
        if end > self.stop:
            raise Malformed(f"an element at {at} is longer than what holds it")
        self.at = end
        return body, stop

    def _long(self, at: int, limit: int) -> tuple[int, int]:
        """Read a length of several octets; give where the contents begin and end."""
        count = self.data[at + 1] & 0x7F
        body = at + 2 + count
        if count > 4 or body > limit:
            raise Malformed(f"a length of {count} octets at {at}")
        length = int.from_bytes(self.data[at + 2 : body], "big")
        if not self.ber and (length < _INDEFINITE or length >> 8 * (count - 1) == 0):
            raise Malformed(f"a length is written longer than needed at {at}")
        return body, body + length

    def _close(self, start: int, limit: int) -> int:
        """Find where the contents of an indefinite element end, and of those inside (X.690 8.1.3.6)."""
        if start in self._ends:
            return self._ends[start]
        self._may_be_indefinite(start)
        opened, at, data = [start], start + 2, self.data
        while opened:
            if at + 2 > limit:
                raise Malformed(f"an indefinite element at {opened[-1]} has no end")
            if data[at] == data[at + 1] == 0:
                self._ends[opened.pop()] = at
                at += 2
            elif data[at + 1] == _INDEFINITE:
                self._may_be_indefinite(at)
                opened.append(at)
                if len(opened) > DEPTH_MAX:
                    raise Malformed(f"elements lie deeper than {DEPTH_MAX} in each other")
                at += 2
            else:
                at = at + 2 + data[at + 1] if data[at + 1] < _INDEFINITE else self._long(at, limit)[1]
        return self._ends[start]

    def _may_be_indefinite(self, at: int) -> None:
        if not self.ber or not self.data[at] & CONSTRUCTED:
            raise Malformed(f"an indefinite length at {at}")


@lru_cache(maxsize=256)
def dotted(content: bytes) -> str:
    """Write an object identifier's contents in numbers with dots (X.690 8.19)."""
    if not 0 < len(content) <= 32 or content[-1] & 0x80:
        raise Malformed("an object identifier is empty, cut off or too long")
    arcs, value, fresh = [], 0, True
    for octet in content:
        if fresh and octet == 0x80:
            raise Malformed("an object identifier is written longer than needed")
        value = value << 7 | octet & 0x7F
        fresh = octet < 0x80
        if fresh:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))
