"""Private keys for development: ECDSA on P-256 and DSTU 4145 on the curve of 257 bits, each able to sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signing import names
from signing.algorithms import digest_of
from signing.der import SEQUENCE, Reader
from signing.development import writer
from signing.dstu.curves import CURVES
from signing.dstu.gost34311 import DKE1
from signing.dstu.sign import Randomness, private_key, public_key, sign
from signing.values import algorithm, integer, octets

CURVE: Final = "1.2.804.2.1.1.1.1.3.1.1.2.6"  # m = 257, that of most certificates in force


class Kind(StrEnum):
    """What a development key signs with."""

    ECDSA = "ecdsa"
    DSTU = "dstu"
    DSTU_KUPYNA = "dstu-kupyna"


class PrivateKey(Protocol):
    """A key that signs, and says how, in the terms of certificates and messages."""

    @property
    def digest(self) -> str:
        """Name the digest that it signs."""

    @property
    def algorithm(self) -> bytes:
        """Write the signature's algorithm."""

    def public_info(self) -> bytes:
        """Write SubjectPublicKeyInfo."""

    def sign(self, data: bytes, random: Randomness) -> bytes:
        """Sign data, as it lies in a message."""

    def sign_certificate(self, data: bytes, random: Randomness) -> bytes:
        """Sign data, as it lies in the bits of a certificate."""

    def pkcs8(self) -> bytes:
        """Write the private key (RFC 5958)."""


@dataclass(frozen=True, slots=True)
class EcdsaPrivate:
    """A private key on P-256; the library draws the randomness of its signatures itself."""

    key: ec.EllipticCurvePrivateKey
    digest: str = names.SHA256

    @property
    def algorithm(self) -> bytes:
        """Write ecdsa-with-SHA256 (RFC 5758 3.2)."""
        return writer.algorithm(names.ECDSA_SHA256)

    def public_info(self) -> bytes:
        """Write the public key with the curve's name (RFC 5480)."""
        return self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, data: bytes, random: Randomness) -> bytes:  # noqa: ARG002
        """Sign data with SHA-256."""
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))

    def sign_certificate(self, data: bytes, random: Randomness) -> bytes:
        """Sign data likewise."""
        return self.sign(data, random)

    def pkcs8(self) -> bytes:
        """Write the private key without a password, as WebCrypto imports it."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


@dataclass(frozen=True, slots=True)
class DstuPrivate:
    """A private number on the curve of DSTU 4145 with 257 bits, and the signature's algorithm."""

    number: int
    scheme: str

    @property
    def digest(self) -> str:
        """Name GOST 34.311 or Kupyna-256."""
        return _DIGESTS[self.scheme]

    @property
    def algorithm(self) -> bytes:
        """Write the algorithm, which has no parameters."""
        return writer.algorithm(self.scheme)

    def public_info(self) -> bytes:
        """Write the public key with the curve's name and the S-boxes."""
        key = public_key(CURVES[CURVE], self.number)
        return writer.sequence(_key_algorithm(names.DSTU_GOST), writer.bits(writer.octets(key)))

    def sign(self, data: bytes, random: Randomness) -> bytes:
        """Sign data: r and s, one after the other."""
        return sign(CURVES[CURVE], self.number, digest_of(self.digest, data), random)

    def sign_certificate(self, data: bytes, random: Randomness) -> bytes:
        """Sign data and wrap the signature in a string of octets."""
        return writer.octets(self.sign(data, random))

    def pkcs8(self) -> bytes:
        """Write the private number; this service alone reads it."""
        return writer.sequence(
            writer.integer(0),
            _key_algorithm(self.scheme),
            writer.octets(writer.integer(self.number)),
        )


def new_key(kind: Kind, random: Randomness) -> PrivateKey:
    """Draw a private key."""
    if kind is Kind.ECDSA:
        return EcdsaPrivate(ec.generate_private_key(ec.SECP256R1()))
    scheme = names.DSTU_GOST if kind is Kind.DSTU else names.DSTU_KUPYNA256
    return DstuPrivate(private_key(CURVES[CURVE], random), scheme)


def read_key(pkcs8: bytes) -> PrivateKey:
    """Read a private key of either family; raises ValueError."""
    within = Reader(pkcs8).into(SEQUENCE)
    integer(within)
    found = algorithm(within)
    if found.oid in _DIGESTS:
        return DstuPrivate(integer(Reader(octets(within))), found.oid)
    key = serialization.load_der_private_key(pkcs8, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("the key is not for ECDSA on P-256")  # noqa: TRY004 - of the values, not a defect
    return EcdsaPrivate(key)


def _key_algorithm(scheme: str) -> bytes:
    return writer.algorithm(scheme, writer.sequence(writer.oid(CURVE), writer.octets(DKE1)))


_DIGESTS: Final[Mapping[str, str]] = {
    names.DSTU_GOST: names.GOST34311,
    names.DSTU_KUPYNA256: names.KUPYNA256,
}
