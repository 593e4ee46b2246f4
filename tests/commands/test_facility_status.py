"""Facilities are suspended, resumed, closed and described anew (§2.1)."""

from typing import Any

import pytest

from commands.act import Actor
from commands.contacts import AddressInput
from commands.facility_rules import FACILITY_STEPS
from commands.facility_status import CHANGE_FACILITY_STATUS, ChangeFacilityStatus
from commands.facility_update import UPDATE_FACILITY, UpdateFacility
from commands.positions import CREATE_POSITION, CreatePosition
from models import Assignment, Facility, FacilityStatus, Invitation, MisConnection
from models.letter import LetterKind, OutboxLetter
from tests.commands.applying import PHONES
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row

S = FacilityStatus


async def registrar_of(stage: Stage) -> Actor:
    """A registrar of a centre of its own."""
    centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
    stage.rows["centre"] = await stage.world.add("department", facility_id=centre["id"])
    return await stage.as_("REGISTRAR", "centre")


def to(stage: Stage, status: FacilityStatus) -> ChangeFacilityStatus:
    return ChangeFacilityStatus(stage.hospital, status, "Наказ МОЗ № 1")


async def hospital(stage: Stage) -> Facility:
    return await Facility.get(id=stage.hospital, using_db=stage.tx)


async def connected(stage: Stage) -> Row:
    return await stage.world.add("mis_connection", facility_id=stage.hospital)


async def test_a_suspended_facility_is_read_and_not_changed_but_by_the_centre(stage: Stage) -> None:
    registrar = await registrar_of(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.perform(CHANGE_FACILITY_STATUS, registrar, to(stage, S.SUSPENDED))
    assert (await hospital(stage)).status == "SUSPENDED"
    nurse = CreatePosition(stage.id("ward"), title_code="NURSE")
    assert await stage.codes(CREATE_POSITION, administrator, nurse) == ["CONFLICT"]
    renaming = UpdateFacility(stage.hospital, name_short="Нова назва")
    assert await stage.codes(UPDATE_FACILITY, administrator, renaming) == ["CONFLICT"]
    await stage.perform(UPDATE_FACILITY, registrar, renaming)
    await stage.perform(CHANGE_FACILITY_STATUS, registrar, to(stage, S.REGISTERED))
    await stage.perform(CREATE_POSITION, administrator, nurse)


async def test_closing_ends_all_that_lives_in_a_facility(stage: Stage) -> None:
    registrar = await registrar_of(stage)
    active = await stage.appoint("FACILITY_ADMIN")
    pending = await stage.appoint("DOCTOR", status="PENDING")
    invitation = await stage.world.add("invitation", assignment=pending, employee_id=pending["employee_id"])
    connection = await connected(stage)
    elsewhere = await stage.appoint("DOCTOR", "far")
    await stage.perform(CHANGE_FACILITY_STATUS, registrar, to(stage, S.CLOSED))
    statuses = {
        name: (await Assignment.get(id=each["id"], using_db=stage.tx)).status.value
        for name, each in {"active": active, "pending": pending, "elsewhere": elsewhere}.items()
    }
    assert statuses == {"active": "ENDED", "pending": "CANCELLED", "elsewhere": "ACTIVE"}
    assert (await Invitation.get(id=invitation["id"], using_db=stage.tx)).status == "REVOKED"
    assert (await MisConnection.get(id=connection["id"], using_db=stage.tx)).status == "ENDED"
    letter = await OutboxLetter.get(kind=LetterKind.FACILITY_STATUS_CHANGED, using_db=stage.tx)
    assert letter.parameters["status"] == "Закритий"
    assert not (await stage.actor(active)).access.holdings


async def test_a_status_follows_the_table(stage: Stage) -> None:
    registrar = await registrar_of(stage)
    for before in S:
        await stage.world.change("facility", stage.rows["hospital"], status=before.value)
        for after in (S.REGISTERED, S.SUSPENDED, S.CLOSED):
            examined = await CHANGE_FACILITY_STATUS.examine(stage.tx, registrar, to(stage, after))
            assert bool(examined.refusals) == (after not in FACILITY_STEPS[before])


async def test_a_status_is_changed_for_a_reason_elsewhere_and_by_the_centre(stage: Stage) -> None:
    registrar = await registrar_of(stage)
    nameless = ChangeFacilityStatus(stage.hospital, S.SUSPENDED, " ")
    assert await stage.problems(CHANGE_FACILITY_STATUS, registrar, nameless) == {("reason", "length")}
    merged = ChangeFacilityStatus(stage.hospital, S.REORGANIZED, "так")
    assert await stage.codes(CHANGE_FACILITY_STATUS, registrar, merged) == [
        "CONFLICT",
        "UNPROCESSABLE_ENTITY",
    ]
    unknown = ChangeFacilityStatus(NOBODYS, S.SUSPENDED, "так")
    assert await stage.codes(CHANGE_FACILITY_STATUS, registrar, unknown) == ["NOT_FOUND"]
    assert registrar.facility_id is not None
    own = ChangeFacilityStatus(registrar.facility_id, S.CLOSED, "так")
    assert await stage.codes(CHANGE_FACILITY_STATUS, registrar, own) == ["CONFLICT"]


async def test_the_head_describes_the_own_facility_anew(stage: Stage) -> None:
    head = await stage.as_("FACILITY_HEAD")
    wish = UpdateFacility(
        stage.hospital,
        name_short=" Краща  лікарня ",
        legal_address=AddressInput(text="Львів"),
        phones=PHONES,
        website=None,
    )
    examined = await stage.examined(UPDATE_FACILITY, head, wish)
    assert "Скорочена назва: «Краща лікарня»" in examined.text
    assert "Вебсайт: (порожньо)" in examined.text
    await stage.perform(UPDATE_FACILITY, head, wish)
    facility = await hospital(stage)
    assert (facility.name_short, facility.legal_address) == ("Краща лікарня", {"text": "Львів"})
    assert (facility.website, facility.version) == (None, 2)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({}, ("", "required")),
        ({"name_full": "@"}, ("nameFull", "format")),
        ({"email": "x"}, ("email", "email")),
        ({"phones": ()}, ("phones", "required")),
        ({"name_full_en": "Ю"}, ("nameFullEn", "format")),
    ],
)
async def test_a_description_is_judged(stage: Stage, given: dict[str, Any], place: tuple[str, str]) -> None:
    problems = await stage.problems(
        UPDATE_FACILITY, await stage.as_("FACILITY_HEAD"), UpdateFacility(stage.hospital, **given)
    )
    assert place in problems


async def test_nobody_describes_another_facility(stage: Stage) -> None:
    head = await stage.as_("FACILITY_HEAD")
    far = UpdateFacility(stage.rows["far"]["facility_id"], name_short="Чужа")
    assert await stage.codes(UPDATE_FACILITY, head, far) == ["FORBIDDEN"]
