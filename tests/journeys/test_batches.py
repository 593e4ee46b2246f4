"""A hundred people are registered under one signature, all or nobody."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from commands.hiring_input import RegisterEmployees
from compiler.ids import encode_id
from schema.acts import told
from tests.acting import Json, Stage, acting, code_of
from tests.commands.personnel import doctor, passport, person

ACT = "registerEmployees"
SHOWN = "replayed employees { id lastName status }"
MANY = 100


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


def batch(stage: Stage, many: int) -> Json:
    """Doctors of the root department, with an education and a speciality each, who are sent letters."""
    cards = [
        replace(doctor(number), person=replace(person(number), documents=(passport(f"АЯ{number:06}"),)))
        for number in range(1, many + 1)
    ]
    wish: Json = told(RegisterEmployees(tuple(cards)))
    for row in wish["employees"]:
        row |= {"departmentId": stage.root_id, "positionTitleCode": "P7", "delivery": "BOTH"}
    return wish


async def test_a_hundred_doctors_come_under_one_signature(stage: Stage) -> None:
    payload = await stage.administrator.payload(ACT, batch(stage, MANY))
    assert len(payload) > 64 * 1024, "what other acts may not sign"
    signed = stage.administrator.sign(payload)
    answers = [await stage.administrator.perform(ACT, signed, SHOWN) for _ in range(2)]
    first, second = [answer["data"][ACT] for answer in answers]
    assert (len(first["employees"]), first["replayed"], second["replayed"]) == (MANY, False, True)
    assert first["employees"] == second["employees"]
    rows = await stage.world.connection.fetch("SELECT id FROM employee ORDER BY id")
    ids = {encode_id("Employee", row["id"]) for row in rows}
    assert {each["id"] for each in first["employees"]} < ids
    assert await stage.count("journal_entry") == 1
    assert await stage.count("letter") == await stage.count("invitation") == MANY


async def test_one_bad_row_keeps_all_out_and_is_named(stage: Stage) -> None:
    wish = batch(stage, 3)
    wish["employees"][2]["person"]["taxId"] = "1234567890"
    answer = await stage.administrator.prepare(ACT, wish)
    assert code_of(answer) == "UNPROCESSABLE_ENTITY"
    paths = [each["path"] for each in answer["errors"][0]["extensions"]["inputErrors"]]
    assert any(path.startswith("$.input.employees[2].person.taxId") for path in paths)


async def test_more_than_a_hundred_are_too_many(stage: Stage) -> None:
    answer = await stage.administrator.prepare(ACT, batch(stage, MANY + 1))
    assert code_of(answer) == "UNPROCESSABLE_ENTITY"
