"""Nonces: single-use numbers that this service gives to one session, and knows again without keeping them.

A nonce is key id 1 ‖ milliseconds 8 ‖ random 16 ‖ HMAC-SHA256[:16], written in base64url. The HMAC covers the
audience and the session, so that what was prepared in one session cannot be signed into another, nor stocked
before one. Keys come from the service's secret by HKDF; while one is replaced, the older is known too.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from errors import NonceExpired, NonceInvalid

LIFETIME = dt.timedelta(seconds=600)
"""Long enough to read a text and to enter the password of a key."""

RANDOM_BYTES, MAC_BYTES = 16, 16
_BODY = struct.Struct(f">BQ{RANDOM_BYTES}s")
_LABEL = b"zaklad/1 nonce"


@dataclass(frozen=True, slots=True)
class Nonce:
    """A nonce that this service gave, and when."""

    value: bytes
    issued_at: dt.datetime

    def refuse_expired(self, now: dt.datetime) -> None:
        """Refuse it when its time is over."""
        if now >= self.issued_at + LIFETIME:
            raise NonceExpired(
                "строк одноразового коду минув: підготуйте дію заново",
                "the nonce has expired: prepare the act anew",
                evidence={"expiredAt": (self.issued_at + LIFETIME).isoformat(timespec="seconds")},
            )


class Nonces:
    """Gives nonces for one audience, and knows them again; the newest secret comes first."""

    def __init__(self, secrets: Sequence[bytes], audience: str, random: Callable[[int], bytes]) -> None:
        assert secrets
        self._keys = [(_derived(each, b"key id", 1)[0], _derived(each, b"key", 32)) for each in secrets]
        self._audience = audience.encode()
        self._random = random

    def give(self, session: UUID, now: dt.datetime) -> str:
        """Make a nonce for a session."""
        number, key = self._keys[0]
        body = _BODY.pack(number, int(now.timestamp() * 1000), self._random(RANDOM_BYTES))
        return base64.urlsafe_b64encode(body + self._mac(key, session, body)).decode().rstrip("=")

    def known(self, text: str, session: UUID) -> Nonce:
        """Give the nonce that this session was given; raises NonceInvalid."""
        value = _decoded(text)
        body, mac = value[: _BODY.size], value[_BODY.size :]
        fits = [
            hmac.compare_digest(mac, self._mac(key, session, body))
            for number, key in self._keys
            if value and number == value[0]
        ]
        if not any(fits):
            raise _invalid()
        _, milliseconds, _ = _BODY.unpack(body)
        return Nonce(value, dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC))

    def _mac(self, key: bytes, session: UUID, body: bytes) -> bytes:
        parts = (_LABEL, self._audience, session.bytes, body)
        covered = b"".join(struct.pack(">I", len(part)) + part for part in parts)
        return hmac.digest(key, covered, hashlib.sha256)[:MAC_BYTES]


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=_LABEL + b" " + purpose).derive(secret)


def _decoded(text: str) -> bytes:
    """Read base64url, in the one way in which it is written."""
    try:
        value = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _invalid() from None
    if len(value) != _BODY.size + MAC_BYTES or base64.urlsafe_b64encode(value).decode().rstrip("=") != text:
        raise _invalid()
    return value


def _invalid() -> NonceInvalid:
    return NonceInvalid(
        "цей одноразовий код не видано цьому сеансу: підготуйте дію заново",
        "the nonce was not given to this session: prepare the act anew",
    )
