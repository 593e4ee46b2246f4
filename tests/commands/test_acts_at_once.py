"""Two people act at one moment: one is first, and the other is told so in words."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from commands.act import Act, Actor, Outcome
from commands.department_closing import CLOSE_DEPARTMENT, CloseDepartment
from commands.department_move import MOVE_DEPARTMENT, MoveDepartment
from commands.department_update import UPDATE_DEPARTMENT, UpdateDepartment
from commands.departments import CREATE_DEPARTMENT, CreateDepartment
from commands.equipment import CREATE_EQUIPMENT
from commands.equipment_input import CreateEquipment, EquipmentNameInput
from commands.positions import CREATE_POSITION, CreatePosition
from commands.role_set_rules import GrantInput
from commands.role_sets import CREATE_ROLE_SET, CreateRoleSet
from commands.workplaces import CREATE_WORKPLACE, CreateWorkplace
from errors import Refused
from models import PositionKind
from models.configuration import configuration
from permissions.permission import Scope
from tests.commands.stage import PlainWorld, Stage, raw

Doing = Callable[[], Awaitable[Outcome]]
BANK = CreateDepartment("Лікарняний банк крові (ЛБК)", "LOGISTICS_INVENTORY")


@pytest.fixture
async def hospital(own_database_url: str) -> AsyncIterator[tuple[Stage, Actor]]:
    """A hospital that is there for everybody, and its administrator."""
    async with TortoiseContext() as context:
        await context.init(config=configuration(own_database_url, connections_max=8))
        async with in_transaction() as tx:
            stage = Stage(tx, PlainWorld(raw(tx)))
            await stage.build()
            administrator = await stage.as_("FACILITY_ADMIN")
        yield stage, administrator


async def perform(act: Act[Any, Any], actor: Actor, wish: object) -> Outcome:
    async with in_transaction() as tx:
        return await act.apply(tx, actor, await act.authorise(tx, actor, wish))


async def at_once(*doing: Awaitable[Outcome]) -> list[Outcome | BaseException]:
    async with asyncio.timeout(30):
        return await asyncio.gather(*doing, return_exceptions=True)


def told(answers: list[Outcome | BaseException]) -> list[str]:
    """The codes of those who were refused; everybody else's act is done."""
    refused = [each for each in answers if isinstance(each, BaseException)]
    for each in refused:
        assert isinstance(each, Refused), repr(each)
    return [refusal.code for each in refused if isinstance(each, Refused) for refusal in each.refusals]


async def test_of_eight_who_create_one_department_one_does(hospital: tuple[Stage, Actor]) -> None:
    _, administrator = hospital
    answers = await at_once(*(perform(CREATE_DEPARTMENT, administrator, BANK) for _ in range(8)))
    assert told(answers) == ["UNPROCESSABLE_ENTITY"] * 7


async def test_departments_of_different_names_do_not_hinder_each_other(hospital: tuple[Stage, Actor]) -> None:
    _, administrator = hospital
    wishes = (replace(BANK, name=f"Відділ якості {number}", type_code="QUALITY") for number in range(16))
    answers = await at_once(*(perform(CREATE_DEPARTMENT, administrator, wish) for wish in wishes))
    assert told(answers) == []


async def test_an_inventory_number_is_given_once(hospital: tuple[Stage, Actor]) -> None:
    stage, administrator = hospital
    desk = CreateWorkplace(stage.id("bank"), "Стіл", "101")
    device = CreateEquipment(stage.id("bank"), "SCALES", (EquipmentNameInput("Ваги"),), "101")
    for act, wish in ((CREATE_WORKPLACE, desk), (CREATE_EQUIPMENT, device)):
        answers = await at_once(*(perform(act, administrator, wish) for _ in range(4)))
        assert told(answers) == ["UNPROCESSABLE_ENTITY"] * 3


async def test_a_department_gets_one_head_and_a_facility_one_role_set_of_a_name(
    hospital: tuple[Stage, Actor],
) -> None:
    stage, administrator = hospital
    head = CreatePosition(stage.id("bank"), title_code="BB_HEAD", kind=PositionKind.HEAD)
    answers = await at_once(*(perform(CREATE_POSITION, administrator, head) for _ in range(3)))
    assert told(answers) == ["UNPROCESSABLE_ENTITY"] * 2
    reading = CreateRoleSet("Читачі", grants=(GrantInput("department:read", Scope.FACILITY),))
    answers = await at_once(*(perform(CREATE_ROLE_SET, administrator, reading) for _ in range(3)))
    assert told(answers) == ["UNPROCESSABLE_ENTITY"] * 2


async def test_two_moves_do_not_close_a_circle(hospital: tuple[Stage, Actor]) -> None:
    stage, administrator = hospital
    one = MoveDepartment(stage.id("bank"), stage.id("ward"))
    other = MoveDepartment(stage.id("ward"), stage.id("bank"))
    answers = await at_once(
        perform(MOVE_DEPARTMENT, administrator, one), perform(MOVE_DEPARTMENT, administrator, other)
    )
    assert told(answers) == ["UNPROCESSABLE_ENTITY"]


async def test_nothing_is_added_to_a_department_that_closes(hospital: tuple[Stage, Actor]) -> None:
    _, administrator = hospital
    for number in range(4):
        made = await perform(
            CREATE_DEPARTMENT, administrator, replace(BANK, name=f"Склад {number}", type_code="OTHER")
        )
        department_id = made.one("department")
        answers = await at_once(
            perform(CLOSE_DEPARTMENT, administrator, CloseDepartment(department_id)),
            perform(CREATE_POSITION, administrator, CreatePosition(department_id, title_code="NURSE")),
        )
        assert told(answers) in (["CONFLICT"], ["UNPROCESSABLE_ENTITY"])


async def test_of_two_changes_of_one_version_one_is_done(hospital: tuple[Stage, Actor]) -> None:
    stage, administrator = hospital
    ward = f"Department:{stage.id('ward')}"

    async def rename(name: str) -> Outcome:
        async with in_transaction() as tx:
            wish = UpdateDepartment(stage.id("ward"), name=name)
            examined = await UPDATE_DEPARTMENT.authorise(tx, administrator, wish, {ward: 1})
            return await UPDATE_DEPARTMENT.apply(tx, administrator, examined)

    assert told(await at_once(rename("Перша"), rename("Друга"))) == ["VERSION_CONFLICT"]


async def test_a_failed_act_leaves_nothing(hospital: tuple[Stage, Actor]) -> None:
    stage, administrator = hospital
    desk = CreateWorkplace(stage.id("bank"), "Стіл", "101")
    await perform(CREATE_WORKPLACE, administrator, desk)
    with pytest.raises(Refused):
        await perform(CREATE_WORKPLACE, administrator, desk)
    async with in_transaction() as tx:
        (row,) = await tx.execute_query_dict("SELECT count(*) AS count FROM workplace")
    assert row["count"] == 1


async def test_examining_locks_nothing(hospital: tuple[Stage, Actor]) -> None:
    stage, administrator = hospital
    asked: list[tuple[Act[Any, Any], object]] = [
        (CREATE_DEPARTMENT, BANK),
        (MOVE_DEPARTMENT, MoveDepartment(stage.id("bank"), stage.id("ward"))),
        (CLOSE_DEPARTMENT, CloseDepartment(stage.id("bank"), cascade=True)),
        (UPDATE_DEPARTMENT, UpdateDepartment(stage.id("ward"), name="Нова")),
    ]
    async with in_transaction() as tx:
        await raw(tx).execute("SET TRANSACTION READ ONLY")
        for act, wish in asked:
            (await act.examine(tx, administrator, wish)).refuse()
