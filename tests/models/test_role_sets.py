"""Versions of role sets never change, and a role set is given in its own facility only."""

from collections.abc import Awaitable
from datetime import timedelta

import asyncpg
import pytest

from tests.models.world import NOW, Row, World
from tests.reading import connected


async def refused(story: Awaitable[object], constraint: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        await story
    assert refusal.value.constraint_name == constraint


async def template(world: World) -> Row:
    """A version of a template."""
    role_set = await world.add("role_set", facility_id=None, code="GARDENER")
    return await world.add("role_set_version", role_set_id=role_set["id"])


@pytest.mark.parametrize("change", ["facility_id = gen_random_uuid()", "facility_id = NULL, code = 'BOSS'"])
async def test_a_role_set_never_changes_hands(world: World, change: str) -> None:
    await world.add("role_set")
    await refused(
        world.connection.execute(f"UPDATE role_set SET {change} WHERE code IS NULL"), "role_set_keeps_owner"
    )


async def test_a_role_set_may_be_renamed_and_retired(world: World) -> None:
    role_set = await world.add("role_set")
    changed = await world.change("role_set", role_set, name="Інша назва", status="RETIRED")
    assert (changed["name"], changed["status"]) == ("Інша назва", "RETIRED")


async def test_a_retired_role_set_leaves_its_name_to_another(world: World) -> None:
    retired = await world.add("role_set", status="RETIRED")
    await world.add("role_set", facility_id=retired["facility_id"], name=retired["name"])


@pytest.mark.parametrize("table", ["role_set_version", "role_set_grant"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
async def test_a_version_and_its_grants_never_change(world: World, table: str, change: str) -> None:
    await refused(world.connection.execute(change.format(table)), f"{table}_never_changes")


async def test_a_version_gets_its_grants_in_the_transaction_that_makes_it(own_database_url: str) -> None:
    async with connected(own_database_url) as connection:
        world = World(connection)
        version = await world.add("role_set_version")
        await refused(world.add("role_set_grant", version_id=version["id"]), "role_set_grant_with_version")
        async with connection.transaction():
            made = await world.add("role_set_version", role_set_id=version["role_set_id"], number=2)
            async with connection.transaction():  # a savepoint is still the same transaction
                await world.add("role_set_grant", version_id=made["id"])


async def test_nobody_pretends_that_a_version_is_made_just_now(world: World) -> None:
    version = await world.add("role_set_version", made_in=7)
    assert version["made_in"] == await world.connection.fetchval("SELECT pg_current_xact_id()")


async def test_an_assignment_carries_role_sets_of_its_facility_and_templates(world: World) -> None:
    given = await world.add("assignment_role_set")
    assignment = await world.seen("assignment", {"id": given["assignment_id"]})
    await world.add("assignment_role_set", assignment=assignment, version_id=(await template(world))["id"])


async def test_a_role_set_of_another_facility_is_not_given_to_an_assignment(world: World) -> None:
    foreign = await world.add("role_set_version")
    await refused(world.add("assignment_role_set", version_id=foreign["id"]), "assignment_role_set_own")


async def test_an_assignment_does_not_turn_to_a_foreign_role_set(world: World) -> None:
    await world.add("assignment_role_set")
    foreign = await world.add("role_set_version")
    turning = world.connection.execute("UPDATE assignment_role_set SET version_id = $1", foreign["id"])
    await refused(turning, "assignment_role_set_own")


async def test_an_assignment_does_not_leave_the_facility_of_its_role_sets(world: World) -> None:
    given = await world.add("assignment_role_set")
    position = await world.add("position")
    employee = await world.add("employee", facility_id=position["facility_id"])
    moving = world.change(
        "assignment",
        {"id": given["assignment_id"]},
        facility_id=position["facility_id"],
        path=position["path"],
        position_id=position["id"],
        employee_id=employee["id"],
    )
    await refused(moving, "assignment_role_set_own")


async def test_a_connection_lies_under_a_role_set_of_its_facility_or_a_template(world: World) -> None:
    await world.add("mis_connection")
    await world.add("mis_connection", version_id=(await template(world))["id"])


async def test_a_connection_does_not_lie_under_a_role_set_of_another_facility(world: World) -> None:
    foreign = await world.add("role_set_version")
    await refused(world.add("mis_connection", version_id=foreign["id"]), "mis_connection_own")


async def test_a_connection_does_not_turn_to_a_foreign_role_set(world: World) -> None:
    connection = await world.add("mis_connection")
    foreign = await world.add("role_set_version")
    await refused(world.change("mis_connection", connection, version_id=foreign["id"]), "mis_connection_own")


async def test_periods_that_meet_do_not_overlap(world: World) -> None:
    later = NOW + timedelta(days=9)
    period = await world.add("substitution_period", ends_at=later)
    await world.add("substitution_period", assignment_id=period["assignment_id"], starts_at=later)
