"""A database is brought up to date whole or not at all, and an unfit one is refused."""

import asyncio
import re
from collections.abc import AsyncIterator

import asyncpg
import pytest
from tortoise import Model
from tortoise.context import TortoiseContext
from tortoise.migrations.api.migrate import migrate as run_tortoise
from tortoise.migrations.autodetector import MigrationAutodetector

import models
from errors import StartRefused
from models import migrating
from models.configuration import configuration
from models.dictionaries import DICTIONARIES, value_id
from models.migrating import migrate, pending


@pytest.fixture
async def tortoise(shared_url: str) -> AsyncIterator[TortoiseContext]:
    async with TortoiseContext() as context:
        await context.init(config=configuration(shared_url))
        yield context


def all_models() -> list[type[Model]]:
    found = [getattr(models, name) for name in models.__all__]
    return [model for model in found if issubclass(model, Model) and not model._meta.abstract]


async def test_an_empty_database_gets_every_migration_and_a_second_time_none(empty_database: str) -> None:
    missing = await pending(empty_database)
    assert missing[0] == "0001_spelling"
    assert await migrate(empty_database) == missing
    assert await pending(empty_database) == []
    assert await migrate(empty_database) == []


async def test_asking_what_is_missing_changes_nothing(empty_database: str) -> None:
    await pending(empty_database)
    connection = await asyncpg.connect(empty_database)
    tables = await connection.fetch("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    await connection.close()
    assert tables == []


async def test_of_two_that_migrate_at_once_one_does_all_the_work(empty_database: str) -> None:
    applied = await asyncio.gather(migrate(empty_database), migrate(empty_database))
    assert sorted(map(bool, applied)) == [False, True]


async def test_a_failed_migration_leaves_nothing_behind(empty_database: str) -> None:
    connection = await asyncpg.connect(empty_database)
    await connection.execute("CREATE TABLE session ()")
    with pytest.raises(Exception, match="session"):
        await migrate(empty_database)
    assert await connection.fetchval("SELECT to_regclass('facility')") is None
    await connection.execute("DROP TABLE session")
    await connection.close()
    assert await migrate(empty_database)


async def test_a_database_that_knows_no_ukrainian_letters_is_refused(blind_database: str) -> None:
    with pytest.raises(StartRefused, match="LC_CTYPE"):
        await migrate(blind_database)
    assert len(await pending(blind_database)) > 1


async def test_an_old_server_is_refused(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "VERSION_MIN", 990000)
    with pytest.raises(StartRefused, match="PostgreSQL 15 or newer"):
        await migrate(empty_database)


async def test_a_database_of_a_newer_service_is_refused(empty_database: str) -> None:
    await migrate(empty_database)
    connection = await asyncpg.connect(empty_database)
    await connection.execute(
        "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_future', now())"
    )
    await connection.close()
    with pytest.raises(StartRefused, match="9999_future"):
        await migrate(empty_database)


async def test_migrations_can_be_taken_back(empty_database: str) -> None:
    await migrate(empty_database)
    async with TortoiseContext():
        await run_tortoise(config=configuration(empty_database), target="models.__first__")
    connection = await asyncpg.connect(empty_database)
    left = await connection.fetch("""
        SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    """)
    await connection.close()
    assert [row["name"] for row in left] == ["tortoise_migrations"]


async def test_a_session_from_before_role_sets_becomes_a_principal_of_its_own(empty_database: str) -> None:
    async with TortoiseContext():
        await run_tortoise(config=configuration(empty_database), target="models.0013_sessions")
    connection = await asyncpg.connect(empty_database)
    await connection.execute(
        "INSERT INTO session (token_sha256, kind, absolute_until)"
        " SELECT sha256(token), 'EXPLORER', now() + interval '1 day' FROM unnest('{a,b}'::bytea[]) AS token"
    )
    await migrate(empty_database)
    rows = await connection.fetch("SELECT epoch FROM session JOIN principal_epoch USING (principal_id)")
    await connection.close()
    assert [row["epoch"] for row in rows] == [1, 1]


async def test_the_migrations_know_the_models_as_they_are(tortoise: TortoiseContext, shared_url: str) -> None:
    assert tortoise.apps is not None
    detector = MigrationAutodetector(tortoise.apps, configuration(shared_url)["apps"])
    assert [writer.as_string() for writer in await detector.changes()] == []


@pytest.mark.usefixtures("tortoise")
async def test_every_model_has_exactly_the_columns_of_its_table(connection: asyncpg.Connection) -> None:
    for model in all_models():
        columns = await connection.fetch(
            "SELECT attname, NOT attnotnull, attgenerated <> '', format_type(atttypid, atttypmod)"
            " FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0",
            model._meta.db_table,
        )
        table = {name: (null, generated) for name, null, generated, _ in columns if not _is_internal(name)}
        types = {name: type_ for name, _, _, type_ in columns}
        fields = {
            column: model._meta.fields_map[name] for name, column in model._meta.fields_db_projection.items()
        }
        made_by_trigger = {"last_name", "first_name", "middle_name"} if model is models.Employee else set()
        assert table == {
            column: (field.null, field.generated and column not in made_by_trigger)
            for column, field in fields.items()
        }
        for column, field in fields.items():
            length = field.constraints.get("max_length") if not hasattr(field, "enum_type") else None
            assert types[column] == f"character varying({length})" or length is None, (model, column)


def _is_internal(column: str) -> bool:
    """Tell the columns that only constraints and statements use."""
    return column.endswith("_dictionary") or column in ("search_key", "made_in")


@pytest.mark.usefixtures("tortoise")
async def test_every_enumeration_is_what_its_column_accepts(connection: asyncpg.Connection) -> None:
    checks = await connection.fetch("""
        SELECT relname AS table, attname AS column, pg_get_constraintdef(pg_constraint.oid) AS check
        FROM pg_constraint
            JOIN pg_class ON pg_class.oid = conrelid
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype = 'c' AND conname LIKE '%known'
    """)
    accepted = {(row["table"], row["column"]): set(re.findall("'([A-Z_]+)'", row["check"])) for row in checks}
    expected = {
        (model._meta.db_table, name): {member.value for member in enumeration}
        for model in all_models()
        for name, field in model._meta.fields_map.items()
        if (enumeration := getattr(field, "enum_type", None))
    }
    del expected["assignment", "position_kind"]  # a copy of the position's, by foreign key
    assert accepted == expected


async def test_the_dictionaries_stand_in_the_database_as_in_the_code(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch("SELECT * FROM dictionary_value ORDER BY dictionary, ordinal")
    stored = [(row["id"], row["dictionary"], row["code"], row["title"]) for row in rows]
    assert stored == [
        (value_id(entry.name, code), entry.name, code, title)
        for entry in sorted(DICTIONARIES, key=lambda entry: entry.name)
        for code, title in entry.values.items()
    ]
    assert {row["name"]: row["title"] for row in await connection.fetch("SELECT * FROM dictionary")} == {
        entry.name: entry.title for entry in DICTIONARIES
    }


async def test_every_code_column_names_a_dictionary_that_exists() -> None:
    named = {name for model in all_models() for name in getattr(model, "dictionary_of", {}).values()}
    assert named <= {entry.name for entry in DICTIONARIES}
