"""Short secrets that rest in the database for a while: encrypted with AES-GCM under the service's secret.

What is sealed is key id 1 ‖ nonce 12 ‖ ciphertext and tag. Keys come from the secret by HKDF; while one is
replaced, what the older one sealed is still opened.
"""

from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
_PURPOSE = b"zaklad/1 sealed "


class Sealer:
    """Seals and opens; the newest secret comes first."""

    def __init__(self, secrets: Sequence[bytes], random: Callable[[int], bytes]) -> None:
        assert secrets
        self._keys = [(_derived(each, b"key id", 1), AESGCM(_derived(each, b"key", 32))) for each in secrets]
        self._random = random

    def seal(self, secret: bytes) -> bytes:
        """Encrypt a secret."""
        number, key = self._keys[0]
        nonce = self._random(NONCE_BYTES)
        return number + nonce + key.encrypt(nonce, secret, number)

    def open_sealed(self, sealed: bytes) -> bytes:
        """Decrypt what was sealed here; raises ValueError for anything else."""
        number, nonce, text = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        for known, key in self._keys:
            if known == number:
                try:
                    return key.decrypt(nonce, text, number)
                except InvalidTag:
                    continue
        raise ValueError("this was not sealed under the secrets of this service")


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=_PURPOSE + purpose).derive(secret)
