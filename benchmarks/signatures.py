"""What verifying a signature costs: `.venv/bin/python -m benchmarks.signatures`.

Rivals verify the same message where they can be imported. pyHanko is no dependency of the project: it comes
from an environment of its own (`pip install pyhanko cryptography`), whose Python runs the same command. Times
are of the processor, the least of many rounds: other work on the machine is left out.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from random import Random

from signing.algorithms import scheme_of
from signing.certificate import read_certificate
from signing.cms import read_signed_data
from signing.development.authority import make_authority, make_key
from signing.development.keys import Kind
from signing.development.profile import Person
from signing.development.signer import sign_cms
from signing.keys import public_key
from signing.trust import Trust
from signing.verification import verify

NOW = datetime(2026, 11, 22, tzinfo=UTC)
VECTORS = Path(__file__).parents[1] / "tests" / "signing" / "vectors"
PERSON = Person("Тестенко", "Тест Тестович", "2923400112", organization="КНП Тест", edrpou="39990035")
PAYLOAD = b'{"operation":"createDepartment","input":' + b'"\xd1\x97"' * 250 + b"}"


@dataclass(frozen=True, slots=True)
class Case:
    """A message and the authority under which it is good."""

    name: str
    message: bytes
    authority: bytes


def cases() -> list[Case]:
    randomness = Random(1).randrange  # noqa: S311 - keys for a benchmark
    found = []
    for kind in Kind:
        authority = make_authority(NOW, randomness, kind=kind)
        key = make_key(authority, PERSON, NOW, randomness, kind=kind)
        found.append(Case(f"{kind}, 1 kB", sign_cms(PAYLOAD, key, NOW, randomness), authority.certificate))
    anchor = (VECTORS / "dstu_ca_m431.cer").read_bytes()
    of_others = sorted(VECTORS.glob("dstu_m431*.p7s"))
    return [*found, *(Case(path.stem, path.read_bytes(), anchor) for path in of_others)]


def least_ms(work: Callable[[], object], seconds: float = 2.0) -> float:
    """Give the processor's milliseconds for one call, the least of rounds of 20 calls."""
    ends, least = time.perf_counter() + seconds, float("inf")
    while time.perf_counter() < ends:
        began = time.process_time_ns()
        for _ in range(20):
            work()
        least = min(least, (time.process_time_ns() - began) / 20e6)
    return least


def cold_ms(case: Case) -> float:
    """Give the milliseconds of a certificate's first message, everything else being warm."""
    trusts = [Trust([case.authority]) for _ in range(20)]
    began = time.process_time_ns()
    for trust in trusts:
        verify(case.message, trust, NOW)
    return (time.process_time_ns() - began) / 20e6


def parts(case: Case) -> dict[str, Callable[[], object]]:
    """Give the parts of a verification, to see where its time goes."""
    message = read_signed_data(case.message)
    certificate = read_certificate(message.certificates[0])
    key = public_key(certificate)
    scheme = scheme_of(message.signer.algorithm, message.signer.digest.oid)
    signed = message.signer.attributes.signed_part
    return {
        "reading the message": lambda: read_signed_data(case.message),
        "reading a certificate": lambda: read_certificate(certificate.raw),
        "the signature alone": lambda: key.verifies(signed, message.signer.signature, scheme),
    }


def by_us(case: Case) -> Callable[[], object]:
    """Verify as the service does, the signer's certificate being known."""
    trust = Trust([case.authority])
    return lambda: verify(case.message, trust, NOW)


def by_pyhanko(case: Case) -> Callable[[], object]:
    """Verify by pyHanko, with the authority as the only root; its registry of certificates stays warm."""
    from asn1crypto import cms, x509  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: PLC0415 - may be absent
    from pyhanko.sign.validation import generic_cms  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415

    root = x509.Certificate.load(case.authority)
    context = ValidationContext(trust_roots=[root], moment=NOW, allow_fetching=False)
    loop = asyncio.new_event_loop()

    def work() -> object:
        signed = cms.ContentInfo.load(case.message)["content"]
        status = loop.run_until_complete(
            generic_cms.async_validate_cms_signature(signed, validation_context=context)
        )
        assert status.intact and status.valid and status.trusted  # noqa: PT018 - one answer
        return status

    return work


def by_asn1crypto(case: Case) -> Callable[[], object]:
    """Read by asn1crypto and verify by cryptography, without chain or purpose: the least one can do."""
    from asn1crypto import cms  # noqa: PLC0415 - may be absent
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    def work() -> object:
        signed = cms.ContentInfo.load(case.message)["content"]
        info, certificate = signed["signer_infos"][0], signed["certificates"][0].chosen
        attributes = {one["type"].native: one["values"].native for one in info["signed_attrs"]}
        key = load_der_x509_certificate(certificate.dump()).public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        over = info["signed_attrs"].untag().dump()
        key.verify(info["signature"].native, over, ec.ECDSA(hashes.SHA256()))
        return attributes

    return work


def main() -> None:
    everything = cases()
    print("| message | warm ms | first of a certificate ms |\n|---|---:|---:|")
    for case in everything:
        print(f"| {case.name} | {least_ms(by_us(case)):.3f} | {cold_ms(case):.3f} |")
    ecdsa = everything[0]
    ours = least_ms(by_us(ecdsa))
    print(f"\n| {ecdsa.name} | ms | ratio |\n|---|---:|---:|\n| zaklad, chain warm | {ours:.3f} | 1.0 |")
    others = parts(ecdsa)
    if find_spec("asn1crypto"):
        others["asn1crypto, signature only"] = by_asn1crypto(ecdsa)
    if find_spec("pyhanko"):
        others["pyHanko"] = by_pyhanko(ecdsa)
    for name, work in others.items():
        spent = least_ms(work)
        print(f"| {name} | {spent:.3f} | {spent / ours:.1f} |")


if __name__ == "__main__":
    main()
