"""Makes authorities and people's keys for development, and keeps them as PEM."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from signing.certificate import read_certificate
from signing.development.keys import Kind, PrivateKey, new_key, read_key
from signing.development.profile import (
    Draft,
    Person,
    common_name,
    extensions_of,
    extensions_of_authority,
    issued,
    subject_of,
)
from signing.dstu.sign import Randomness

AUTHORITY_NAME: Final = "Zaklad development CA (NOT TRUSTED)"
AUTHORITY_LIFE: Final = timedelta(days=3650)
KEY_LIFE: Final = timedelta(days=730)
_EARLIER: Final = timedelta(minutes=5)  # clocks differ


@dataclass(frozen=True, slots=True)
class DevelopmentKey:
    """A private key and its certificate."""

    private: PrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)


def make_authority(
    now: datetime, random: Randomness, *, kind: Kind = Kind.ECDSA, name: str = AUTHORITY_NAME
) -> DevelopmentKey:
    """Make an authority that signs its own certificate and whose name says what it is worth."""
    assert "NOT TRUSTED" in name, "an authority for development says so in its name"
    private = new_key(kind, random)
    key, subject = private.public_info(), common_name(name)
    draft = Draft(
        subject=subject,
        key=key,
        serial=_serial(random),
        not_before=now - _EARLIER,
        not_after=now + AUTHORITY_LIFE,
        extensions=extensions_of_authority(key),
    )
    return DevelopmentKey(private, issued(draft, subject, private, random))


def make_key(
    authority: DevelopmentKey, person: Person, now: datetime, random: Randomness, *, kind: Kind = Kind.ECDSA
) -> DevelopmentKey:
    """Make a person's key, with a certificate by a development authority."""
    private = new_key(kind, random)
    key, issuer = private.public_info(), read_certificate(authority.certificate)
    draft = Draft(
        subject=subject_of(person),
        key=key,
        serial=_serial(random),
        not_before=now - _EARLIER,
        not_after=min(now + KEY_LIFE, issuer.not_after),
        extensions=extensions_of(person, key),
    )
    return DevelopmentKey(private, issued(draft, issuer.subject, authority.private, random))


def to_pem(key: DevelopmentKey) -> str:
    """Write a key and its certificate, one after another."""
    return _armoured("PRIVATE KEY", key.private.pkcs8()) + certificate_pem(key)


def certificate_pem(key: DevelopmentKey) -> str:
    """Write a key's certificate alone, as it is put into a trust directory."""
    return _armoured("CERTIFICATE", key.certificate)


def from_pem(text: str) -> DevelopmentKey:
    """Read a key and its certificate; raises ValueError."""
    return DevelopmentKey(read_key(_unarmoured("PRIVATE KEY", text)), _unarmoured("CERTIFICATE", text))


def _serial(random: Randomness) -> int:
    return 1 + random(1 << 126)


def _armoured(label: str, content: bytes) -> str:
    encoded = b64encode(content).decode()
    lines = [encoded[at : at + 64] for at in range(0, len(encoded), 64)]
    return "\n".join((f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""))


def _unarmoured(label: str, text: str) -> bytes:
    _, begun, rest = text.partition(f"-----BEGIN {label}-----")
    content, ended, _ = rest.partition(f"-----END {label}-----")
    if not begun or not ended:
        raise ValueError(f"there is no {label.lower()} in the file")
    return b64decode("".join(content.split()), validate=True)
