"""Positions are added to the staff list (US-K9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from commands.act import Change, ChangeKind
from commands.policy import template_id
from commands.positions import CREATE_POSITION, CreatePosition
from errors import Refused
from models import Position, PositionKind
from permissions.catalogue import DEPARTMENT, POSITION
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage


def head(stage: Stage) -> CreatePosition:
    return CreatePosition(stage.id("bank"), title_code="BB_HEAD", kind=PositionKind.HEAD)


async def test_the_head_of_the_blood_bank_gets_a_position(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(CREATE_POSITION, administrator, head(stage))
    position = await Position.get(id=outcome.result["position"], using_db=stage.tx)
    assert outcome.changes == (Change("Position", position.id, 1, ChangeKind.CREATED),)
    assert (position.department_id, position.path) == (stage.id("bank"), "0001.0001.")
    assert (position.kind, position.headcount, position.title_code) == ("HEAD", Decimal(1), "BB_HEAD")
    assert (position.status, position.opened_on) == ("ACTIVE", administrator.today)


async def test_several_doubles_are_one_position_or_several(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doubles = CreatePosition(stage.id("bank"), title_code="BB_DOUBLE", headcount=Decimal("2.50"))
    for _ in range(2):
        await stage.perform(CREATE_POSITION, administrator, doubles)


async def test_a_title_in_the_facilitys_own_words(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = CreatePosition(stage.id("ward"), custom_title=" Черговий ", opened_on=date(2026, 2, 1))
    examined = await CREATE_POSITION.examine(stage.tx, administrator, wish)
    assert examined.text == (
        "Додати посаду «Черговий» у відділі «Терапія» закладу «Лікарня 1». Відділ: «Терапія»; "
        "Власна назва посади: «Черговий»; Вид посади: Штатна; Кількість ставок: 1; "
        "Дата введення: 01.02.2026."
    )
    await stage.perform(CREATE_POSITION, administrator, wish)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({}, ("titleCode", "required")),
        ({"title_code": "NURSE", "custom_title": "Сестра"}, ("customTitle", "exclusion")),
        ({"title_code": "GARDENER"}, ("titleCode", "inclusion")),
        ({"custom_title": "х" * 201}, ("customTitle", "length")),
        ({"title_code": "NURSE", "headcount": Decimal("0.24")}, ("headcount", "number")),
        ({"title_code": "NURSE", "headcount": Decimal(100)}, ("headcount", "number")),
        ({"title_code": "NURSE", "headcount": Decimal("1.005")}, ("headcount", "number")),
        ({"title_code": "NURSE", "headcount": Decimal("NaN")}, ("headcount", "number")),
    ],
)
async def test_a_position_has_one_title_and_a_headcount(
    stage: Stage, given: dict[str, object], place: tuple[str, str]
) -> None:
    wish = replace(CreatePosition(stage.id("ward")), **given)  # type: ignore[arg-type]
    assert await stage.problems(CREATE_POSITION, await stage.as_("FACILITY_ADMIN"), wish) == {place}


async def test_a_department_has_one_head(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    first = await stage.perform(CREATE_POSITION, administrator, head(stage))
    assert await stage.problems(CREATE_POSITION, administrator, head(stage)) == {("kind", "unique")}
    await stage.world.change("position", {"id": first.result["position"]}, status="CLOSED")
    await stage.perform(CREATE_POSITION, administrator, head(stage))


async def test_who_does_not_see_positions_is_not_told_of_the_head(stage: Stage) -> None:
    await stage.perform(CREATE_POSITION, await stage.as_("FACILITY_ADMIN"), head(stage))
    version = await stage.role_set(
        (DEPARTMENT.read, Scope.FACILITY, True, False), (POSITION.create, Scope.FACILITY, True, False)
    )
    blind = await stage.as_(version)
    examined = await CREATE_POSITION.examine(stage.tx, blind, head(stage))
    examined.refuse()
    with pytest.raises(Refused) as refused:
        await stage.perform(CREATE_POSITION, blind, head(stage))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


async def test_the_head_of_the_bank_adds_positions_below_and_nowhere_else(stage: Stage) -> None:
    actor = await stage.as_("BLOOD_BANK_HEAD", "bank")
    nurse = CreatePosition(stage.id("room"), title_code="NURSE")
    await stage.perform(CREATE_POSITION, actor, nurse)
    elsewhere = replace(nurse, department_id=stage.id("ward"))
    assert await stage.codes(CREATE_POSITION, actor, elsewhere) == ["FORBIDDEN"]


async def test_nothing_is_added_to_a_closed_or_hidden_department(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.world.change("department", stage.rows["ward"], status="CLOSED")
    nurse = CreatePosition(stage.id("ward"), title_code="NURSE")
    assert await stage.problems(CREATE_POSITION, administrator, nurse) == {("departmentId", "invalid")}
    answers = [
        [each.formatted() for each in await stage.refused(CREATE_POSITION, administrator, wish)]
        for wish in (
            replace(nurse, department_id=stage.id("far")),
            replace(nurse, department_id=NOBODYS),
        )
    ]
    assert answers[0] == answers[1]


async def test_whoever_is_appointed_is_to_get_the_role_sets_of_the_position(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    own = await stage.world.add("role_set", facility_id=stage.hospital, name="Наш")
    ids = (template_id("BLOOD_BANK_HEAD"), own["id"])
    wish = replace(head(stage), default_role_set_ids=ids)
    examined = await CREATE_POSITION.examine(stage.tx, administrator, wish)
    assert "Рольові набори посади: «Завідувач ЛБК», «Наш»" in examined.text
    outcome = await stage.perform(CREATE_POSITION, administrator, wish)
    position = await Position.get(id=outcome.result["position"], using_db=stage.tx)
    assert {each.id for each in await position.default_role_sets.all().using_db(stage.tx)} == set(ids)


async def test_role_sets_of_a_position_are_seen_in_use_and_named_once(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    retired = await stage.world.add("role_set", facility_id=stage.hospital, status="RETIRED")
    foreign = await stage.world.add("role_set", facility_id=stage.rows["far"]["facility_id"])

    def giving(*ids: UUID) -> CreatePosition:
        return replace(head(stage), default_role_set_ids=ids)

    assert await stage.problems(CREATE_POSITION, administrator, giving(retired["id"])) == {
        ("defaultRoleSetIds[0]", "invalid")
    }
    twice = giving(*[template_id("DOCTOR")] * 2)
    assert await stage.problems(CREATE_POSITION, administrator, twice) == {("defaultRoleSetIds", "unique")}
    many = giving(*(uuid4() for _ in range(11)))
    assert await stage.problems(CREATE_POSITION, administrator, many) == {("defaultRoleSetIds", "length")}
    answers = [
        [each.formatted() for each in await stage.refused(CREATE_POSITION, administrator, giving(each_id))]
        for each_id in (foreign["id"], NOBODYS)
    ]
    assert answers[0] == answers[1]
