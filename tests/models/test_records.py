"""What is written into the journal and the logs stays: it is neither changed nor removed, by anybody."""

import asyncpg
import pytest

from tests.models.world import World

REFUSALS = {
    "journal_entry": ("journal_entry_never_changes", "journal_entry_never_emptied"),
    "journal_entity": ("journal_entity_never_changes", "journal_entity_never_emptied"),
    "journal_blob": ("journal_blob_never_changes", "journal_blob_never_emptied"),
    "journal_seal": ("journal_seal_never_changes", "journal_seal_never_emptied"),
    "journal_checkpoint": ("journal_checkpoint_never_changes", "journal_checkpoint_never_emptied"),
    "access_log": ("access_log_never_changes", "access_log_never_emptied"),
    "security_event": ("security_event_never_changes", "security_event_never_emptied"),
}

ROLES = pytest.mark.parametrize("role", ["origin", "replica", "local"])


async def refusal_of(world: World, role: str, statement: str) -> str | None:
    await world.connection.execute(f"SET LOCAL session_replication_role = {role}")
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        await world.connection.execute(statement)
    return refusal.value.constraint_name


@ROLES
@pytest.mark.parametrize("table", REFUSALS)
async def test_a_record_is_not_changed(world: World, table: str, role: str) -> None:
    column = list(await world.add(table))[1]
    refusal = await refusal_of(world, role, f"UPDATE {table} SET {column} = {column}")
    assert refusal == ("journal_blob_only_erased" if table == "journal_blob" else REFUSALS[table][0])


@ROLES
@pytest.mark.parametrize("table", REFUSALS)
async def test_a_record_is_not_removed(world: World, table: str, role: str) -> None:
    await world.add(table)
    assert await refusal_of(world, role, f"DELETE FROM {table}") == REFUSALS[table][0]


@ROLES
@pytest.mark.parametrize("table", REFUSALS)
async def test_records_are_not_emptied(world: World, table: str, role: str) -> None:
    # the seals refer to the entries: PostgreSQL empties both, and either says no
    refusal = await refusal_of(world, role, f"TRUNCATE {table} CASCADE")
    assert refusal in (REFUSALS[table][1], "journal_seal_never_emptied")
