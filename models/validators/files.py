"""What kind of file some bytes are, by the bytes alone: a name and a header say what they like."""

from models.attachment import MEDIA_TYPES

PDF, P7S, ASIC_S, ASIC_E = MEDIA_TYPES
HEAD_BYTES = 128
"""As much as tells what a file claims to be."""

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652 §5.1
_PDF_END_WITHIN = 1024  # ISO 32000-1, annex H: readers look for the end there
_ZIP_HEAD = 30  # APPNOTE 4.3.7: a local file header up to the name


def media_type_of(content: bytes) -> str | None:
    """Give the media type of a whole file, or none for what is not taken."""
    kind = claimed_type(content[:HEAD_BYTES])
    if kind == PDF and b"%%EOF" not in content[-_PDF_END_WITHIN:]:
        return None
    if kind == P7S and _der_length(content) != len(content):
        return None
    return kind


def claimed_type(head: bytes) -> str | None:
    """Give what a file begins as, or none."""
    if head.startswith((b"%PDF-1.", b"%PDF-2.")):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _container(head)
    return P7S if _is_signed_data(head) else None


def _container(head: bytes) -> str | None:
    """Give the type of a container: its first entry names it, uncompressed (ETSI EN 319 162-1, A.1)."""
    method = int.from_bytes(head[8:10], "little")
    length = int.from_bytes(head[18:22], "little")
    name_end = _ZIP_HEAD + int.from_bytes(head[26:28], "little")
    start = name_end + int.from_bytes(head[28:30], "little")
    if method != 0 or head[_ZIP_HEAD:name_end] != b"mimetype":
        return None
    told = head[start : start + length].decode("ascii", "replace")
    return told if told in (ASIC_S, ASIC_E) else None


def _is_signed_data(head: bytes) -> bool:
    """Tell whether it is a ContentInfo of signed data, in DER."""
    if len(head) < 2 or head[0] != 0x30 or head[1] == 0x80:
        return False
    body = 2 if head[1] < 0x80 else 2 + (head[1] & 0x7F)
    return head[body:].startswith(_SIGNED_DATA)


def _der_length(content: bytes) -> int:
    """Give how long a DER value is, with its tag and length."""
    first = content[1]
    if first < 0x80:
        return 2 + first
    octets = first & 0x7F
    return 2 + octets + int.from_bytes(content[2 : 2 + octets], "big")
