import pytest

from signing.dstu import DIGEST_INPUT_MAX, gost34311
from tests.signing.dstu.known import VECTORS, answers


@pytest.mark.parametrize(("message", "digest"), answers("gost34311_dke1"))
def test_gost_gives_the_known_answers(message: bytes, digest: bytes) -> None:
    assert gost34311.digest(message) == digest


def test_gost_tells_messages_apart_that_differ_in_zeros_at_the_end() -> None:
    digests = {gost34311.digest(bytes(length)) for length in range(70)}
    assert len(digests) == 70


def test_the_s_boxes_are_those_of_the_vectors() -> None:
    assert bytes.fromhex((VECTORS / "gost34311-dke1.hex").read_text()) == gost34311.DKE1


def test_gost_takes_no_more_than_its_bound() -> None:
    with pytest.raises(AssertionError):
        gost34311.digest(bytes(DIGEST_INPUT_MAX + 1))
