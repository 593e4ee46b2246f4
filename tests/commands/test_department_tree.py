"""Departments move and close (§2.2): nothing comes below itself, and nothing is closed unseen."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from commands.act import ChangeKind
from commands.department_closing import CLOSE_DEPARTMENT, CloseDepartment
from commands.department_move import MOVE_DEPARTMENT, MoveDepartment
from models import Department, Equipment
from permissions.catalogue import DEPARTMENT
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage


async def seen(stage: Stage, department: str) -> Department:
    return await Department.get(id=stage.id(department), using_db=stage.tx)


async def test_a_department_moves_with_everything_below_it(stage: Stage) -> None:
    device = await stage.world.add("equipment", department=stage.rows["room"])
    wish = MoveDepartment(stage.id("bank"), stage.id("ward"))
    outcome = await stage.perform(MOVE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    assert [(change.act, change.version) for change in outcome.changes] == [(ChangeKind.MOVED, 2)]
    assert (await seen(stage, "bank")).path == "0001.0002.0001."
    assert (await seen(stage, "room")).path == "0001.0002.0001.0001."
    moved = await Equipment.get(id=device["id"], using_db=stage.tx)
    assert moved.path == "0001.0002.0001.0001."


async def test_the_signer_reads_what_goes_where(stage: Stage) -> None:
    wish = MoveDepartment(stage.id("bank"), stage.id("ward"))
    examined = await MOVE_DEPARTMENT.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert examined.text == (
        "Підпорядкувати відділ «Банк крові» відділу «Терапія» у закладі «Лікарня 1». "
        "Відділ: «Банк крові»; Новий вищий відділ: «Терапія»."
    )
    assert set(examined.versions) == {f"Department:{stage.id(each)}" for each in ("bank", "ward")}


async def test_a_segment_that_is_taken_gives_way(stage: Stage) -> None:
    wish = MoveDepartment(stage.id("room"), stage.id("root"))
    await stage.perform(MOVE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    room = await seen(stage, "room")
    assert room.path.startswith("0001.")
    assert room.segment not in ("0001", "0002")


async def test_no_department_comes_below_itself_or_what_is_under_it(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    for parent in ("bank", "room"):
        assert await stage.problems(
            MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("bank"), stage.id(parent))
        ) == {("parentId", "invalid")}
    assert await stage.problems(
        MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("root"), stage.id("bank"))
    ) == {("parentId", "invalid")}


async def test_a_department_that_is_there_already_does_not_move(stage: Stage) -> None:
    assert ("parentId", "invalid") in await stage.problems(
        MOVE_DEPARTMENT,
        await stage.as_("FACILITY_ADMIN"),
        MoveDepartment(stage.id("bank"), stage.id("root")),
    )


async def test_a_branch_does_not_grow_deeper_than_the_tree_may_be(stage: Stage) -> None:
    parent = stage.rows["ward"]
    for _ in range(5):
        parent = await stage.world.add("department", parent=parent)
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(
        MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("bank"), parent["id"])
    ) == {("parentId", "invalid")}
    await stage.perform(MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("room"), parent["id"]))


async def test_a_name_that_the_new_siblings_have_is_told_at_the_parent(stage: Stage) -> None:
    await stage.world.add("department", parent=stage.rows["ward"], name="банк крові")
    assert await stage.problems(
        MOVE_DEPARTMENT,
        await stage.as_("FACILITY_ADMIN"),
        MoveDepartment(stage.id("bank"), stage.id("ward")),
    ) == {("parentId", "unique")}


async def test_a_closed_department_does_not_move_and_takes_nothing(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.world.change("department", stage.rows["ward"], status="CLOSED")
    assert await stage.codes(
        MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("ward"), stage.id("bank"))
    ) == ["CONFLICT"]
    assert await stage.problems(
        MOVE_DEPARTMENT, administrator, MoveDepartment(stage.id("bank"), stage.id("ward"))
    ) == {("parentId", "invalid")}


async def test_equipment_is_not_left_behind_at_workplaces_that_move(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    workplace = await stage.world.add("workplace", department=stage.rows["room"])
    await stage.world.add("equipment", department=stage.rows["bank"], workplace_id=workplace["id"])
    away = MoveDepartment(stage.id("room"), stage.id("ward"))
    assert await stage.codes(MOVE_DEPARTMENT, administrator, away) == ["CONFLICT"]
    together = MoveDepartment(stage.id("bank"), stage.id("ward"))
    await stage.perform(MOVE_DEPARTMENT, administrator, together)


async def test_both_ends_of_a_move_are_to_be_seen(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    for hidden in (stage.id("far"), NOBODYS):
        wish = MoveDepartment(hidden, hidden)
        refusals = await stage.refused(MOVE_DEPARTMENT, administrator, wish)
        assert [(each.code, each.evidence["path"]) for each in refusals] == [
            ("NOT_FOUND", "$.input.departmentId"),
            ("NOT_FOUND", "$.input.parentId"),
        ]


async def test_a_department_of_another_facility_of_the_mover_is_no_parent(stage: Stage) -> None:
    elsewhere = stage.rows["far"]["facility_id"]
    appointed = await stage.appoint("FACILITY_ADMIN")
    employee = await stage.world.add("employee", facility_id=elsewhere, person_id=appointed["person_id"])
    await stage.appoint("FACILITY_ADMIN", "far", employee=employee)
    wish = MoveDepartment(stage.id("bank"), stage.id("far"))
    assert await stage.codes(MOVE_DEPARTMENT, await stage.actor(appointed), wish) == ["FACILITY_MISMATCH"]


async def test_who_moves_gives_nobody_what_could_not_be_handed_out(stage: Stage) -> None:
    await stage.appoint("BLOOD_BANK_HEAD", "ward")
    reading = (DEPARTMENT.read, Scope.FACILITY, True, False)
    movers = await stage.role_set(reading, (DEPARTMENT.move, Scope.FACILITY, True, False))
    below_ward = MoveDepartment(stage.id("bank"), stage.id("ward"))
    mover = await stage.as_(movers)
    (refusal,) = await stage.refused(MOVE_DEPARTMENT, mover, below_ward)
    assert refusal.code == "GRANT_EXCEEDS_OWN"
    assert "workplace:create" in str(refusal.evidence["missingPermissions"])
    await stage.perform(MOVE_DEPARTMENT, mover, MoveDepartment(stage.id("room"), stage.id("root")))
    await stage.perform(MOVE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), below_ward)


async def test_who_moves_gives_oneself_nothing_either(stage: Stage) -> None:
    reading = (DEPARTMENT.read, Scope.FACILITY, True, False)
    movers = await stage.role_set(reading, (DEPARTMENT.move, Scope.FACILITY, True, False))
    head = await stage.appoint("BLOOD_BANK_HEAD", "ward")
    await stage.world.add("assignment_role_set", assignment=head, version_id=movers)
    wish = MoveDepartment(stage.id("bank"), stage.id("ward"))
    assert await stage.codes(MOVE_DEPARTMENT, await stage.actor(head), wish) == [
        "GRANT_EXCEEDS_OWN",
        "SELF_GRANT",
    ]


async def test_whoever_stands_above_both_places_gets_nothing_by_a_move(stage: Stage) -> None:
    await stage.appoint("BLOOD_BANK_HEAD", "root")
    await stage.appoint(
        "BLOOD_BANK_HEAD", "ward", status="ENDED", start_date=date(2020, 1, 1), end_date=date(2021, 1, 1)
    )
    reading = (DEPARTMENT.read, Scope.FACILITY, True, False)
    movers = await stage.role_set(reading, (DEPARTMENT.move, Scope.FACILITY, True, False))
    wish = MoveDepartment(stage.id("bank"), stage.id("ward"))
    await stage.perform(MOVE_DEPARTMENT, await stage.as_(movers), wish)


async def test_an_empty_department_closes(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(CLOSE_DEPARTMENT, administrator, CloseDepartment(stage.id("ward")))
    ward = await seen(stage, "ward")
    assert (ward.status, ward.closed_on, ward.version) == ("CLOSED", administrator.today, 2)
    assert [change.act for change in outcome.changes] == [ChangeKind.CLOSED]


async def test_a_department_with_equipment_does_not_close_by_itself(stage: Stage) -> None:
    await stage.world.add("equipment", department=stage.rows["ward"])
    (refusal,) = await stage.refused(
        CLOSE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), CloseDepartment(stage.id("ward"))
    )
    assert (refusal.code, refusal.evidence["contents"]) == ("CONFLICT", {"equipment": 1})


async def test_a_department_with_others_below_positions_and_workplaces_does_not_close(stage: Stage) -> None:
    await stage.world.add("position", department=stage.rows["room"])
    await stage.world.add("workplace", department=stage.rows["bank"])
    (refusal,) = await stage.refused(
        CLOSE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), CloseDepartment(stage.id("bank"))
    )
    assert refusal.evidence["contents"] == {"departments": 1, "positions": 1, "workplaces": 1}


async def test_who_may_not_see_what_a_department_has_is_not_told(stage: Stage) -> None:
    await stage.world.add("equipment", department=stage.rows["ward"])
    version = await stage.role_set(
        (DEPARTMENT.read, Scope.FACILITY, True, False), (DEPARTMENT.close, Scope.FACILITY, True, False)
    )
    (refusal,) = await stage.refused(
        CLOSE_DEPARTMENT, await stage.as_(version), CloseDepartment(stage.id("ward"))
    )
    assert (refusal.code, refusal.evidence["contents"]) == ("CONFLICT", {})


async def test_a_cascade_closes_all_and_hands_the_equipment_over(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    workplace = await stage.world.add("workplace", department=stage.rows["room"])
    device = await stage.world.add("equipment", department=stage.rows["room"], workplace_id=workplace["id"])
    held = await stage.appoint("DOCTOR", "room")
    wish = CloseDepartment(stage.id("bank"), cascade=True)
    examined = await CLOSE_DEPARTMENT.examine(stage.tx, administrator, wish)
    assert (examined.wish.equipment_to_id, examined.wish.closed_on) == (stage.id("root"), administrator.today)
    assert "відділів нижче 1, посад 1, призначень 1, робочих місць 1, одиниць обладнання 1" in examined.text
    outcome = await stage.perform(CLOSE_DEPARTMENT, administrator, examined.wish)
    done = sorted((change.entity, change.act.value) for change in outcome.changes)
    assert done == [
        ("Assignment", "ENDED"),
        ("Department", "CLOSED"),
        ("Department", "CLOSED"),
        ("Equipment", "MOVED"),
        ("Position", "CLOSED"),
        ("Workplace", "CLOSED"),
    ]
    assignment = await stage.world.seen("assignment", held)
    assert (assignment["status"], assignment["end_date"], assignment["version"]) == (
        "ENDED",
        administrator.today,
        2,
    )
    moved = await Equipment.get(id=device["id"], using_db=stage.tx)
    assert (moved.department_id, moved.workplace_id, moved.path) == (stage.id("root"), None, "0001.")


async def test_what_came_since_the_preparation_is_not_closed_unseen(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = CloseDepartment(stage.id("bank"), cascade=True)
    signed = (await CLOSE_DEPARTMENT.examine(stage.tx, administrator, wish)).wish
    assert (await CLOSE_DEPARTMENT.examine(stage.tx, administrator, signed)).wish == signed
    await stage.appoint("DOCTOR", "room")
    (stale,) = await stage.refused(CLOSE_DEPARTMENT, administrator, signed)
    assert (stale.code, stale.evidence["path"]) == ("VERSION_CONFLICT", "$.input.contentsDigest")


async def test_equipment_of_a_department_above_only_leaves_its_workplace(stage: Stage) -> None:
    workplace = await stage.world.add("workplace", department=stage.rows["bank"])
    device = await stage.world.add("equipment", department=stage.rows["root"], workplace_id=workplace["id"])
    wish = CloseDepartment(stage.id("bank"), cascade=True)
    await stage.perform(CLOSE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    left = await Equipment.get(id=device["id"], using_db=stage.tx)
    assert (left.department_id, left.workplace_id, left.version) == (stage.id("root"), None, 2)


async def test_equipment_goes_where_the_signer_says_but_not_to_what_closes(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    device = await stage.world.add("equipment", department=stage.rows["bank"])
    into_itself = CloseDepartment(stage.id("bank"), cascade=True, equipment_to_id=stage.id("room"))
    assert await stage.problems(CLOSE_DEPARTMENT, administrator, into_itself) == {
        ("equipmentToId", "invalid")
    }
    hidden = replace(into_itself, equipment_to_id=stage.id("far"))
    assert await stage.codes(CLOSE_DEPARTMENT, administrator, hidden) == ["NOT_FOUND"]
    await stage.perform(
        CLOSE_DEPARTMENT, administrator, replace(into_itself, equipment_to_id=stage.id("ward"))
    )
    moved = await Equipment.get(id=device["id"], using_db=stage.tx)
    assert moved.department_id == stage.id("ward")


async def test_doubles_end_with_whom_they_double_wherever_they_work(stage: Stage) -> None:
    head = await stage.appoint("BLOOD_BANK_HEAD", "bank")
    double = await stage.appoint(
        "BLOOD_BANK_DOUBLE",
        "ward",
        kind="SUBSTITUTE",
        substitutes_assignment_id=head["id"],
        substitute_mode="ALWAYS",
    )
    pending = await stage.appoint("DOCTOR", "bank", status="PENDING")
    wish = CloseDepartment(stage.id("bank"), cascade=True)
    await stage.perform(CLOSE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    statuses = [(await stage.world.seen("assignment", each))["status"] for each in (head, double, pending)]
    assert statuses == ["ENDED", "ENDED", "CANCELLED"]


async def test_a_cascade_needs_the_right_to_everything_it_does(stage: Stage) -> None:
    await stage.appoint("DOCTOR", "ward")
    await stage.world.add("workplace", department=stage.rows["ward"])
    await stage.world.add("equipment", department=stage.rows["ward"])
    version = await stage.role_set(
        (DEPARTMENT.read, Scope.FACILITY, True, False), (DEPARTMENT.close, Scope.FACILITY, True, False)
    )
    refusals = await stage.refused(
        CLOSE_DEPARTMENT, await stage.as_(version), CloseDepartment(stage.id("ward"), cascade=True)
    )
    assert {refusal.evidence.get("requires") for refusal in refusals} == {
        "position:close",
        "assignment:end",
        "workplace:close",
        "equipment:transfer",
        None,
    }
    assert "TARGET_OUTRANKS" in [refusal.code for refusal in refusals]


async def test_the_last_administrator_is_not_closed_away(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN", "ward")
    wish = CloseDepartment(stage.id("ward"), cascade=True)
    assert await stage.codes(CLOSE_DEPARTMENT, administrator, wish) == ["LAST_ADMINISTRATOR"]
    await stage.appoint("FACILITY_ADMIN")
    await stage.perform(CLOSE_DEPARTMENT, administrator, wish)


async def test_the_root_does_not_close_without_its_facility(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    assert "CONFLICT" in await stage.codes(
        CLOSE_DEPARTMENT, administrator, CloseDepartment(stage.id("root"), cascade=True)
    )


async def test_a_department_closes_once_and_not_before_it_opened_or_in_the_future(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    days: tuple[date, ...] = (date(2000, 1, 1), administrator.today + timedelta(days=1))
    for day in days:
        wish = CloseDepartment(stage.id("ward"), closed_on=day)
        assert await stage.problems(CLOSE_DEPARTMENT, administrator, wish) == {("closedOn", "date")}
    closing = CloseDepartment(stage.id("ward"))
    await stage.perform(CLOSE_DEPARTMENT, administrator, closing)
    assert await stage.codes(CLOSE_DEPARTMENT, administrator, closing) == ["CONFLICT"]


async def test_a_hidden_department_does_not_close_any_other_way_than_none(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    answers = []
    ids: tuple[UUID, ...] = (stage.id("far"), NOBODYS)
    for department_id in ids:
        refusals = await stage.refused(CLOSE_DEPARTMENT, administrator, CloseDepartment(department_id))
        answers.append([refusal.formatted() for refusal in refusals])
    assert answers[0] == answers[1]
