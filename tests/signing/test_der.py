"""The reader takes what is well-formed, refuses the rest with one exception, and walks no byte twice."""

from contextlib import suppress
from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as some

from errors import BadCertificate, SignatureRefused
from signing.certificate import read_certificate
from signing.cms import read_signed_data
from signing.der import DEPTH_MAX, OCTET_STRING, SEQUENCE, Malformed, Reader, dotted
from signing.development import writer
from signing.values import algorithm, bits, flags, integer, moment, octets, oid, text
from tests.rights.bounds import chances
from tests.signing.forgery import key, message, vector


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x30",
        b"\x30\x01",
        b"\x30\x81\x01\x00",
        b"\x30\x82\x00\x80" + bytes(128),
        b"\x30\x80\x00\x00",
        b"\x30\x85\x00\x00\x00\x00\x00",
        b"\x30\x85\x01\x00\x00\x00\x00",
        b"\x30\xff",
        b"\x1f\x01\x00",
        b"\x00\x00",
        b"\x04\x00",
    ],
)
def test_what_is_no_sequence_in_der_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        Reader(raw).into(SEQUENCE)


def test_ber_may_be_indefinite_and_long_winded() -> None:
    inner = (
        Reader(b"\x30\x80\x30\x80\x04\x81\x01\x07\x00\x00\x00\x00", ber=True).into(SEQUENCE).into(SEQUENCE)
    )
    assert octets(inner) == b"\x07"
    inner.finish()


@pytest.mark.parametrize(
    "raw", [b"\x30\x80", b"\x30\x80\x04\x01", b"\x04\x80\x00\x00", b"\x30\x80\x04\x80\x00\x00\x00\x00"]
)
def test_an_indefinite_element_that_does_not_end_or_holds_none_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        Reader(raw, ber=True).into(SEQUENCE)


def test_the_depth_of_indefinite_elements_is_bounded() -> None:
    def nested(depth: int) -> bytes:
        return b"\x30\x80" * depth + b"\x00\x00" * depth

    Reader(nested(DEPTH_MAX), ber=True).into(SEQUENCE)
    with pytest.raises(Malformed):
        Reader(nested(DEPTH_MAX + 1), ber=True).into(SEQUENCE)
    with pytest.raises(Malformed):
        Reader(b"\x30\x80" * 30_000, ber=True).into(SEQUENCE)


class Counted(bytes):
    """Bytes that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at: SupportsIndex | slice) -> object:  # type: ignore[override]
        self.looks += 1
        return bytes.__getitem__(self, at)


def test_elements_in_each_other_are_walked_once() -> None:
    inside = b"\x04\x00" * 5_000
    raw = Counted(b"\x30\x80" * DEPTH_MAX + inside + b"\x00\x00" * DEPTH_MAX)
    reader = Reader(raw, ber=True)
    for _ in range(DEPTH_MAX):
        reader = reader.into(SEQUENCE)
    while reader.more():
        reader.value(OCTET_STRING)
    assert raw.looks < 6 * len(raw)


def test_what_follows_the_last_element_is_refused() -> None:
    reader = Reader(b"\x04\x00\x00")
    reader.take()
    assert reader.more()
    with pytest.raises(Malformed):
        reader.finish()


@given(some.integers(-(2**80), 2**80))
@chances(100)
def test_whole_numbers_are_read_as_written(number: int) -> None:
    assert integer(Reader(writer.integer(number))) == number


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"\xff\xff"])
def test_whole_numbers_longer_than_needed_are_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        integer(Reader(writer.element(2, content)))


@pytest.mark.parametrize("name", ["1.2.804.2.1.1.1.11.1.4.1.1", "2.5.29.15", "2.999.1", "0.4.0.1862.1.6"])
def test_object_identifiers_are_read_as_written(name: str) -> None:
    assert oid(Reader(writer.oid(name))) == name


@pytest.mark.parametrize("content", [b"", b"\x80\x01", b"\x2a\x80\x01", b"\x2a\x81", b"\x2a" * 33])
def test_object_identifiers_cut_off_or_too_long_are_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        dotted(content)


@pytest.mark.parametrize(
    ("tag", "content", "told"),
    [
        (0x17, b"261122101112Z", "2026-11-22T10:11:12+00:00"),
        (0x17, b"500101000000Z", "1950-01-01T00:00:00+00:00"),
        (0x18, b"20500101000000Z", "2050-01-01T00:00:00+00:00"),
    ],
)
def test_times_are_read_to_the_second(tag: int, content: bytes, told: str) -> None:
    assert moment(Reader(writer.element(tag, content))).isoformat() == told


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        (0x17, b"2611221011Z"),
        (0x17, b"261122101112+0200"),
        (0x17, b"261322101112Z"),
        (0x17, b"26112210111\xb2Z"),
        (0x18, b"20261122101112.5Z"),
        (0x18, b"00000101000000Z"),
        (0x04, b"261122101112Z"),
    ],
)
def test_other_ways_to_write_times_are_refused(tag: int, content: bytes) -> None:
    with pytest.raises(Malformed):
        moment(Reader(writer.element(tag, content)))


@pytest.mark.parametrize(
    ("tag", "content"),
    [(0x0C, "Тест".encode()), (0x13, b"Test"), (0x1E, "Тест".encode("utf-16-be")), (0x14, b"Test")],
)
def test_texts_are_read_in_their_alphabets(tag: int, content: bytes) -> None:
    assert text(Reader(writer.element(tag, content))) in ("Тест", "Test")


@pytest.mark.parametrize(
    ("tag", "content"), [(0x0C, b"\xff"), (0x13, b"\xd0"), (0x1E, b"\xd8"), (0x04, b"a")]
)
def test_texts_out_of_their_alphabets_are_refused(tag: int, content: bytes) -> None:
    with pytest.raises(Malformed):
        text(Reader(writer.element(tag, content)))


def test_named_bits_are_read_by_their_numbers() -> None:
    assert flags(Reader(writer.bits(b"\xc0", 6))) == {0, 1}
    assert flags(Reader(writer.bits(b"\x06\x80", 7))) == {5, 6, 8}
    for raw in (b"", b"\x08\x00", b"\x01", b"\x00" * 6):
        with pytest.raises(Malformed):
            flags(Reader(writer.element(3, raw)))


def test_bits_that_do_not_fill_their_octets_are_refused() -> None:
    with pytest.raises(Malformed):
        bits(Reader(writer.bits(b"\x80", 7)))


def test_null_counts_as_no_parameters() -> None:
    assert algorithm(Reader(writer.algorithm("1.2.3", b"\x05\x00"))).parameters == b""
    with pytest.raises(Malformed):
        algorithm(Reader(writer.algorithm("1.2.3", b"\x05\x00\x05\x00")))


SEEDS = (message(), vector("jk_attached.p7s"), vector("pkijs_pss.p7s"), vector("dstu_m431_kupyna512.p7s"))
EDITS = some.lists(
    some.tuples(some.integers(0, 1600), some.integers(0, 8), some.binary(max_size=8)), min_size=1, max_size=6
)


def edited(raw: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, removed, put in edits:
        at = place % (len(raw) or 1)
        raw = raw[:at] + put + raw[at + removed :]
    return raw


@given(some.sampled_from(SEEDS), EDITS)
@chances(600)
def test_messages_edited_by_chance_raise_nothing_but_refusals(
    seed: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    with suppress(SignatureRefused):
        read_signed_data(edited(seed, edits))


@given(some.sampled_from((key().certificate, vector("jk_self.cer"), vector("dstu_ca_m431.cer"))), EDITS)
@chances(600)
def test_certificates_edited_by_chance_raise_nothing_but_refusals(
    seed: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    with suppress(BadCertificate):
        read_certificate(edited(seed, edits))


ELEMENTS = some.recursive(
    some.binary(max_size=6),
    lambda inner: some.lists(
        some.tuples(some.sampled_from((0x30, 0x31, 0xA0, 0x24, 0x04, 0x06, 0x02, 0x03, 0x01)), inner),
        max_size=5,
    ).map(lambda pairs: b"".join(writer.element(tag, content) for tag, content in pairs)),
    max_leaves=30,
)


@given(ELEMENTS)
@chances(400)
def test_elements_in_each_other_by_chance_raise_nothing_but_refusals(raw: bytes) -> None:
    with suppress(SignatureRefused):
        read_signed_data(raw)
    with suppress(BadCertificate):
        read_certificate(raw)
