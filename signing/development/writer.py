"""Writes ASN.1 in DER (ITU-T X.690), as much of it as certificates and messages need."""

from datetime import UTC, datetime


def element(tag: int, *parts: bytes) -> bytes:
    """Write an element of a tag around its contents."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content


def sequence(*parts: bytes) -> bytes:
    """Write a SEQUENCE."""
    return element(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    """Write a SET OF, sorted as DER wants it."""
    return element(0x31, *sorted(parts))


def explicit(number: int, *parts: bytes) -> bytes:
    """Write a constructed element of a context's tag."""
    return element(0xA0 | number, *parts)


def integer(value: int) -> bytes:
    """Write a whole number."""
    return element(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(content: bytes) -> bytes:
    """Write an OCTET STRING."""
    return element(0x04, content)


def bits(content: bytes, unused: int = 0) -> bytes:
    """Write a BIT STRING."""
    return element(0x03, bytes((unused,)), content)


def boolean(value: bool) -> bytes:
    """Write a BOOLEAN."""
    return element(0x01, b"\xff" if value else b"\x00")


def text(value: str) -> bytes:
    """Write a UTF8String."""
    return element(0x0C, value.encode())


def printable(value: str) -> bytes:
    """Write a PrintableString."""
    return element(0x13, value.encode("ascii"))


def moment(at: datetime) -> bytes:
    """Write a time as RFC 5280 4.1.2.5 wants it: with two digits of the year up to 2049."""
    when = at.astimezone(UTC)
    if when.year < 2050:
        return element(0x17, f"{when:%y%m%d%H%M%SZ}".encode())
    return element(0x18, f"{when:%Y%m%d%H%M%SZ}".encode())


def oid(dotted: str) -> bytes:
    """Write an object identifier."""
    first, second, *rest = map(int, dotted.split("."))
    return element(0x06, b"".join(map(_arc, (40 * first + second, *rest))))


def _arc(value: int) -> bytes:
    octets_ = [value & 0x7F]
    while value := value >> 7:
        octets_.append(0x80 | value & 0x7F)
    return bytes(reversed(octets_))


def algorithm(name: str, parameters: bytes = b"") -> bytes:
    """Write an algorithm with its parameters."""
    return sequence(oid(name), parameters)
