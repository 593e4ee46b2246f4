"""Writes the policy of the code into the database: the permissions, their scopes and the default role sets.

It runs at every start, after the migrations, and changes nothing when nothing changed. A permission that the
code no longer knows stays for the versions of role sets that name it; nobody holds anything by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol
from uuid import UUID, uuid5

from permissions.catalogue import PERMISSIONS
from permissions.role_sets import TEMPLATES, Grant, Template, digest_of

NAMESPACE = UUID("5b0e6a5c-94a7-5d1f-9c55-0d6d1f6d2a47")  # ours; ids of the default role sets are made in it
LOCK = 7_303_014_812_554_090_002  # any number that nobody else locks

_PERMISSION = """
INSERT INTO permission (code, title, signed, ordinal) VALUES ($1, $2, $3, $4)
ON CONFLICT (code) DO UPDATE SET title = excluded.title, signed = excluded.signed, ordinal = excluded.ordinal
WHERE (permission.title, permission.signed, permission.ordinal)
    IS DISTINCT FROM (excluded.title, excluded.signed, excluded.ordinal)
"""
_SCOPE = "INSERT INTO permission_scope (permission, scope) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_TEMPLATE = """
INSERT INTO role_set (id, code, name, description, status) VALUES ($1, $2, $3, $4, 'ACTIVE')
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, description = excluded.description,
    version = role_set.version + 1, updated_at = now()
WHERE (role_set.name, role_set.description) IS DISTINCT FROM (excluded.name, excluded.description)
"""
_NEWEST = """
SELECT DISTINCT ON (role_set.code) role_set.code, role_set_version.number, role_set_version.digest
FROM role_set JOIN role_set_version ON role_set_version.role_set_id = role_set.id
WHERE role_set.facility_id IS NULL ORDER BY role_set.code, role_set_version.number DESC
"""
_VERSION = "INSERT INTO role_set_version (id, role_set_id, number, digest) VALUES ($1, $2, $3, $4)"
_GRANT = """
INSERT INTO role_set_grant (id, version_id, permission, scope, can_use, can_delegate)
VALUES ($1, $2, $3, $4, $5, $6)
"""


class Connection(Protocol):
    """A connection to the database that may write, as its driver gives it."""

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        """Give a transaction's block."""
        ...

    async def execute(self, query: str, *arguments: object) -> str:
        """Run a statement."""
        ...

    async def executemany(self, command: str, arguments: Iterable[Sequence[object]]) -> None:
        """Run a statement for each of the rows."""
        ...

    async def fetch(self, query: str) -> Sequence[Any]:  # rows of the driver's own type
        """Give the rows of a statement."""
        ...


def template_id(code: str) -> UUID:
    """Give the id of a default role set, the same on every installation."""
    return uuid5(NAMESPACE, code)


def template_version_id(code: str, number: int) -> UUID:
    """Give the id of a default role set's version."""
    return uuid5(NAMESPACE, f"{code}:{number}")


async def settle_policy(connection: Connection) -> None:
    """Bring the permissions and default role sets of the database to those of the code, all or nothing."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        await connection.executemany(_PERMISSION, _permissions())
        await connection.executemany(_SCOPE, _scopes())
        newest = {row["code"]: row for row in await connection.fetch(_NEWEST)}
        for template in TEMPLATES.values():
            row = (template_id(template.code), template.code, template.title, template.description)
            await connection.execute(_TEMPLATE, *row)
            await _settle_version(connection, template, newest.get(template.code))


async def _settle_version(
    connection: Connection, template: Template, newest: Mapping[str, Any] | None
) -> None:
    digest = digest_of(template.grants)
    if newest is not None and newest["digest"] == digest:
        return
    number = newest["number"] + 1 if newest else 1
    version_id = template_version_id(template.code, number)
    await connection.execute(_VERSION, version_id, template_id(template.code), number, digest)
    await connection.executemany(_GRANT, [_grant(version_id, grant) for grant in template.grants])


def _permissions() -> list[tuple[object, ...]]:
    return [
        (each.code, each.title, each.signed, ordinal)
        for ordinal, each in enumerate(PERMISSIONS.values(), start=1)
    ]


def _scopes() -> list[tuple[object, ...]]:
    return [(each.code, scope.value) for each in PERMISSIONS.values() for scope in each.scopes]


def _grant(version_id: UUID, grant: Grant) -> tuple[object, ...]:
    code, scope = grant.permission.code, grant.scope.value
    grant_id = uuid5(version_id, f"{code} {scope}")
    return (grant_id, version_id, code, scope, grant.use, grant.delegate)
