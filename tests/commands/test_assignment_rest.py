"""Assignments rest and go on."""

from commands.assignment_rest import (
    RESUME_ASSIGNMENT,
    SUSPEND_ASSIGNMENT,
    ResumeAssignment,
    SuspendAssignment,
)
from commands.rights import rights_of_person
from permissions.catalogue import EMPLOYEE
from permissions.holdings import access_of_person
from tests.commands.assigning import rows, seen
from tests.commands.stage import Stage
from tests.models.world import Row


async def sees(stage: Stage, appointed: Row) -> bool:
    person_id = appointed["person_id"]
    access = access_of_person(person_id, await rights_of_person(stage.tx, person_id), stage.now)
    return access.holds(EMPLOYEE.public)


async def test_whoever_rests_has_no_rights_and_gets_them_back(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    await stage.perform(SUSPEND_ASSIGNMENT, administrator, SuspendAssignment(doctor["id"], "Відпустка"))
    assert (await seen(stage, doctor["id"])).status == "SUSPENDED"
    assert not await sees(stage, doctor)
    await stage.perform(RESUME_ASSIGNMENT, administrator, ResumeAssignment(doctor["id"]))
    assert (await seen(stage, doctor["id"])).version == 3
    assert await sees(stage, doctor)
    kinds = [row["kind"] for row in await rows(stage, "SELECT kind FROM person_notice ORDER BY id")]
    assert kinds == ["ASSIGNMENT_SUSPENDED", "ASSIGNMENT_RESUMED"]


async def test_only_what_rests_goes_on_and_only_what_is_in_force_rests(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    for status in ("PENDING", "SCHEDULED", "SUSPENDED", "ENDED"):
        other = await stage.appoint("DOCTOR", "bank", status=status)
        assert await stage.codes(SUSPEND_ASSIGNMENT, administrator, SuspendAssignment(other["id"])) == [
            "CONFLICT"
        ]
    for status in ("PENDING", "SCHEDULED", "ACTIVE", "ENDED"):
        other = await stage.appoint("DOCTOR", "bank", status=status)
        assert await stage.codes(RESUME_ASSIGNMENT, administrator, ResumeAssignment(other["id"])) == [
            "CONFLICT"
        ]


async def test_nobody_goes_on_where_somebody_else_came(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await stage.world.add("position", department=stage.rows["bank"], kind="HEAD")
    resting = await stage.world.add("assignment", position=place, status="SUSPENDED")
    acting = await stage.world.add("assignment", position=place, kind="ACTING")
    wish = ResumeAssignment(resting["id"])
    assert await stage.codes(RESUME_ASSIGNMENT, administrator, wish) == ["CONFLICT"]
    await stage.world.change("assignment", acting, status="ENDED")
    await stage.perform(RESUME_ASSIGNMENT, administrator, wish)


async def test_the_last_administrator_does_not_rest(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = SuspendAssignment(appointed["id"])
    assert await stage.codes(SUSPEND_ASSIGNMENT, await stage.actor(appointed), wish) == ["LAST_ADMINISTRATOR"]


async def test_going_on_gives_rights_and_is_for_whoever_may_give_them(stage: Stage) -> None:
    officer = await stage.as_("HR_OFFICER")
    head = await stage.appoint("BLOOD_BANK_HEAD", "bank", status="SUSPENDED")
    assert await stage.codes(RESUME_ASSIGNMENT, officer, ResumeAssignment(head["id"])) == [
        "GRANT_EXCEEDS_OWN"
    ]
