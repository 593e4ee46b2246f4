"""Positions are taken from the staff list."""

import datetime as dt
from dataclasses import replace

from commands.act import ChangeKind
from commands.position_closing import CLOSE_POSITION, ClosePosition
from models import Position
from tests.commands.assigning import double_of, position, seen
from tests.commands.stage import NOBODYS, Stage


async def test_an_empty_position_is_closed(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage)
    outcome = await stage.perform(CLOSE_POSITION, administrator, ClosePosition(place))
    assert [(each.entity, each.version, each.act) for each in outcome.changes] == [
        ("Position", 2, ChangeKind.CLOSED)
    ]
    closed = await Position.get(id=place, using_db=stage.tx)
    assert (closed.status, closed.closed_on) == ("CLOSED", administrator.today)
    assert await stage.codes(CLOSE_POSITION, administrator, ClosePosition(place)) == ["CONFLICT"]


async def test_a_position_that_is_held_closes_together_with_its_holders(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = await stage.appoint("DOCTOR", "bank")
    double = await double_of(stage, doctor)
    wish = ClosePosition(doctor["position_id"])
    (refusal,) = await stage.refused(CLOSE_POSITION, administrator, wish)
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {"assignments": 2})
    examined = await stage.examined(CLOSE_POSITION, administrator, replace(wish, cascade=True))
    assert examined.wish.holders == 2
    assert "Разом із призначеннями: так (призначень 2)" in examined.text
    stale = replace(examined.wish, holders=1)
    assert await stage.codes(CLOSE_POSITION, administrator, stale) == ["VERSION_CONFLICT"]
    await stage.perform(CLOSE_POSITION, administrator, examined.wish)
    assert {(await seen(stage, each["id"])).status for each in (doctor, double)} == {"ENDED"}


async def test_the_last_administrator_does_not_go_with_a_position(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    wish = ClosePosition(appointed["position_id"], cascade=True)
    assert await stage.codes(CLOSE_POSITION, await stage.actor(appointed), wish) == ["LAST_ADMINISTRATOR"]


async def test_it_closes_on_a_day_of_its_life(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage)
    for day in (dt.date(2020, 1, 1), administrator.today + dt.timedelta(days=1)):
        wish = ClosePosition(place, closed_on=day)
        assert await stage.problems(CLOSE_POSITION, administrator, wish) == {("closedOn", "date")}


async def test_who_may_not_and_what_is_hidden(stage: Stage) -> None:
    place = await position(stage)
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    assert await stage.codes(CLOSE_POSITION, await stage.as_("FACILITY_ADMIN"), ClosePosition(NOBODYS)) == [
        "NOT_FOUND"
    ]
    assert await stage.codes(CLOSE_POSITION, head, ClosePosition(place)) == ["FORBIDDEN"]
