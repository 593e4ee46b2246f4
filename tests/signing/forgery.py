"""One small builder of messages and certificates, so that each test tells one twist."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from signing import names
from signing.certificate import read_certificate
from signing.development import writer
from signing.development.authority import DevelopmentKey, make_authority
from signing.development.keys import Kind, PrivateKey, new_key
from signing.development.profile import Draft, Person, extensions_of, issued, subject_of
from signing.development.signer import signed_attributes
from signing.dstu.sign import Randomness
from signing.trust import Trust

VECTORS = Path(__file__).parent / "vectors"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAYLOAD = '{"operation":"createDepartment","name":"Приймальне"}'.encode()
PERSON = Person(
    "Тестенко", "Тест Тестович", "2923400112", organization="КНП «Тестова лікарня»", edrpou="39990035"
)
RANDOM: Randomness = Random(4145).randrange  # noqa: S311 - tests repeat themselves

_SHA1, _MD5 = "1.3.14.3.2.26", "1.2.840.113549.2.5"
SHA1_WITH_ECDSA, SHA1_WITH_RSA = "1.2.840.10045.4.1", "1.2.840.113549.1.1.5"
SHA1, MD5 = writer.algorithm(_SHA1), writer.algorithm(_MD5)


def vector(name: str) -> bytes:
    return (VECTORS / name).read_bytes()


@cache
def authority(kind: Kind = Kind.ECDSA) -> DevelopmentKey:
    return make_authority(NOW - timedelta(days=365), RANDOM, kind=kind)


@cache
def private(kind: Kind = Kind.ECDSA) -> PrivateKey:
    return new_key(kind, RANDOM)


def trust() -> Trust:
    return Trust([authority().certificate])


def draft(key: PrivateKey, person: Person = PERSON) -> Draft:
    info = key.public_info()
    return Draft(
        subject=subject_of(person),
        key=info,
        serial=4145,
        not_before=NOW - timedelta(days=30),
        not_after=NOW + timedelta(days=30),
        extensions=extensions_of(person, info),
    )


def certified(key: PrivateKey, wish: Draft, by: DevelopmentKey | None = None) -> DevelopmentKey:
    """Give a key with a certificate as drafted, by the trusted authority or another."""
    issuer = by or authority()
    subject = read_certificate(issuer.certificate).subject
    return DevelopmentKey(key, issued(wish, subject, issuer.private, RANDOM))


@cache
def key(kind: Kind = Kind.ECDSA) -> DevelopmentKey:
    return certified(private(kind), draft(private(kind)))


@dataclass(frozen=True, slots=True)
class Message:
    """What a message is made of; what is left out is as it should be."""

    key: DevelopmentKey
    payload: bytes = PAYLOAD
    content: bytes | None = None
    content_type: str = names.ID_DATA
    certificates: tuple[bytes, ...] | None = None
    attributes: tuple[bytes, ...] | None = None
    without_attributes: bool = False
    digest: bytes | None = None
    algorithm: bytes | None = None
    signature: bytes | None = None
    signers: int = 1
    sid: bytes | None = None

    def written(self) -> bytes:
        content = self.content
        if content is None:
            content = writer.explicit(0, writer.octets(self.payload))
        certificates = (self.key.certificate,) if self.certificates is None else self.certificates
        return writer.sequence(
            writer.oid(names.ID_SIGNED_DATA),
            writer.explicit(
                0,
                writer.sequence(
                    writer.integer(1),
                    writer.set_of(writer.algorithm(self.key.private.digest)),
                    writer.sequence(writer.oid(self.content_type), content),
                    writer.explicit(0, *certificates) if certificates else b"",
                    writer.set_of(*(self._signer() for _ in range(self.signers))),
                ),
            ),
        )

    def signed_part(self) -> bytes:
        return writer.set_of(*(attributes(self.key) if self.attributes is None else self.attributes))

    def _signer(self) -> bytes:
        certificate = read_certificate(self.key.certificate)
        signed = self.signed_part()
        over = self.payload if self.without_attributes else signed
        signature = self.key.private.sign(over, RANDOM) if self.signature is None else self.signature
        return writer.sequence(
            writer.integer(1),
            self.sid or writer.sequence(certificate.issuer, writer.integer(certificate.serial)),
            self.digest or writer.algorithm(self.key.private.digest),
            b"" if self.without_attributes else b"\xa0" + signed[1:],
            self.algorithm or self.key.private.algorithm,
            writer.octets(signature),
        )


def attributes(
    of: DevelopmentKey,
    payload: bytes = PAYLOAD,
    at: datetime | None = NOW,
    without: str = "",
) -> tuple[bytes, ...]:
    """Give the attributes as they should be, or without one."""
    left_out = writer.oid(without) if without else b"nothing"
    return tuple(one for one in signed_attributes(payload, of, at) if left_out not in one)


def message(**twist: object) -> bytes:
    """Write a message by the ordinary key with a twist."""
    return replace(Message(key()), **twist).written()  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class RsaPrivate:
    """A private key of RSA, for tests alone; padded by PSS where the algorithm says so."""

    key: rsa.RSAPrivateKey
    algorithm: bytes
    is_pss: bool = False
    digest: str = names.SHA256

    def public_info(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, data: bytes, random: Randomness) -> bytes:  # noqa: ARG002
        digest = hashes.SHA256()
        padded: padding.AsymmetricPadding = padding.PKCS1v15()
        if self.is_pss:
            padded = padding.PSS(padding.MGF1(digest), 32)
        return self.key.sign(data, padded, digest)

    def sign_certificate(self, data: bytes, random: Randomness) -> bytes:
        return self.sign(data, random)

    def pkcs8(self) -> bytes:
        return b""


@cache
def rsa_private(bits: int = 2048, *, is_pss: bool = False) -> RsaPrivate:
    sha256 = writer.algorithm(names.SHA256)
    mask = writer.algorithm(names.MGF1, sha256)
    parameters = writer.sequence(
        writer.explicit(0, sha256), writer.explicit(1, mask), writer.explicit(2, writer.integer(32))
    )
    algorithm = writer.algorithm(names.RSA_PSS, parameters) if is_pss else writer.algorithm(names.RSA_SHA256)
    return RsaPrivate(rsa.generate_private_key(65537, bits), algorithm, is_pss)
