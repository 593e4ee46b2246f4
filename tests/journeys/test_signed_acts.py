"""What is signed is what is executed: a department is created over HTTP by a signature and nothing else."""

import asyncio
import base64
import datetime as dt
import json
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from commands.acts import ACTS
from signing.development.authority import make_authority, make_key
from signing.development.profile import Person
from store.sessions import full_token
from tests.acting import OTHER_TAX_ID, TAX_ID, Json, Stage, acting, altered, code_of, with_key
from tests.models.world import Row

WISH = {"name": "Трансфузіологія", "typeCode": "TRANSFUSIOLOGY"}
ACT = "createDepartment"
SHOWN = "replayed department { id name status version parent { name } }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


def wish_below(stage: Stage) -> dict[str, object]:
    return {**WISH, "parentId": stage.root_id}


async def signed_wish(stage: Stage) -> str:
    return stage.administrator.sign(await stage.administrator.payload(ACT, wish_below(stage)))


async def departments(stage: Stage) -> int:
    """How many departments of the wished name there are."""
    found = await stage.world.connection.fetchval(
        "SELECT count(*) FROM department WHERE name = $1", WISH["name"]
    )
    return int(found)


async def the_row(stage: Stage, table: str) -> Row:
    """The only row of a table."""
    (found,) = await stage.world.connection.fetch(f"SELECT * FROM {table}")
    return dict(found)


async def refused(stage: Stage, payload: bytes, act: str = ACT) -> Json:
    """Perform a payload that is refused, see that nothing changed, and give the refusal."""
    answer = await stage.administrator.perform(act, stage.administrator.sign(payload))
    assert "data" not in answer
    assert await departments(stage) == 0
    assert await stage.count("journal_entry") == await stage.count("nonce_used") == 0
    return answer["errors"][0]


async def test_a_department_is_created_by_a_signature(stage: Stage) -> None:
    answer = await stage.administrator.act(ACT, wish_below(stage), SHOWN)
    shown = answer["data"][ACT]
    assert shown["replayed"] is False
    assert shown["department"]["name"] == "Трансфузіологія"
    assert shown["department"]["parent"] == {"name": "Лікарня"}
    entry = await the_row(stage, "journal_entry")
    assert entry["person_id"] == stage.administrator.person["id"]
    assert entry["facility_id"] == stage.facility["id"]


async def test_what_is_prepared_is_complete_and_says_for_whom(stage: Stage) -> None:
    answer = await stage.administrator.prepare(ACT, wish_below(stage))
    prepared = answer["data"]["prepare"][ACT]
    payload = json.loads(prepared["payload"])
    assert payload["version"] == "zaklad/1"
    assert payload["operation"] == ACT
    assert payload["facility"] == f"Facility:{stage.facility['id']}"
    assert payload["input"]["parentId"] == f"Department:{stage.root['id']}"
    assert payload["input"]["openedOn"] is not None
    assert payload["expectedVersions"] == {f"Department:{stage.root['id']}": 1}
    assert prepared["text"].startswith(payload["audience"])
    assert await stage.count("nonce_used") == 0


async def test_all_problems_of_an_input_are_told_at_once(stage: Stage) -> None:
    wish = {"name": "", "typeCode": "GARDEN", "parentId": stage.root_id}
    answer = await stage.administrator.prepare(ACT, wish)
    problems = answer["errors"][0]["extensions"]["inputErrors"]
    assert {each["path"] for each in problems} == {"$.input.name", "$.input.typeCode"}


async def test_a_retry_is_answered_from_the_first_outcome(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    answers = [
        await stage.administrator.perform(ACT, stage.administrator.sign(payload), SHOWN) for _ in range(2)
    ]
    first, second = (answer["data"][ACT] for answer in answers)
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert first["department"] == second["department"]
    assert await departments(stage) == 1


async def test_a_retry_is_answered_after_the_nonce_has_expired(stage: Stage) -> None:
    signed = await signed_wish(stage)
    await stage.administrator.perform(ACT, signed)
    stage.delay = dt.timedelta(hours=1)
    answer = await stage.administrator.perform(ACT, signed)
    assert answer["data"][ACT]["replayed"] is True


async def test_of_ten_at_one_moment_one_acts_and_all_are_answered(stage: Stage) -> None:
    signed = await signed_wish(stage)
    answers = await asyncio.gather(*(stage.administrator.perform(ACT, signed, SHOWN) for _ in range(10)))
    shown = [answer["data"][ACT] for answer in answers]
    assert sorted(each["replayed"] for each in shown) == [False, *[True] * 9]
    assert len({each["department"]["id"] for each in shown}) == 1
    assert await departments(stage) == await stage.count("journal_entry") == 1


async def test_a_nonce_serves_one_payload(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    await stage.administrator.perform(ACT, stage.administrator.sign(payload))
    other = altered(payload, input={**json.loads(payload)["input"], "name": "Інший"})
    answer = await stage.administrator.perform(ACT, stage.administrator.sign(other))
    assert code_of(answer) == "NONCE_REUSED"


async def test_an_altered_payload_is_refused(stage: Stage) -> None:
    message = bytearray(base64.b64decode(await signed_wish(stage)))
    place = message.index("Трансфузіологія".encode())
    message[place + 1] ^= 2
    answer = await stage.administrator.perform(ACT, base64.b64encode(message).decode())
    assert code_of(answer) == "DIGEST_MISMATCH"
    assert await departments(stage) == 0


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"audience": "https://zaklad.example#production"}, "AUDIENCE_MISMATCH"),
        ({"operation": "closeDepartment"}, "OPERATION_MISMATCH"),
        ({"nonce": "A" * 55}, "NONCE_INVALID"),
        ({"issuedAt": "2020-01-01T00:00:00Z"}, "PAYLOAD_EXPIRED"),
        ({"issuedAt": "2100-01-01T00:00:00Z"}, "PAYLOAD_EXPIRED"),
        ({"version": "zaklad/2"}, "PAYLOAD_INVALID"),
        ({"extra": 1}, "PAYLOAD_INVALID"),
        ({"input": None}, "PAYLOAD_INVALID"),
        ({"facility": "Facility:00000000-0000-7000-8000-000000000000"}, "FACILITY_MISMATCH"),
    ],
)
async def test_a_payload_for_something_else_is_refused(
    stage: Stage, members: dict[str, object], code: str
) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    error = await refused(stage, altered(payload, **members))
    assert error["extensions"]["code"] == code


async def test_what_was_changed_since_is_refused(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    await stage.world.change("department", stage.root, version=2)
    error = await refused(stage, payload)
    assert error["extensions"]["code"] == "VERSION_CONFLICT"


async def test_an_input_of_unknown_fields_is_refused(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    error = await refused(stage, altered(payload, input={**json.loads(payload)["input"], "colour": "red"}))
    assert error["extensions"]["code"] == "UNPROCESSABLE_ENTITY"


async def test_nothing_is_added_to_what_was_signed(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    error = await refused(stage, altered(payload, input=wish_below(stage) | {"parentId": _root(stage)}))
    assert error["extensions"]["code"] == "PAYLOAD_INVALID"
    assert "openedOn" in error["extensions"]["fields"]


async def test_an_expired_nonce_is_refused(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    stage.delay = dt.timedelta(seconds=601)
    error = await refused(stage, payload)
    assert error["extensions"]["code"] == "NONCE_EXPIRED"


async def test_what_came_too_late_is_refused_before_its_signature_is_looked_at(stage: Stage) -> None:
    signed = await signed_wish(stage)
    broken = signed[:-8] + ("AAAA" if signed[-8:-4] != "AAAA" else "BBBB") + signed[-4:]
    assert code_of(await stage.administrator.perform(ACT, broken)) != "NONCE_EXPIRED"
    stage.delay = dt.timedelta(seconds=601)
    assert code_of(await stage.administrator.perform(ACT, broken)) == "NONCE_EXPIRED"
    assert await stage.count("nonce_used") == 0


async def test_a_batch_may_be_longer_than_other_acts(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    signed = {size: stage.administrator.sign(payload.ljust(size)) for size in (70_000, 2**18, 2**18 + 1)}
    assert code_of(await stage.administrator.perform(ACT, signed[70_000])) == "PAYLOAD_TOO_LARGE"
    monkeypatch.setattr("schema.perform.ACTS", {ACT: replace(ACTS[ACT], is_batch=True)})
    assert code_of(await stage.administrator.perform(ACT, signed[2**18 + 1])) == "PAYLOAD_TOO_LARGE"
    answer = await stage.administrator.perform(ACT, signed[2**18])
    assert answer["data"][ACT]["replayed"] is False


async def test_what_is_too_long_to_be_performed_is_not_prepared(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "schema.acts.BYTES_MAX", len(await stage.administrator.payload(ACT, wish_below(stage))) - 1
    )
    assert code_of(await stage.administrator.prepare(ACT, wish_below(stage))) == "PAYLOAD_TOO_LARGE"


async def test_what_one_session_prepared_no_other_one_performs(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    person_id = stage.administrator.person["id"]
    stage.administrator.token = await full_token(stage.world.connection, person_id=person_id)
    error = await refused(stage, payload)
    assert error["extensions"]["code"] == "NONCE_INVALID"


async def test_a_signature_of_another_person_is_refused_and_shows_no_number(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    other = await stage.signer(tax_id=OTHER_TAX_ID)
    answer = await with_key(stage.administrator, other.key).perform(ACT, other.sign(payload))
    assert code_of(answer) == "SIGNER_MISMATCH"
    assert TAX_ID not in json.dumps(answer)
    assert OTHER_TAX_ID not in json.dumps(answer)


async def test_a_certificate_of_another_organisation_is_refused(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    named = Person("Шевченко", "Тарас", tax_id=TAX_ID, organization="Чужа лікарня", edrpou="87654321")
    key = make_key(stage.authority, named, stage.now(), secrets.randbelow)
    answer = await stage.administrator.perform(ACT, with_key(stage.administrator, key).sign(payload))
    assert code_of(answer) == "FACILITY_MISMATCH"


async def test_an_authority_that_is_not_pinned_is_not_believed(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    stranger = make_authority(stage.now(), secrets.randbelow)
    key = make_key(stranger, Person("Шевченко", "Тарас", tax_id=TAX_ID), stage.now(), secrets.randbelow)
    answer = await stage.administrator.perform(ACT, with_key(stage.administrator, key).sign(payload))
    assert code_of(answer) == "CERTIFICATE_UNTRUSTED"


async def test_a_right_taken_away_meanwhile_stops_the_act(stage: Stage) -> None:
    signed = await signed_wish(stage)
    await stage.world.connection.execute("DELETE FROM assignment_role_set")
    answer = await stage.administrator.perform(ACT, signed)
    assert code_of(answer) in ("FORBIDDEN", "FACILITY_MISMATCH")
    assert await departments(stage) == 0


async def test_what_could_not_be_answered_is_not_done(stage: Stage) -> None:
    signed = await signed_wish(stage)
    pages = "children(first: 1000) { nodes { children(first: 1000) { nodes { name } } } }"
    answer = await stage.administrator.perform(ACT, signed, f"department {{ {pages} }}")
    assert code_of(answer) == "QUERY_TOO_COMPLEX"
    assert await departments(stage) == 0


async def test_a_refused_act_is_remembered_beside_the_chain(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, wish_below(stage))
    await refused(stage, altered(payload, audience="elsewhere"))
    event = await the_row(stage, "security_event")
    assert event["code"] == "AUDIENCE_MISMATCH"
    assert event["operation"] == ACT
    assert event["person_id"] == stage.administrator.person["id"]


async def test_nobody_without_a_session_of_a_person_acts(stage: Stage) -> None:
    signed = await signed_wish(stage)
    document = "mutation($signed: SignedPayload!) { createDepartment(signed: $signed) { replayed } }"
    for token, code in ((None, "UNAUTHENTICATED"), (stage.service.token, "FORBIDDEN")):
        answer = (await stage.service.ask(document, {"signed": signed}, token=token)).json()
        assert code_of(answer) == code


@pytest.mark.parametrize("at", ["schema.perform.record", "schema.perform.value_of"])
async def test_a_process_killed_before_the_record_or_the_answer_leaves_nothing(
    stage: Stage, own_database_url: str, at: str
) -> None:
    signed = await signed_wish(stage)
    given = {
        "at": at,
        "url": own_database_url,
        "authority": base64.b64encode(stage.authority.certificate).decode(),
        "token": stage.administrator.token,
        "query": f"mutation($signed: SignedPayload!) {{ {ACT}(signed: $signed) {{ {SHOWN} }} }}",
        "signed": signed,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.dying", stdin=asyncio.subprocess.PIPE
    )
    await process.communicate(json.dumps(given).encode())
    assert process.returncode == -signal.SIGKILL
    assert await departments(stage) == await stage.count("journal_entry") == 0
    answer = await stage.administrator.perform(ACT, signed)
    assert answer["data"][ACT]["replayed"] is False


async def test_a_document_performs_one_act(stage: Stage) -> None:
    field = 'createDepartment(signed: "") { replayed }'
    document = f"mutation {{ a: {field} b: {field} }}"
    answer = (await stage.service.ask(document, token=stage.administrator.token)).json()
    assert code_of(answer) == "GRAPHQL_VALIDATION_FAILED"


def _root(stage: Stage) -> str:
    return f"Department:{stage.root['id']}"
