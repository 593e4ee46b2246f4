"""Equipment is described anew, verified, put out of use, lost and transferred (§2.9)."""

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commands.act import Act, Change, ChangeKind
from commands.equipment import CREATE_EQUIPMENT
from commands.equipment_input import (
    CreateEquipment,
    EquipmentNameInput,
    EquipmentPropertyInput,
    EquipmentUdiInput,
)
from commands.equipment_states import (
    CHANGE_EQUIPMENT_AVAILABILITY,
    CHANGE_EQUIPMENT_STATUS,
    TRANSITIONS,
    ChangeEquipmentAvailability,
    ChangeEquipmentStatus,
)
from commands.equipment_transfer import TRANSFER_EQUIPMENT, TransferEquipment
from commands.equipment_update import UPDATE_EQUIPMENT, UpdateEquipment
from errors import Refused
from models import CapacityUnit, Equipment, EquipmentAvailability, EquipmentStatus
from permissions.catalogue import EQUIPMENT
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage, places
from tests.models.world import Row

ACTIVE, INACTIVE, ERROR = (
    EquipmentStatus.ACTIVE,
    EquipmentStatus.INACTIVE,
    EquipmentStatus.ENTERED_IN_ERROR,
)


async def device(stage: Stage, department: str = "bank", **given: Any) -> Row:
    return await stage.world.add("equipment", department=stage.rows[department], **given)


async def seen(stage: Stage, row: Row) -> Equipment:
    return await Equipment.get(id=row["id"], using_db=stage.tx)


async def changed(stage: Stage, row: Row, **given: Any) -> Equipment:
    wish = UpdateEquipment(row["id"], **given)
    outcome = await stage.perform(UPDATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), wish)
    assert outcome.changes == (Change("Equipment", row["id"], row["version"] + 1, ChangeKind.UPDATED),)
    return await seen(stage, row)


async def test_verification_is_noted_and_nothing_else_changes(stage: Stage) -> None:
    row = await device(stage, serial_number="7", note="Біля входу")
    after = await changed(
        stage, row, last_verified_on=date(2026, 1, 2), next_verification_on=date(2036, 1, 2)
    )
    assert (after.last_verified_on, after.next_verification_on) == (date(2026, 1, 2), date(2036, 1, 2))
    assert (after.serial_number, after.note, after.version) == ("7", "Біля входу", 2)


async def test_everything_told_of_a_device_changes_and_null_empties(stage: Stage) -> None:
    row = await device(stage, note="Біля входу", lot_number="Л1")
    whole = await device(stage)
    after = await changed(
        stage,
        row,
        type_code="SCALES",
        names=(EquipmentNameInput(" Ваги "),),
        inventory_number="77",
        parent_id=whole["id"],
        properties=(EquipmentPropertyInput("SPEED", value_decimal=Decimal("1.50")),),
        udi=(EquipmentUdiInput("0101", "GS1", "GS1"),),
        capacity=Decimal(4),
        capacity_unit=CapacityUnit.UNITS,
        note=None,
    )
    assert (after.name, after.type_code, after.inventory_number) == ("Ваги", "SCALES", "77")
    assert after.properties == [{"type": "SPEED", "valueDecimal": "1.50"}]
    assert after.udi == [{"value": "0101", "type": "GS1", "assigner": "GS1"}]
    assert (after.parent_id, after.capacity, after.note, after.lot_number) == (
        whole["id"],
        Decimal(4),
        None,
        "Л1",
    )


async def test_what_is_given_is_judged_with_what_stays(stage: Stage) -> None:
    row = await device(
        stage,
        type_code="SCALES",
        last_verified_on=date(2026, 1, 2),
        capacity=Decimal(1),
        capacity_unit="L",
        manufacture_date=date(2025, 1, 1),
    )
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateEquipment(
        row["id"],
        type_code="PLASMA_FREEZER",
        next_verification_on=date(2026, 1, 1),
        commissioned_on=date(2024, 1, 1),
        capacity_unit=None,
    )
    assert await stage.problems(UPDATE_EQUIPMENT, administrator, wish) == {
        ("nextVerificationOn", "date"),
        ("commissionedOn", "date"),
        ("capacityUnit", "dependency"),
        ("temperatureMin", "required"),
        ("temperatureMax", "required"),
    }


async def test_what_was_wrong_before_does_not_hinder_another_change(stage: Stage) -> None:
    row = await device(stage, type_code="BLOOD_REFRIGERATOR")  # without its temperatures
    assert (await changed(stage, row, note="Запасний")).note == "Запасний"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({}, ("", "required")),
        ({"names": ()}, ("names", "required")),
        ({"type_code": "SUBMARINE"}, ("typeCode", "inclusion")),
        ({"inventory_number": ""}, ("inventoryNumber", "format")),
        ({"serial_number": "1" * 101}, ("serialNumber", "length")),
        ({"last_verified_on": date(2900, 1, 1)}, ("lastVerifiedOn", "date")),
        ({"properties": (EquipmentPropertyInput("A"),)}, ("properties[0]", "dependency")),
        ({"temperature_min": Decimal(5), "temperature_max": Decimal(4)}, ("temperatureMax", "number")),
    ],
)
async def test_a_bad_change_is_refused(stage: Stage, given: dict[str, Any], place: tuple[str, str]) -> None:
    wish = UpdateEquipment((await device(stage))["id"], **given)
    assert await stage.problems(UPDATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), wish) == {place}


async def test_a_device_is_no_part_of_itself(stage: Stage) -> None:
    whole = await device(stage)
    part = await device(stage, parent_id=whole["id"])
    screw = await device(stage, parent_id=part["id"])
    administrator = await stage.as_("FACILITY_ADMIN")
    for above in (whole, part, screw):
        wish = UpdateEquipment(whole["id"], parent_id=above["id"])
        assert await stage.problems(UPDATE_EQUIPMENT, administrator, wish) == {("parentId", "invalid")}
    assert (await changed(stage, screw, parent_id=whole["id"])).parent_id == whole["id"]


async def test_a_number_of_another_device_is_taken_until_that_was_an_error(stage: Stage) -> None:
    other = await device(stage, "ward", inventory_status="ASSIGNED", inventory_number="7")
    row, administrator = await device(stage), await stage.as_("FACILITY_ADMIN")
    wish = UpdateEquipment(row["id"], inventory_number="7")
    assert await stage.problems(UPDATE_EQUIPMENT, administrator, wish) == {("inventoryNumber", "unique")}
    error = ChangeEquipmentStatus(other["id"], ERROR, "двічі")
    await stage.perform(CHANGE_EQUIPMENT_STATUS, administrator, error)
    assert (await changed(stage, row, inventory_number="7")).inventory_number == "7"
    assert (await changed(stage, {**row, "version": 2}, inventory_number="7")).version == 3


async def test_a_number_that_one_may_not_see_is_not_told_when_changing(stage: Stage) -> None:
    await device(stage, "ward", inventory_status="ASSIGNED", inventory_number="7")
    wish = UpdateEquipment((await device(stage))["id"], inventory_number="7")
    with pytest.raises(Refused) as refused:
        await stage.perform(UPDATE_EQUIPMENT, await stage.as_("BLOOD_BANK_HEAD", "bank"), wish)
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


async def test_a_twin_is_worth_a_warning(stage: Stage) -> None:
    await device(stage, serial_number="1", manufacturer="М", model_number="Н")
    row = await device(stage, manufacturer="М", model_number="Н")
    wish = UpdateEquipment(row["id"], serial_number="1")
    examined = await UPDATE_EQUIPMENT.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert places(examined.warnings) == {("serialNumber", "unique")}
    await changed(stage, row, serial_number="1")
    examined = await UPDATE_EQUIPMENT.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert len(examined.warnings) == 1  # itself is no twin of its own


async def test_who_may_not_see_the_inventory_changes_nothing_of_it(stage: Stage) -> None:
    version = await stage.role_set(
        (EQUIPMENT.public, Scope.FACILITY, True, False), (EQUIPMENT.update, Scope.FACILITY, True, False)
    )
    wish = UpdateEquipment((await device(stage))["id"], note="Запасний")
    assert await stage.codes(UPDATE_EQUIPMENT, await stage.as_(version), wish) == ["FORBIDDEN"]


async def test_the_signer_reads_what_becomes_of_the_device(stage: Stage) -> None:
    row = await device(stage)
    wish = UpdateEquipment(row["id"], type_code="SCALES", last_verified_on=date(2026, 1, 2), note=None)
    examined = await UPDATE_EQUIPMENT.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    name = (await seen(stage, row)).name
    assert examined.text == (
        f"Змінити обладнання «{name}» закладу «Лікарня 1». Обладнання: «{name}»; "
        "Тип обладнання: «Ваги»; Остання повірка: 02.01.2026; Примітка: (порожньо)."
    )


@pytest.mark.parametrize(("before", "after"), [*itertools.product(EquipmentStatus, repeat=2)])
async def test_states_follow_each_other_as_the_table_says(
    stage: Stage, before: EquipmentStatus, after: EquipmentStatus
) -> None:
    row = await device(stage, status=before, error_reason="двічі" if before == ERROR else None)
    wish = ChangeEquipmentStatus(row["id"], after, "не той відділ" if after == ERROR else None)
    administrator = await stage.as_("FACILITY_ADMIN")
    if after in TRANSITIONS[before]:
        await stage.perform(CHANGE_EQUIPMENT_STATUS, administrator, wish)
        device_after = await seen(stage, row)
        assert (device_after.status, device_after.error_reason) == (after, wish.error_reason)
    else:
        codes = await stage.codes(CHANGE_EQUIPMENT_STATUS, administrator, wish)
        assert "UNPROCESSABLE_ENTITY" in codes
        assert ("CONFLICT" in codes) == (before == ERROR)


async def test_an_error_has_a_reason_and_nothing_else_has(stage: Stage) -> None:
    row, administrator = await device(stage), await stage.as_("FACILITY_ADMIN")
    for wish, place in (
        (ChangeEquipmentStatus(row["id"], ERROR), ("errorReason", "required")),
        (ChangeEquipmentStatus(row["id"], ERROR, " "), ("errorReason", "length")),
        (ChangeEquipmentStatus(row["id"], INACTIVE, "так"), ("errorReason", "exclusion")),
    ):
        assert await stage.problems(CHANGE_EQUIPMENT_STATUS, administrator, wish) == {place}


async def test_what_was_entered_in_error_stays_so_whatever_is_asked(stage: Stage) -> None:
    row = await device(stage, status=ERROR, error_reason="двічі")
    administrator = await stage.as_("FACILITY_ADMIN")
    available = ChangeEquipmentAvailability(row["id"], EquipmentAvailability.LOST)
    acts: list[tuple[Act[Any, Any], object]] = [
        (UPDATE_EQUIPMENT, UpdateEquipment(row["id"], note="ні")),
        (CHANGE_EQUIPMENT_AVAILABILITY, available),
        (TRANSFER_EQUIPMENT, TransferEquipment(row["id"], stage.id("ward"))),
    ]
    for act, wish in acts:
        assert await stage.codes(act, administrator, wish) == ["CONFLICT"]


async def test_what_is_destroyed_is_not_in_use_any_more(stage: Stage) -> None:
    row, administrator = await device(stage), await stage.as_("FACILITY_ADMIN")
    destroyed = ChangeEquipmentAvailability(row["id"], EquipmentAvailability.DESTROYED)
    examined = await CHANGE_EQUIPMENT_AVAILABILITY.examine(stage.tx, administrator, destroyed)
    assert "його запис стане неактивним" in examined.text
    await stage.perform(CHANGE_EQUIPMENT_AVAILABILITY, administrator, destroyed)
    after = await seen(stage, row)
    assert (after.availability_status, after.status) == ("DESTROYED", "INACTIVE")
    again = ChangeEquipmentStatus(row["id"], ACTIVE)
    assert await stage.problems(CHANGE_EQUIPMENT_STATUS, administrator, again) == {("status", "dependency")}
    found = ChangeEquipmentAvailability(row["id"], EquipmentAvailability.AVAILABLE)
    await stage.perform(CHANGE_EQUIPMENT_AVAILABILITY, administrator, found)
    assert (await seen(stage, row)).status == INACTIVE  # it was no mistake of the record
    await stage.perform(CHANGE_EQUIPMENT_STATUS, administrator, again)
    assert (await seen(stage, row)).status == ACTIVE


async def test_what_is_destroyed_may_still_be_described(stage: Stage) -> None:
    row = await device(stage, status="INACTIVE", availability_status="DESTROYED")
    assert (await changed(stage, row, note="Списано за актом 7")).note == "Списано за актом 7"


async def test_an_availability_that_does_not_change_is_none(stage: Stage) -> None:
    wish = ChangeEquipmentAvailability((await device(stage))["id"], EquipmentAvailability.AVAILABLE)
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(CHANGE_EQUIPMENT_AVAILABILITY, administrator, wish) == {
        ("availabilityStatus", "invalid")
    }


async def test_parts_of_an_error_are_worth_a_warning(stage: Stage) -> None:
    whole = await device(stage)
    await device(stage, parent_id=whole["id"])
    wish = ChangeEquipmentStatus(whole["id"], ERROR, "двічі")
    examined = await CHANGE_EQUIPMENT_STATUS.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert places(examined.warnings) == {("status", "dependency")}


async def test_a_device_goes_to_another_department_and_leaves_its_workplace(stage: Stage) -> None:
    place = await stage.world.add("workplace", department=stage.rows["bank"])
    row = await device(stage, workplace_id=place["id"])
    wish = TransferEquipment(row["id"], stage.id("ward"))
    administrator = await stage.as_("FACILITY_ADMIN")
    examined = await TRANSFER_EQUIPMENT.examine(stage.tx, administrator, wish)
    assert examined.text.endswith("До якого відділу: «Терапія»; На яке робоче місце: ні на яке.")
    outcome = await stage.perform(TRANSFER_EQUIPMENT, administrator, wish)
    assert outcome.changes == (Change("Equipment", row["id"], 2, ChangeKind.MOVED),)
    after = await seen(stage, row)
    assert (after.department_id, after.path, after.workplace_id) == (
        stage.id("ward"),
        stage.rows["ward"]["path"],
        None,
    )


async def test_a_device_goes_to_a_workplace_of_its_department_or_below(stage: Stage) -> None:
    place = await stage.world.add("workplace", department=stage.rows["room"])
    elsewhere = await stage.world.add("workplace", department=stage.rows["ward"])
    row, administrator = await device(stage), await stage.as_("FACILITY_ADMIN")
    wish = TransferEquipment(row["id"], workplace_id=place["id"])
    examined = await TRANSFER_EQUIPMENT.examine(stage.tx, administrator, wish)
    assert examined.wish.department_id == stage.id("bank")
    await stage.perform(TRANSFER_EQUIPMENT, administrator, wish)
    assert (await seen(stage, row)).workplace_id == place["id"]
    assert await stage.problems(TRANSFER_EQUIPMENT, administrator, wish) == {("", "required")}
    far = TransferEquipment(row["id"], workplace_id=elsewhere["id"])
    assert await stage.problems(TRANSFER_EQUIPMENT, administrator, far) == {("workplaceId", "invalid")}
    await stage.world.change("workplace", elsewhere, status="CLOSED")
    closed = TransferEquipment(row["id"], stage.id("ward"), elsewhere["id"])
    assert await stage.problems(TRANSFER_EQUIPMENT, administrator, closed) == {("workplaceId", "invalid")}


async def test_no_device_comes_into_a_closed_department(stage: Stage) -> None:
    row, administrator = await device(stage), await stage.as_("FACILITY_ADMIN")
    await stage.world.change("department", stage.rows["ward"], status="CLOSED")
    wish = TransferEquipment(row["id"], stage.id("ward"))
    assert await stage.problems(TRANSFER_EQUIPMENT, administrator, wish) == {("departmentId", "invalid")}


async def test_both_ends_of_a_transfer_are_the_actors_to_decide(stage: Stage) -> None:
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    here, there = await device(stage), await device(stage, "ward")
    await stage.perform(TRANSFER_EQUIPMENT, head, TransferEquipment(here["id"], stage.id("room")))
    away = TransferEquipment(here["id"], stage.id("ward"))
    assert await stage.codes(TRANSFER_EQUIPMENT, head, away) == ["FORBIDDEN"]
    back = TransferEquipment(there["id"], stage.id("bank"))
    assert await stage.codes(TRANSFER_EQUIPMENT, head, back) == ["FORBIDDEN"]
    abroad = TransferEquipment(here["id"], stage.id("far"))
    assert await stage.codes(TRANSFER_EQUIPMENT, head, abroad) == ["NOT_FOUND"]


async def test_parts_stay_and_the_signer_is_told(stage: Stage) -> None:
    whole = await device(stage)
    await device(stage, parent_id=whole["id"])
    wish = TransferEquipment(whole["id"], stage.id("ward"))
    examined = await TRANSFER_EQUIPMENT.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert places(examined.warnings) == {("equipmentId", "dependency")}


async def test_a_double_says_what_is_broken_and_puts_nothing_out_of_use(stage: Stage) -> None:
    row, double = await device(stage), await stage.as_("BLOOD_BANK_DOUBLE", "bank")
    damaged = ChangeEquipmentAvailability(row["id"], EquipmentAvailability.DAMAGED)
    await stage.perform(CHANGE_EQUIPMENT_AVAILABILITY, double, damaged)
    assert (await seen(stage, row)).availability_status == "DAMAGED"
    out = ChangeEquipmentStatus(row["id"], INACTIVE)
    assert await stage.codes(CHANGE_EQUIPMENT_STATUS, double, out) == ["FORBIDDEN"]


async def test_a_device_elsewhere_is_as_if_there_were_none(stage: Stage) -> None:
    hidden, administrator = await device(stage, "far"), await stage.as_("FACILITY_ADMIN")
    acts: list[tuple[Act[Any, Any], type[Any], dict[str, Any]]] = [
        (UPDATE_EQUIPMENT, UpdateEquipment, {"note": "ні"}),
        (CHANGE_EQUIPMENT_STATUS, ChangeEquipmentStatus, {"status": INACTIVE}),
        (TRANSFER_EQUIPMENT, TransferEquipment, {"department_id": stage.id("ward")}),
    ]
    for act, kind, given in acts:
        answers = [
            [each.formatted() for each in await stage.refused(act, administrator, kind(each_id, **given))]
            for each_id in (hidden["id"], NOBODYS)
        ]
        assert answers[0] == answers[1]


async def test_who_enters_a_device_is_kept(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = CreateEquipment(stage.id("bank"), "SCALES", (EquipmentNameInput("Ваги"),), "відсутній")
    outcome = await stage.perform(CREATE_EQUIPMENT, await stage.actor(appointed), wish)
    entered = await Equipment.get(id=outcome.result["equipment"], using_db=stage.tx)
    assert entered.recorder_id == appointed["employee_id"]
