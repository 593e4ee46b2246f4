"""Bringing a database up to the migrations, all that are missing or none.

One transaction holds the lock, the changes and the record of them, so a crash leaves nothing half done and a
second process waits and then finds nothing to do.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor
from tortoise.transactions import in_transaction

from errors import StartRefused
from models.configuration import APP, configuration

VERSION_MIN = 150000  # UNIQUE … NULLS NOT DISTINCT is of PostgreSQL 15
LOCK = 7_303_014_812_554_090_001  # any number that nobody else locks


async def migrate(database_url: str) -> list[str]:
    """Apply what is missing and give the names of the migrations applied; an unfit database is refused."""
    applied: list[str] = []
    async with _transaction(database_url) as connection:
        await connection.execute_query("SELECT pg_advisory_xact_lock($1)", [LOCK])
        await _refuse_unfit(connection)
        executor = MigrationExecutor(connection, configuration(database_url)["apps"])
        if await _missing(connection, executor.loader):
            # Tortoise looks into its table before it makes it, which would spoil the transaction.
            await executor.recorder.ensure_schema(AsyncpgSchemaEditor(connection, atomic=False))
            await executor.migrate(
                progress=lambda event, _app, name: applied.append(name) if event == "apply_done" else None
            )
    return applied


async def pending(database_url: str) -> list[str]:
    """Give the names of the migrations that the database lacks; change nothing."""
    async with _transaction(database_url) as connection:
        executor = MigrationExecutor(connection, configuration(database_url)["apps"])
        return await _missing(connection, executor.loader)


@asynccontextmanager
async def _transaction(database_url: str) -> AsyncIterator[BaseDBAsyncClient]:
    async with TortoiseContext() as context:
        await context.init(config=configuration(database_url, connections_max=1))
        async with in_transaction() as connection:
            yield connection


async def _missing(connection: BaseDBAsyncClient, loader: MigrationLoader) -> list[str]:
    loader.load_disk()
    known = {key.name for key in loader.disk_migrations if key.app_label == APP}
    recorded = await _recorded(connection)
    if newer := sorted(recorded - known):
        raise StartRefused(
            f"базу даних змінила новіша версія сервісу ({newer[-1]}): оновіть сервіс"
            f" / a newer version of the service changed the database ({newer[-1]}): upgrade the service"
        )
    return sorted(known - recorded)


async def _recorded(connection: BaseDBAsyncClient) -> set[str]:
    table = await connection.execute_query_dict("SELECT to_regclass('tortoise_migrations')::text AS found")
    if table[0]["found"] is None:
        return set()
    rows = await connection.execute_query_dict("SELECT name FROM tortoise_migrations WHERE app = $1", [APP])
    return {row["name"] for row in rows}


async def _refuse_unfit(connection: BaseDBAsyncClient) -> None:
    about = await connection.execute_query_dict(
        "SELECT current_setting('server_version_num')::int AS number,"
        " current_setting('server_version') AS version, current_setting('server_encoding') AS encoding"
    )
    if about[0]["number"] < VERSION_MIN:
        raise StartRefused(
            f"потрібен PostgreSQL 15 або новіший, а база даних працює на {about[0]['version']}"
            f" / PostgreSQL 15 or newer is needed, the database runs {about[0]['version']}"
        )
    if about[0]["encoding"] != "UTF8" or not await _knows_letters(connection):
        raise StartRefused(
            "база даних не розрізняє українських літер: створіть її з кодуванням UTF8 і LC_CTYPE,"
            " відмінним від C, наприклад C.UTF-8"
            " / the database does not know Ukrainian letters: make it with the encoding UTF8 and an LC_CTYPE"
            " other than C, for instance C.UTF-8"
        )


async def _knows_letters(connection: BaseDBAsyncClient) -> bool:
    await connection.execute_script("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    trigrams = await connection.execute_query_dict("SELECT cardinality(show_trgm('Шевченко')) AS found")
    return bool(trigrams[0]["found"])
