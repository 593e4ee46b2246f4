"""Equipment is entered into departments (US-K14), never given to a user."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from commands.act import Change, ChangeKind
from commands.cold_chain import USUAL
from commands.equipment import CREATE_EQUIPMENT
from commands.equipment_input import (
    CreateEquipment,
    EquipmentNameInput,
    EquipmentPropertyInput,
    EquipmentUdiInput,
)
from errors import Refused
from models import CapacityUnit, Equipment, EquipmentAvailability, EquipmentNameType
from models.dictionaries import EQUIPMENT_TYPES
from tests.commands.stage import NOBODYS, Stage, places

NAMES = (EquipmentNameInput("Холодильник"),)


def scales(stage: Stage, **given: Any) -> CreateEquipment:
    return replace(CreateEquipment(stage.id("bank"), "SCALES", NAMES, "відсутній"), **given)


def refrigerator(stage: Stage, **given: Any) -> CreateEquipment:
    cold = {"temperature_min": Decimal(2), "temperature_max": Decimal(6)}
    return scales(stage, type_code="BLOOD_REFRIGERATOR", **(cold | given))


async def made(stage: Stage, wish: CreateEquipment) -> Equipment:
    outcome = await stage.perform(CREATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), wish)
    equipment_id = outcome.one("equipment")
    assert outcome.changes == (Change("Equipment", equipment_id, 1, ChangeKind.CREATED),)
    return await Equipment.get(id=equipment_id, using_db=stage.tx)


def test_equipment_has_a_department_and_no_user() -> None:
    names = {each.name: each for each in fields(CreateEquipment)}
    assert next(iter(names)) == "department_id"
    assert not any("employee" in name or "person" in name or "user" in name for name in names)


async def test_everything_told_of_a_device_is_kept(stage: Stage) -> None:
    workplace = await stage.world.add("workplace", department=stage.rows["room"])
    whole = await stage.world.add("equipment", department=stage.rows["bank"])
    device = await made(
        stage,
        refrigerator(
            stage,
            names=(
                EquipmentNameInput(" Холодильник ХК "),
                EquipmentNameInput("Холодок", EquipmentNameType.USER_FRIENDLY),
            ),
            inventory_number="1014-7",
            workplace_id=workplace["id"],
            parent_id=whole["id"],
            serial_number="SN 1",
            manufacturer="Дніпротерм",
            model_number="ХК-400",
            lot_number="Л1",
            manufacture_date=date(2020, 1, 1),
            commissioned_on=date(2020, 2, 1),
            expiration_date=date(2036, 1, 1),
            capacity=Decimal("400.50"),
            capacity_unit=CapacityUnit.L,
            last_verified_on=date(2026, 1, 1),
            next_verification_on=date(2036, 1, 1),
            next_maintenance_on=date(2026, 6, 1),
            properties=(
                EquipmentPropertyInput("SHELVES", value_integer=6),
                EquipmentPropertyInput("SPEED", value_decimal=Decimal("60.50")),
                EquipmentPropertyInput("ALARM", value_boolean=False),
                EquipmentPropertyInput("DRIVE", value_string=" горизонтальний "),
            ),
            availability_status=EquipmentAvailability.DAMAGED,
            udi=(EquipmentUdiInput("0101", "GS1", "GS1"),),
            note="Біля входу",
        ),
    )
    assert (device.department_id, device.workplace_id, device.parent_id) == (
        stage.id("bank"),
        workplace["id"],
        whole["id"],
    )
    assert (device.name, device.inventory_status, device.inventory_number) == (
        "Холодильник ХК",
        "ASSIGNED",
        "1014-7",
    )
    assert device.names[1] == {"name": "Холодок", "type": "USER_FRIENDLY"}
    assert device.properties == [
        {"type": "SHELVES", "valueInteger": 6},
        {"type": "SPEED", "valueDecimal": "60.50"},
        {"type": "ALARM", "valueBoolean": False},
        {"type": "DRIVE", "valueString": "горизонтальний"},
    ]
    assert device.udi == [{"value": "0101", "type": "GS1", "assigner": "GS1"}]
    assert (device.status, device.availability_status) == ("ACTIVE", "DAMAGED")
    assert (device.temperature_max, device.capacity, device.capacity_unit) == (
        Decimal("6.0"),
        Decimal("400.50"),
        "L",
    )


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"names": ()}, ("names", "required")),
        ({"names": NAMES * 11}, ("names", "length")),
        ({"names": (EquipmentNameInput(" "),)}, ("names[0].name", "length")),
        ({"type_code": "SUBMARINE"}, ("typeCode", "inclusion")),
        ({"inventory_number": ""}, ("inventoryNumber", "format")),
        ({"serial_number": "1" * 101}, ("serialNumber", "length")),
        ({"note": "\ud800"}, ("note", "format")),
        ({"capacity": Decimal(1)}, ("capacityUnit", "dependency")),
        ({"capacity_unit": CapacityUnit.L}, ("capacity", "dependency")),
        ({"capacity": Decimal(0), "capacity_unit": CapacityUnit.L}, ("capacity", "number")),
        ({"temperature_min": Decimal("2.55")}, ("temperatureMin", "number")),
        ({"temperature_min": Decimal(5), "temperature_max": Decimal(4)}, ("temperatureMax", "number")),
        ({"manufacture_date": date(2900, 1, 1)}, ("manufactureDate", "date")),
        ({"commissioned_on": date(2900, 1, 1)}, ("commissionedOn", "date")),
        ({"last_verified_on": date(2900, 1, 1)}, ("lastVerifiedOn", "date")),
        (
            {"manufacture_date": date(2020, 1, 2), "commissioned_on": date(2020, 1, 1)},
            ("commissionedOn", "date"),
        ),
        (
            {"last_verified_on": date(2020, 1, 2), "next_verification_on": date(2020, 1, 1)},
            ("nextVerificationOn", "date"),
        ),
        ({"properties": (EquipmentPropertyInput("A"),)}, ("properties[0]", "dependency")),
        (
            {"properties": (EquipmentPropertyInput("A", value_integer=1, value_boolean=True),)},
            ("properties[0]", "dependency"),
        ),
        ({"properties": (EquipmentPropertyInput("A", value_integer=1),) * 51}, ("properties", "length")),
        ({"udi": (EquipmentUdiInput("1", " ", "GS1"),)}, ("udi[0].type", "length")),
        ({"availability_status": EquipmentAvailability.DESTROYED}, ("availabilityStatus", "exclusion")),
    ],
)
async def test_a_device_keeps_every_rule(stage: Stage, given: dict[str, Any], place: tuple[str, str]) -> None:
    assert await stage.problems(
        CREATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), scales(stage, **given)
    ) == {place}


async def test_every_problem_is_told_at_once(stage: Stage) -> None:
    wish = scales(stage, names=(), type_code="SUBMARINE", inventory_number="", capacity=Decimal(1))
    assert await stage.problems(CREATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), wish) == {
        ("names", "required"),
        ("typeCode", "inclusion"),
        ("inventoryNumber", "format"),
        ("capacityUnit", "dependency"),
    }


@pytest.mark.parametrize("type_code", sorted(USUAL))
async def test_equipment_of_the_cold_chain_says_what_it_keeps(stage: Stage, type_code: str) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(CREATE_EQUIPMENT, administrator, scales(stage, type_code=type_code)) == {
        ("temperatureMin", "required"),
        ("temperatureMax", "required"),
    }
    usual = USUAL[type_code]
    at = {"temperature_min": usual.lowest, "temperature_max": usual.highest}
    examined = await CREATE_EQUIPMENT.examine(
        stage.tx, administrator, scales(stage, type_code=type_code, **at)
    )
    examined.refuse()
    assert not examined.warnings


def test_the_cold_chain_is_of_types_that_there_are() -> None:
    assert set(USUAL) <= set(EQUIPMENT_TYPES)


async def test_what_is_unusual_is_worth_a_warning_and_no_more(stage: Stage) -> None:
    yesterday = stage.now.date() - timedelta(days=2)
    wish = refrigerator(
        stage,
        temperature_max=Decimal(8),
        expiration_date=yesterday,
        next_verification_on=yesterday,
        serial_number="SN",
    )
    await made(stage, wish)
    administrator = await stage.as_("FACILITY_ADMIN")
    examined = await CREATE_EQUIPMENT.examine(stage.tx, administrator, wish)
    assert places(examined.warnings) == {
        ("temperatureMin", "number"),
        ("expirationDate", "date"),
        ("nextVerificationOn", "date"),
        ("serialNumber", "unique"),
    }
    await stage.perform(CREATE_EQUIPMENT, administrator, wish)


async def test_a_twin_that_one_may_not_see_is_not_told(stage: Stage) -> None:
    await made(stage, scales(stage, department_id=stage.id("ward"), serial_number="SN"))
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    examined = await CREATE_EQUIPMENT.examine(stage.tx, head, scales(stage, serial_number="SN"))
    assert not examined.warnings


async def test_a_device_stands_in_its_department_or_below(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    places_of = {
        name: (await stage.world.add("workplace", department=stage.rows[name]))["id"]
        for name in ("root", "bank", "room", "ward", "far")
    }
    for near in ("bank", "room"):
        await made(stage, scales(stage, workplace_id=places_of[near]))
    for away in ("root", "ward"):
        wish = scales(stage, workplace_id=places_of[away])
        assert await stage.problems(CREATE_EQUIPMENT, administrator, wish) == {("workplaceId", "invalid")}
    answers = [
        [
            each.formatted()
            for each in await stage.refused(
                CREATE_EQUIPMENT, administrator, scales(stage, workplace_id=each_id)
            )
        ]
        for each_id in (places_of["far"], NOBODYS)
    ]
    assert answers[0] == answers[1]


async def test_a_closed_workplace_takes_no_device(stage: Stage) -> None:
    workplace = await stage.world.add("workplace", department=stage.rows["bank"], status="CLOSED")
    wish = scales(stage, workplace_id=workplace["id"])
    assert await stage.problems(CREATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), wish) == {
        ("workplaceId", "invalid")
    }


async def test_a_part_is_of_something_that_is_there(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    wrong = await stage.world.add(
        "equipment", department=stage.rows["bank"], status="ENTERED_IN_ERROR", error_reason="Двічі"
    )
    wish = scales(stage, parent_id=wrong["id"])
    assert await stage.problems(CREATE_EQUIPMENT, administrator, wish) == {("parentId", "invalid")}
    hidden = await stage.world.add("equipment", department=stage.rows["far"])
    answers = [
        [
            each.formatted()
            for each in await stage.refused(CREATE_EQUIPMENT, administrator, scales(stage, parent_id=each_id))
        ]
        for each_id in (hidden["id"], NOBODYS)
    ]
    assert answers[0] == answers[1]


async def test_inventory_numbers_differ_and_hidden_ones_are_not_told(stage: Stage) -> None:
    await made(stage, scales(stage, department_id=stage.id("ward"), inventory_number="7"))
    administrator, head = await stage.as_("FACILITY_ADMIN"), await stage.as_("BLOOD_BANK_HEAD", "bank")
    wish = scales(stage, inventory_number="7")
    assert await stage.problems(CREATE_EQUIPMENT, administrator, wish) == {("inventoryNumber", "unique")}
    (await CREATE_EQUIPMENT.examine(stage.tx, head, wish)).refuse()
    with pytest.raises(Refused) as refused:
        await stage.perform(CREATE_EQUIPMENT, head, wish)
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


async def test_lists_that_are_too_long_together_are_refused_in_words(stage: Stage) -> None:
    wordy = EquipmentPropertyInput("А" * 100, value_string='"' * 300)
    with pytest.raises(Refused) as refused:
        await stage.perform(
            CREATE_EQUIPMENT, await stage.as_("FACILITY_ADMIN"), scales(stage, properties=(wordy,) * 50)
        )
    assert str(refused.value.refusals[0].evidence).count("$.input.properties") == 1


async def test_the_double_enters_equipment_of_the_bank_and_nowhere_else(stage: Stage) -> None:
    double = await stage.as_("BLOOD_BANK_DOUBLE", "bank")
    await stage.perform(CREATE_EQUIPMENT, double, refrigerator(stage))
    elsewhere = scales(stage, department_id=stage.id("ward"))
    assert await stage.codes(CREATE_EQUIPMENT, double, elsewhere) == ["FORBIDDEN"]


async def test_the_signer_reads_the_device(stage: Stage) -> None:
    examined = await CREATE_EQUIPMENT.examine(
        stage.tx, await stage.as_("FACILITY_ADMIN"), refrigerator(stage)
    )
    assert examined.text == (
        "Внести обладнання у відділ «Банк крові» закладу «Лікарня 1». Відділ: «Банк крові»; Тип обладнання: "
        "«Холодильник для крові»; Назви: «Холодильник», Зареєстрована; Інвентарний номер: «відсутній»; "
        "Температура від, °C: 2; Температура до, °C: 6; Доступність: Доступне."
    )
