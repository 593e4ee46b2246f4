"""A person logs in by a signature over a challenge, and by nothing else, and has a session that ends."""

import datetime as dt
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256

import pytest

from schema.rates import RateLimits
from signing.development.authority import make_key
from signing.development.profile import Person
from store.subjects import settle_subjects
from tests.acting import OTHER_TAX_ID, Stage, acting, altered, code_of
from tests.knocking import COMPLETE, LOGOUT, START, START_BY_COOKIE, WHO, Door
from tests.service import PEPPER


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        await settle_subjects(stage.world.connection, PEPPER)
        yield stage


@pytest.fixture
def door(stage: Stage) -> Door:
    return Door(stage)


async def test_a_person_is_found_by_the_number_in_the_certificate(door: Door) -> None:
    opened = await door.log_in()
    assert opened["kind"] == "FULL"
    answer = await door.told(WHO, token=opened["token"])
    assert answer["data"]["me"]["kind"] == "PERSON"
    assert answer["data"]["me"]["person"]["lastName"] == door.stage.administrator.person["last_name"]
    (entry,) = await door.stage.world.connection.fetch("SELECT * FROM journal_entry")
    assert (entry["kind"], entry["person_id"]) == ("LOGIN", door.stage.administrator.person["id"])
    assert opened["token"] not in str(dict(entry))


async def test_whoever_the_registry_does_not_know_is_an_applicant_and_may_no_more_than_anybody(
    door: Door,
) -> None:
    opened = await door.log_in(door.key())
    assert opened["kind"] == "APPLICANT"
    answer = await door.told("{ me { kind } employees { nodes { id } } }", token=opened["token"])
    assert code_of(answer) == "FORBIDDEN"
    assert await door.stage.count("signing_certificate") == 0


async def test_a_name_or_a_certificate_is_not_who_somebody_is(door: Door) -> None:
    administrator = door.stage.administrator.person
    named = Person(surname=administrator["last_name"], given_names="Та", tax_id=OTHER_TAX_ID)
    key = make_key(door.stage.authority, named, door.stage.now(), secrets.randbelow)
    assert (await door.log_in(key))["kind"] == "APPLICANT"


async def test_one_challenge_opens_one_session(door: Door) -> None:
    challenge = await door.challenge()
    assert "data" in await door.complete(challenge)
    again = await door.complete(challenge)
    assert code_of(again) == "UNAUTHENTICATED"
    kinds = await door.stage.world.connection.fetch("SELECT kind FROM session WHERE idle_seconds > 0")
    assert [row["kind"] for row in kinds] == ["FULL"]


async def test_a_challenge_is_of_one_session_alone(door: Door) -> None:
    mine, other = await door.challenge(), await door.challenge()
    assert code_of(await door.complete({**mine, "token": other["token"]})) == "NONCE_INVALID"
    full = door.stage.administrator.token
    assert code_of(await door.complete({**mine, "token": full})) == "NONCE_INVALID"
    assert code_of(await door.complete({**mine, "token": None})) == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"operation": "createDepartment"}, "OPERATION_MISMATCH"),
        ({"audience": "https://other.example#test"}, "AUDIENCE_MISMATCH"),
        ({"input": {"more": 1}}, "PAYLOAD_INVALID"),
        ({"version": "zaklad/2"}, "PAYLOAD_INVALID"),
        ({"nonce": "AAAA"}, "NONCE_INVALID"),
    ],
)
async def test_another_payload_than_the_challenge_opens_nothing(
    door: Door, members: dict[str, object], code: str
) -> None:
    challenge = await door.challenge()
    payload = altered(challenge["payload"].encode(), **members).decode()
    assert code_of(await door.complete({**challenge, "payload": payload})) == code
    assert await door.stage.count("journal_entry") == await door.stage.count("signing_certificate") == 0
    (event,) = await door.stage.world.connection.fetch("SELECT * FROM security_event")
    assert (event["code"], event["operation"]) == (code, "completeLogin")
    assert "data" in await door.complete(challenge)


async def test_a_challenge_is_over_in_five_minutes(door: Door) -> None:
    challenge = await door.challenge()
    door.stage.delay = dt.timedelta(minutes=5, seconds=1)
    assert code_of(await door.complete(challenge)) == "UNAUTHENTICATED"


async def test_a_blocked_person_does_not_get_in(door: Door) -> None:
    challenge = await door.challenge()
    await door.stage.world.change("person", door.stage.administrator.person, blocked_at=door.stage.now())
    answer = await door.complete(challenge)
    assert answer["errors"][0]["extensions"]["reason"] == "PERSON_BLOCKED"


async def test_a_certificate_of_an_organisation_is_taken_where_the_person_works(door: Door) -> None:
    administrator = door.stage.administrator
    person = Person(
        surname="Така", given_names="Сама", tax_id="2923400112", edrpou=door.stage.facility["edrpou"]
    )
    here = make_key(door.stage.authority, person, door.stage.now(), secrets.randbelow)
    assert (await door.log_in(here))["kind"] == "FULL"
    elsewhere = make_key(
        door.stage.authority, replace(person, edrpou="11111111"), door.stage.now(), secrets.randbelow
    )
    assert code_of(await door.complete(await door.challenge(), elsewhere)) == "FACILITY_MISMATCH"
    assert administrator.person["id"]


async def test_a_certificate_binds_itself_once_and_waits_for_its_letter(door: Door) -> None:
    await door.log_in()
    await door.log_in()
    (bound,) = await door.stage.world.connection.fetch("SELECT * FROM signing_certificate")
    assert bound["person_id"] == door.stage.administrator.person["id"]
    assert bound["fingerprint"] == sha256(door.stage.administrator.key.certificate).hexdigest()
    assert (bound["status"], bound["told_at"], bound["algorithm"]) == ("ACTIVE", None, "ECDSA")
    assert "NOT TRUSTED" in bound["issuer_name"]


@pytest.mark.parametrize("status", ["UNBOUND", "REVOKED"])
async def test_a_certificate_that_was_ended_neither_logs_in_nor_acts(door: Door, status: str) -> None:
    administrator = door.stage.administrator
    await door.log_in()
    wish = {"name": "Відділення", "typeCode": "TRANSFUSIOLOGY", "parentId": door.stage.root_id}
    signed = administrator.sign(await administrator.payload("createDepartment", wish))
    await door.stage.world.connection.execute(
        "UPDATE signing_certificate SET status = $1, ended_at = now()", status
    )
    assert code_of(await door.complete(await door.challenge())) == "CERTIFICATE_REVOKED"
    answer = await administrator.perform("createDepartment", signed)
    assert code_of(answer) == "CERTIFICATE_REVOKED"
    assert answer["errors"][0]["extensions"]["status"] == status


async def test_an_ended_certificate_is_known_by_its_number_however_its_bytes_differ(door: Door) -> None:
    await door.log_in()
    await door.stage.world.connection.execute(
        "UPDATE signing_certificate SET status = 'UNBOUND', ended_at = now(), fingerprint = $1", "0" * 64
    )
    assert code_of(await door.complete(await door.challenge())) == "CERTIFICATE_REVOKED"


async def test_an_act_binds_the_certificate_too(door: Door) -> None:
    wish = {"name": "Відділення", "typeCode": "TRANSFUSIOLOGY", "parentId": door.stage.root_id}
    assert "data" in await door.stage.administrator.act("createDepartment", wish)
    assert await door.stage.count("signing_certificate") == 1


async def test_a_session_that_rests_for_half_an_hour_is_over(door: Door) -> None:
    token = (await door.log_in())["token"]
    for minutes in (20, 40, 60):
        door.stage.delay = dt.timedelta(minutes=minutes)
        assert "data" in await door.told(WHO, token=token)
    door.stage.delay = dt.timedelta(minutes=91)
    answer = await door.told(WHO, token=token)
    assert answer["errors"][0]["extensions"]["reason"] == "IDLE"


async def test_a_session_is_over_in_twelve_hours_however_it_is_used(door: Door) -> None:
    token = (await door.log_in())["token"]
    for minutes in range(20, 720, 20):
        door.stage.delay = dt.timedelta(minutes=minutes)
        assert "data" in await door.told(WHO, token=token)
    door.stage.delay = dt.timedelta(hours=12, seconds=1)
    assert code_of(await door.told(WHO, token=token)) == "UNAUTHENTICATED"


async def test_a_session_is_noted_as_seen_at_most_once_a_minute(door: Door) -> None:
    token = (await door.log_in())["token"]

    async def seen() -> dt.datetime:
        found: dt.datetime = await door.stage.world.connection.fetchval(
            "SELECT seen_at FROM session WHERE idle_seconds > 0"
        )
        return found

    first = await seen()
    door.stage.delay = dt.timedelta(seconds=50)
    await door.told(WHO, token=token)
    assert await seen() == first
    door.stage.delay = dt.timedelta(seconds=61)
    await door.told(WHO, token=token)
    second = await seen()
    assert second - first > dt.timedelta(minutes=1)
    await door.told(WHO, token=token)
    assert await seen() == second


async def test_logging_out_ends_the_session(door: Door) -> None:
    token = (await door.log_in())["token"]
    assert (await door.told(LOGOUT, token=token))["data"]["logout"]["ended"] is True
    assert code_of(await door.told(WHO, token=token)) == "UNAUTHENTICATED"
    assert (await door.told(LOGOUT))["data"]["logout"]["ended"] is False


async def test_a_page_keeps_its_token_in_a_cookie_that_no_script_reads(door: Door) -> None:
    started = await door.ask(START_BY_COOKIE)
    challenge = started.json()["data"]["startLogin"]
    assert challenge["token"] is None
    kept = started.headers["set-cookie"]
    assert kept.startswith("__Host-sid=zkl_")
    assert kept.endswith("; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict")
    cookie = {"cookie": kept.split(";")[0]}
    signed = door.signed(challenge["payload"].encode())
    opened = await door.ask(COMPLETE, signed, headers=cookie)
    assert opened.json()["data"]["completeLogin"]["token"] is None
    now_kept = opened.headers["set-cookie"]
    assert now_kept.split(";")[0] != kept.split(";")[0]
    inside = {"cookie": f"theme=dark; {now_kept.split(';')[0]}"}
    assert (await door.ask(WHO, headers=inside)).json()["data"]["me"]["kind"] == "PERSON"
    left = await door.ask(LOGOUT, headers=inside)
    assert left.headers["set-cookie"].startswith("__Host-sid=; Path=/; Max-Age=0;")
    stale = await door.ask(WHO, headers=inside)
    assert stale.status_code == 401
    assert stale.headers["set-cookie"].startswith("__Host-sid=; Path=/; Max-Age=0;")


async def test_a_cookie_and_a_bearer_at_once_are_refused(door: Door) -> None:
    token = (await door.log_in())["token"]
    both = {"cookie": f"__Host-sid={token}", "authorization": f"Bearer {token}"}
    answer = await door.ask(WHO, headers=both)
    assert (answer.status_code, code_of(answer.json())) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("site", "by_cookie", "status"),
    [
        ("cross-site", True, 403),
        ("cross-site", False, 403),
        ("same-site", True, 403),
        ("same-site", False, 200),
        ("same-origin", True, 200),
        ("none", True, 200),
    ],
)
async def test_what_a_page_of_another_site_sends_is_refused(
    door: Door, site: str, by_cookie: bool, status: int
) -> None:
    token = door.stage.administrator.token
    credential = {"cookie": f"__Host-sid={token}"} if by_cookie else {"authorization": f"Bearer {token}"}
    answer = await door.ask(WHO, headers={**credential, "sec-fetch-site": site})
    assert answer.status_code == status


async def test_logins_from_one_address_are_bounded(own_database_url: str) -> None:
    async with acting(own_database_url, rates=RateLimits(login_by_address="2/hour")) as stage:
        door = Door(stage)
        assert "data" in await door.told(START)
        assert "data" in await door.told(START)
        answer = await door.ask(START)
        assert (answer.status_code, code_of(answer.json())) == (429, "RATE_LIMITED")
        assert 3500 < int(answer.headers["retry-after"]) <= 3600


async def test_logins_of_one_person_are_bounded_and_only_their_own_count(own_database_url: str) -> None:
    async with acting(own_database_url, rates=RateLimits(login_by_person="1/hour")) as stage:
        door = Door(stage)
        assert "data" in await door.complete(await door.challenge())
        assert "data" in await door.complete(await door.challenge(), door.key())
        assert code_of(await door.complete(await door.challenge())) == "RATE_LIMITED"


async def test_preparations_and_acts_of_one_person_are_bounded(own_database_url: str) -> None:
    limits = RateLimits(preparation="2/hour", act="1/hour")
    async with acting(own_database_url, rates=limits) as stage:
        wish = {"name": "Відділення", "typeCode": "TRANSFUSIOLOGY", "parentId": stage.root_id}
        payload = await stage.administrator.payload("createDepartment", wish)
        assert "data" in await stage.administrator.perform(
            "createDepartment", stage.administrator.sign(payload)
        )
        again = await stage.administrator.perform("createDepartment", stage.administrator.sign(payload))
        assert code_of(again) == "RATE_LIMITED"
        await stage.administrator.payload("createDepartment", {**wish, "name": "Інше"})
        assert code_of(await stage.administrator.prepare("createDepartment", wish)) == "RATE_LIMITED"


SESSIONS = "{ me { sessions { id kind isCurrent createdAt seenAt absoluteUntil } } }"
CERTIFICATES = "{ me { certificates { fingerprint issuer serial algorithm status boundAt endedAt edrpou } } }"
REVOKE = "mutation($id: UUID!) { revokeSession(id: $id) { ended } }"


async def test_a_person_sees_their_sessions_and_ends_any_of_them(door: Door) -> None:
    mine, other = await door.log_in(), await door.log_in()
    await door.log_in(door.key())
    told = (await door.told(SESSIONS, token=mine["token"]))["data"]["me"]["sessions"]
    assert {each["id"]: each["isCurrent"] for each in told if each["id"] in (mine["id"], other["id"])} == {
        mine["id"]: True,
        other["id"]: False,
    }
    assert {each["kind"] for each in told} == {"FULL"}
    assert "data" in await door.told(WHO, token=other["token"])
    ended = await door.told(REVOKE, {"id": other["id"]}, mine["token"])
    assert ended["data"]["revokeSession"]["ended"] is True
    assert code_of(await door.told(WHO, token=other["token"])) == "UNAUTHENTICATED"
    assert "data" in await door.told(WHO, token=mine["token"])
    again = await door.told(REVOKE, {"id": other["id"]}, mine["token"])
    assert again["data"]["revokeSession"]["ended"] is False


async def test_nobody_ends_the_session_of_somebody_else(door: Door) -> None:
    colleague = await door.stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    mine = await door.log_in()
    answer = await door.told(REVOKE, {"id": mine["id"]}, colleague.token)
    assert answer["data"]["revokeSession"]["ended"] is False
    assert "data" in await door.told(WHO, token=mine["token"])
    assert code_of(await door.told(REVOKE, {"id": mine["id"]})) == "UNAUTHENTICATED"


async def test_a_person_sees_the_certificates_they_have_signed_with(door: Door) -> None:
    token = (await door.log_in())["token"]
    (told,) = (await door.told(CERTIFICATES, token=token))["data"]["me"]["certificates"]
    assert told["fingerprint"] == sha256(door.stage.administrator.key.certificate).hexdigest()
    assert (told["algorithm"], told["status"], told["endedAt"]) == ("ECDSA", "ACTIVE", None)


async def test_certificates_of_employees_are_read_by_those_who_may(door: Door) -> None:
    await door.log_in()
    document = "{ employees { nodes { certificates { fingerprint } } } }"
    answer = await door.told(document, token=door.stage.administrator.token)
    shown = [each for node in answer["data"]["employees"]["nodes"] for each in node["certificates"] or ()]
    assert len(shown) == 1
    assert code_of(await door.told(document)) == "FORBIDDEN"


async def test_who_has_refused_a_tax_number_logs_in_and_acts_by_a_document(door: Door) -> None:
    stage = door.stage
    person = await stage.world.add("person")
    await stage.world.add("person_identity", person_id=person["id"], no_tax_id=True, tax_id="АЯ123456")
    await stage.world.add("identity_document", person_id=person["id"])
    await stage.employ(person, "FACILITY_ADMIN", stage.facility)
    await settle_subjects(stage.world.connection, PEPPER)
    named = Person(surname="Інша", given_names="Особа", document="АЯ123456")
    key = make_key(stage.authority, named, stage.now(), secrets.randbelow)
    opened = await door.log_in(key)
    assert opened["kind"] == "FULL"
    signer = replace(stage.administrator, person=person, key=key, token=opened["token"])
    wish = {"name": "Відділення", "typeCode": "TRANSFUSIOLOGY", "parentId": stage.root_id}
    assert "data" in await signer.act("createDepartment", wish)
