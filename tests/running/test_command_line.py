"""The verbs of the command line: what they say, and with which code they end."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import stat
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from commands.demo.identifiers import edrpou_of
from errors import StartRefused
from journal.recording import append
from running.command_line import main
from running.settings import read_settings
from running.wiring import opened
from signing.person import person_of
from signing.trust import Trust
from signing.verification import verify
from store.development_keys import DevelopmentKeys
from tests.journal.conftest import act
from tests.reading import connected

ROOT = Path(__file__).parents[2]
SECOND = edrpou_of(2)


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb wrote and its exit code."""

    code: int | str | None
    out: str
    err: str


Verb = Callable[..., Said]


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Verb]:
    def verb(*arguments: str, **variables: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["server.py", *arguments])
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(ended.value.code, said.out, said.err)

    for name in [name for name in os.environ if name.startswith(("ZAKLAD_", "DATABASE_URL"))]:
        monkeypatch.delenv(name)
    handlers, terminate = list(logging.root.handlers), signal.getsignal(signal.SIGTERM)
    yield verb
    logging.root.handlers[:] = handlers
    signal.signal(signal.SIGTERM, terminate)


def test_a_port_in_use_stops_the_start_with_one_sentence(verb: Verb) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = verb("serve", ZAKLAD_PORT=str(taken.getsockname()[1]))
    assert refused.code == 2
    assert "already in use" in refused.err
    assert len(refused.err.splitlines()) == 1


def test_without_a_verb_the_service_serves(verb: Verb) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = verb(ZAKLAD_PORT=str(taken.getsockname()[1]))
    assert "already in use" in refused.err


def test_an_address_that_is_not_this_machines_stops_the_start_with_one_sentence(verb: Verb) -> None:
    refused = verb("serve", ZAKLAD_HOST="192.0.2.1")
    assert refused.code == 2
    assert "check ZAKLAD_HOST" in refused.err


def test_a_database_that_is_away_stops_the_start_with_one_sentence(verb: Verb) -> None:
    refused = verb("migrate", DATABASE_URL="postgresql://postgres@/postgres?host=%2Fnowhere")
    assert refused.code == 2
    assert "DATABASE_URL cannot be reached" in refused.err
    assert len(refused.err.splitlines()) == 1


def test_data_that_cannot_be_written_stop_the_start_with_one_sentence(verb: Verb) -> None:
    refused = verb("migrate", ZAKLAD_DATA="/proc/zaklad")
    assert refused.code == 2
    assert "ZAKLAD_DATA" in refused.err
    assert len(refused.err.splitlines()) == 1


def test_the_demo_goes_into_an_empty_registry_only(verb: Verb, own_database_url: str) -> None:
    filled = verb("demo", "--facilities", "2", "--seed", "7", DATABASE_URL=own_database_url)
    assert filled.code == 0, filled.err
    assert " 2 facility" in filled.out
    again = verb("demo", DATABASE_URL=own_database_url)
    assert again.code == 2
    assert "into an empty one only" in again.err


@pytest.mark.parametrize("name", ["token", "demo"])
def test_production_has_neither_the_explorers_token_nor_a_demo(verb: Verb, name: str) -> None:
    refused = verb(name, ZAKLAD_PROFILE="production")
    assert refused.code == 2
    assert not refused.out


def test_the_token_stands_alone_on_the_last_line(verb: Verb, own_database_url: str) -> None:
    issued = verb("token", DATABASE_URL=own_database_url)
    assert issued.code == 0
    token = issued.out.splitlines()[-1]
    assert token.startswith("zkl_")
    assert token == token.strip()


@pytest.fixture
def demo_of_two(verb: Verb, own_database_url: str) -> str:
    """A database with two hospitals, without a national centre."""
    assert verb("demo", "--facilities", "2", DATABASE_URL=own_database_url).code == 0
    return own_database_url


@pytest.mark.parametrize(
    "role",
    [
        *("FACILITY_ADMIN", "FACILITY_HEAD", "HR_OFFICER", "BLOOD_BANK_HEAD", "BLOOD_BANK_DOUBLE"),
        *("DOCTOR", "MIS"),
    ],
)
def test_a_token_is_issued_as_a_holder_of_a_role_set_who_is_named(
    verb: Verb, demo_of_two: str, role: str
) -> None:
    issued = verb("token", "--as", role, DATABASE_URL=demo_of_two)
    assert issued.code == 0
    assert issued.out.splitlines()[-1].startswith("zkl_")
    assert f"({role})" in issued.err
    assert "96174118" in issued.err


def test_a_token_is_issued_as_a_holder_at_the_facility_that_is_named(verb: Verb, demo_of_two: str) -> None:
    issued = verb("token", "--as", "BLOOD_BANK_HEAD", "--facility", "96174118", DATABASE_URL=demo_of_two)
    assert "Шевченко Тарас Петрович" in issued.err
    other = verb("token", "--as", "BLOOD_BANK_HEAD", "--facility", SECOND, DATABASE_URL=demo_of_two)
    assert other.code == 0
    assert SECOND in other.err
    assert "Шевченко" not in other.err


BEGINNING = (
    *("bootstrap", "--edrpou", "39990035", "--tax-id", "2923400112", "--email", "first@example.org"),
    *("--last-name", "Шевчук", "--first-name", "Олена"),
)


def test_the_first_registrar_is_invited_by_a_link_on_the_last_line(
    verb: Verb, own_database_url: str, tmp_path: Path
) -> None:
    begun = verb(*BEGINNING, DATABASE_URL=own_database_url, ZAKLAD_DATA=str(tmp_path))
    assert begun.code == 0
    assert begun.out.splitlines()[-1].startswith("http://127.0.0.1:8000/invite#")


def test_whoever_begins_where_a_registrar_is_reads_one_sentence(
    verb: Verb, own_database_url: str, tmp_path: Path
) -> None:
    assert verb("demo", "--facilities", "3", DATABASE_URL=own_database_url).code == 0
    refused = verb(*BEGINNING, DATABASE_URL=own_database_url, ZAKLAD_DATA=str(tmp_path))
    assert (refused.code, refused.out) == (2, "")
    assert "there is an active registrar already" in refused.err
    assert len(refused.err.splitlines()) == 1


def test_what_is_amiss_with_a_beginning_is_told_with_its_place(
    verb: Verb, own_database_url: str, tmp_path: Path
) -> None:
    wrong = [each.replace("39990035", "39990036") for each in BEGINNING]
    refused = verb(*wrong, DATABASE_URL=own_database_url, ZAKLAD_DATA=str(tmp_path))
    assert refused.code == 2
    assert "edrpou: " in refused.err


def test_nobody_needs_no_token(verb: Verb, own_database_url: str) -> None:
    said = verb("token", "--as", "PUBLIC", DATABASE_URL=own_database_url)
    assert (said.code, said.out) == (0, "")
    assert "no token is needed" in said.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", "GOD"), "there are: REGISTRAR, FACILITY_ADMIN"),
        (("--as", "DOCTOR", "--facility", "00000000"), "no facility has the EDRPOU code"),
        (("--as", "REGISTRAR", "--facility", "96174118"), "nobody at the facility 96174118 holds"),
        (("--as", "REGISTRAR"), "nobody here holds"),
        (("--facility", "96174118"), "goes together with --as"),
    ],
)
def test_who_cannot_be_found_is_told_in_one_sentence(
    verb: Verb, demo_of_two: str, arguments: tuple[str, ...], told: str
) -> None:
    refused = verb("token", *arguments, DATABASE_URL=demo_of_two)
    assert refused.code == 2
    assert told in refused.err
    assert not refused.out
    assert len(refused.err.splitlines()) == 1


def test_migrating_twice_finds_nothing_the_second_time(verb: Verb, own_database_url: str) -> None:
    assert "nothing was missing" in verb("migrate", DATABASE_URL=own_database_url).out


def test_the_printed_schema_is_the_committed_one(verb: Verb) -> None:
    assert verb("schema", "print").out == (ROOT / "schema" / "registry.graphql").read_text()


def test_the_printed_policy_is_the_committed_one_and_passes_its_check(verb: Verb) -> None:
    assert verb("policy", "print").out == (ROOT / "permissions" / "policy.txt").read_text()
    assert verb("policy", "check").code == 0


def test_a_breaking_change_of_the_schema_fails_the_check(verb: Verb, tmp_path: Path) -> None:
    committed = (ROOT / "schema" / "registry.graphql").read_text()
    older = tmp_path / "older.graphql"
    older.write_text(committed)
    assert verb("schema", "check", "--against", str(older)).code == 0
    older.write_text(committed + "\ntype Dropped { once: Int }\n")
    broken = verb("schema", "check", "--against", str(older))
    assert broken.code == 1
    assert "Dropped" in broken.out
    older.write_text("not a schema")
    assert verb("schema", "check", "--against", str(older)).code == 2


@pytest.mark.parametrize("kind", ["ecdsa", "dstu"])
def test_a_payload_is_signed_by_a_development_key_that_the_trust_directory_vouches_for(
    verb: Verb, demo_of_two: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    data = {"DATABASE_URL": demo_of_two, "ZAKLAD_DATA": str(tmp_path)}
    issued = verb("dev-key", "--as", "FACILITY_ADMIN", "--kind", kind, **data)
    assert issued.code == 0, issued.err
    assert "96174118" in issued.err
    assert verb("dev-key", "--as", "FACILITY_ADMIN", "--kind", kind, **data).out == issued.out
    (tmp_path / "key.pem").write_text(issued.out)

    monkeypatch.setattr(
        sys, "stdin", TextIOWrapper(BytesIO(b'{"data": {"prepare": {"a": {"payload": "{}"}}}}'))
    )
    signed = verb("dev-sign", "--key", str(tmp_path / "key.pem"))
    trust = Trust.of_directory(Path(verb("dev-ca", **data).out.strip()).parent)
    found = verify(b64decode(signed.out), trust, datetime.now(UTC))
    assert found.payload == b"{}"
    assert person_of(found.certificate).tax_id or person_of(found.certificate).document


def test_programs_have_no_keys(verb: Verb, demo_of_two: str, tmp_path: Path) -> None:
    refused = verb("dev-key", "--as", "MIS", DATABASE_URL=demo_of_two, ZAKLAD_DATA=str(tmp_path))
    assert (refused.code, refused.out) == (2, "")
    assert "only people have keys" in refused.err


def test_what_is_no_key_signs_nothing(verb: Verb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("text")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"{}")))
    refused = verb("dev-sign", "--key", str(tmp_path / "key.pem"))
    assert refused.code == 2
    assert "there is no private key in the file" in refused.err


@pytest.mark.parametrize("arguments", [("dev-ca",), ("dev-key", "--as", "DOCTOR")])
def test_production_has_no_development_keys(verb: Verb, arguments: tuple[str, ...], tmp_path: Path) -> None:
    refused = verb(*arguments, ZAKLAD_PROFILE="production", ZAKLAD_DATA=str(tmp_path))
    assert (refused.code, refused.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


PRODUCTION = {
    "ZAKLAD_PROFILE": "production",
    "ZAKLAD_SECRET": "s" * 32,
    "ZAKLAD_IDENTITY_PEPPER": "p" * 32,
    "ZAKLAD_CHECKPOINT_KEY": "0" * 64,
    "ZAKLAD_SMTP_URL": "smtp://127.0.0.1:9",
    "ZAKLAD_SMTP_FROM": "registry@zaklad.example",
}


@pytest.mark.parametrize("missing", [name for name in PRODUCTION if name != "ZAKLAD_PROFILE"])
async def test_production_does_not_start_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch, own_database_url: str, tmp_path: Path, missing: str
) -> None:
    for name, value in (
        PRODUCTION | {"DATABASE_URL": own_database_url, "ZAKLAD_DATA": str(tmp_path)}
    ).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(missing)
    with pytest.raises(StartRefused, match=missing):
        async with opened(read_settings()):
            pytest.fail("it started")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 -- nobody waits for this loop


async def test_production_does_not_start_with_an_authority_for_development(
    monkeypatch: pytest.MonkeyPatch, own_database_url: str, tmp_path: Path
) -> None:
    for name, value in (
        PRODUCTION | {"DATABASE_URL": own_database_url, "ZAKLAD_TRUST": str(tmp_path)}
    ).items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    async with opened(settings) as parts:
        assert (parts.sandbox, parts.keys) == (None, None)
    DevelopmentKeys(tmp_path / "elsewhere", lambda: datetime.now(UTC), secrets.randbelow).trust(tmp_path)
    with pytest.raises(StartRefused, match="NOT TRUSTED"):
        async with opened(settings):
            pytest.fail("it started")


def test_the_journal_is_signed_exported_and_verified_here_and_far_from_here(
    verb: Verb, own_database_url: str, tmp_path: Path
) -> None:
    data = {"DATABASE_URL": own_database_url, "ZAKLAD_DATA": str(tmp_path / "data")}
    empty = verb("journal", "checkpoint", **data)
    assert "the journal is empty" in empty.err
    asyncio.run(written(own_database_url, 3))
    signed = verb("journal", "checkpoint", **data)
    assert signed.code == 0, signed.err
    (tmp_path / "kept").write_text(signed.out)
    exported = verb("journal", "export", str(tmp_path / "export"), **data)
    assert exported.code == 0, exported.err
    assert stat.S_IMODE((tmp_path / "export").stat().st_mode) == 0o600

    verified = verb("journal", "verify", "--checkpoint", str(tmp_path / "kept"), **data)
    assert verified.code == 0, verified.err
    assert "3 seals, 3 confirmed by checkpoints" in verified.out
    key = next(line for line in signed.err.splitlines() if "public key" in line).split()[-1]
    verifier = [sys.executable, "tools/verify_journal.py", str(tmp_path / "export"), "--key", key]
    assert (
        subprocess.run([*verifier, "--checkpoint", str(tmp_path / "kept")], cwd=ROOT, check=False).returncode
        == 0
    )

    asyncio.run(executed(own_database_url, "ALTER TABLE journal_seal DISABLE TRIGGER USER"))
    asyncio.run(executed(own_database_url, "DELETE FROM journal_seal WHERE seq = 2"))
    damaged = verb("journal", "verify", "--checkpoint", str(tmp_path / "kept"), **data)
    assert damaged.code == 1
    assert "seal 2: there is no seal of this number" in damaged.err


def test_an_export_overwrites_nothing(verb: Verb, tmp_path: Path) -> None:
    refused = verb("journal", "export", str(tmp_path))
    assert refused.code == 2
    assert "File exists" in refused.err


async def written(url: str, acts: int) -> None:
    async with connected(url) as connection:
        for number in range(acts):
            async with connection.transaction():
                await append(connection, act(number))


async def executed(url: str, statement: str) -> None:
    async with connected(url) as connection:
        await connection.execute(statement)
