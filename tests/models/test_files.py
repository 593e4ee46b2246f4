"""Files are known by their bytes: what is taken, and what only looks like it."""

import io
import zipfile

import pytest

from models.validators.files import ASIC_E, ASIC_S, P7S, PDF, media_type_of

SIGNED = bytes.fromhex("06092a864886f70d010702")
A_PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def der(body: bytes) -> bytes:
    length = len(body)
    if length < 0x80:
        return bytes([0x30, length]) + body
    return bytes([0x30, 0x82]) + length.to_bytes(2, "big") + body


def container(told: str, *, name: str = "mimetype", method: int = zipfile.ZIP_STORED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, told, compress_type=method)
        archive.writestr("META-INF/signature.p7s", b"signature", compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (A_PDF, PDF),
        (A_PDF + b"\x00" * 500, PDF),
        (der(SIGNED + b"\xa0\x03abc"), P7S),
        (der(SIGNED + b"\xa0" * 500), P7S),
        (container(ASIC_S), ASIC_S),
        (container(ASIC_E), ASIC_E),
    ],
)
def test_a_file_is_what_its_bytes_are(content: bytes, kind: str) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n and nothing more",
        A_PDF + b"\x00" * 2000,
        b"\n" + A_PDF,
        b"<html>%PDF-1.7 %%EOF",
        b"0",
        b"0\x80" + SIGNED,  # BER of no definite length
        der(SIGNED + b"\xa0\x03abc") + b"tail",
        der(SIGNED + b"\xa0\x03abc")[:-1],
        der(bytes.fromhex("06092a864886f70d010701") + b"\xa0\x03abc"),  # data that nobody signed
        b"0\x89" + b"\xff" * 20,
        container("application/epub+zip"),
        container(ASIC_S, name="content.txt"),
        container(ASIC_S, method=zipfile.ZIP_DEFLATED),
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\x00" * 18,
        b"MZ" + b"\x00" * 100,
    ],
)
def test_what_only_looks_like_one_is_not_taken(content: bytes) -> None:
    assert media_type_of(content) is None
