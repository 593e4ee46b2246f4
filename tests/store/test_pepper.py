"""A database is served with the pepper that it was first served with, and with no other."""

import asyncpg
import pytest

from errors import StartRefused
from store.connections import writing
from store.pepper import refuse_other_pepper

FIRST, OTHER = b"the first pepper", b"another pepper"


async def test_the_same_pepper_is_taken_again(own_database_url: str) -> None:
    async with writing(own_database_url) as connection:
        for _ in range(2):
            await refuse_other_pepper(connection, FIRST)


async def test_another_pepper_is_refused_by_its_code_and_neither_is_told(own_database_url: str) -> None:
    async with writing(own_database_url) as connection:
        await refuse_other_pepper(connection, FIRST)
        with pytest.raises(StartRefused, match=r"^ZAKLAD_IDENTITY_PEPPER: PEPPER_CHANGED, ") as refused:
            await refuse_other_pepper(connection, OTHER)
        await refuse_other_pepper(connection, FIRST)
        kept = await _kept(connection)
    assert "pepper" not in str(refused.value).replace("IDENTITY_PEPPER", "").replace("PEPPER_CHANGED", "")
    assert FIRST not in kept


async def _kept(connection: asyncpg.Connection) -> bytes:
    digest: bytes = await connection.fetchval("SELECT digest FROM secret_check")
    return digest
