"""Makes keys of what certificates hold, of three families and no others, and verifies signatures with them.

Curves are named, or given by parameters that equal those of a table in every number, base point included: a
key over a curve of its owner's making proves nothing. RSA has at least 2048 bits, DSTU 4145 at least 257.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from errors import AlgorithmRefused, BadCertificate
from signing import names
from signing.algorithms import Family, Scheme, digest_of
from signing.certificate import Certificate
from signing.der import OID, SEQUENCE, Reader
from signing.dstu import signature as dstu_signature
from signing.dstu.curves import CURVES, Curve, match_explicit
from signing.dstu.gost34311 import DKE1
from signing.values import integer, octets, oid

RSA_BITS: Final = (2048, 8192)  # shorter ones are broken in reach, longer ones only cost time
RSA_EXPONENT_END: Final = 1 << 64  # longer ones make verification as slow as signing
DSTU_BITS_MIN: Final = 257


class PublicKey(Protocol):
    """A key that says whether it made a signature; hostile signatures are false, never an exception."""

    @property
    def family(self) -> Family:
        """Name the family of algorithms."""

    def verifies(self, data: bytes, signature: bytes, scheme: Scheme) -> bool:
        """Say whether the signature was made over the data with this key."""


@dataclass(frozen=True, slots=True)
class EcdsaKey:
    """A key on P-256 (FIPS 186-5)."""

    key: ec.EllipticCurvePublicKey
    family: Family = "ECDSA"

    def verifies(self, data: bytes, signature: bytes, scheme: Scheme) -> bool:
        """Verify; r and s outside of [1, n − 1] are refused by the library."""
        try:
            self.key.verify(signature, data, ec.ECDSA(_HASHES[scheme.digest]))
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class RsaKey:
    """A key of RSA (RFC 8017)."""

    key: rsa.RSAPublicKey
    family: Family = "RSA"

    def verifies(self, data: bytes, signature: bytes, scheme: Scheme) -> bool:
        """Verify by PSS where the scheme has a salt, else by PKCS#1 v1.5."""
        digest = _HASHES[scheme.digest]
        if scheme.salt is None:
            padded: padding.AsymmetricPadding = padding.PKCS1v15()
        else:
            padded = padding.PSS(mgf=padding.MGF1(digest), salt_length=scheme.salt)
        try:
            self.key.verify(signature, data, padded, digest)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class DstuKey:
    """A key of DSTU 4145 on a curve of the standard's table; `accelerated` lets libcrypto compute."""

    curve: Curve
    point: bytes
    accelerated: bool = True
    family: Family = "DSTU"

    def verifies(self, data: bytes, signature: bytes, scheme: Scheme) -> bool:
        """Verify with the digest of the scheme."""
        digest = digest_of(scheme.digest, data)
        return dstu_signature.verify(self.curve, self.point, digest, signature, accelerated=self.accelerated)


def public_key(certificate: Certificate, *, accelerated: bool = True) -> PublicKey:
    """Make the key that a certificate holds; raises AlgorithmRefused or BadCertificate."""
    try:
        if certificate.key_algorithm.oid == names.EC_PUBLIC_KEY:
            return _ecdsa(certificate)
        if certificate.key_algorithm.oid == names.RSA:
            return _rsa(certificate)
        if certificate.key_algorithm.oid in _DSTU:
            return _dstu(certificate, accelerated=accelerated)
    except ValueError as reason:  # Malformed is one, and what the library raises
        raise BadCertificate(
            "ключ у сертифікаті не читається", "the key in the certificate cannot be read"
        ) from reason
    raise _not_allowed(certificate)


def _ecdsa(certificate: Certificate) -> EcdsaKey:
    parameters = Reader(certificate.key_algorithm.parameters)
    if not parameters.follows(OID) or oid(parameters) != names.P256:
        raise _not_allowed(certificate)
    return EcdsaKey(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), certificate.key_bits))


def _rsa(certificate: Certificate) -> RsaKey:
    whole = Reader(certificate.key_bits)
    within = whole.into(SEQUENCE)
    whole.finish()
    modulus, exponent = integer(within), integer(within)
    within.finish()
    least, most = RSA_BITS
    sound = modulus > 0 and least <= modulus.bit_length() <= most and 2 < exponent < RSA_EXPONENT_END
    if certificate.key_algorithm.parameters or not sound:
        raise _not_allowed(certificate)
    return RsaKey(rsa.RSAPublicNumbers(exponent, modulus).public_key())


def _dstu(certificate: Certificate, *, accelerated: bool) -> DstuKey:
    """Read a key's curve and S-boxes (order of the Administration of Derzhspetszviazok 739, 2.2)."""
    parameters = Reader(certificate.key_algorithm.parameters).into(SEQUENCE)
    if parameters.follows(OID):
        curve = CURVES.get(oid(parameters))
    else:
        curve = match_explicit(parameters.raw(SEQUENCE))
    boxes = octets(parameters) if parameters.more() else DKE1
    parameters.finish()
    if curve is None or curve.m < DSTU_BITS_MIN or boxes != DKE1:
        raise _not_allowed(certificate)
    point = Reader(certificate.key_bits)
    key = DstuKey(curve, octets(point), accelerated)
    point.finish()
    return key


def _not_allowed(certificate: Certificate) -> AlgorithmRefused:
    return AlgorithmRefused(
        "ключ такого виду або довжини не дозволений",
        "a key of this kind or size is not allowed",
        evidence={"algorithm": certificate.key_algorithm.oid},
    )


_DSTU: Final = frozenset((names.DSTU_GOST, names.DSTU_KUPYNA256, names.DSTU_KUPYNA384, names.DSTU_KUPYNA512))
_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {
    names.SHA256: hashes.SHA256(),
    names.SHA384: hashes.SHA384(),
    names.SHA512: hashes.SHA512(),
}
