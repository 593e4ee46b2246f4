"""Reads single values of ASN.1: numbers, texts, times, bits and named algorithms."""

from datetime import UTC, datetime
from typing import NamedTuple

from signing.der import (
    BIT_STRING,
    CONSTRUCTED,
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    Malformed,
    Reader,
    dotted,
)

_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x12: "ascii", 0x16: "ascii", 0x14: "latin-1", 0x1E: "utf-16-be"}
"""Of UTF8String, PrintableString, NumericString, IA5String, TeletexString and BMPString."""


class Algorithm(NamedTuple):
    """An algorithm's object identifier, and its parameters as transmitted; NULL counts as none."""

    oid: str
    parameters: bytes


def oid(reader: Reader) -> str:
    """Take an object identifier."""
    return dotted(reader.value(OID))


def integer(reader: Reader) -> int:
    """Take a whole number, written as short as can be (X.690 8.3.2)."""
    content = reader.value(INTEGER)
    if not content or (len(content) > 1 and content[0] in (0, 0xFF) and (content[0] ^ content[1]) < 0x80):
        raise Malformed("a whole number is empty or written longer than needed")
    return int.from_bytes(content, "big", signed=True)


def octets(reader: Reader) -> bytes:
    """Take a string of octets; in BER it may come in parts (X.690 8.7.3)."""
    if not reader.ber or not reader.follows(OCTET_STRING | CONSTRUCTED):
        return reader.value(OCTET_STRING)
    parts, within = list[bytes](), reader.into(OCTET_STRING | CONSTRUCTED)
    while within.more():
        parts.append(within.value(OCTET_STRING))
    return b"".join(parts)


def bits(reader: Reader) -> bytes:
    """Take a string of bits that fills whole octets."""
    content = reader.value(BIT_STRING)
    if not content or content[0]:
        raise Malformed("a string of bits does not fill its octets")
    return content[1:]


def flags(reader: Reader) -> frozenset[int]:
    """Take a string of at most 32 named bits and give the numbers of those set (X.680 22)."""
    content = reader.value(BIT_STRING)
    if not 1 <= len(content) <= 5 or content[0] > 7 or (len(content) == 1 and content[0]):
        raise Malformed("a string of named bits is empty or too long")
    used = 8 * (len(content) - 1) - content[0]
    return frozenset(at for at in range(used) if content[1 + at // 8] >> 7 - at % 8 & 1)


def text(reader: Reader) -> str:
    """Take a text of any of the alphabets that certificates use (RFC 5280 4.1.2.4)."""
    element = reader.take()
    encoding = _ENCODINGS.get(element.tag)
    if encoding is None:
        raise Malformed(f"no text at {element.start}")
    try:
        return reader.content(element).decode(encoding)
    except UnicodeDecodeError:
        raise Malformed(f"the text at {element.start} is not in its alphabet") from None


def moment(reader: Reader) -> datetime:
    """Take a time, to the second and in UTC, as RFC 5280 4.1.2.5 wants it written."""
    element = reader.take()
    content = reader.content(element)
    if element.tag == _UTC_TIME and len(content) == 13:
        content = (b"20" if content[:2] < b"50" else b"19") + content
    elif element.tag != _GENERALIZED_TIME or len(content) != 15:
        raise Malformed(f"no time at {element.start}")
    digits = content[:14]
    if content[14:] != b"Z" or not digits.isdigit():
        raise Malformed(f"the time at {element.start} is not in UTC to the second")
    number = int(digits)
    date, clock = divmod(number, 1_000_000)
    try:
        return datetime(
            date // 10_000,
            date // 100 % 100,
            date % 100,
            clock // 10_000,
            clock // 100 % 100,
            clock % 100,
            tzinfo=UTC,
        )
    except ValueError:
        raise Malformed(f"there is no such time as at {element.start}") from None


def algorithm(reader: Reader) -> Algorithm:
    """Take an algorithm with its parameters (RFC 5280 4.1.1.2)."""
    within = reader.into(SEQUENCE)
    name, parameters = oid(within), b""
    if within.more():
        parameters = within.data[within.at : within.stop]
        within.take()
        if parameters == b"\x05\x00":
            parameters = b""
    within.finish()
    return Algorithm(name, parameters)
