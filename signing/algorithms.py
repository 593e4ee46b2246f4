"""The closed list of algorithms: what is not on it is refused, and digest and signature must belong together.

DSTU 4145 in the polynomial basis, little-endian, with GOST 34.311 or Kupyna; ECDSA on P-256 with SHA-256; RSA
with SHA-2, padded by PKCS#1 v1.5 or PSS. SHA-1 and MD5 are not on it, nor is the big-endian DSTU 4145.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha384, sha512
from typing import Final, Literal

from errors import AlgorithmMismatch, AlgorithmRefused
from signing import names
from signing.der import SEQUENCE, Malformed, Reader
from signing.dstu import gost34311, kupyna
from signing.values import Algorithm, algorithm, integer

Family = Literal["DSTU", "ECDSA", "RSA"]

_SALT_MAX: Final = 1024  # octets of a PSS salt; it must fit into the key's length in any case


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to sign: the family of keys, the digest, and the PSS salt's length where there is one."""

    family: Family
    digest: str
    salt: int | None = None


def digest_of(name: str, data: bytes) -> bytes:
    """Compute a digest of the closed list."""
    return _DIGESTS[name](data)


def listed_digest(found: Algorithm) -> str:
    """Give the identifier of a digest that is on the list and has no parameters; raises AlgorithmRefused."""
    if found.oid not in _DIGESTS or found.parameters:
        raise _not_allowed(found)
    return found.oid


def scheme_of(signature: Algorithm, digest: str | None) -> Scheme:
    """Give the way in which a signature was made, with the digest that stands beside it, if one does.

    Raises AlgorithmRefused for what is not on the list, AlgorithmMismatch where both are but do not agree.
    """
    if signature.oid == names.RSA_PSS:
        scheme = _pss(signature)
    elif signature.parameters:
        raise _not_allowed(signature)
    elif signature.oid == names.RSA and digest in _SHA2:
        scheme = Scheme("RSA", digest)
    elif signature.oid in _SCHEMES:
        scheme = _SCHEMES[signature.oid]
    elif signature.oid == names.RSA and digest is not None:
        raise _mismatch(signature.oid, digest)
    else:
        raise _not_allowed(signature)
    if digest is not None and digest != scheme.digest:
        raise _mismatch(signature.oid, digest)
    return scheme


def _pss(signature: Algorithm) -> Scheme:
    """Read the parameters of RSASSA-PSS (RFC 4055 3.1): one SHA-2 for content and mask, trailer one."""
    try:
        within = Reader(signature.parameters).into(SEQUENCE)
        digest = algorithm(within.into(0xA0))
        mask = algorithm(within.into(0xA1))
        masked = algorithm(Reader(mask.parameters))
        salt = integer(within.into(0xA2))
        if within.follows(0xA3) and integer(within.into(0xA3)) != 1:
            raise _not_allowed(signature)
        within.finish()
    except Malformed:
        raise _not_allowed(signature) from None
    if digest.oid not in _SHA2 or digest.parameters or mask.oid != names.MGF1 or masked != digest:
        raise _not_allowed(signature)
    if not len(digest_of(digest.oid, b"")) <= salt <= _SALT_MAX:
        raise _not_allowed(signature)
    return Scheme("RSA", digest.oid, salt)


def _not_allowed(found: Algorithm) -> AlgorithmRefused:
    return AlgorithmRefused(
        f"алгоритм або його параметри не дозволені: {found.oid}",
        f"the algorithm or its parameters are not allowed: {found.oid}",
        evidence={"algorithm": found.oid},
    )


def _mismatch(signature: str, digest: str) -> AlgorithmMismatch:
    return AlgorithmMismatch(
        "алгоритми гешу й підпису не пасують один до одного",
        "the algorithms of digest and signature do not belong together",
        evidence={"signature": signature, "digest": digest},
    )


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def _sha384(data: bytes) -> bytes:
    return sha384(data).digest()


def _sha512(data: bytes) -> bytes:
    return sha512(data).digest()


def _kupyna256(data: bytes) -> bytes:
    return kupyna.digest(data, 256)


def _kupyna384(data: bytes) -> bytes:
    return kupyna.digest(data, 384)


def _kupyna512(data: bytes) -> bytes:
    return kupyna.digest(data, 512)


_DIGESTS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    names.SHA256: _sha256,
    names.SHA384: _sha384,
    names.SHA512: _sha512,
    names.GOST34311: gost34311.digest,
    names.KUPYNA256: _kupyna256,
    names.KUPYNA384: _kupyna384,
    names.KUPYNA512: _kupyna512,
}
_SHA2: Final = frozenset((names.SHA256, names.SHA384, names.SHA512))
_SCHEMES: Final[Mapping[str, Scheme]] = {
    names.ECDSA_SHA256: Scheme("ECDSA", names.SHA256),
    names.RSA_SHA256: Scheme("RSA", names.SHA256),
    names.RSA_SHA384: Scheme("RSA", names.SHA384),
    names.RSA_SHA512: Scheme("RSA", names.SHA512),
    names.DSTU_GOST: Scheme("DSTU", names.GOST34311),
    names.DSTU_KUPYNA256: Scheme("DSTU", names.KUPYNA256),
    names.DSTU_KUPYNA384: Scheme("DSTU", names.KUPYNA384),
    names.DSTU_KUPYNA512: Scheme("DSTU", names.KUPYNA512),
}
