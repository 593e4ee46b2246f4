"""Sessions: opaque tokens, of which the database knows only the digest."""

import hashlib
import secrets
from collections.abc import Callable

import asyncpg

from store.pool import Store

TOKEN_BYTES = 32
EXPLORER_DAYS = 30

_FORGET = "DELETE FROM session WHERE absolute_until < now()"
_REMEMBER = (
    "INSERT INTO session (token_sha256, kind, created_at, absolute_until)"
    " VALUES ($1, 'EXPLORER', now(), now() + make_interval(days => $2))"
)
_KIND = (
    "SELECT convert_to(coalesce((SELECT kind::text FROM session"
    " WHERE token_sha256 = $1 AND revoked_at IS NULL AND absolute_until > now()), ''), 'UTF8')"
)


async def explorer_token(
    connection: asyncpg.Connection, draw: Callable[[int], str] = secrets.token_urlsafe
) -> str:
    """Make a session of the sandbox's explorer and give its token, which nobody can read again."""
    token = f"zk_{draw(TOKEN_BYTES)}"
    async with connection.transaction():
        await connection.execute(_FORGET)
        await connection.execute(_REMEMBER, _digest(token), EXPLORER_DAYS)
    return token


async def session_kind(store: Store, token: str) -> str | None:
    """Give the kind of the token's session, or None when it is unknown, expired or revoked."""
    kind = await store.fetch_access(_KIND, (_digest(token),))
    return kind.decode() or None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
