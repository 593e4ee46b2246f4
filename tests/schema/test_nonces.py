"""A nonce is known to the service that gave it, in the session that it was given to, and nowhere else."""

import datetime as dt
from uuid import UUID

import pytest

from errors import NonceExpired, NonceInvalid
from schema.nonces import LIFETIME, Nonces

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
SESSION, OTHER = UUID(int=1), UUID(int=2)
AUDIENCE = "https://zaklad.example#test"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def nonces(*secrets: bytes, audience: str = AUDIENCE) -> Nonces:
    return Nonces(secrets or (b"secret",), audience, lambda length: bytes(range(length)))


def test_it_is_known_in_the_session_that_it_was_given_to() -> None:
    nonce = nonces().known(nonces().give(SESSION, NOW), SESSION)
    assert nonce.issued_at == NOW
    nonce.refuse_expired(NOW + LIFETIME - dt.timedelta(milliseconds=1))
    with pytest.raises(NonceExpired):
        nonce.refuse_expired(NOW + LIFETIME)


@pytest.mark.parametrize(
    ("by", "session"),
    [
        (nonces(), OTHER),
        (nonces(b"another"), SESSION),
        (nonces(audience="https://zaklad.example#production"), SESSION),
    ],
)
def test_it_is_unknown_elsewhere(by: Nonces, session: UUID) -> None:
    with pytest.raises(NonceInvalid):
        by.known(nonces().give(SESSION, NOW), session)


def test_it_is_known_while_its_secret_is_replaced() -> None:
    older = nonces(b"old").give(SESSION, NOW)
    assert nonces(b"new", b"old").known(older, SESSION).issued_at == NOW
    with pytest.raises(NonceInvalid):
        nonces(b"new").known(older, SESSION)


def test_no_other_character_at_any_place_is_the_same_nonce() -> None:
    given = nonces().give(SESSION, NOW)
    for place, character in enumerate(given):
        for other in ALPHABET.replace(character, ""):
            with pytest.raises(NonceInvalid):
                nonces().known(given[:place] + other + given[place + 1 :], SESSION)


@pytest.mark.parametrize("text", ["", "A", "A" * 55, "A" * 56, "=" * 55, "а" * 55, "A" * 300])
def test_what_is_no_nonce_is_refused(text: str) -> None:
    with pytest.raises(NonceInvalid):
        nonces().known(text, SESSION)
