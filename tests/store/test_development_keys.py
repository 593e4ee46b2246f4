"""An authority and keys for development that stay, for their owner alone, trusted by the sandbox."""

import datetime as dt
import random
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from errors import StartRefused
from signing.certificate import read_certificate
from signing.development.authority import to_pem
from signing.development.keys import Kind
from signing.development.profile import Person
from signing.development.signer import sign_cms
from signing.person import person_of
from signing.trust import Trust
from signing.verification import verify
from store.development_keys import FOLDER, DevelopmentKeys

NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
RANDOM = random.Random(4).randrange  # noqa: S311  keys that repeat
WHO = UUID(int=7)
PERSON = Person("Шевченко", "Тарас Петрович", tax_id="2923400112")
NAMELESS = Person("Франко", "Іван", document="КМ123456")


def keys_in(folder: Path, now: dt.datetime = NOW) -> DevelopmentKeys:
    return DevelopmentKeys(folder, lambda: now, RANDOM)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("person", [PERSON, NAMELESS], ids=["tax number", "document"])
def test_what_a_kept_key_signs_is_believed_by_whoever_trusts_the_folder(
    tmp_path: Path, kind: Kind, person: Person
) -> None:
    keys = keys_in(tmp_path)
    keys.trust(tmp_path / "trust")
    message = sign_cms(b"{}", keys.key_of(WHO, person, kind), NOW, RANDOM)
    found = verify(message, Trust.of_directory(tmp_path / "trust"), NOW)
    signer = person_of(found.certificate)
    assert (found.payload, signer.tax_id, signer.document) == (b"{}", person.tax_id, person.document)


def test_the_same_person_keeps_the_same_key_and_each_kind_has_its_own(tmp_path: Path) -> None:
    first = to_pem(keys_in(tmp_path).key_of(WHO, PERSON))
    assert to_pem(keys_in(tmp_path).key_of(WHO, PERSON)) == first
    assert to_pem(keys_in(tmp_path).key_of(WHO, PERSON, Kind.DSTU)) != first
    assert to_pem(keys_in(tmp_path).key_of(UUID(int=8), PERSON)) != first


def test_of_many_who_ask_at_once_all_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = threads.map(lambda _: to_pem(keys_in(tmp_path).key_of(WHO, PERSON)), range(16))
    assert len(set(asked)) == 1


def test_only_the_owner_reads_private_keys(tmp_path: Path) -> None:
    keys_in(tmp_path).key_of(WHO, PERSON)
    files = [path for path in (tmp_path / FOLDER).rglob("*") if path.is_file()]
    assert len(files) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_key_whose_time_is_over_is_made_anew(tmp_path: Path) -> None:
    first = keys_in(tmp_path).key_of(WHO, PERSON)
    later = read_certificate(first.certificate).not_after
    second = keys_in(tmp_path, later).key_of(WHO, PERSON)
    assert read_certificate(second.certificate).not_after > later
    assert to_pem(keys_in(tmp_path, later).key_of(WHO, PERSON)) == to_pem(second)


def test_another_authority_takes_the_place_of_the_one_that_was_trusted(tmp_path: Path) -> None:
    first = keys_in(tmp_path / "one").trust(tmp_path / "trust").read_bytes()
    second = keys_in(tmp_path / "two").trust(tmp_path / "trust").read_bytes()
    assert first != second
    assert len(list((tmp_path / "trust").iterdir())) == 1


def test_the_authority_says_what_it_is_worth(tmp_path: Path) -> None:
    keys_in(tmp_path).trust(tmp_path)
    [name] = Trust.of_directory(tmp_path).development
    assert "NOT TRUSTED" in name


def test_a_file_that_is_no_key_is_told_by_its_path(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "authority.pem").write_text("-----BEGIN PRIVATE KEY-----")
    with pytest.raises(StartRefused, match=r"authority\.pem"):
        keys_in(tmp_path).authority()
