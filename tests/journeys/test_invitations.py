"""A link is followed by the person it was given to, once, and lets nobody else in."""

import asyncio
import base64
import datetime as dt
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from compiler.ids import encode_id
from schema.rates import RateLimits
from signing.development.signer import sign_cms
from store.sessions import full_token
from store.subjects import settle_subjects
from tests.acting import Json, Stage, acting, altered, code_of
from tests.inviting import CHECK, START, STRANGER, TAX_ID, Guest, invited, key_of
from tests.models.world import Row
from tests.service import PEPPER

WHO = "{ me { kind person { lastName } facilities { nodes { nameShort } } } }"
GENEROUS = RateLimits(login_by_address="10000/minute", login_by_person="10000/minute")


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url, rates=GENEROUS) as stage:
        await settle_subjects(stage.world.connection, PEPPER)
        yield stage


async def seen(stage: Stage, table: str, row_id: object) -> Row:
    return await stage.world.seen(table, {"id": row_id})


def codes(answer: Json) -> list[str]:
    return [each["extensions"]["code"] for each in answer["errors"]]


async def test_whoever_has_the_link_sees_what_it_offers_and_the_person_under_a_mask(stage: Stage) -> None:
    guest, _ = await invited(stage)
    peeked = (await guest.peek())["data"]["peekInvitation"]
    assert peeked["personName"] == "Шев*** Т."
    assert peeked["taxIdEnd"] == TAX_ID[-3:]
    assert peeked["facilityName"] == stage.facility["name_short"]
    assert TAX_ID not in json.dumps(peeked)


async def test_the_invited_person_accepts_and_is_in(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    answer = await guest.accept()
    session = answer["data"]["acceptInvitation"]
    assert session["kind"] == "FULL"
    me = (await guest.told(WHO, token=session["token"]))["data"]["me"]
    assert (me["kind"], me["person"]["lastName"]) == ("PERSON", "Шевченко")
    assert (await seen(stage, "invitation", invitation["id"]))["status"] == "ACCEPTED"
    assert (await seen(stage, "employee", invitation["employee_id"]))["status"] == "ACTIVE"
    assert (await seen(stage, "assignment", invitation["assignment_id"]))["status"] == "ACTIVE"
    assert await stage.count("signing_certificate") == 1
    (entry,) = await stage.world.connection.fetch("SELECT * FROM journal_entry")
    header = entry["header"]
    assert header["operation"] == "acceptInvitation"
    assert guest.token not in str(dict(entry))
    again = await guest.told("mutation { startLogin { payload token } }")
    challenge = again["data"]["startLogin"]
    complete = "mutation($signed: SignedPayload!) { completeLogin(signed: $signed) { kind } }"
    login = await guest.told(complete, guest.sign(challenge["payload"]), challenge["token"])
    assert login["data"]["completeLogin"]["kind"] == "FULL"


async def test_an_assignment_of_later_waits_for_its_day(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    tomorrow = stage.now().date() + dt.timedelta(days=2)
    await stage.world.change("assignment", {"id": invitation["assignment_id"]}, start_date=tomorrow)
    await guest.accept()
    assert (await seen(stage, "assignment", invitation["assignment_id"]))["status"] == "SCHEDULED"


async def test_whoever_accepts_and_whoever_invited_get_a_letter(stage: Stage) -> None:
    guest, _ = await invited(stage)
    await guest.accept()
    rows = await stage.world.connection.fetch("SELECT kind, person_id FROM letter")
    assert [row["kind"] for row in rows] == ["REGISTRATION_COMPLETE"] * 2
    assert stage.administrator.person["id"] in {row["person_id"] for row in rows}


async def test_of_fifty_at_one_moment_one_is_accepted(stage: Stage) -> None:
    guest, _ = await invited(stage)
    challenges = [await guest.start() for _ in range(50)]
    answers = await asyncio.gather(*(guest.accept(challenge) for challenge in challenges))
    refused = [code_of(answer) for answer in answers if "errors" in answer]
    assert refused == ["ALREADY_USED"] * 49
    assert await stage.count("journal_entry") == 1
    kinds = await stage.world.connection.fetch("SELECT kind FROM session WHERE idle_seconds > 0")
    assert [row["kind"] for row in kinds] == ["FULL"]


async def test_one_answer_sent_twice_at_once_is_taken_once(stage: Stage) -> None:
    guest, _ = await invited(stage)
    challenge = await guest.start()
    answers = await asyncio.gather(*(guest.accept(challenge) for _ in range(8)))
    refused = {code_of(answer) for answer in answers if "errors" in answer}
    assert sum("errors" not in answer for answer in answers) == 1
    assert refused <= {"ALREADY_USED", "UNAUTHENTICATED"}


async def test_a_link_is_good_for_twenty_four_hours_to_the_second(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    left = invitation["expires_at"] - stage.now()
    stage.delay = left - dt.timedelta(seconds=20)
    challenge = await guest.start()
    stage.delay += dt.timedelta(seconds=21)
    assert code_of(await guest.accept(challenge)) == "EXPIRED"
    assert code_of(await guest.peek()) == "EXPIRED"
    assert code_of(await guest.told(START, {"token": guest.token})) == "EXPIRED"


async def test_a_link_is_good_until_its_last_second(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    stage.delay = invitation["expires_at"] - stage.now() - dt.timedelta(seconds=20)
    assert "data" in await guest.accept()


async def test_somebody_elses_key_is_refused_masked_and_the_fifth_locks(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    stranger = replace(guest, key=key_of(stage, STRANGER))
    for left in (4, 3, 2, 1):
        answer = await stranger.accept()
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "SIGNER_MISMATCH"
        assert error["extensions"]["attemptsLeft"] == left
        assert f"…{STRANGER[-3:]}" in error["message"]
        assert f"…{TAX_ID[-3:]}" in error["message"]
        assert STRANGER not in json.dumps(answer)
        assert TAX_ID not in json.dumps(answer)
    challenge = await guest.start()
    assert codes(await stranger.accept()) == ["SIGNER_MISMATCH", "LOCKED"]
    assert (await seen(stage, "invitation", invitation["id"]))["status"] == "LOCKED"
    assert code_of(await guest.accept(challenge)) == "LOCKED"
    assert code_of(await guest.peek()) == "LOCKED"
    assert await stage.count("journal_entry") == 0


async def test_only_a_valid_signature_of_somebody_else_counts(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    challenge = await guest.start()
    signed = bytearray(base64.b64decode(guest.sign(challenge["payload"])["signed"]))
    signed[-1] ^= 1
    spoiled = {"signed": base64.b64encode(signed).decode()}
    document = "mutation($signed: SignedPayload!) { acceptInvitation(signed: $signed) { id } }"
    assert "errors" in await guest.told(document, spoiled, challenge["token"])
    other = replace(guest, key=key_of(stage, surname="Франко"))
    answer = await other.accept()
    assert code_of(answer) == "SIGNER_MISMATCH"
    assert answer["errors"][0]["extensions"]["reason"] == "SURNAME"
    elsewhere = replace(guest, key=key_of(stage, edrpou="11111111"))
    assert code_of(await elsewhere.accept()) == "FACILITY_MISMATCH"
    assert (await seen(stage, "invitation", invitation["id"]))["attempts"] == 0
    assert "data" in await guest.accept()


async def test_apostrophes_and_look_alikes_do_not_keep_anybody_out(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    employee = await seen(stage, "employee", invitation["employee_id"])
    await stage.world.change("person", {"id": employee["person_id"]}, last_name="Лук'яненко")
    named = replace(guest, key=key_of(stage, surname="ЛУК’ЯНЕHKО"))
    assert "data" in await named.accept()


async def test_a_key_of_the_inviting_organisation_is_taken(stage: Stage) -> None:
    guest, _ = await invited(stage)
    here = replace(guest, key=key_of(stage, edrpou=stage.facility["edrpou"]))
    assert "data" in await here.accept()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"consents": {"personalData": True, "rules": False}}, "UNPROCESSABLE_ENTITY"),
        ({"consents": {}}, "PAYLOAD_INVALID"),
        ({"more": 1}, "PAYLOAD_INVALID"),
        ({"invitationId": "Invitation:00000000-0000-7000-8000-000000000000"}, "PAYLOAD_INVALID"),
    ],
)
async def test_nothing_else_than_the_challenge_is_accepted(
    stage: Stage, changed: dict[str, object], code: str
) -> None:
    guest, invitation = await invited(stage)
    challenge = await guest.start()
    payload = challenge["payload"].encode()
    other = altered(payload, input={**json.loads(payload)["input"], **changed}).decode()
    assert code_of(await guest.accept({**challenge, "payload": other})) == code
    assert (await seen(stage, "invitation", invitation["id"]))["status"] == "OPENED"


async def test_an_answer_is_of_its_own_session_alone(stage: Stage) -> None:
    guest, _ = await invited(stage)
    mine, other = await guest.start(), await guest.start()
    assert code_of(await guest.accept({**mine, "token": other["token"]})) == "NONCE_INVALID"
    assert code_of(await guest.accept({**mine, "token": None})) == "UNAUTHENTICATED"
    plain = (await guest.told(START))["data"]["startLogin"]
    assert plain["decline"] is None
    assert code_of(await guest.accept(plain)) == "OPERATION_MISMATCH"


async def test_whoever_declines_lets_go_of_the_assignment(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    assert (await guest.decline())["data"]["declineInvitation"]["declined"] is True
    assert (await seen(stage, "invitation", invitation["id"]))["status"] == "DECLINED"
    assert (await seen(stage, "assignment", invitation["assignment_id"]))["status"] == "CANCELLED"
    assert (await seen(stage, "employee", invitation["employee_id"]))["status"] == "DRAFT"
    assert code_of(await guest.peek()) == "ALREADY_USED"
    assert code_of(await guest.told(START, {"token": guest.token})) == "ALREADY_USED"


async def test_a_blocked_person_and_a_suspended_facility_let_nobody_in(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    employee = await seen(stage, "employee", invitation["employee_id"])
    await stage.world.change("facility", stage.facility, status="SUSPENDED")
    assert code_of(await guest.accept()) == "CONFLICT"
    await stage.world.change("facility", stage.facility, status="REGISTERED")
    await stage.world.change("person", {"id": employee["person_id"]}, blocked_at=stage.now())
    answer = await guest.accept()
    assert answer["errors"][0]["extensions"]["reason"] == "PERSON_BLOCKED"
    assert (await seen(stage, "invitation", invitation["id"]))["status"] == "OPENED"


async def test_logging_in_gives_no_rights_before_the_invitation_is_accepted(stage: Stage) -> None:
    guest, _ = await invited(stage)
    await settle_subjects(stage.world.connection, PEPPER)
    challenge = (await guest.told(START))["data"]["startLogin"]
    complete = "mutation($signed: SignedPayload!) { completeLogin(signed: $signed) { kind token } }"
    login = await guest.told(complete, guest.sign(challenge["payload"]), challenge["token"])
    token = login["data"]["completeLogin"]["token"]
    me = (await guest.told(WHO, token=token))["data"]["me"]
    assert me["facilities"]["nodes"] == []
    assert code_of(await guest.told("{ employees { nodes { id } } }", token=token)) == "FORBIDDEN"


async def test_the_administrator_replaces_a_link_and_the_old_one_dies(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    shown = "invitationUrl invitationQr replayed invitation { status delivery reissueOf { status } }"
    wish = {"invitationId": encode_id("Invitation", invitation["id"])}
    admin = stage.administrator
    signed = admin.sign(await admin.payload("reissueInvitation", wish))
    reissued = (await admin.perform("reissueInvitation", signed, shown))["data"]["reissueInvitation"]
    assert reissued["invitation"] == {
        "status": "CREATED",
        "delivery": "LINK",
        "reissueOf": {"status": "REVOKED"},
    }
    address, token = reissued["invitationUrl"].split("#")
    assert address == "https://zaklad.example/invite"
    assert reissued["invitationQr"].startswith("data:image/svg+xml")
    assert code_of(await guest.peek()) == "EXPIRED"
    again = (await admin.perform("reissueInvitation", signed, shown))["data"]["reissueInvitation"]
    assert (again["replayed"], again["invitationUrl"], again["invitationQr"]) == (True, None, None)
    assert "data" in await replace(guest, token=token).accept()
    answer = await admin.prepare("reissueInvitation", wish)
    assert code_of(answer) == "CONFLICT"


async def test_a_link_by_letter_alone_is_not_shown(stage: Stage) -> None:
    _, invitation = await invited(stage)
    wish = {"invitationId": encode_id("Invitation", invitation["id"]), "delivery": "EMAIL"}
    shown = "invitationUrl invitation { letterState email }"
    answer = await stage.administrator.act("reissueInvitation", wish, shown)
    reissued = answer["data"]["reissueInvitation"]
    assert reissued["invitationUrl"] is None
    assert reissued["invitation"]["letterState"] == "QUEUED"
    (letter,) = await stage.world.connection.fetch("SELECT * FROM letter")
    assert (letter["kind"], b"invite#" in letter["secret_sealed"]) == ("INVITATION", False)


async def test_a_link_is_taken_back(stage: Stage) -> None:
    guest, invitation = await invited(stage)
    wish = {"invitationId": encode_id("Invitation", invitation["id"])}
    answer = await stage.administrator.act("revokeInvitation", wish, "invitation { status }")
    assert answer["data"]["revokeInvitation"]["invitation"]["status"] == "REVOKED"
    assert code_of(await guest.peek()) == "EXPIRED"
    again = await stage.administrator.prepare("revokeInvitation", wish)
    assert code_of(again) == "CONFLICT"


async def test_nobody_else_replaces_a_link(stage: Stage) -> None:
    _, invitation = await invited(stage)
    doctor = await stage.signer("DOCTOR", tax_id=STRANGER)
    wish = {"invitationId": encode_id("Invitation", invitation["id"])}
    assert code_of(await doctor.prepare("reissueInvitation", wish)) == "FORBIDDEN"
    elsewhere = await stage.world.add("facility")
    far = await stage.signer(tax_id="1234567899", facility=elsewhere)
    assert code_of(await far.prepare("reissueInvitation", wish)) == "NOT_FOUND"


async def test_whoever_invites_sees_how_far_it_has_come_and_the_invited_person_their_own(
    stage: Stage,
) -> None:
    guest, invitation = await invited(stage)
    await guest.start()
    shown = "status attempts letterState employee { lastName } assignment { position { title } status }"
    document = (
        "query($in: [InvitationStatus!]) { invitations(filter: {status: {in: $in}})"
        f" {{ nodes {{ {shown} }} }} }}"
    )
    admin = await full_token(stage.world.connection, person_id=stage.administrator.person["id"], hours=48)
    (found,) = (await guest.told(document, {"in": ["OPENED"]}, admin))["data"]["invitations"]["nodes"]
    assert (found["status"], found["letterState"], found["assignment"]["status"]) == (
        "OPENED",
        None,
        "PENDING",
    )
    doctor = await stage.signer("DOCTOR", tax_id=STRANGER)
    assert (await guest.told(document, {"in": ["OPENED"]}, doctor.token))["data"]["invitations"][
        "nodes"
    ] == []
    employee = await seen(stage, "employee", invitation["employee_id"])
    await stage.employ({"id": employee["person_id"]}, "DOCTOR", await stage.world.add("facility"))
    token = await full_token(stage.world.connection, person_id=employee["person_id"])
    own = await guest.told("{ invitations { nodes { status } } }", token=token)
    assert own["data"]["invitations"]["nodes"] == [{"status": "OPENED"}]
    stage.delay = dt.timedelta(hours=24, seconds=1)
    late = await guest.told(document, {"in": ["EXPIRED"]}, admin)
    assert [each["status"] for each in late["data"]["invitations"]["nodes"]] == ["EXPIRED"]


async def test_links_that_open_nothing_are_bounded_and_others_are_not(own_database_url: str) -> None:
    async with acting(own_database_url, rates=RateLimits(invitation_by_address="3/hour")) as stage:
        guest, _ = await invited(stage)
        wrong = replace(guest, token="nothing")
        for _ in range(5):
            assert "data" in await guest.peek()
        for _ in range(3):
            assert code_of(await wrong.peek()) == "NOT_FOUND"
        assert code_of(await wrong.peek()) == "RATE_LIMITED"
        assert code_of(await guest.told(START, {"token": guest.token})) == "RATE_LIMITED"


async def test_a_link_is_not_looked_at_by_a_method_that_leaves_it_in_logs(stage: Stage) -> None:
    guest, _ = await invited(stage)
    response = await guest.get()
    assert (response.status_code, code_of(response.json())) == (405, "METHOD_NOT_ALLOWED")


async def test_anybody_tries_a_key_out_and_nothing_is_kept(stage: Stage) -> None:
    guest = Guest(stage, "", key_of(stage))
    found = (await guest.told(CHECK, guest.sign("будь-що")))["data"]["checkCertificate"]
    assert (found["accepted"], found["problems"], found["taxId"]) == (True, [], f"…{TAX_ID[-3:]}")
    assert "SIGNATURE" in found["checks"]
    assert await stage.count("signing_certificate") == await stage.count("session") - 2 == 0
    stranger = sign_cms(b"x", replace(stage.authority), stage.now(), secrets.randbelow)
    bad = await guest.told(CHECK, {"signed": base64.b64encode(stranger).decode()})
    refused = bad["data"]["checkCertificate"]
    assert (refused["accepted"], len(refused["problems"])) == (False, 1)
