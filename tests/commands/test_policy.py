"""The policy of the code stands in the database: permissions, scopes and default role sets."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import asyncpg
import pytest

from commands import policy
from commands.policy import settle_policy, template_version_id
from permissions.catalogue import DEPARTMENT, PERMISSIONS
from permissions.permission import Scope
from permissions.role_sets import TEMPLATES, Grant, Template, checked_grants, digest_of
from store.connections import writing

EVERYTHING = """
SELECT xmin::text, code FROM permission UNION ALL SELECT xmin::text, permission || scope FROM permission_scope
UNION ALL SELECT xmin::text, id::text FROM role_set
UNION ALL SELECT xmin::text, id::text FROM role_set_version
UNION ALL SELECT xmin::text, id::text FROM role_set_grant ORDER BY 2
"""
VERSIONS = """
SELECT number, digest FROM role_set_version JOIN role_set ON role_set.id = role_set_id
WHERE code = $1 ORDER BY number
"""
SMALL = frozenset({Grant(DEPARTMENT.read, Scope.FACILITY)})


@pytest.fixture
async def connection(own_database_url: str) -> AsyncIterator[asyncpg.Connection]:
    async with writing(own_database_url) as connection:
        yield connection


def with_small_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the code's doctor hold one right."""
    templates: Mapping[str, Template] = MappingProxyType(
        {**TEMPLATES, "DOCTOR": replace(TEMPLATES["DOCTOR"], grants=SMALL, title="Лікар без прав")}
    )
    monkeypatch.setattr(policy, "TEMPLATES", templates)


async def test_every_permission_stands_with_its_scopes(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch("SELECT code, title, signed FROM permission ORDER BY ordinal")
    assert [tuple(row) for row in rows] == [(p.code, p.title, p.signed) for p in PERMISSIONS.values()]
    scopes = await connection.fetch("SELECT permission, scope FROM permission_scope")
    assert {tuple(row) for row in scopes} == {(p.code, s) for p in PERMISSIONS.values() for s in p.scopes}


@pytest.mark.parametrize("code", TEMPLATES)
async def test_every_default_role_set_stands_with_its_grants(
    connection: asyncpg.Connection, code: str
) -> None:
    template = TEMPLATES[code]
    rows = await connection.fetch(
        "SELECT permission, scope, can_use, can_delegate FROM role_set_grant WHERE version_id = $1",
        template_version_id(code, 1),
    )
    grants = checked_grants(tuple(row) for row in rows)
    assert grants == template.grants
    about = await connection.fetchrow(
        "SELECT facility_id, name, description, status FROM role_set WHERE code = $1", code
    )
    assert about is not None
    assert tuple(about) == (None, template.title, template.description, "ACTIVE")
    assert [tuple(row) for row in await connection.fetch(VERSIONS, code)] == [(1, digest_of(grants))]


async def test_settling_again_writes_nothing(connection: asyncpg.Connection) -> None:
    before = await connection.fetch(EVERYTHING)
    await settle_policy(connection)
    assert await connection.fetch(EVERYTHING) == before


async def test_a_default_role_set_that_changes_gets_a_new_version_beside_the_old(
    connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_small_doctor(monkeypatch)
    await settle_policy(connection)
    versions = [tuple(row) for row in await connection.fetch(VERSIONS, "DOCTOR")]
    assert versions == [(1, digest_of(TEMPLATES["DOCTOR"].grants)), (2, digest_of(SMALL))]
    about = await connection.fetchrow("SELECT name, version FROM role_set WHERE code = 'DOCTOR'")
    assert about is not None
    assert tuple(about) == ("Лікар без прав", 2)
    monkeypatch.undo()
    await settle_policy(connection)
    assert [row["number"] for row in await connection.fetch(VERSIONS, "DOCTOR")] == [1, 2, 3]


async def test_of_two_services_that_start_at_once_one_writes(
    own_database_url: str, connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_small_doctor(monkeypatch)
    async with writing(own_database_url) as other:
        await asyncio.gather(settle_policy(connection), settle_policy(other))
    assert [row["number"] for row in await connection.fetch(VERSIONS, "DOCTOR")] == [1, 2]


async def test_a_permission_that_the_code_has_lost_stays_for_those_who_name_it(
    connection: asyncpg.Connection,
) -> None:
    await connection.execute("INSERT INTO permission VALUES ('garden:water', 'Поливати сад', false, 999)")
    await settle_policy(connection)
    assert await connection.fetchval("SELECT count(*) FROM permission WHERE code = 'garden:water'") == 1


async def test_a_policy_that_cannot_be_written_whole_is_not_written(
    connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await connection.fetch(EVERYTHING)
    with_small_doctor(monkeypatch)
    monkeypatch.setattr(policy, "digest_of", lambda _: "no digest")
    with pytest.raises(asyncpg.CheckViolationError):
        await settle_policy(connection)
    assert await connection.fetch(EVERYTHING) == before
