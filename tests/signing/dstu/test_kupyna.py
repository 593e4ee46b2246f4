from typing import Literal

import pytest

from signing.dstu import DIGEST_INPUT_MAX, kupyna
from tests.signing.dstu.known import VECTORS, answers

Bits = Literal[256, 384, 512]
LENGTHS: tuple[Bits, ...] = (256, 384, 512)
KNOWN = [(bits, *pair) for bits in LENGTHS for pair in answers(f"kupyna{bits}")]


@pytest.mark.parametrize(("bits", "message", "digest"), KNOWN)
def test_kupyna_gives_the_known_answers(bits: Bits, message: bytes, digest: bytes) -> None:
    assert kupyna.digest(message, bits) == digest


@pytest.mark.parametrize("bits", LENGTHS)
def test_kupyna_tells_messages_of_every_length_apart(bits: Bits) -> None:
    digests = {kupyna.digest(bytes(length), bits) for length in range(140)}
    assert len(digests) == 140


def test_the_s_boxes_of_kupyna_are_those_of_the_vectors() -> None:
    lines = (VECTORS / "kupyna-sboxes.hex").read_text().split()
    assert tuple(map(bytes.fromhex, lines)) == kupyna.S_BOXES


def test_kupyna_takes_no_more_than_its_bound() -> None:
    with pytest.raises(AssertionError):
        kupyna.digest(bytes(DIGEST_INPUT_MAX + 1), 256)
