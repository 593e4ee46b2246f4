"""An assignment gets other role sets."""

from dataclasses import replace

from commands.assignment_role_sets import SET_ASSIGNMENT_ROLE_SETS, SetAssignmentRoleSets
from commands.policy import template_id, template_version_id
from permissions.catalogue import DEPARTMENT, EMPLOYEE
from permissions.permission import Scope
from permissions.role_sets import Grant, digest_of
from tests.commands.assigning import double_of, rows, seen
from tests.commands.stage import NOBODYS, Stage

CARRIED = "SELECT version_id FROM assignment_role_set WHERE assignment_id = $1"


async def test_from_digest_to_digest(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    wish = SetAssignmentRoleSets(doctor["id"], (template_id("HR_OFFICER"),))
    examined = await stage.examined(SET_ASSIGNMENT_ROLE_SETS, administrator, wish)
    (old,) = examined.wish.old_digests or ()
    (new,) = examined.wish.role_set_digests or ()
    assert old in examined.text
    assert new in examined.text
    assert "Скільки призначень це зачіпає, з дублерами: 1" in examined.text
    await stage.perform(SET_ASSIGNMENT_ROLE_SETS, administrator, examined.wish)
    assert await rows(stage, CARRIED, doctor["id"]) == [{"version_id": template_version_id("HR_OFFICER", 1)}]
    assert (await seen(stage, doctor["id"])).version == 2
    (letter,) = await rows(stage, "SELECT kind FROM letter")
    assert letter["kind"] == "RIGHTS_CHANGED"
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, examined.wish) == ["VERSION_CONFLICT"]


async def test_what_stays_stays_and_nothing_may_be_left(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    both = SetAssignmentRoleSets(doctor["id"], (template_id("DOCTOR"), template_id("HR_OFFICER")))
    await stage.perform(SET_ASSIGNMENT_ROLE_SETS, administrator, both)
    assert len(await rows(stage, CARRIED, doctor["id"])) == 2
    await stage.perform(SET_ASSIGNMENT_ROLE_SETS, administrator, replace(both, role_set_ids=()))
    assert await rows(stage, CARRIED, doctor["id"]) == []


async def test_an_old_version_gives_way_to_the_newest(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    old = await stage.role_set((DEPARTMENT.read, Scope.FACILITY, True, False))
    (version,) = await rows(stage, "SELECT role_set_id FROM role_set_version WHERE id = $1", old)
    digest = digest_of({Grant(EMPLOYEE.public, Scope.FACILITY)})
    newest = await stage.world.add(
        "role_set_version", role_set_id=version["role_set_id"], number=2, digest=digest
    )
    doctor = await stage.appoint(old, "bank")
    wish = SetAssignmentRoleSets(doctor["id"], (version["role_set_id"],))
    await stage.perform(SET_ASSIGNMENT_ROLE_SETS, administrator, wish)
    assert await rows(stage, CARRIED, doctor["id"]) == [{"version_id": newest["id"]}]


async def test_a_double_is_narrowed_before_whom_it_doubles(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    head = await stage.appoint("BLOOD_BANK_HEAD", "bank")
    double = await double_of(stage, head, "BLOOD_BANK_DOUBLE")
    wish = SetAssignmentRoleSets(head["id"], (template_id("DOCTOR"),))
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, wish) == ["DOUBLE_EXCEEDS_PRIMARY"]
    await stage.perform(SET_ASSIGNMENT_ROLE_SETS, administrator, replace(wish, assignment_id=double["id"]))
    examined = await stage.examined(SET_ASSIGNMENT_ROLE_SETS, administrator, wish)
    assert examined.wish.holders == 2
    more = SetAssignmentRoleSets(double["id"], (template_id("FACILITY_ADMIN"),))
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, more) == ["DOUBLE_EXCEEDS_PRIMARY"]


async def test_nobody_gives_more_than_their_own_or_takes_what_outranks_them(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    administrator = await stage.actor(appointed)
    doctor = await stage.appoint("DOCTOR", "bank")
    registrar = SetAssignmentRoleSets(doctor["id"], (template_id("REGISTRAR"),))
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, registrar) == ["GRANT_EXCEEDS_OWN"]
    head = await stage.appoint("FACILITY_HEAD")
    lower = SetAssignmentRoleSets(head["id"], (template_id("DOCTOR"),))
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, lower) == ["TARGET_OUTRANKS"]
    own = SetAssignmentRoleSets(appointed["id"], (template_id("FACILITY_HEAD"),))
    assert set(await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, own)) == {
        "GRANT_EXCEEDS_OWN",
        "SELF_GRANT",
    }


async def test_the_last_administrator_keeps_the_rights(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = SetAssignmentRoleSets(appointed["id"], (template_id("HR_OFFICER"),))
    administrator = await stage.actor(appointed)
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, wish) == ["LAST_ADMINISTRATOR"]


async def test_what_is_over_hidden_or_not_for_this_person_does_not_change(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    over = await stage.appoint("DOCTOR", "bank", status="ENDED")
    wish = SetAssignmentRoleSets(over["id"], (template_id("DOCTOR"),))
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, wish) == ["CONFLICT"]
    hidden = replace(wish, assignment_id=NOBODYS)
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, administrator, hidden) == ["NOT_FOUND"]
    officer = await stage.as_("HR_OFFICER")
    assert await stage.codes(SET_ASSIGNMENT_ROLE_SETS, officer, wish) == ["FORBIDDEN"]
