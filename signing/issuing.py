"""Says of a certificate, for people to read, who issued it and what kind of key it is for."""

from typing import Final

from cryptography import x509

from signing import names
from signing.certificate import Certificate

_ISSUER_LENGTH: Final = 300
_ALGORITHMS: Final = {names.EC_PUBLIC_KEY: "ECDSA", names.RSA: "RSA"}
_DSTU: Final = "1.2.804.2.1.1.1.1.3."


def issuer_name(certificate: Certificate) -> str:
    """Give the issuer's name in one line (RFC 4514), cut to 300 characters; empty if it cannot be read."""
    try:
        written = x509.load_der_x509_certificate(certificate.raw).issuer.rfc4514_string()
    except ValueError:
        return ""
    return written.replace("\x00", "")[:_ISSUER_LENGTH]


def algorithm_name(certificate: Certificate) -> str:
    """Give the name of the key's algorithm."""
    oid = certificate.key_algorithm.oid
    return "DSTU4145" if oid.startswith(_DSTU) else _ALGORITHMS.get(oid, oid)[:40]
