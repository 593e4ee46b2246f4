"""Keys for development are kept as PEM, and their authority says what it is worth."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_der_x509_certificate

from signing.certificate import read_certificate
from signing.development.authority import from_pem, make_authority, make_key, to_pem
from signing.development.keys import Kind
from signing.development.signer import sign_cms
from signing.person import person_of
from signing.trust import Trust
from signing.verification import verify
from tests.signing.forgery import NOW, PAYLOAD, PERSON, RANDOM, authority


@pytest.mark.parametrize("of_authority", list(Kind))
@pytest.mark.parametrize("kind", list(Kind))
def test_a_key_of_any_kind_under_any_authority_signs(of_authority: Kind, kind: Kind) -> None:
    issuer = from_pem(to_pem(authority(of_authority)))
    made = from_pem(to_pem(make_key(issuer, PERSON, NOW, RANDOM, kind=kind)))
    found = verify(sign_cms(PAYLOAD, made, NOW, RANDOM), Trust([issuer.certificate]), NOW)
    assert found.payload == PAYLOAD
    assert person_of(found.certificate).tax_id == PERSON.tax_id


def test_a_key_does_not_outlive_its_authority() -> None:
    made = make_key(authority(), PERSON, NOW.replace(year=2035, month=6), RANDOM)
    assert read_certificate(made.certificate).not_after == read_certificate(authority().certificate).not_after


def test_an_authority_that_does_not_say_what_it_is_worth_is_not_made() -> None:
    with pytest.raises(AssertionError):
        make_authority(NOW, RANDOM, name="Справжній надавач")


def test_other_readers_agree_on_the_certificates() -> None:
    made = load_der_x509_certificate(make_key(authority(), PERSON, NOW, RANDOM).certificate)
    issuer = load_der_x509_certificate(authority().certificate)
    made.verify_directly_issued_by(issuer)
    assert "2.5.4.97=NTRUA-39990035" in made.subject.rfc4514_string()
    assert len(made.extensions) == 5


@pytest.mark.parametrize("text", ["", "-----BEGIN PRIVATE KEY-----\nAA==\n", to_pem(authority())[60:]])
def test_a_file_without_key_or_certificate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"private key|element|cut off"):
        from_pem(text)


def test_a_key_on_another_curve_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(ValueError, match="P-256"):
        from_pem(other.decode() + to_pem(authority()).partition("-----END PRIVATE KEY-----\n")[2])
