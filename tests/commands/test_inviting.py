"""Links are given out, replaced and taken back; time and other people's keys end them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import cast
from uuid import UUID

import pytest

from commands.acceptance import accept, decline, refuse_over
from commands.act import Actor, ChangeKind
from commands.invitation_rounds import cancel_stale_assignments, expire_invitations
from commands.invitation_states import OPEN, STEPS
from commands.invitations import (
    REISSUE_INVITATION,
    REVOKE_INVITATION,
    ReissueInvitation,
    RevokeInvitation,
)
from commands.inviting import Invited, digest_of, invite, links_told
from commands.key_attempts import count_attempt
from commands.opening import find, open_invitation, veiled
from errors import Refusal, Refused
from models import Delivery, InvitationKind, InvitationStatus
from tests.commands.stage import MEANS, NOBODYS, Stage
from tests.models.world import Row

DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
KEY = b"k" * 32


async def awaiting(stage: Stage, department: str = "bank", **given: object) -> Row:
    """A pending assignment of somebody invited."""
    position = await stage.world.add("position", department=stage.rows[department])
    person = await stage.world.add("person")
    employee = await stage.world.add(
        "employee", facility_id=stage.hospital, person_id=person["id"], status="PENDING"
    )
    return await stage.world.add(
        "assignment", position=position, employee=employee, status="PENDING", **given
    )


async def link(
    stage: Stage,
    actor: Actor,
    assignment: Row,
    kind: InvitationKind = InvitationKind.EMPLOYEE,
    delivery: Delivery = Delivery.BOTH,
) -> Invited:
    return await invite(stage.tx, actor, assignment_id=assignment["id"], kind=kind, delivery=delivery)


async def row(stage: Stage, invited: Invited) -> Row:
    return await stage.world.seen("invitation", {"id": invited.invitation_id})


async def opened(stage: Stage, invited: Invited) -> None:
    await open_invitation(stage.tx, invited.invitation_id, stage.now)


async def letters(stage: Stage) -> list[Row]:
    rows = await stage.world.connection.fetch("SELECT * FROM letter ORDER BY id")
    return [dict(each) for each in rows]


def token_of(invited: Invited) -> str:
    assert invited.url is not None
    return invited.url.split("#")[1]


async def refusal(stage: Stage, invited: Invited, later: timedelta = timedelta()) -> str | None:
    try:
        await refuse_over(stage.tx, invited.invitation_id, stage.now + later)
    except Refused as refused:
        return refused.refusals[0].code
    return None


async def test_the_database_knows_the_digest_of_a_token_alone(stage: Stage) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    found = await row(stage, invited)
    token = token_of(invited)
    assert found["token_sha256"] == sha256(token.encode()).digest() == digest_of(token)
    assert token not in str(found)
    assert len(token) == 43


async def test_a_letter_carries_the_link_and_whoever_invites_sees_it_once(stage: Stage) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    (letter,) = await letters(stage)
    assert invited.url is not None
    assert (letter["kind"], letter["secret_sealed"]) == ("INVITATION", invited.url.encode())
    told = links_told(invited)
    assert told["invitation_url"] == invited.url
    assert str(told["invitation_qr"]).startswith("data:image/svg+xml")
    assert invited.url not in repr(invited)


@pytest.mark.parametrize(
    ("delivery", "letters_sent", "shown"),
    [(Delivery.LINK, 0, True), (Delivery.EMAIL, 1, False), (Delivery.BOTH, 1, True)],
)
async def test_a_link_goes_the_way_that_was_chosen(
    stage: Stage, delivery: Delivery, letters_sent: int, shown: bool
) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    invited = await link(stage, admin, await awaiting(stage), delivery=delivery)
    assert len(await letters(stage)) == letters_sent
    assert (invited.url is not None) == bool(links_told(invited)) == shown


@pytest.mark.parametrize(
    ("kind", "lasts", "letter"),
    [
        (InvitationKind.EMPLOYEE, timedelta(hours=24), "INVITATION"),
        (InvitationKind.FACILITY_HEAD, timedelta(days=14), "INVITATION"),
        (InvitationKind.FIRST_LOGIN, timedelta(days=14), "FACILITY_REGISTERED"),
    ],
)
async def test_a_link_lasts_from_its_creation_to_the_second(
    stage: Stage, kind: InvitationKind, lasts: timedelta, letter: str
) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage), kind)
    found = await row(stage, invited)
    assert found["created_at"] == stage.now
    assert found["expires_at"] == stage.now + lasts
    assert [each["kind"] for each in await letters(stage)] == [letter]
    assert await refusal(stage, invited, lasts - SECOND) is None
    assert await refusal(stage, invited, lasts) == "EXPIRED"


async def test_one_link_of_an_assignment_is_open(stage: Stage) -> None:
    admin, assignment = await stage.as_("FACILITY_ADMIN"), await awaiting(stage)
    await link(stage, admin, assignment)
    with pytest.raises(Refused) as refused:
        await link(stage, admin, assignment)
    assert [each.code for each in refused.value.refusals] == ["CONFLICT"]


async def test_a_link_whose_time_is_over_is_in_nobodys_way(stage: Stage) -> None:
    admin, assignment = await stage.as_("FACILITY_ADMIN"), await awaiting(stage)
    first = await link(stage, admin, assignment)
    await link(stage, replace(admin, now=stage.now + DAY), assignment)
    assert (await row(stage, first))["status"] == "EXPIRED"


async def test_an_unknown_token_finds_nothing_and_a_known_one_its_invitation(stage: Stage) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    assert await find(stage.tx, token_of(invited), stage.now) == invited.invitation_id
    unknown = await find(stage.tx, "nothing", stage.now)
    over = await find(stage.tx, token_of(invited), stage.now + DAY)
    assert isinstance(unknown, Refusal)
    assert isinstance(over, Refusal)
    assert (unknown.code, over.code) == ("NOT_FOUND", "EXPIRED")


async def test_whoever_accepts_works_and_is_found_by_the_number_from_then_on(stage: Stage) -> None:
    assignment = await awaiting(stage)
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), assignment)
    await opened(stage, invited)
    answered = await accept(stage.tx, invited.invitation_id, KEY, stage.now)
    changed = {(each.entity, each.version) for each in answered.changes}
    assert changed == {("Invitation", 2), ("Employee", 2), ("Assignment", 2)}
    found = await row(stage, invited)
    assert (found["status"], found["used_at"]) == ("ACCEPTED", stage.now)
    person = await stage.world.connection.fetchval(
        "SELECT person_id FROM person_subject WHERE subject_key = $1", KEY
    )
    assert person == answered.person_id
    with pytest.raises(Refused) as refused:
        await accept(stage.tx, invited.invitation_id, KEY, stage.now)
    assert refused.value.refusals[0].code == "ALREADY_USED"


async def test_only_an_invitation_that_was_opened_is_answered(stage: Stage) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    with pytest.raises(Refused):
        await accept(stage.tx, invited.invitation_id, KEY, stage.now)
    assert {each for each, steps in STEPS.items() if InvitationStatus.ACCEPTED in steps} == {
        InvitationStatus.OPENED
    }


async def test_a_number_of_somebody_else_is_no_way_in(stage: Stage) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    await opened(stage, invited)
    await stage.world.add("person_subject", subject_key=KEY)
    with pytest.raises(Refused) as refused:
        await accept(stage.tx, invited.invitation_id, KEY, stage.now)
    assert refused.value.refusals[0].code == "CONFLICT"


async def test_an_assignment_whose_term_is_over_is_not_taken_up(stage: Stage) -> None:
    yesterday = stage.now.date() - timedelta(days=1)
    assignment = await awaiting(stage, start_date=yesterday, end_date=yesterday)
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), assignment)
    await opened(stage, invited)
    with pytest.raises(Refused) as refused:
        await accept(stage.tx, invited.invitation_id, KEY, stage.now)
    assert refused.value.refusals[0].code == "CONFLICT"


async def test_whoever_declines_one_of_two_is_still_awaited(stage: Stage) -> None:
    admin, first = await stage.as_("FACILITY_ADMIN"), await awaiting(stage)
    employee = await stage.world.seen("employee", {"id": first["employee_id"]})
    other = await stage.world.add("position", department=stage.rows["ward"])
    await stage.world.add("assignment", position=other, employee=employee, status="PENDING")
    invited = await link(stage, admin, first)
    await opened(stage, invited)
    answered = await decline(stage.tx, invited.invitation_id, stage.now)
    assert {each.entity for each in answered.changes} == {"Invitation", "Assignment"}
    assert (await stage.world.seen("employee", employee))["status"] == "PENDING"
    assert (await stage.world.seen("assignment", first))["status"] == "CANCELLED"


async def test_other_peoples_keys_lock_a_link_and_whoever_invited_is_told(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    invited = await link(stage, admin, await awaiting(stage))
    await opened(stage, invited)
    most = MEANS.terms.key_attempts
    left = [await count_attempt(stage.tx, invited.invitation_id, most, stage.now) for _ in range(most)]
    assert left == [4, 3, 2, 1, 0]
    assert (await row(stage, invited))["status"] == "LOCKED"
    assert await refusal(stage, invited) == "LOCKED"
    sent, locked = await letters(stage)
    assert (sent["state"], sent["secret_sealed"]) == ("CANCELLED", None)
    assert (locked["kind"], locked["person_id"]) == ("INVITATION_LOCKED", admin.person_id)
    assert await count_attempt(stage.tx, invited.invitation_id, most, stage.now) == 0
    assert (await row(stage, invited))["attempts"] == most


def reissue(invited: Invited, delivery: Delivery | None = None) -> ReissueInvitation:
    return ReissueInvitation(invited.invitation_id, delivery)


async def test_a_new_link_takes_the_place_of_the_old_one(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    old = await link(stage, admin, await awaiting(stage), delivery=Delivery.LINK)
    outcome = await stage.perform(REISSUE_INVITATION, admin, reissue(old, Delivery.LINK))
    new_id = cast("UUID", outcome.result["invitation"])
    found = await stage.world.seen("invitation", {"id": new_id})
    assert (found["status"], found["reissue_of_id"]) == ("CREATED", old.invitation_id)
    assert [each.act for each in outcome.changes] == [ChangeKind.ENDED, ChangeKind.CREATED]
    assert (await row(stage, old))["status"] == "REVOKED"
    assert await refusal(stage, old) == "EXPIRED"
    assert str(outcome.told["invitation_url"]).startswith("https://zaklad.example/invite#")
    assert await stage.codes(REISSUE_INVITATION, admin, reissue(old)) == ["CONFLICT"]


async def test_a_new_link_goes_the_way_of_the_old_one_unless_said_otherwise(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    old = await link(stage, admin, await awaiting(stage), delivery=Delivery.EMAIL)
    examined = await stage.examined(REISSUE_INVITATION, admin, reissue(old))
    assert examined.wish.delivery == Delivery.EMAIL
    assert "Як передати посилання: Листом" in examined.text
    assert {each.split(":")[0] for each in examined.versions} == {"Invitation", "Assignment"}
    outcome = await stage.perform(REISSUE_INVITATION, admin, examined.wish)
    assert not outcome.told
    assert [each["state"] for each in await letters(stage)] == ["CANCELLED", "QUEUED"]


async def test_ten_new_links_a_day_are_enough_for_anybody(stage: Stage) -> None:
    admin, assignment = await stage.as_("FACILITY_ADMIN"), await awaiting(stage)
    last = await link(stage, admin, assignment, delivery=Delivery.LINK)
    for _ in range(MEANS.terms.reissues_per_day):
        outcome = await stage.perform(REISSUE_INVITATION, admin, reissue(last, Delivery.LINK))
        last = Invited(cast("UUID", outcome.result["invitation"]), None)
    assert await stage.codes(REISSUE_INVITATION, admin, reissue(last)) == ["RATE_LIMITED"]
    tomorrow = replace(admin, now=stage.now + DAY)
    (await REISSUE_INVITATION.examine(stage.tx, tomorrow, reissue(last))).refuse()


async def test_a_link_to_what_nobody_awaits_is_not_replaced(stage: Stage) -> None:
    admin, assignment = await stage.as_("FACILITY_ADMIN"), await awaiting(stage)
    invited = await link(stage, admin, assignment)
    await stage.world.change("assignment", assignment, status="CANCELLED")
    assert await stage.codes(REISSUE_INVITATION, admin, reissue(invited)) == ["CONFLICT"]


async def test_a_locked_link_is_replaced(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    invited = await link(stage, admin, await awaiting(stage))
    await stage.world.change("invitation", {"id": invited.invitation_id}, status="LOCKED")
    outcome = await stage.perform(REISSUE_INVITATION, admin, reissue(invited, Delivery.LINK))
    assert [each.act for each in outcome.changes] == [ChangeKind.CREATED]


async def test_a_link_is_taken_back_once(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    invited = await link(stage, admin, await awaiting(stage))
    wish = RevokeInvitation(invited.invitation_id)
    await stage.perform(REVOKE_INVITATION, admin, wish)
    found = await row(stage, invited)
    assert (found["status"], found["revoked_at"], found["version"]) == ("REVOKED", stage.now, 2)
    assert [each["state"] for each in await letters(stage)] == ["CANCELLED"]
    assert await stage.codes(REVOKE_INVITATION, admin, wish) == ["CONFLICT"]


@pytest.mark.parametrize(
    ("role", "department", "codes"),
    [
        ("HR_OFFICER", "root", []),
        ("BLOOD_BANK_HEAD", "bank", []),
        ("BLOOD_BANK_HEAD", "ward", ["NOT_FOUND"]),
        ("DOCTOR", "bank", ["FORBIDDEN"]),
        ("REGISTRAR", "far", []),
    ],
)
async def test_links_are_replaced_by_those_who_may(
    stage: Stage, role: str, department: str, codes: list[str]
) -> None:
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    actor = await stage.as_(role, department)
    if codes:
        assert await stage.codes(REISSUE_INVITATION, actor, reissue(invited)) == codes
    else:
        await stage.perform(REISSUE_INVITATION, actor, reissue(invited, Delivery.LINK))


async def test_what_is_hidden_is_told_of_like_what_is_not_there(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN", "far")
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), await awaiting(stage))
    told: list[Mapping[str, object]] = []
    for wish in (RevokeInvitation(invited.invitation_id), RevokeInvitation(NOBODYS)):
        (refused,) = await stage.refused(REVOKE_INVITATION, admin, wish)
        told.append(refused.formatted())
    assert told[0] == told[1]


async def test_time_ends_links_and_tells_whoever_invited(stage: Stage) -> None:
    admin = await stage.as_("FACILITY_ADMIN")
    invited = await link(stage, admin, await awaiting(stage))
    assert await expire_invitations(stage.tx, stage.now + DAY - SECOND, MEANS) == 0
    assert await expire_invitations(stage.tx, stage.now + DAY, MEANS) == 1
    assert await expire_invitations(stage.tx, stage.now + DAY, MEANS) == 0
    assert (await row(stage, invited))["status"] == "EXPIRED"
    kinds = [(each["kind"], each["state"]) for each in await letters(stage)]
    assert kinds == [("INVITATION", "CANCELLED"), ("INVITATION_EXPIRED", "QUEUED")]


async def test_an_assignment_that_waits_for_thirty_days_is_cancelled(stage: Stage) -> None:
    assignment = await awaiting(stage, created_at=stage.now)
    invited = await link(stage, await stage.as_("FACILITY_ADMIN"), assignment)
    later = stage.now + timedelta(days=30)
    assert await cancel_stale_assignments(stage.tx, later, MEANS) == 0, "a link is open"
    await expire_invitations(stage.tx, later, MEANS)
    assert await cancel_stale_assignments(stage.tx, later - SECOND, MEANS) == 0
    assert await cancel_stale_assignments(stage.tx, later, MEANS) == 1
    assert (await stage.world.seen("assignment", assignment))["status"] == "CANCELLED"
    employee = await stage.world.seen("employee", {"id": assignment["employee_id"]})
    assert employee["status"] == "DRAFT"
    assert await refusal(stage, invited) == "EXPIRED"


def test_an_answered_invitation_goes_nowhere() -> None:
    assert set(STEPS) == set(InvitationStatus)
    assert set(OPEN) == {InvitationStatus.CREATED, InvitationStatus.SENT, InvitationStatus.OPENED}
    assert all(STEPS[after] == frozenset() or after in OPEN for after in InvitationStatus)


@pytest.mark.parametrize(("name", "shown"), [("Шевченко", "Шев***"), ("Косач", "Кос***"), ("Шу", "Ш***")])
def test_a_name_is_shown_by_its_beginning(name: str, shown: str) -> None:
    assert veiled(name) == shown
