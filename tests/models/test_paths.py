"""A department's path is carried to everything below it, and nothing below can leave the facility."""

import asyncpg
import pytest

from tests.models.world import Row, World

BELOW = ("position", "assignment", "workplace", "equipment")


async def ward_with_everything(world: World, department: Row) -> dict[str, Row]:
    position = await world.add("position", department=department)
    workplace = await world.add("workplace", department=department)
    return {
        "position": position,
        "assignment": await world.add("assignment", position=position),
        "workplace": workplace,
        "equipment": await world.add("equipment", department=department, workplace_id=workplace["id"]),
    }


async def move(world: World, department: Row, parent: Row) -> Row:
    return await world.change("department", department, parent_id=parent["id"], parent_path=parent["path"])


async def test_moving_a_department_moves_the_paths_of_everything_below(world: World) -> None:
    root = await world.add("department", segment="0001")
    clinic = await world.add("department", parent=root, segment="000A")
    ward = await world.add("department", parent=clinic, segment="000B")
    inside = await ward_with_everything(world, ward)
    other = await world.add("department", facility_id=root["facility_id"], segment="000Z")

    await move(world, clinic, other)
    await world.judge()

    assert (await world.seen("department", ward))["path"] == "000Z.000A.000B."
    for table in BELOW:
        assert (await world.seen(table, inside[table]))["path"] == "000Z.000A.000B."


async def test_a_moved_department_can_take_a_new_segment_in_the_same_statement(world: World) -> None:
    root = await world.add("department", segment="0001")
    ward = await world.add("department", parent=root, segment="0002")
    moved = await world.change("department", ward, parent_id=None, parent_path=None, segment="0003")
    assert moved["path"] == "0003."


async def test_a_department_cannot_move_under_its_own_child(world: World) -> None:
    root = await world.add("department")
    child = await world.add("department", parent=root)
    with pytest.raises(asyncpg.ForeignKeyViolationError) as refusal:
        await move(world, root, child)
    assert refusal.value.constraint_name == "department_under_parent"


async def test_a_subtree_that_would_get_too_deep_does_not_move(world: World) -> None:
    deep = await world.add("department")
    for _ in range(6):
        deep = await world.add("department", parent=deep)
    ward = await world.add("department", facility_id=deep["facility_id"])
    await world.add("department", parent=ward)
    with pytest.raises(asyncpg.CheckViolationError):
        await move(world, ward, deep)


async def test_a_department_cannot_hang_under_another_facility(world: World) -> None:
    ward, stranger = await world.add("department"), await world.add("department")
    with pytest.raises(asyncpg.ForeignKeyViolationError) as refusal:
        await move(world, ward, stranger)
    assert refusal.value.constraint_name == "department_under_parent"


async def test_a_ward_with_its_workplaces_and_equipment_moves_in_one_transaction(world: World) -> None:
    clinic = await world.add("department")
    ward = await world.add("department", parent=clinic)
    workplace = await world.add("workplace", department=ward)
    device = await world.add("equipment", department=clinic, workplace_id=workplace["id"])
    await world.judge()
    other = await world.add("department", facility_id=clinic["facility_id"])

    await world.connection.execute("SET CONSTRAINTS ALL DEFERRED")
    await world.change("equipment", device, department_id=other["id"], path=other["path"])
    await move(world, ward, other)
    await world.judge()

    assert (await world.seen("workplace", workplace))["path"].startswith(other["path"])


async def test_the_kind_of_a_position_follows_to_its_assignments(world: World) -> None:
    position = await world.add("position")
    assignment = await world.add("assignment", position=position)
    await world.change("position", position, kind="HEAD")
    assert (await world.seen("assignment", assignment))["position_kind"] == "HEAD"
