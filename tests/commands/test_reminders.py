"""Time reminds of invitations and certificates, once each, and forgets what was told long ago."""

from datetime import timedelta
from typing import Any

import pytest

from commands.certificate_letters import tell_of_expiring_certificates, tell_of_new_certificates
from commands.invitation_reminders import BEFORE, remind_of_invitations, tell_of_undelivered
from commands.letters import Letter, LetterKind, cancel_letters, post, said_day, said_moment
from commands.retention import LETTERS_KEPT, TOLD_KEPT, forget_letters, forget_told
from commands.round import BATCH
from tests.commands.stage import MEANS, Stage
from tests.models.world import DAY, NOW, Row

MINUTE, TWO_DAYS = timedelta(minutes=1), timedelta(days=2)


async def letters(stage: Stage) -> list[dict[str, Any]]:
    found = await stage.tx.execute_query_dict("SELECT * FROM letter ORDER BY id")
    return [dict(each) for each in found]


async def told(stage: Stage) -> list[dict[str, Any]]:
    found = await stage.tx.execute_query_dict("SELECT * FROM person_notice ORDER BY id")
    return [dict(each) for each in found]


async def worker(stage: Stage, **given: Any) -> Row:
    """Somebody who works at the hospital, with an address."""
    return await stage.world.add("employee", facility_id=stage.hospital, **given)


async def test_who_has_not_opened_the_link_is_reminded_once_six_hours_before_it_ends(stage: Stage) -> None:
    invitation = await stage.world.add("invitation", status="SENT", delivery="EMAIL")
    due = invitation["expires_at"] - BEFORE
    assert await remind_of_invitations(stage.tx, due - MINUTE, MEANS) == 0
    assert await remind_of_invitations(stage.tx, due, MEANS) == 1
    assert await remind_of_invitations(stage.tx, due + MINUTE, MEANS) == 0
    (letter,) = await letters(stage)
    assert (letter["kind"], letter["to_address"]) == ("INVITATION_REMINDER", invitation["email"])
    assert (letter["invitation_id"], letter["secret_sealed"]) == (invitation["id"], None)


@pytest.mark.parametrize(
    "given",
    [
        {"status": "CREATED"},
        {"status": "OPENED", "opened_at": NOW},
        {"status": "REVOKED", "revoked_at": NOW},
        {"status": "ACCEPTED", "used_at": NOW},
    ],
)
async def test_nobody_else_is_reminded(stage: Stage, given: dict[str, object]) -> None:
    invitation = await stage.world.add("invitation", **given)
    assert await remind_of_invitations(stage.tx, invitation["expires_at"] - MINUTE, MEANS) == 0


async def test_a_link_whose_time_is_over_is_past_reminding(stage: Stage) -> None:
    invitation = await stage.world.add("invitation", status="SENT")
    assert await remind_of_invitations(stage.tx, invitation["expires_at"], MEANS) == 0


async def test_whoever_invited_in_vain_is_told_once_while_the_link_would_be_of_use(stage: Stage) -> None:
    inviter = await worker(stage)
    invitation = await stage.world.add("invitation", status="SENT", inviter_id=inviter["person_id"])
    given = {"kind": "INVITATION", "invitation_id": invitation["id"]}
    failed = await stage.world.add("letter", **given, state="FAILED", last_error_code="550")
    assert [await tell_of_undelivered(stage.tx, NOW, MEANS) for _ in range(2)] == [1, 0]
    assert [each["to_address"] for each in await letters(stage) if each["id"] != failed["id"]] == [
        inviter["work_email"]
    ]
    (notice,) = await told(stage)
    assert (notice["person_id"], notice["about"]) == (inviter["person_id"], f"Invitation:{invitation['id']}")
    await stage.world.add("letter", **given, state="BOUNCED", sent_at=NOW, message_id="<1@zaklad>")
    assert await tell_of_undelivered(stage.tx, invitation["expires_at"], MEANS) == 0
    assert await tell_of_undelivered(stage.tx, NOW, MEANS) == 1


async def test_a_first_signature_is_written_of_to_the_person_at_work_and_once(stage: Stage) -> None:
    employee = await worker(stage)
    certificate = await stage.world.add("signing_certificate", person_id=employee["person_id"])
    assert await tell_of_new_certificates(stage.tx, NOW, MEANS) == 1
    assert await tell_of_new_certificates(stage.tx, NOW, MEANS) == 0
    (letter,) = await letters(stage)
    assert (letter["kind"], letter["to_address"]) == ("CERTIFICATE_BOUND", employee["work_email"])
    assert [each["kind"] for each in await told(stage)] == ["CERTIFICATE_BOUND"]
    assert (await stage.world.seen("signing_certificate", certificate))["told_at"] == NOW


async def test_who_has_no_address_is_told_inside_the_system(stage: Stage) -> None:
    certificate = await stage.world.add("signing_certificate")
    assert await tell_of_new_certificates(stage.tx, NOW, MEANS) == 1
    assert await letters(stage) == []
    assert [each["person_id"] for each in await told(stage)] == [certificate["person_id"]]


async def test_a_certificate_is_reminded_of_a_month_a_week_and_a_day_before_its_end(stage: Stage) -> None:
    employee = await worker(stage)
    ends = NOW + timedelta(days=60)
    await stage.world.add("signing_certificate", person_id=employee["person_id"], not_after=ends)
    said = []
    for days in range(62):
        now = NOW + timedelta(days=days)
        if await tell_of_expiring_certificates(stage.tx, now, MEANS):
            said.append((ends - now).days)
    assert said == [30, 7, 1]
    assert [each["kind"] for each in await letters(stage)] == ["CERTIFICATE_EXPIRING"] * 3
    assert len(await told(stage)) == 3


async def test_a_certificate_seen_late_is_reminded_of_once_for_the_nearest_mark(
    stage: Stage,
) -> None:
    employee = await worker(stage)
    ends = NOW + timedelta(days=5, hours=1)
    await stage.world.add("signing_certificate", person_id=employee["person_id"], not_after=ends)
    assert await tell_of_expiring_certificates(stage.tx, NOW, MEANS) == 1
    assert await tell_of_expiring_certificates(stage.tx, NOW, MEANS) == 0
    (letter,) = await letters(stage)
    assert '"days": "6"' in letter["parameters"]


async def test_no_reminder_of_what_is_no_loss(stage: Stage) -> None:
    soon = NOW + TWO_DAYS
    renewed, gone = await worker(stage), await worker(stage, status="DISMISSED", end_date=DAY)
    for person_id in (renewed["person_id"], gone["person_id"]):
        await stage.world.add("signing_certificate", person_id=person_id, not_after=soon)
    await stage.world.add("signing_certificate", person_id=renewed["person_id"])
    unbound = await worker(stage)
    await stage.world.add(
        "signing_certificate",
        person_id=unbound["person_id"],
        not_after=soon,
        status="UNBOUND",
        ended_at=NOW,
    )
    over = await worker(stage)
    await stage.world.add("signing_certificate", person_id=over["person_id"], not_after=NOW)
    assert await tell_of_expiring_certificates(stage.tx, NOW, MEANS) == 0


async def test_of_many_things_some_are_dealt_with_at_a_time(stage: Stage) -> None:
    person = await stage.world.add("person")
    for _ in range(BATCH + 1):
        await stage.world.add("signing_certificate", person_id=person["id"])
    counts = [await tell_of_new_certificates(stage.tx, NOW, MEANS) for _ in range(3)]
    assert counts == [BATCH, 1, 0]


async def test_letters_and_what_was_told_are_forgotten_after_their_time(stage: Stage) -> None:
    old = NOW - LETTERS_KEPT - MINUTE
    await stage.world.add("letter", queued_at=old, state="CANCELLED")
    waiting = await stage.world.add("letter", queued_at=old)
    young = await stage.world.add("letter", queued_at=NOW, state="CANCELLED")
    assert [await forget_letters(stage.tx, NOW, MEANS) for _ in range(2)] == [1, 0]
    assert {each["id"] for each in await letters(stage)} == {waiting["id"], young["id"]}
    await stage.world.add("person_notice", at=NOW - TOLD_KEPT - MINUTE)
    kept = await stage.world.add("person_notice", at=NOW)
    assert [await forget_told(stage.tx, NOW, MEANS) for _ in range(2)] == [1, 0]
    assert [each["id"] for each in await told(stage)] == [kept["id"]]


async def test_a_letter_is_posted_with_all_that_its_template_needs_or_not_at_all(stage: Stage) -> None:
    parameters = {"facility.shortName": "Лікарня", "expiresAt": "завтра"}
    kind = LetterKind.FACILITY_REGISTERED
    for wrong in (
        Letter(kind, "a@b.example", {}, secret_sealed=b"s"),
        Letter(kind, "a@b.example", parameters),
        Letter(LetterKind.PERSON_UNBLOCKED, "a@b.example", secret_sealed=b"s"),
    ):
        with pytest.raises(AssertionError):
            await post(stage.tx, wrong)
    await post(stage.tx, Letter(kind, "a@b.example", parameters, secret_sealed=b"s"))


async def test_of_one_thing_a_letter_is_posted_once(stage: Stage) -> None:
    for _ in range(2):
        await post(stage.tx, Letter(LetterKind.PERSON_UNBLOCKED, "a@b.example", once="PERSON_UNBLOCKED:1"))
    assert len(await letters(stage)) == 1


async def test_what_waits_of_an_invitation_is_taken_back_with_its_link(stage: Stage) -> None:
    invitation = await stage.world.add("invitation")
    given = {"invitation_id": invitation["id"], "kind": "INVITATION"}
    sent = {"state": "SENT", "sent_at": NOW, "message_id": "<1@zaklad>"}
    await stage.world.add("letter", **given, **sent)
    await stage.world.add("letter", **given, secret_sealed=b"s")
    await stage.world.add("letter", **given, secret_sealed=b"s", state="DEFERRED", next_try_at=NOW)
    other = await stage.world.add("letter", secret_sealed=b"s")
    await cancel_letters(stage.tx, invitation["id"])
    states = [(each["state"], each["secret_sealed"]) for each in await letters(stage)]
    assert sorted(states, key=str) == [
        ("CANCELLED", None),
        ("CANCELLED", None),
        ("QUEUED", b"s"),
        ("SENT", None),
    ]
    assert (await stage.world.seen("letter", other))["state"] == "QUEUED"


def test_letters_write_days_and_moments_as_kyiv_does() -> None:
    assert said_day(DAY) == "05.01.2026"
    assert said_moment(NOW) == "05.01.2026 11:00 (за Києвом)"
