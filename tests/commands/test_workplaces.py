"""Workplaces are created (US-K13), with a number of the premises or the word that there is none."""

from dataclasses import replace

import pytest

from commands.act import Change, ChangeKind
from commands.workplaces import CREATE_WORKPLACE, CreateWorkplace
from errors import Refused
from models import InventoryStatus, Workplace, WorkplaceAssignment
from permissions.catalogue import DEPARTMENT, WORKPLACE
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage


def desk(stage: Stage) -> CreateWorkplace:
    return CreateWorkplace(stage.id("bank"), "Стіл видачі", "відсутній")


async def made(stage: Stage, wish: CreateWorkplace) -> Workplace:
    outcome = await stage.perform(CREATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), wish)
    workplace_id = outcome.one("workplace")
    assert outcome.changes == (Change("Workplace", workplace_id, 1, ChangeKind.CREATED),)
    return await Workplace.get(id=workplace_id, using_db=stage.tx)


@pytest.mark.parametrize("word", ["відсутній", " Відсутній ", "ВІДСУТНЯ", "немає", "Absent"])
async def test_premises_without_a_number_are_said_to_have_none(stage: Stage, word: str) -> None:
    for _ in range(2):
        workplace = await made(stage, replace(desk(stage), inventory_number=word))
        assert (workplace.inventory_status, workplace.inventory_number) == (InventoryStatus.ABSENT, None)


async def test_the_signer_reads_the_word_in_its_one_spelling(stage: Stage) -> None:
    wish = replace(desk(stage), inventory_number="Немає", building=" Б ", floor="2", room_number="214")
    examined = await CREATE_WORKPLACE.examine(stage.tx, await stage.as_("FACILITY_ADMIN"), wish)
    assert examined.wish.inventory_number == "відсутній"
    assert examined.text == (
        "Створити робоче місце «Стіл видачі» у відділі «Банк крові» закладу «Лікарня 1». "
        "Відділ: «Банк крові»; Назва робочого місця: «Стіл видачі»; Інвентарний номер приміщення: "
        "«відсутній»; Будівля: «Б»; Поверх: «2»; Номер приміщення: «214»."
    )


async def test_a_number_is_given_once_in_a_facility(stage: Stage) -> None:
    numbered = replace(desk(stage), inventory_number=" 101/А ")
    workplace = await made(stage, numbered)
    assert (workplace.inventory_status, workplace.inventory_number) == (InventoryStatus.ASSIGNED, "101/А")
    await stage.world.add(
        "workplace", department=stage.rows["far"], inventory_status="ASSIGNED", inventory_number="102"
    )
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(CREATE_WORKPLACE, administrator, numbered) == {("inventoryNumber", "unique")}
    await made(stage, replace(numbered, inventory_number="102"))


async def test_a_number_of_premises_that_one_may_not_see_is_not_told(stage: Stage) -> None:
    await stage.world.add(
        "workplace", department=stage.rows["ward"], inventory_status="ASSIGNED", inventory_number="7"
    )
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    wish = replace(desk(stage), inventory_number="7")
    (await CREATE_WORKPLACE.examine(stage.tx, head, wish)).refuse()
    with pytest.raises(Refused) as refused:
        await stage.perform(CREATE_WORKPLACE, head, wish)
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


async def test_a_number_of_premises_that_one_may_see_is_told(stage: Stage) -> None:
    await stage.world.add(
        "workplace", department=stage.rows["room"], inventory_status="ASSIGNED", inventory_number="7"
    )
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    wish = replace(desk(stage), inventory_number="7")
    assert await stage.problems(CREATE_WORKPLACE, head, wish) == {("inventoryNumber", "unique")}


async def test_the_head_and_the_doubles_share_a_place(stage: Stage) -> None:
    head, double = await stage.appoint("BLOOD_BANK_HEAD", "bank"), await stage.appoint("DOCTOR", "room")
    wish = replace(desk(stage), assignment_ids=(head["id"], double["id"]))
    administrator = await stage.as_("FACILITY_ADMIN")
    examined = await CREATE_WORKPLACE.examine(stage.tx, administrator, wish)
    assert "Чиє це місце: Шевченко Тарас, Шевченко Тарас" in examined.text
    workplace = await made(stage, wish)
    seated = await WorkplaceAssignment.filter(workplace_id=workplace.id).using_db(stage.tx)
    assert {each.assignment_id for each in seated} == {head["id"], double["id"]}
    assert {f"Assignment:{each['id']}" for each in (head, double)} < set(examined.versions)


async def test_whose_place_it_is_must_be_there_and_not_be_over(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    over = await stage.appoint("DOCTOR", "bank", status="ENDED")
    twice = replace(desk(stage), assignment_ids=(over["id"], over["id"]))
    assert await stage.problems(CREATE_WORKPLACE, administrator, twice) == {
        ("assignmentIds", "unique"),
        ("assignmentIds[0]", "invalid"),
        ("assignmentIds[1]", "invalid"),
    }
    hidden = await stage.appoint("DOCTOR", "far")
    answers = [
        [
            each.formatted()
            for each in await stage.refused(
                CREATE_WORKPLACE, administrator, replace(desk(stage), assignment_ids=(assignment_id,))
            )
        ]
        for assignment_id in (hidden["id"], NOBODYS)
    ]
    assert answers[0] == answers[1]
    many = replace(desk(stage), assignment_ids=tuple([over["id"]] * 51))
    assert ("assignmentIds", "length") in await stage.problems(CREATE_WORKPLACE, administrator, many)


async def test_every_problem_is_told_at_once(stage: Stage) -> None:
    wish = CreateWorkplace(
        stage.id("bank"), " ", "9" * 65, building="б" * 101, floor="п" * 11, room_number="н" * 21
    )
    assert await stage.problems(CREATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), wish) == {
        ("name", "length"),
        ("inventoryNumber", "format"),
        ("building", "length"),
        ("floor", "length"),
        ("roomNumber", "length"),
    }


async def test_no_workplace_comes_into_a_closed_department(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["bank"], status="CLOSED")
    assert await stage.problems(CREATE_WORKPLACE, await stage.as_("FACILITY_ADMIN"), desk(stage)) == {
        ("departmentId", "invalid")
    }


async def test_the_double_creates_workplaces_of_the_bank_and_nowhere_else(stage: Stage) -> None:
    double = await stage.as_("BLOOD_BANK_DOUBLE", "bank")
    await stage.perform(CREATE_WORKPLACE, double, desk(stage))
    elsewhere = replace(desk(stage), department_id=stage.id("ward"))
    assert await stage.codes(CREATE_WORKPLACE, double, elsewhere) == ["FORBIDDEN"]


async def test_a_right_to_create_shows_no_department(stage: Stage) -> None:
    version = await stage.role_set((WORKPLACE.create, Scope.FACILITY, True, False))
    assert await stage.codes(CREATE_WORKPLACE, await stage.as_(version), desk(stage)) == ["NOT_FOUND"]
    assert DEPARTMENT.read.code == "department:read"
