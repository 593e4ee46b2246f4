"""The sandbox's keys: one authority for development, and a key for each person who asks for one.

They lie in a folder of the sandbox's data, for its owner to read. A person keeps the same key from one
request to the next, since certificates are remembered by those who verify them. The keys of an authority lie
in a folder of its own: whoever removes the authority's file gets new keys for everybody.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from errors import StartRefused
from signing.certificate import read_certificate
from signing.development.authority import (
    DevelopmentKey,
    certificate_pem,
    from_pem,
    make_authority,
    make_key,
    to_pem,
)
from signing.development.keys import Kind
from signing.development.profile import Person
from signing.dstu.sign import Randomness
from store.kept_file import kept, replace

FOLDER = "development"
_AUTHORITY = "authority.pem"
_CERTIFICATE = "zaklad-development.pem"
_SPARE = dt.timedelta(days=1)  # a key that ends sooner is made anew

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority for development, and the folder of the keys that it issued."""

    key: DevelopmentKey
    folder: Path


class DevelopmentKeys:
    """Makes keys once and gives them whenever they are asked for."""

    def __init__(self, folder: Path, clock: Clock, random: Randomness) -> None:
        self._folder = folder / FOLDER
        self._clock = clock
        self._random = random

    def authority(self, kind: Kind = Kind.ECDSA) -> Authority:
        """Give the authority, made now if there is none; raises StartRefused."""
        path = self._folder / _AUTHORITY
        try:
            text = kept(path, lambda: to_pem(make_authority(self._clock(), self._random, kind=kind)).encode())
            key = from_pem(text.decode("ascii"))
            fingerprint = read_certificate(key.certificate).fingerprint.hex()
        except (OSError, ValueError) as error:
            raise _unusable(path) from error
        return Authority(key, self._folder / fingerprint[:16])

    def trust(self, directory: Path, kind: Kind = Kind.ECDSA) -> Path:
        """Put the authority's certificate among those trusted, and give its path; raises StartRefused."""
        certificate = certificate_pem(self.authority(kind).key).encode()
        path = directory / _CERTIFICATE
        try:
            if kept(path, lambda: certificate) != certificate:
                replace(path, certificate)
        except OSError as error:
            raise _unusable(path) from error
        return path

    def key_of(self, person_id: UUID, person: Person, kind: Kind = Kind.ECDSA) -> DevelopmentKey:
        """Give a person's key, made now if there is none or if its time is over; raises StartRefused."""
        authority = self.authority()
        path = authority.folder / f"{person_id}.{kind.value}.pem"
        now = self._clock()

        def made() -> bytes:
            return to_pem(make_key(authority.key, person, now, self._random, kind=kind)).encode()

        try:
            key = from_pem(kept(path, made).decode("ascii"))
            if read_certificate(key.certificate).not_after < now + _SPARE:
                replace(path, made())
                key = from_pem(path.read_text("ascii"))
        except (OSError, ValueError) as error:
            raise _unusable(path) from error
        return key


def _unusable(path: Path) -> StartRefused:
    return StartRefused(
        f"ключа для розроблення не прочитати й не записати: {path}"
        f" / the key for development can be neither read nor written: {path}"
    )
