"""The payload `zaklad/1` is read in one way only, within its bounds, and refused by one code otherwise."""

import datetime as dt
import json
from uuid import UUID

import pytest

from errors import AudienceMismatch, OperationMismatch, PayloadExpired, PayloadInvalid
from schema.payload import Payload, read, written

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
FACILITY = UUID("018f0000-0000-7000-8000-000000000001")
PAYLOAD = Payload(
    audience="https://zaklad.example#test",
    operation="createDepartment",
    nonce="n",
    issued_at=NOW,
    input={"name": "Хірургія", "phones": [], "code": None},
    facility_id=FACILITY,
    expected_versions={f"Department:{FACILITY}": 3},
)
MEMBERS = json.loads(written(PAYLOAD))


def test_what_is_written_is_read_back() -> None:
    assert read(written(PAYLOAD)) == PAYLOAD


def test_it_is_written_by_rfc_8785() -> None:
    assert written(PAYLOAD).startswith(b'{"audience":"https://zaklad.example#test","expectedVersions":{')


def test_another_writing_of_the_same_members_is_read() -> None:
    assert read(json.dumps(MEMBERS, indent=2).encode()) == PAYLOAD


@pytest.mark.parametrize("name", ["version", "audience", "operation", "nonce", "issuedAt", "input"])
def test_a_member_that_is_missing_is_refused(name: str) -> None:
    members = {key: value for key, value in MEMBERS.items() if key != name}
    with pytest.raises(PayloadInvalid):
        read(json.dumps(members).encode())


@pytest.mark.parametrize(
    "changed",
    [
        {"version": "zaklad/2"},
        {"audience": ""},
        {"operation": 1},
        {"nonce": "n" * 301},
        {"issuedAt": "2026-11-22"},
        {"issuedAt": "2026-11-22T10:00:00"},
        {"issuedAt": 0},
        {"input": []},
        {"facility": str(FACILITY)},
        {"facility": f"Department:{FACILITY}"},
        {"expectedVersions": {"Department": 1}},
        {"expectedVersions": {f"Department:{FACILITY}": True}},
        {"expectedVersions": []},
        {"signature": ""},
        {"input": {"size": 1.5}},
        {"input": {"size": 2**53}},
        {"input": {"size": -(2**53)}},
        {"input": {"name": "\ud800"}},
        {"input": {"name": "a\x00b"}},
    ],
)
def test_a_member_of_another_form_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(PayloadInvalid):
        read(json.dumps(MEMBERS | changed).encode())


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b" " * (64 * 1024 + 1),
        b"1" * 60_000,
        b'{"version": NaN}',
        "\ufeff{}".encode(),
        json.dumps(MEMBERS).replace('"nonce": "n"', '"nonce": "m", "nonce": "n"').encode(),
        json.dumps(MEMBERS).replace('"phones": []', '"phones": [], "phones": []').encode(),
    ],
)
def test_what_readers_of_json_take_differently_is_refused(given: bytes) -> None:
    with pytest.raises(PayloadInvalid):
        read(given)


def test_nesting_is_bounded() -> None:
    def nested(depth: int) -> bytes:
        value: object = "x"
        for _ in range(depth):
            value = [value]
        return json.dumps(MEMBERS | {"input": {"deep": value}}).encode()

    read(nested(20))
    with pytest.raises(PayloadInvalid):
        read(nested(25))


def test_another_audience_or_act_is_refused() -> None:
    PAYLOAD.refuse_foreign(PAYLOAD.audience, PAYLOAD.operation)
    with pytest.raises(AudienceMismatch):
        PAYLOAD.refuse_foreign("https://zaklad.example#production", PAYLOAD.operation)
    with pytest.raises(OperationMismatch):
        PAYLOAD.refuse_foreign(PAYLOAD.audience, "closeDepartment")


@pytest.mark.parametrize(("seconds", "is_stale"), [(-301, True), (-300, False), (600, False), (601, True)])
def test_its_age_is_bounded_both_ways(seconds: int, is_stale: bool) -> None:
    now = NOW + dt.timedelta(seconds=seconds)
    if is_stale:
        with pytest.raises(PayloadExpired):
            PAYLOAD.refuse_stale(now)
    else:
        PAYLOAD.refuse_stale(now)
