"""Assignments begin and end on their days without anybody's act."""

import datetime as dt

from commands.assignment_rounds import TURN_ASSIGNMENTS, turn_assignments
from commands.rounds import ROUNDS
from tests.commands.assigning import rows, seen
from tests.commands.stage import MEANS, Stage

DAY = dt.timedelta(days=1)


async def test_each_turns_on_its_day_and_once(stage: Stage) -> None:
    today = stage.now.date()
    over = await stage.appoint("DOCTOR", "bank", end_date=today + DAY)
    begins = await stage.appoint("DOCTOR", "bank", status="SCHEDULED", start_date=today + 2 * DAY)
    stays = await stage.appoint("DOCTOR", "bank", end_date=today + 2 * DAY)
    assert await turn_assignments(stage.tx, stage.now + DAY, MEANS) == 0
    assert await turn_assignments(stage.tx, stage.now + 2 * DAY, MEANS) == 2
    assert await turn_assignments(stage.tx, stage.now + 2 * DAY, MEANS) == 0
    ended, begun = await seen(stage, over["id"]), await seen(stage, begins["id"])
    assert (ended.status, ended.end_date, ended.version) == ("ENDED", today + DAY, 2)
    assert (begun.status, begun.version) == ("ACTIVE", 2)
    assert (await seen(stage, stays["id"])).status == "ACTIVE"
    (letter,) = await rows(stage, "SELECT kind, person_id FROM letter")
    assert letter == {"kind": "ASSIGNMENT_ENDED", "person_id": over["person_id"]}


async def test_it_is_the_day_in_kyiv(stage: Stage) -> None:
    begins = await stage.appoint("DOCTOR", "bank", status="SCHEDULED", start_date=stage.now.date() + DAY)
    midnight = stage.now.replace(hour=22)
    assert await turn_assignments(stage.tx, midnight - dt.timedelta(seconds=1), MEANS) == 0
    assert await turn_assignments(stage.tx, midnight, MEANS) == 1
    assert (await seen(stage, begins["id"])).status == "ACTIVE"


async def test_a_head_follows_a_head_and_never_before(stage: Stage) -> None:
    place = await stage.world.add("position", department=stage.rows["bank"], kind="HEAD")
    today = stage.now.date()
    first = await stage.world.add("assignment", position=place, end_date=today)
    second = await stage.world.add("assignment", position=place, status="SCHEDULED", start_date=today + DAY)
    assert await turn_assignments(stage.tx, stage.now + DAY, MEANS) == 2
    assert [(await seen(stage, each["id"])).status for each in (first, second)] == ["ENDED", "ACTIVE"]
    third = await stage.world.add("assignment", position=place, status="SCHEDULED", start_date=today + DAY)
    assert await turn_assignments(stage.tx, stage.now + DAY, MEANS) == 0
    assert (await seen(stage, third["id"])).status == "SCHEDULED"


async def test_what_turned_is_in_the_journal_by_facility(stage: Stage) -> None:
    today = stage.now.date()
    here = await stage.appoint("DOCTOR", "bank", end_date=today)
    there = await stage.world.add("assignment", end_date=today)
    await turn_assignments(stage.tx, stage.now + DAY, MEANS)
    found = await rows(
        stage,
        "SELECT header->>'facility' AS facility, header->>'operation' AS operation, kind, entity_id"
        " FROM journal_entry JOIN journal_entity ON entry_id = id WHERE entity = 'Assignment'",
    )
    assert {(row["facility"], row["entity_id"]) for row in found} == {
        (str(each["facility_id"]), each["id"]) for each in (here, there)
    }
    assert {(row["kind"], row["operation"]) for row in found} == {("SYSTEM", TURN_ASSIGNMENTS)}


def test_the_round_is_made() -> None:
    assert TURN_ASSIGNMENTS in {each.name for each in ROUNDS}
