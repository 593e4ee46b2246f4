"""OpenSSL's command line as an outside signer, where it is installed: what it signs, we verify."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from errors import AlgorithmRefused, AttributesMissing, DetachedContent
from signing.cms import read_signed_data
from signing.development.authority import DevelopmentKey, certificate_pem
from signing.development.profile import Draft, common_name, extensions_of_authority, issued
from signing.trust import Trust
from signing.verification import verify
from tests.signing.forgery import (
    NOW,
    PAYLOAD,
    RANDOM,
    RsaPrivate,
    authority,
    certified,
    draft,
    message,
    private,
    rsa_private,
)

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


def run(folder: Path, *arguments: str) -> bytes:
    assert OPENSSL is not None
    done = subprocess.run([OPENSSL, *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def signed(folder: Path, signer: DevelopmentKey, *options: str) -> bytes:
    (folder / "payload").write_bytes(PAYLOAD)
    (folder / "certificate.pem").write_text(certificate_pem(signer))
    (folder / "key.der").write_bytes(pkcs8(signer))
    files = ("-in", "payload", "-signer", "certificate.pem", "-inkey", "key.der", "-keyform", "DER")
    return run(folder, "cms", "-sign", "-binary", "-outform", "DER", *files, *options)


def pkcs8(signer: DevelopmentKey) -> bytes:
    if isinstance(signer.private, RsaPrivate):
        return signer.private.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    return signer.private.pkcs8()


def for_a_century(wish: Draft) -> Draft:
    """OpenSSL tells the time by its own clock, whatever that says."""
    return replace(wish, not_before=NOW.replace(year=2020), not_after=NOW.replace(year=2120))


@cache
def lasting_authority() -> DevelopmentKey:
    signer = private()
    subject, info = common_name("Lasting authority (NOT TRUSTED)"), signer.public_info()
    wish = replace(draft(signer), subject=subject, extensions=extensions_of_authority(info))
    return DevelopmentKey(signer, issued(for_a_century(wish), subject, signer, RANDOM))


def of_ecdsa() -> DevelopmentKey:
    return certified(private(), for_a_century(draft(private())), lasting_authority())


def of_rsa() -> DevelopmentKey:
    return certified(rsa_private(), for_a_century(draft(rsa_private())), lasting_authority())


def verified(made: bytes) -> bytes:
    """Verify at the time that the message tells."""
    told = read_signed_data(made).signer.attributes.signing_time
    return verify(made, Trust([lasting_authority().certificate]), told or NOW).payload


@pytest.mark.parametrize("signer", [of_ecdsa, of_rsa])
@pytest.mark.parametrize("options", [(), ("-stream",), ("-keyid",)], ids=" ".join)
def test_what_openssl_signs_is_verified(
    tmp_path: Path, signer: Callable[[], DevelopmentKey], options: tuple[str, ...]
) -> None:
    made = signed(tmp_path, signer(), "-cades", "-nodetach", *options)
    assert verified(made) == PAYLOAD


def test_pss_by_openssl_is_verified(tmp_path: Path) -> None:
    made = signed(tmp_path, of_rsa(), "-cades", "-nodetach", "-keyopt", "rsa_padding_mode:pss")
    assert verified(made) == PAYLOAD


def test_a_digest_with_sha_1_by_openssl_is_refused(tmp_path: Path) -> None:
    made = signed(tmp_path, of_rsa(), "-cades", "-nodetach", "-md", "sha1")
    with pytest.raises(AlgorithmRefused):
        verified(made)


def test_content_that_openssl_leaves_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DetachedContent):
        verified(signed(tmp_path, of_ecdsa(), "-cades"))


def test_a_signature_without_attributes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttributesMissing):
        verified(signed(tmp_path, of_ecdsa(), "-nodetach", "-noattr"))


def test_a_signature_without_the_certificates_attribute_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttributesMissing) as refused:
        verified(signed(tmp_path, of_ecdsa(), "-nodetach"))
    assert refused.value.evidence == {"attribute": "signingCertificateV2"}


def test_what_we_sign_openssl_verifies(tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(message())
    (tmp_path / "authority.pem").write_text(certificate_pem(authority()))
    when = str(int(NOW.timestamp()))
    files = ("-inform", "DER", "-in", "message", "-CAfile", "authority.pem", "-attime", when)
    assert run(tmp_path, "cms", "-verify", "-cades", "-binary", "-purpose", "any", *files) == PAYLOAD
