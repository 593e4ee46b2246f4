"""Makes the key under which a person is found without the number being kept: an HMAC over the number."""

import hmac
from hashlib import sha256
from typing import Final, Literal
from unicodedata import normalize

Kind = Literal["RNOKPP", "DOC"]

_LOOK_ALIKES: Final = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
"""Latin letters that a document's series has in certificates, in the Cyrillic of the registry."""


def normalised(raw: str) -> str:
    """Write a number as it is compared: NFC, without spaces, upper case, look-alikes in Cyrillic."""
    return "".join(normalize("NFC", raw).split()).upper().translate(_LOOK_ALIKES)


def subject_key(kind: Kind, raw: str, pepper: bytes) -> bytes:
    """Give the 32 bytes that stand for a tax number (RNOKPP) or a document's number (DOC)."""
    return hmac.new(pepper, f"{kind}:{normalised(raw)}".encode(), sha256).digest()
