"""Workplaces are described anew and closed; what stands there is never lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from commands.act import Act, Change, ChangeKind
from commands.workplace_closing import CLOSE_WORKPLACE, CloseWorkplace
from commands.workplace_update import UPDATE_WORKPLACE, UpdateWorkplace
from commands.workplaces import CREATE_WORKPLACE, CreateWorkplace
from errors import Refused
from models import Equipment, InventoryStatus, Workplace, WorkplaceAssignment, WorkplaceStatus
from permissions.catalogue import WORKPLACE
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row


async def desk(stage: Stage, department: str = "bank", **given: Any) -> Row:
    return await stage.world.add("workplace", department=stage.rows[department], **given)


async def changed(stage: Stage, wish: UpdateWorkplace) -> Workplace:
    outcome = await stage.perform(UPDATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), wish)
    assert outcome.changes == (Change("Workplace", wish.workplace_id, 2, ChangeKind.UPDATED),)
    return await Workplace.get(id=wish.workplace_id, using_db=stage.tx)


async def test_what_is_given_changes_and_the_rest_stays(stage: Stage) -> None:
    place = await desk(stage, name="Стіл", building="А", floor="1", room_number="101")
    workplace = await changed(
        stage, UpdateWorkplace(place["id"], name=" Стіл видачі ", building=None, floor="2")
    )
    assert (workplace.name, workplace.building, workplace.floor, workplace.room_number) == (
        "Стіл видачі",
        None,
        "2",
        "101",
    )
    assert workplace.version == 2


async def test_a_number_is_assigned_changed_and_said_to_be_absent(stage: Stage) -> None:
    place = await desk(stage)
    numbered = UpdateWorkplace(place["id"], inventory_number="101")
    assert (await changed(stage, numbered)).inventory_number == "101"
    await stage.perform(
        UPDATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), numbered
    )  # its own is no other's
    absent = replace(numbered, inventory_number=" Відсутній ")
    await stage.perform(UPDATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), absent)
    workplace = await Workplace.get(id=place["id"], using_db=stage.tx)
    assert (workplace.inventory_status, workplace.inventory_number) == (InventoryStatus.ABSENT, None)


async def test_a_number_of_another_place_is_taken_until_that_closes(stage: Stage) -> None:
    other = await desk(stage, "ward", inventory_status="ASSIGNED", inventory_number="7")
    place = await desk(stage)
    wish = UpdateWorkplace(place["id"], inventory_number="7")
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(UPDATE_WORKPLACE, administrator, wish) == {("inventoryNumber", "unique")}
    await stage.perform(CLOSE_WORKPLACE, administrator, CloseWorkplace(other["id"]))
    assert (await changed(stage, wish)).inventory_number == "7"


async def test_a_number_that_one_may_not_see_is_not_told_when_changing(stage: Stage) -> None:
    await desk(stage, "ward", inventory_status="ASSIGNED", inventory_number="7")
    place = await desk(stage)
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    with pytest.raises(Refused) as refused:
        await stage.perform(UPDATE_WORKPLACE, head, UpdateWorkplace(place["id"], inventory_number="7"))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


async def test_a_place_passes_from_hand_to_hand(stage: Stage) -> None:
    before, after = await stage.appoint("DOCTOR", "bank"), await stage.appoint("DOCTOR", "bank")
    place = await desk(stage)
    await changed(stage, UpdateWorkplace(place["id"], assignment_ids=(before["id"],)))
    administrator = await stage.as_("FACILITY_ADMIN")
    for given, kept in (((after["id"],), {after["id"]}), ((), set())):
        wish = UpdateWorkplace(place["id"], assignment_ids=given)
        await stage.perform(UPDATE_WORKPLACE, administrator, wish)
        seated = await WorkplaceAssignment.filter(workplace_id=place["id"]).using_db(stage.tx)
        assert {each.assignment_id for each in seated} == kept


async def test_the_signer_reads_what_changes(stage: Stage) -> None:
    place = await desk(stage, name="Стіл")
    wish = UpdateWorkplace(place["id"], name="Стіл 1", building=None, assignment_ids=())
    examined = await UPDATE_WORKPLACE.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert examined.text == (
        "Змінити робоче місце «Стіл» закладу «Лікарня 1». Робоче місце: «Стіл»; "
        "Назва робочого місця: «Стіл 1»; Чиє це місце: нічиє; Будівля: (порожньо)."
    )
    assert examined.versions == {f"Workplace:{place['id']}": 1}


async def test_every_problem_of_a_change_is_told_at_once(stage: Stage) -> None:
    place = await desk(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateWorkplace(place["id"], " ", "9" * 65, building="б" * 101, floor=" ", room_number="н" * 21)
    assert await stage.problems(UPDATE_WORKPLACE, administrator, wish) == {
        ("name", "length"),
        ("inventoryNumber", "format"),
        ("building", "length"),
        ("floor", "length"),
        ("roomNumber", "length"),
    }
    nothing = UpdateWorkplace(place["id"])
    assert await stage.problems(UPDATE_WORKPLACE, administrator, nothing) == {("", "required")}


async def test_a_closed_place_stays_as_it_is(stage: Stage) -> None:
    place = await desk(stage, status="CLOSED")
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateWorkplace(place["id"], name="Стіл")
    assert await stage.codes(UPDATE_WORKPLACE, administrator, wish) == ["CONFLICT"]
    assert await stage.codes(CLOSE_WORKPLACE, administrator, CloseWorkplace(place["id"])) == ["CONFLICT"]


async def test_an_empty_place_closes(stage: Stage) -> None:
    place = await desk(stage)
    outcome = await stage.perform(
        CLOSE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), CloseWorkplace(place["id"])
    )
    assert outcome.changes == (Change("Workplace", place["id"], 2, ChangeKind.CLOSED),)
    workplace = await Workplace.get(id=place["id"], using_db=stage.tx)
    assert workplace.status == WorkplaceStatus.CLOSED


async def test_a_place_with_equipment_closes_only_if_the_signer_releases_it(stage: Stage) -> None:
    place = await desk(stage)
    device = await stage.world.add("equipment", department=stage.rows["bank"], workplace_id=place["id"])
    administrator = await stage.as_("FACILITY_ADMIN")
    (refusal,) = await stage.refused(CLOSE_WORKPLACE, administrator, CloseWorkplace(place["id"]))
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {"contents": {"equipment": 1}})
    wish = CloseWorkplace(place["id"], release_equipment=True)
    examined = await CLOSE_WORKPLACE.examine(stage.tx, administrator, wish)
    assert "Зняти з місця обладнання, яке там стоїть: так (одиниць обладнання 1)" in examined.text
    assert examined.wish.equipment_digest is not None
    outcome = await stage.perform(CLOSE_WORKPLACE, administrator, examined.wish)
    assert Change("Equipment", device["id"], 2, ChangeKind.UPDATED) in outcome.changes
    left = await Equipment.get(id=device["id"], using_db=stage.tx)
    assert (left.workplace_id, left.department_id) == (None, stage.id("bank"))


async def test_equipment_that_came_after_the_signature_stops_the_closing(stage: Stage) -> None:
    place = await desk(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = CloseWorkplace(place["id"], release_equipment=True)
    signed = (await CLOSE_WORKPLACE.examine(stage.tx, administrator, wish)).wish
    await stage.world.add("equipment", department=stage.rows["bank"], workplace_id=place["id"])
    assert await stage.codes(CLOSE_WORKPLACE, administrator, signed) == ["VERSION_CONFLICT"]


async def test_who_may_close_places_but_move_no_equipment_releases_none(stage: Stage) -> None:
    version = await stage.role_set(
        (WORKPLACE.read, Scope.FACILITY, True, False), (WORKPLACE.close, Scope.FACILITY, True, False)
    )
    place = await desk(stage)
    await stage.world.add("equipment", department=stage.rows["bank"], workplace_id=place["id"])
    closer = await stage.as_(version)
    wish = CloseWorkplace(place["id"], release_equipment=True)
    assert await stage.codes(CLOSE_WORKPLACE, closer, wish) == ["FORBIDDEN"]
    (refusal,) = await stage.refused(CLOSE_WORKPLACE, closer, CloseWorkplace(place["id"]))
    assert refusal.evidence == {"contents": {"equipment": 0}}


async def test_a_double_changes_places_of_the_bank_and_closes_none(stage: Stage) -> None:
    double = await stage.as_("BLOOD_BANK_DOUBLE", "bank")
    place, elsewhere = await desk(stage, "room"), await desk(stage, "ward")
    await stage.perform(UPDATE_WORKPLACE, double, UpdateWorkplace(place["id"], name="Стіл"))
    wish = UpdateWorkplace(elsewhere["id"], name="Стіл")
    assert await stage.codes(UPDATE_WORKPLACE, double, wish) == ["FORBIDDEN"]
    assert await stage.codes(CLOSE_WORKPLACE, double, CloseWorkplace(place["id"])) == ["FORBIDDEN"]


async def test_a_place_elsewhere_is_as_if_there_were_none(stage: Stage) -> None:
    hidden, administrator = await desk(stage, "far"), await stage.as_("FACILITY_ADMIN")
    acts: list[tuple[Act[Any, Any], Callable[[UUID], object]]] = [
        (UPDATE_WORKPLACE, lambda workplace_id: UpdateWorkplace(workplace_id, name="Стіл")),
        (CLOSE_WORKPLACE, CloseWorkplace),
    ]
    for act, wish_of in acts:
        answers = [
            [each.formatted() for each in await stage.refused(act, administrator, wish_of(workplace_id))]
            for workplace_id in (hidden["id"], NOBODYS)
        ]
        assert answers[0] == answers[1]


async def test_two_places_without_numbers_and_two_with_equal_ones(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    for word in ("відсутній", " Відсутній "):
        await stage.perform(CREATE_WORKPLACE, administrator, CreateWorkplace(stage.id("bank"), "Стіл", word))
    numbered = CreateWorkplace(stage.id("bank"), "Стіл", "15")
    await stage.perform(CREATE_WORKPLACE, administrator, numbered)
    assert await stage.problems(CREATE_WORKPLACE, administrator, numbered) == {("inventoryNumber", "unique")}


async def test_a_suspended_facility_changes_no_places(stage: Stage) -> None:
    place = await desk(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.world.change("facility", stage.rows["hospital"], status="SUSPENDED")
    wish = UpdateWorkplace(place["id"], name="Стіл")
    assert await stage.codes(UPDATE_WORKPLACE, administrator, wish) == ["CONFLICT"]
    assert await stage.codes(CLOSE_WORKPLACE, administrator, CloseWorkplace(place["id"])) == ["CONFLICT"]
