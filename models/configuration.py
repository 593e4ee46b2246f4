"""How Tortoise reaches the models' database, from an ordinary PostgreSQL URL."""

from typing import Any

from tortoise.backends.base.config_generator import expand_db_url

APP = "models"


def configuration(database_url: str, connections_max: int = 5) -> dict[str, Any]:  # Tortoise's own shape
    """Give the configuration for `Tortoise.init`; a `host` or `sslmode` in the URL's query is understood."""
    connection = expand_db_url(database_url)
    credentials = connection["credentials"]
    if "sslmode" in credentials:
        credentials["ssl"] = credentials.pop("sslmode")  # asyncpg's name for it
    credentials |= {"minsize": 1, "maxsize": connections_max}
    return {
        "connections": {"default": connection},
        "apps": {
            APP: {"models": ["models"], "migrations": "models.migrations", "default_connection": "default"}
        },
    }
