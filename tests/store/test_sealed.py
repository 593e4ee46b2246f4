"""What is sealed is opened here, and nowhere else."""

import secrets

import pytest

from store.sealed import Sealer

LINK = b"https://zaklad.example/invite#token"


def sealer(*given: bytes) -> Sealer:
    return Sealer(given, secrets.token_bytes)


def test_what_is_sealed_is_opened_and_says_nothing_meanwhile() -> None:
    ours = sealer(b"a secret")
    sealed = ours.seal(LINK)
    assert b"token" not in sealed
    assert sealed != ours.seal(LINK)
    assert ours.open_sealed(sealed) == LINK


def test_the_older_secret_still_opens_while_it_is_replaced() -> None:
    sealed = sealer(b"older").seal(LINK)
    assert sealer(b"newer", b"older").open_sealed(sealed) == LINK
    with pytest.raises(ValueError, match="not sealed"):
        sealer(b"newer").open_sealed(sealed)


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_an_altered_byte_is_refused(place: int) -> None:
    ours = sealer(b"a secret")
    spoiled = bytearray(ours.seal(LINK))
    spoiled[place] ^= 1
    with pytest.raises(ValueError, match="not sealed"):
        ours.open_sealed(bytes(spoiled))
