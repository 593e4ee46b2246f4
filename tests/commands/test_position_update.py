"""Positions are described anew."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from commands.act import Change, ChangeKind
from commands.policy import template_id
from commands.position_update import UPDATE_POSITION, UpdatePosition
from errors import Refused
from models import Position, PositionKind
from permissions.catalogue import DEPARTMENT, POSITION
from permissions.permission import Scope
from tests.commands.assigning import position
from tests.commands.stage import NOBODYS, Stage


async def test_what_is_given_changes(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage)
    wish = UpdatePosition(
        place,
        custom_title=" Чергова ",
        headcount=Decimal(3),
        default_role_set_ids=(template_id("DOCTOR"),),
    )
    examined = await stage.examined(UPDATE_POSITION, administrator, wish)
    assert (examined.wish.title_code, examined.wish.custom_title) == (None, "Чергова")
    assert "посада «Сестра медична», відділ «Банк крові»" in examined.text
    outcome = await stage.perform(UPDATE_POSITION, administrator, examined.wish)
    assert outcome.changes == (Change("Position", place, 2, ChangeKind.UPDATED),)
    changed = await Position.get(id=place, using_db=stage.tx)
    assert (changed.title_code, changed.custom_title, changed.headcount) == (None, "Чергова", Decimal(3))
    given = await changed.default_role_sets.all().using_db(stage.tx)
    assert [each.id for each in given] == [template_id("DOCTOR")]
    await stage.perform(UPDATE_POSITION, administrator, UpdatePosition(place, default_role_set_ids=()))
    assert await changed.default_role_sets.all().using_db(stage.tx).count() == 0


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({}, ("", "required")),
        ({"title_code": "GARDENER"}, ("titleCode", "inclusion")),
        ({"title_code": None}, ("titleCode", "required")),
        ({"title_code": "NURSE", "custom_title": "Сестра"}, ("customTitle", "exclusion")),
        ({"headcount": Decimal(0)}, ("headcount", "number")),
        ({"headcount": Decimal("0.50")}, ("headcount", "number")),
        ({"opened_on": dt.date(2026, 1, 6)}, ("openedOn", "date")),
        ({"kind": PositionKind.HEAD}, ("kind", "unique")),
        ({"default_role_set_ids": (template_id("DOCTOR"),) * 2}, ("defaultRoleSetIds", "unique")),
    ],
)
async def test_a_position_fits_whoever_holds_it(
    stage: Stage, given: Mapping[str, Any], place: tuple[str, str]
) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    held = await stage.world.add("position", department=stage.rows["bank"], headcount=Decimal(2))
    for _ in range(2):
        await stage.world.add("assignment", position=held)
    wish = UpdatePosition(held["id"], **given)
    assert await stage.problems(UPDATE_POSITION, administrator, wish) == {place}


async def test_a_department_has_one_head(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    await position(stage, kind="HEAD")
    place = await position(stage)
    wish = UpdatePosition(place, kind=PositionKind.HEAD)
    assert await stage.problems(UPDATE_POSITION, administrator, wish) == {("kind", "unique")}
    ward = UpdatePosition(await position(stage, "ward"), kind=PositionKind.HEAD)
    await stage.perform(UPDATE_POSITION, administrator, ward)


async def test_who_may_not_see_assignments_is_not_told_of_them(stage: Stage) -> None:
    granted = [
        (each, Scope.FACILITY, True, False) for each in (POSITION.read, POSITION.update, DEPARTMENT.read)
    ]
    updating = await stage.as_(await stage.role_set(*granted))
    held = await stage.world.add("position", department=stage.rows["bank"])
    await stage.world.add("assignment", position=held)
    examined = await stage.examined(
        UPDATE_POSITION, updating, UpdatePosition(held["id"], headcount=Decimal("0.50"))
    )
    with pytest.raises(Refused) as refused:
        await UPDATE_POSITION.apply(stage.tx, updating, examined)
    assert [each.code for each in refused.value.refusals] == ["CONFLICT"]


async def test_what_is_closed_hidden_or_elsewhere_does_not_change(stage: Stage) -> None:
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    closed = UpdatePosition(await position(stage, status="CLOSED"), headcount=Decimal(2))
    assert await stage.codes(UPDATE_POSITION, head, closed) == ["CONFLICT"]
    hidden = UpdatePosition(NOBODYS, headcount=Decimal(2))
    assert await stage.codes(UPDATE_POSITION, head, hidden) == ["NOT_FOUND"]
    elsewhere = UpdatePosition(await position(stage, "ward"), headcount=Decimal(2))
    assert await stage.codes(UPDATE_POSITION, head, elsewhere) == ["FORBIDDEN"]
