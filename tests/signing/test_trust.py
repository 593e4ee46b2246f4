"""The trust directory: what may lie in it, and that nobody is remembered without bound."""

from dataclasses import replace
from pathlib import Path

import pytest

from errors import StartRefused
from signing import names
from signing import trust as room
from signing.certificate import read_certificate
from signing.development import writer
from signing.development.authority import certificate_pem
from signing.development.keys import Kind
from signing.development.profile import extension
from signing.trust import Trust
from signing.verification import verify
from tests.signing.forgery import NOW, Message, authority, certified, draft, key, message, private

IS_AUTHORITY = extension(names.BASIC_CONSTRAINTS, writer.sequence(writer.boolean(True)), critical=True)
MAY_ISSUE = extension(names.KEY_USAGE, writer.bits(b"\x06", 1), critical=True)


def test_certificates_of_a_directory_are_pinned_in_pem_and_in_der(tmp_path: Path) -> None:
    pems = certificate_pem(authority()) + certificate_pem(authority(Kind.DSTU_KUPYNA))
    (tmp_path / "two.pem").write_text(f"Авторитети\n{pems}")
    (tmp_path / "one.cer").write_bytes(authority(Kind.DSTU).certificate)
    (tmp_path / "README").write_text("not a certificate")
    found = Trust.of_directory(tmp_path)
    assert len(found.development) == 3
    assert "NOT TRUSTED" in found.development[0]
    verify(message(), found, NOW)
    by_dstu = certified(private(), draft(private()), authority(Kind.DSTU))
    verify(Message(by_dstu).written(), found, NOW)


def test_an_empty_or_absent_directory_trusts_nobody(tmp_path: Path) -> None:
    assert Trust.of_directory(tmp_path).development == ()
    assert Trust.of_directory(tmp_path / "absent").development == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", key().certificate[:-1]],
)
def test_a_file_that_is_no_certificate_stops_the_start_by_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "spoilt.crt").write_bytes(content)
    with pytest.raises(StartRefused, match=r"spoilt\.crt"):
        Trust.of_directory(tmp_path)


def test_a_person_in_the_directory_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "person.der").write_bytes(key().certificate)
    with pytest.raises(StartRefused):
        Trust.of_directory(tmp_path)


@pytest.mark.parametrize(
    "extensions",
    [
        (IS_AUTHORITY,),
        (MAY_ISSUE,),
        (IS_AUTHORITY, MAY_ISSUE, extension("2.5.29.30", b"\x30\x00", critical=True)),
    ],
    ids=["may not sign certificates", "is no authority", "limits names"],
)
def test_an_authority_of_less_power_stops_the_start(tmp_path: Path, extensions: tuple[bytes, ...]) -> None:
    made = certified(private(), replace(draft(private()), extensions=extensions))
    (tmp_path / "authority.cer").write_bytes(made.certificate)
    with pytest.raises(StartRefused):
        Trust.of_directory(tmp_path)


def test_those_found_good_are_remembered_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KNOWN_MAX", 2)
    here = Trust([authority().certificate])
    signers = [key(), key(Kind.DSTU), key(Kind.DSTU_KUPYNA)]
    for signer in signers:
        verify(Message(signer).written(), here, NOW)
    remembered = [here.recall(read_certificate(one.certificate).fingerprint) for one in signers]
    assert [one is not None for one in remembered] == [False, True, True]
