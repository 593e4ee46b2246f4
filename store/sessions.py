"""Sessions: opaque tokens, of which the database knows only the digest."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg

from store.transactions import Transactions

TOKEN_BYTES = 32
EXPLORER_DAYS = 30
FULL_HOURS = 12

PRE_MINUTES = 5
"""Long enough to read a sentence and to enter the password of a key."""

IDLE_SECONDS = 30 * 60

_FORGET = "DELETE FROM session WHERE absolute_until < now()"
_REMEMBER_EXPLORER = (
    "INSERT INTO session (token_sha256, kind, principal_id, created_at, absolute_until)"
    " VALUES ($1, 'EXPLORER', gen_random_uuid(), now(), now() + make_interval(days => $2))"
)
_REMEMBER = (
    "INSERT INTO session (token_sha256, kind, principal_id, person_id, client_id, created_at, absolute_until)"
    " VALUES ($1, 'FULL', coalesce($2::uuid, $3::uuid), $2, $3, now(), now() + make_interval(hours => $4))"
)
_TOUCH = "UPDATE session SET seen_at = $2 WHERE token_sha256 = $1 AND seen_at < $2"
Draw = Callable[[int], str]
"""Draws so many random bytes, as text that fits a header."""


async def explorer_token(connection: asyncpg.Connection, draw: Draw = secrets.token_urlsafe) -> str:
    """Make a session of the sandbox's explorer and give its token, which nobody can read again."""
    return await _issue(connection, draw, _REMEMBER_EXPLORER, EXPLORER_DAYS)


async def full_token(
    connection: asyncpg.Connection,
    *,
    person_id: UUID | None = None,
    client_id: UUID | None = None,
    hours: int = FULL_HOURS,
    draw: Draw = secrets.token_urlsafe,
) -> str:
    """Make a session of a person, of a person by way of a client, or of a client alone; give its token."""
    assert person_id or client_id
    return await _issue(connection, draw, _REMEMBER, person_id, client_id, hours)


async def _issue(connection: asyncpg.Connection, draw: Draw, remember: str, *values: object) -> str:
    token = new_token(draw)
    async with connection.transaction():
        await connection.execute(_FORGET)
        await connection.execute(remember, digest_of_token(token), *values)
    return token


def touching(transactions: Transactions) -> Callable[[bytes, dt.datetime], Awaitable[None]]:
    """Give what notes when the session of a token's digest was last seen."""

    async def touch(digest: bytes, now: dt.datetime) -> None:
        await transactions.write(lambda tx: tx.execute_query(_TOUCH, [digest, now]))

    return touch


def new_token(draw: Draw = secrets.token_urlsafe) -> str:
    """Draw a token."""
    return f"zkl_{draw(TOKEN_BYTES)}"


def digest_of_token(token: str) -> bytes:
    """Give what the database knows of a token."""
    return hashlib.sha256(token.encode()).digest()
