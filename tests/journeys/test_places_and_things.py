"""Places and devices of a blood bank, from the first day of each to the last, signed and over HTTP."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from compiler.ids import encode_id
from tests.acting import Json, Stage, acting

MISSING = """query($id: ID!) { department(id: $id) { completeness {
    isComplete missing { code title } recommended { code } } } }"""
FRIDGE = {
    "typeCode": "BLOOD_REFRIGERATOR",
    "names": [{"name": "Холодильник для крові"}],
    "inventoryNumber": "101480001",
    "temperatureMin": "2",
    "temperatureMax": "6",
}
FREEZER = {
    "typeCode": "PLASMA_FREEZER",
    "names": [{"name": "Морозильна камера"}],
    "inventoryNumber": "відсутній",
    "temperatureMin": "-40",
    "temperatureMax": "-25",
}


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def done(stage: Stage, name: str, shown: str, /, **given: Any) -> Json:
    answer = await stage.administrator.act(name, given, f"replayed {shown}")
    assert "errors" not in answer, (name, answer["errors"])
    return answer["data"][name]


async def bank_of(stage: Stage, name: str = "Лікарняний банк крові") -> str:
    made = await done(
        stage,
        "createDepartment",
        "department { id }",
        name=name,
        typeCode="LOGISTICS_INVENTORY",
        parentId=stage.root_id,
    )
    bank: str = made["department"]["id"]
    return bank


async def made_in(stage: Stage, department: str, device: dict[str, Any]) -> str:
    made = await done(stage, "createEquipment", "equipment { id }", departmentId=department, **device)
    found: str = made["equipment"]["id"]
    return found


async def lacking(stage: Stage, department: str) -> Json:
    answer = await stage.service.ask(MISSING, {"id": department}, token=stage.administrator.token)
    return answer.json()["data"]["department"]["completeness"]


async def rules_of(stage: Stage, act: str, given: Mapping[str, object]) -> set[tuple[str, str]]:
    answer = await stage.administrator.prepare(act, given)
    return {
        (each["path"], each["rule"])
        for error in answer["errors"]
        for each in error["extensions"].get("inputErrors", ())
    }


async def test_a_place_and_what_stands_there_live_their_lives(stage: Stage) -> None:
    bank = await bank_of(stage)
    made = await done(
        stage,
        "createWorkplace",
        "workplace { id inventoryNumberLabel }",
        departmentId=bank,
        name="Кабінет видачі",
        inventoryNumber=" Відсутній ",
    )
    place = made["workplace"]["id"]
    assert made["workplace"]["inventoryNumberLabel"] == "відсутній"
    changed = await done(
        stage,
        "updateWorkplace",
        "workplace { name floor version inventoryNumber }",
        workplaceId=place,
        name="Видача компонентів крові",
        inventoryNumber="12",
        floor="1",
    )
    assert changed["workplace"] == {
        "name": "Видача компонентів крові",
        "floor": "1",
        "version": 2,
        "inventoryNumber": "12",
    }
    fridge = await made_in(stage, bank, {**FRIDGE, "workplaceId": place})
    changed = await done(
        stage,
        "updateEquipment",
        "equipment { lastVerifiedOn verificationOverdue recorder { id } workplace { id } }",
        equipmentId=fridge,
        lastVerifiedOn="2025-01-10",
        nextVerificationOn="2026-01-10",
    )
    assert changed["equipment"]["lastVerifiedOn"] == "2025-01-10"
    assert changed["equipment"]["verificationOverdue"] is True
    assert changed["equipment"]["recorder"] is not None
    assert changed["equipment"]["workplace"] == {"id": place}
    changed = await done(
        stage,
        "closeWorkplace",
        "workplace { status equipment { totalCount } }",
        workplaceId=place,
        releaseEquipment=True,
    )
    assert changed["workplace"] == {"status": "CLOSED", "equipment": {"totalCount": 0}}
    store = (
        await done(
            stage, "createDepartment", "department { id }", name="Склад", typeCode="OTHER", parentId=bank
        )
    )["department"]["id"]
    moved = await done(
        stage, "transferEquipment", "equipment { department { id } }", equipmentId=fridge, departmentId=store
    )
    assert moved["equipment"]["department"] == {"id": store}
    shown = "equipment { status availabilityStatus errorReason }"
    gone = await done(
        stage, "changeEquipmentAvailability", shown, equipmentId=fridge, availabilityStatus="DESTROYED"
    )
    assert gone["equipment"] == {
        "status": "INACTIVE",
        "availabilityStatus": "DESTROYED",
        "errorReason": None,
    }
    wrong = await done(
        stage,
        "changeEquipmentStatus",
        shown,
        equipmentId=fridge,
        status="ENTERED_IN_ERROR",
        errorReason="внесено двічі",
    )
    assert wrong["equipment"]["errorReason"] == "внесено двічі"
    rows = await stage.world.connection.fetch(
        "SELECT DISTINCT header ->> 'operation' AS operation FROM journal_entry"
    )
    assert {row["operation"] for row in rows} >= {"updateEquipment", "closeWorkplace", "transferEquipment"}


async def test_completeness_of_a_blood_bank_warns_and_hinders_nothing(stage: Stage) -> None:
    bank = await bank_of(stage)
    assert await lacking(stage, bank) == {
        "isComplete": False,
        "missing": [
            {"code": "BLOOD_REFRIGERATOR", "title": "Холодильник для крові"},
            {"code": "PLASMA_FREEZER", "title": "Морозильна камера"},
        ],
        "recommended": [{"code": "PLATELET_AGITATOR"}],
    }
    fridge = await made_in(stage, bank, FRIDGE)
    assert [each["code"] for each in (await lacking(stage, bank))["missing"]] == ["PLASMA_FREEZER"]
    await made_in(stage, bank, FREEZER)
    assert (await lacking(stage, bank))["isComplete"] is True
    await done(
        stage,
        "changeEquipmentAvailability",
        "equipment { id }",
        equipmentId=fridge,
        availabilityStatus="DAMAGED",
    )
    assert [each["code"] for each in (await lacking(stage, bank))["missing"]] == ["BLOOD_REFRIGERATOR"]
    clinic = await stage.service.ask(MISSING, {"id": stage.root_id}, token=stage.administrator.token)
    assert clinic.json()["data"]["department"] == {"completeness": None}


async def test_a_device_in_a_room_of_the_bank_is_the_banks(stage: Stage) -> None:
    bank = await bank_of(stage)
    room = (
        await done(
            stage, "createDepartment", "department { id }", name="Холодна", typeCode="OTHER", parentId=bank
        )
    )["department"]["id"]
    for device in (FRIDGE, FREEZER):
        await made_in(stage, room, device)
    assert (await lacking(stage, bank))["isComplete"] is True


async def test_the_completeness_of_many_banks_is_asked_at_once(stage: Stage) -> None:
    for number in range(3):
        await bank_of(stage, f"Банк крові {number}")
    document = "{ departments { nodes { completeness { missing { code title } } } } }"
    answer = (await stage.service.ask(document, token=stage.administrator.token)).json()
    shown = [each["completeness"] for each in answer["data"]["departments"]["nodes"]]
    assert [len(each["missing"]) for each in shown if each] == [2, 2, 2]


async def test_scenario_11_one_number_two_absences(stage: Stage) -> None:
    bank = await bank_of(stage)
    for number in ("відсутній", " Відсутній ", "15"):
        await done(
            stage,
            "createWorkplace",
            "workplace { id }",
            departmentId=bank,
            name="Стіл",
            inventoryNumber=number,
        )
    taken = {"departmentId": bank, "name": "Стіл", "inventoryNumber": "15"}
    assert await rules_of(stage, "createWorkplace", taken) == {("$.input.inventoryNumber", "unique")}


async def test_scenario_12_equipment_needs_its_department(stage: Stage) -> None:
    answer = await stage.administrator.prepare("createEquipment", FRIDGE)
    (error,) = answer["errors"]
    assert "departmentId" in error["message"]
    assert await stage.count("equipment") == 0


async def test_scenario_18_a_department_with_equipment_closes_with_it_or_not_at_all(stage: Stage) -> None:
    bank = await bank_of(stage)
    fridge = await made_in(stage, bank, FRIDGE)
    answer = await stage.administrator.prepare("closeDepartment", {"departmentId": bank})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "CONFLICT"
    assert error["extensions"]["contents"] == {"equipment": 1}
    closed = await done(stage, "closeDepartment", "department { status }", departmentId=bank, cascade=True)
    assert closed["department"] == {"status": "CLOSED"}
    found = await stage.service.ask(
        "query($id: ID!) { equipment(id: $id) { status department { id } } }",
        {"id": fridge},
        token=stage.administrator.token,
    )
    assert found.json()["data"]["equipment"] == {
        "status": "ACTIVE",
        "department": {"id": encode_id("Department", stage.root["id"])},
    }


async def test_dictionaries_and_the_calendar_are_the_centres(stage: Stage) -> None:
    registrar = await stage.signer("REGISTRAR", tax_id="1234567899")
    for act, given in (
        ("createDictionaryValue", {"dictionary": "POSITION", "code": "PERFUSIONIST", "title": "Перфузіолог"}),
        ("updateDictionaryValue", {"dictionary": "POSITION", "code": "PERFUSIONIST", "active": False}),
        ("setHoliday", {"day": f"{stage.now().year + 1}-08-24", "title": "День Незалежності"}),
        ("removeHoliday", {"day": f"{stage.now().year + 1}-08-24"}),
    ):
        answer = await registrar.act(act, given)
        assert answer["data"] == {act: {"replayed": False}}, answer
    document = '{ dictionary(name: "POSITION") { values { code isActive } } }'
    answer = (await stage.service.ask(document, token=registrar.token)).json()
    values = {each["code"]: each["isActive"] for each in answer["data"]["dictionary"]["values"]}
    assert values["PERFUSIONIST"] is False
