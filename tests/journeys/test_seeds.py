"""Both seeds, lived through the public door: what each of their people sees, and may not see, on the way."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import pytest

from running.story.blood_bank import BloodBank, play_blood_bank
from running.story.doctors import Clinic, play_doctors
from running.story.scene import Json, Player
from tests.journeys.theatre import Theatre, theatre

GAZE = """{
  me { person { lastName } }
  employees(first: 100) { nodes { person: fullName identity { taxId } facility { id } } }
}"""


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[Theatre]:
    async with theatre(own_database_url) as opened:
        yield opened


async def test_a_hospital_comes_from_its_application_to_a_working_blood_bank(house: Theatre) -> None:
    await play_blood_bank(house.scene, house.registrar)
    assert [step.title for step in house.steps if "errors" in step.answer] == []
    seen = house.steps[-1].answer["data"]["facility"]["onboarding"]
    assert seen["percent"] == 100, seen
    assert all(step["done"] for step in seen["steps"])
    notices = next(step for step in house.steps if step.title == "прочитати оголошення").answer
    assert "Очікуйте" in notices["data"]["me"]["notices"][0]["text"]
    _is_at_work(house)


def _is_at_work(house: Theatre) -> None:
    shown = next(step for step in house.steps if step.title == "подивитися на свій банк крові").answer
    department = shown["data"]["department"]
    assert [each["title"] for each in department["positions"]["nodes"]]
    statuses = {
        (each["kind"], each["status"])
        for position in department["positions"]["nodes"]
        for each in position["assignments"]["nodes"]
    }
    assert statuses == {("PRIMARY", "ACTIVE"), ("SUBSTITUTE", "ACTIVE")}
    assert [each["inventoryNumberLabel"] for each in department["workplaces"]["nodes"]] == ["відсутній"]
    assert len(department["equipment"]["nodes"]) == 3


async def test_a_clinics_head_admits_an_officer_who_registers_doctors(house: Theatre) -> None:
    clinic = await play_doctors(house.scene, house.registrar)
    staff = house.steps[-1].answer["data"]["facility"]["employees"]["nodes"]
    doctors = [each for each in staff if each["employeeType"] == "DOCTOR"]
    assert [each["status"] for each in doctors] == ["ACTIVE"] * 3
    assert {each["status"] for each in staff} == {"ACTIVE"}
    own = await clinic.doctors[0].look("own", "{ me { person { lastName } } }")
    assert own["me"]["person"]["lastName"]


async def test_every_act_leaves_one_entry_and_every_letter_is_sent_once(house: Theatre) -> None:
    await play_blood_bank(house.scene, house.registrar)
    await play_doctors(house.scene, house.registrar)
    acts = [step for step in house.steps if step.signed is not None and "mutation" in step.document]
    assert await house.stage.count("journal_entry") == len(acts)
    waiting = "SELECT count(*) FROM letter WHERE state <> 'SENT'"
    while await house.mailer.send_due(house.stage.world.connection):
        pass
    assert await house.stage.world.connection.fetchval(waiting) == 0
    ids = [str(message["Message-ID"]) for message in house.server.messages]
    assert len(ids) == len(set(ids)) == await house.stage.count("letter")


async def test_no_link_and_no_token_rests_in_the_database(house: Theatre) -> None:
    bank = await play_blood_bank(house.scene, house.registrar)
    links = [bank.registered.head_link, bank.registered.administrator_link]
    tokens = [link.partition("#")[2] for link in links]
    tokens += [player.token or "" for player in (bank.administrator, bank.manager, bank.double)]
    assert all(tokens)
    connection = house.stage.world.connection
    names = await connection.fetch(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    for (table,) in names:
        rows = await connection.fetch(f'SELECT t::text FROM "{table}" AS t')
        text = "\n".join(row[0] for row in rows)
        assert [token for token in tokens if token in text] == [], table


@dataclass
class Witness:
    """Somebody who looks around after every act, with what they saw of whom."""

    name: str
    token: str | None
    facility: str | None = None
    tax_id: str | None = None
    sights: list[Mapping[str, Json]] = field(default_factory=list)


async def test_at_every_step_nobody_sees_more_than_is_theirs(house: Theatre) -> None:
    """A stranger's administrator and anybody look on while both seeds are played."""
    stranger = house.stage.administrator
    anybody, neighbour = Witness("anybody", None), Witness("neighbour", stranger.token)
    ask = house.ask

    async def watched(document: str, variables: Mapping[str, object], token: str | None) -> Json:
        answer = await ask(document, variables, token)
        if document.startswith("mutation"):
            for each in (anybody, neighbour):
                each.sights.append(await ask(GAZE, {}, each.token))
        return answer

    scene = house.scene.__class__(
        watched, house, house.key_of, house.steps.append, house.scene.cast, house.stage.now
    )
    registrar = Player(scene, house.registrar.name, house.registrar.key, token=house.registrar.token)
    bank = await play_blood_bank(scene, registrar)
    clinic: Clinic = await play_doctors(scene, registrar)
    assert len(anybody.sights) == len(neighbour.sights) > 40
    assert {sight["errors"][0]["extensions"]["code"] for sight in anybody.sights} == {"FORBIDDEN"}
    own = {
        each["facility"]["id"] for sight in neighbour.sights for each in sight["data"]["employees"]["nodes"]
    }
    assert len(own) == 1
    await _holds_only_what_is_theirs(bank, clinic)


async def _holds_only_what_is_theirs(bank: BloodBank, clinic: Clinic) -> None:
    sees_numbers = {
        "administrator": (bank.administrator, True),
        "blood bank head": (bank.manager, False),
        "double": (bank.double, False),
        "hr officer": (clinic.officer, True),
        "doctor": (clinic.doctors[0], False),
    }
    for who, (player, sees_all) in sees_numbers.items():
        nodes = (await player.look("look around", GAZE))["employees"]["nodes"]
        assert len({each["facility"]["id"] for each in nodes}) == 1, who
        numbers = [
            number
            for each in nodes
            if each["identity"] and (number := each["identity"]["taxId"]) and "•" not in number
        ]
        assert player.human is not None
        if sees_all:
            assert len(numbers) > 1, who
        else:
            assert numbers == [player.human.tax_id], who
