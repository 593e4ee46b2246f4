"""Everything that the database promises: found in its catalogue, and tried to break."""

from collections.abc import Awaitable

import asyncpg
import pytest

from tests.models import bad_applications, bad_rows
from tests.models.bad_stories import STORIES
from tests.models.world import Row, World

REFUSED = [*bad_rows.REFUSED, *bad_applications.REFUSED]
TWICE = [*bad_rows.TWICE, *bad_applications.TWICE]

# These exist to be referred to by the composite foreign keys; a primary key is part of each.
TARGETS = {
    "email_address_and_person",
    "employee_in_facility",
    "department_at_path",
    "position_at_path",
    "assignment_in_facility",
    "assignment_of_whom_where",
    "workplace_in_facility",
    "equipment_in_facility",
    "attachment_and_digest",
}

# It refuses nothing: it raises epochs when all else has spoken.
RAISES_EPOCHS = "principal_touched_raises_epoch"

PROMISED = (
    {RAISES_EPOCHS}
    | {name for _, name, _ in REFUSED}
    | {name for _, name, _ in TWICE}
    | set(STORIES)
    | TARGETS
)

CATALOGUE = """
SELECT conname FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 'tortoise_migrations'::regclass
UNION
SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace AND indisunique AND indrelid <> 'tortoise_migrations'::regclass
"""


async def refusal_of(world: World, story: Awaitable[object]) -> str | None:
    """Give the name under which the database refuses a story, at once or at its end."""
    try:
        await story
        await world.judge()
    except asyncpg.IntegrityConstraintViolationError as refusal:
        return refusal.constraint_name
    return None


async def test_the_catalogue_holds_the_promises_and_each_is_tried_here(
    connection: asyncpg.Connection,
) -> None:
    assert {name for (name,) in await connection.fetch(CATALOGUE)} == PROMISED


async def test_every_foreign_key_is_checked_and_waits_only_where_rows_name_each_other(
    connection: asyncpg.Connection,
) -> None:
    deferred = await connection.fetch("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferred")
    unchecked = await connection.fetch("SELECT conname FROM pg_constraint WHERE NOT convalidated")
    assert {name for (name,) in deferred} == {
        "facility_headed_by_own_employee",
        "facility_administered_by_own_employee",
        "person_owns_personal_email",
    }
    assert unchecked == []


async def test_every_foreign_key_has_an_index(connection: asyncpg.Connection) -> None:
    bare = await connection.fetch("""
        SELECT conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace
            AND confrelid <> 'dictionary_value'::regclass
            AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey))
    """)
    assert bare == []


@pytest.mark.parametrize(("table", "constraint", "values"), REFUSED)
async def test_a_bad_row_is_refused(world: World, table: str, constraint: str, values: Row) -> None:
    assert await refusal_of(world, world.add(table, **values)) == constraint


@pytest.mark.parametrize(("table", "constraint", "values"), TWICE)
async def test_a_second_row_is_refused(world: World, table: str, constraint: str, values: Row) -> None:
    await world.add(table, **values)
    assert await refusal_of(world, world.add(table, **values)) == constraint


@pytest.mark.parametrize("constraint", STORIES)
async def test_a_story_ends_in_a_refusal(world: World, constraint: str) -> None:
    assert await refusal_of(world, STORIES[constraint](world)) == constraint
