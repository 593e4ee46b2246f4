"""Whether a database can carry the registry, asked once at the start."""

import asyncpg

from errors import StartRefused

OLDEST_VERSION = 150000


async def check_fitness(connection: asyncpg.Connection) -> None:
    """Refuse a migrated database that is too old, not UTF-8, or blind to Cyrillic; raises StartRefused."""
    if await connection.fetchval("SELECT current_setting('server_version_num')::int") < OLDEST_VERSION:
        raise StartRefused(
            "потрібен PostgreSQL 15 або новіший: оновіть його / PostgreSQL 15 or newer is needed: upgrade it"
        )
    if await connection.fetchval("SHOW server_encoding") != "UTF8":
        raise StartRefused(
            "база даних не в UTF-8: створіть її з ENCODING 'UTF8'"
            " / the database is not in UTF-8: create it with ENCODING 'UTF8'"
        )
    if not await connection.fetchval("SELECT cardinality(show_trgm('Шевченко')) > 0"):
        raise StartRefused(
            "база даних не знає кириличних літер, тому пошук не діятиме: створіть її з LC_CTYPE 'C.UTF-8'"
            " / the database knows no Cyrillic letters, so search would find nothing:"
            " create it with LC_CTYPE 'C.UTF-8'"
        )
