"""Values of dictionaries are added and changed by the centre; what the code decides on stays the code's."""

from dataclasses import replace

import pytest

from commands.act import Change, ChangeKind
from commands.dictionaries import (
    CREATE_DICTIONARY_VALUE,
    UPDATE_DICTIONARY_VALUE,
    CreateDictionaryValue,
    UpdateDictionaryValue,
)
from commands.positions import CREATE_POSITION, CreatePosition
from models import DictionaryValue
from models.dictionaries import DICTIONARIES, OPEN_DICTIONARIES, POSITIONS
from tests.commands.stage import Stage

NEW = CreateDictionaryValue("POSITION", " PERFUSIONIST ", "Перфузіолог")


async def value_of(stage: Stage, code: str) -> DictionaryValue:
    return await DictionaryValue.get(dictionary_id="POSITION", code=code, using_db=stage.tx)


async def test_a_value_is_added_at_the_end_and_used_at_once(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    examined = await CREATE_DICTIONARY_VALUE.examine(stage.tx, registrar, NEW)
    assert (examined.wish.code, examined.wish.order) == ("PERFUSIONIST", len(POSITIONS) + 1)
    assert examined.text.startswith("Додати до довідника «Посада» значення «Перфузіолог».")
    outcome = await stage.perform(CREATE_DICTIONARY_VALUE, registrar, NEW)
    value = await value_of(stage, "PERFUSIONIST")
    assert outcome.changes == (Change("DictionaryValue", value.id, 1, ChangeKind.CREATED),)
    wish = CreatePosition(stage.id("ward"), "PERFUSIONIST")
    await stage.perform(CREATE_POSITION, await stage.as_("FACILITY_ADMIN"), wish)


async def test_every_problem_with_a_value_is_told_at_once(stage: Stage) -> None:
    wish = CreateDictionaryValue("GENDER", "стать", " ", 0)
    assert await stage.problems(CREATE_DICTIONARY_VALUE, await stage.as_("REGISTRAR"), wish) == {
        ("dictionary", "inclusion"),
        ("code", "format"),
        ("title", "length"),
        ("order", "number"),
    }
    taken = replace(NEW, code="NURSE")
    assert await stage.problems(CREATE_DICTIONARY_VALUE, await stage.as_("REGISTRAR"), taken) == {
        ("code", "unique")
    }


async def test_a_value_changes_and_goes_out_of_use(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    wish = UpdateDictionaryValue("POSITION", "NURSE", " Медична сестра ", active=False, order=99)
    outcome = await stage.perform(UPDATE_DICTIONARY_VALUE, registrar, wish)
    value = await value_of(stage, "NURSE")
    assert outcome.changes == (Change("DictionaryValue", value.id, 2, ChangeKind.UPDATED),)
    assert (value.title, value.is_active, value.ordinal) == ("Медична сестра", False, 99)
    position = CreatePosition(stage.id("ward"), "NURSE")
    assert await stage.problems(CREATE_POSITION, await stage.as_("FACILITY_ADMIN"), position) == {
        ("titleCode", "inclusion")
    }


async def test_a_change_is_of_something_that_is_there(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    for wish, codes in (
        (UpdateDictionaryValue("POSITION", "SAILOR", "Матрос"), ["NOT_FOUND"]),
        (UpdateDictionaryValue("POSITION", "NURSE"), ["UNPROCESSABLE_ENTITY"]),
        (UpdateDictionaryValue("POSITION", "NURSE", " "), ["UNPROCESSABLE_ENTITY"]),
        (UpdateDictionaryValue("GENDER", "MALE", "Ч"), ["UNPROCESSABLE_ENTITY"]),
    ):
        assert await stage.codes(UPDATE_DICTIONARY_VALUE, registrar, wish) == codes


@pytest.mark.parametrize("role", ["FACILITY_ADMIN", "FACILITY_HEAD", "AUDITOR"])
async def test_only_the_centre_changes_dictionaries(stage: Stage, role: str) -> None:
    assert await stage.codes(CREATE_DICTIONARY_VALUE, await stage.as_(role), NEW) == ["FORBIDDEN"]


def test_dictionaries_that_people_change_are_no_enumerations_of_the_code() -> None:
    assert {each.name for each in DICTIONARIES} > OPEN_DICTIONARIES
