"""Whom we trust to have issued certificates: a pinned directory of authorities, and who is known under them.

Each certificate of the directory is trusted for itself and issues signers' certificates directly; what a
message brings along besides the signer's certificate is ignored, else anybody could make us try many slow
keys. Which certificates were found good is remembered, up to a bound; their time is judged anew each time.
"""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, Self

from errors import Expired, NotYetValid, Refusal, StartRefused, Untrusted
from signing import names
from signing.algorithms import scheme_of
from signing.certificate import Certificate, read_certificate
from signing.der import Malformed, Reader
from signing.keys import PublicKey, public_key
from signing.values import octets

NOT_TRUSTED: Final = "NOT TRUSTED"  # stands in the name of every authority for development
KNOWN_MAX: Final = 4096  # signers' certificates remembered, about 3 kB each
_FILE_MAX: Final = 1024 * 1024
_SUFFIXES: Final = frozenset((".pem", ".cer", ".crt", ".der"))
_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class Authority:
    """A trusted authority's certificate and key."""

    certificate: Certificate
    key: PublicKey


@dataclass(frozen=True, slots=True)
class Known:
    """A signer's certificate that a trusted authority issued, its key, and the authority."""

    certificate: Certificate
    key: PublicKey
    issuer: Certificate


class Trust:
    """The pinned authorities, by name, and the signers known to be theirs; safe to share among threads."""

    def __init__(
        self, pinned: Iterable[bytes], *, leaves_allowed: bool = False, accelerated: bool = True
    ) -> None:
        """Take certificates; one that is no authority is refused unless leaves are allowed, as in tests.

        `accelerated` lets keys of DSTU 4145 compute with the system's libcrypto where it can.
        """
        self._accelerated = accelerated
        certificates = tuple(map(read_certificate, pinned))
        self._authorities: dict[bytes, tuple[Authority, ...]] = {}
        self._leaves = {one.fingerprint for one in certificates if not one.is_authority}
        self._known: dict[bytes, Known] = {}
        self._lock = Lock()
        self.development = tuple(sorted(name for one in certificates for name in _untrusted_names(one)))
        for one in certificates:
            if one.is_authority:
                self._pin(one)
            elif not leaves_allowed:
                raise StartRefused(
                    f"{_named(one)} не може видавати сертифікатів / may not issue certificates"
                )

    @classmethod
    def of_directory(cls, directory: Path, *, accelerated: bool = True) -> Self:
        """Read the certificates, PEM or DER, that lie in a directory; raises StartRefused naming the file."""
        pinned = list[bytes]()
        for path in sorted(directory.iterdir()) if directory.is_dir() else ():
            if path.suffix.lower() in _SUFFIXES:
                pinned += _certificates_of(path)
        return cls(pinned, accelerated=accelerated)

    def recall(self, fingerprint: bytes) -> Known | None:
        """Give a certificate found good before, by the SHA-256 of its bytes."""
        return self._known.get(fingerprint)

    def known(self, certificate: Certificate, now: datetime) -> Known:
        """Find who issued a certificate; raises Expired, NotYetValid or Untrusted."""
        _in_time(certificate, now)
        known = self._known.get(certificate.fingerprint) or self._issued(certificate)
        if not known.issuer.not_before <= now <= known.issuer.not_after:
            raise _untrusted()
        with self._lock:
            self._known[certificate.fingerprint] = known
            if len(self._known) > KNOWN_MAX:
                del self._known[next(iter(self._known))]
        return known

    def _pin(self, certificate: Certificate) -> None:
        if certificate.extensions.unknown_critical:
            raise StartRefused(
                f"{_named(certificate)} має обмеження, яких тут не знають / has limits unknown here"
            )
        among = self._authorities.get(certificate.subject, ())
        authority = Authority(certificate, self._key(certificate))
        self._authorities[certificate.subject] = (*among, authority)

    def _issued(self, certificate: Certificate) -> Known:
        """Find the authority whose key signed a certificate, among those of the issuer's name.

        The signer's own key is looked at afterwards: what nobody vouches for is not worth the risk.
        """
        if certificate.fingerprint in self._leaves:
            return Known(certificate, self._key(certificate), certificate)
        scheme = scheme_of(certificate.signature_algorithm, None)
        for authority in self._authorities.get(certificate.issuer, ()):
            if authority.key.family == scheme.family and authority.key.verifies(
                certificate.signed_part, _signature(certificate, scheme.family), scheme
            ):
                return Known(certificate, self._key(certificate), authority.certificate)
        raise _untrusted()

    def _key(self, certificate: Certificate) -> PublicKey:
        return public_key(certificate, accelerated=self._accelerated)


def _signature(certificate: Certificate, family: str) -> bytes:
    """Give an issuer's signature; those of DSTU 4145 lie in a string of octets of their own."""
    if family != "DSTU":
        return certificate.signature
    try:
        reader = Reader(certificate.signature)
        signature = octets(reader)
        reader.finish()
    except Malformed:
        raise _untrusted() from None
    return signature


def _in_time(certificate: Certificate, now: datetime) -> None:
    if now < certificate.not_before:
        raise NotYetValid(
            f"сертифікат чинний лише з {certificate.not_before:%d.%m.%Y %H:%M} UTC",
            "the certificate is not valid yet",
            evidence={"notBefore": certificate.not_before.isoformat()},
        )
    if now > certificate.not_after:
        raise Expired(
            f"строк сертифіката минув {certificate.not_after:%d.%m.%Y %H:%M} UTC",
            "the certificate is no longer valid",
            evidence={"notAfter": certificate.not_after.isoformat()},
        )


def _untrusted() -> Untrusted:
    return Untrusted(
        "сертифікат не видано довіреним надавачем", "the certificate was not issued by a trusted authority"
    )


def _named(certificate: Certificate) -> str:
    return ", ".join(certificate.named(names.COMMON_NAME))


def _untrusted_names(certificate: Certificate) -> tuple[str, ...]:
    return tuple(name for _, name in certificate.subject_names if NOT_TRUSTED in name.upper())


def _certificates_of(path: Path) -> list[bytes]:
    try:
        raw = path.read_bytes() if path.stat().st_size <= _FILE_MAX else b""
        found = [raw]
        if _BEGIN in raw:
            found = [b64decode(part.split(_END)[0], validate=False) for part in raw.split(_BEGIN)[1:]]
        for one in found:
            public_key(read_certificate(one))
    except (OSError, ValueError, Refusal) as reason:
        raise StartRefused(
            f"{path.name}: це не сертифікат, якому можна довіряти"
            f" / it is not a certificate that can be trusted: {reason}"
        ) from reason
    return found
