"""Tokens of vendors' clients: a client proves itself by its secret and gets a session of its own.

Whether a client is there, is blocked or gave a wrong secret, the same is done and the same is answered.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from store.sessions import Draw, digest_of_token, new_token

SECONDS = 60 * 60
"""How long a token lives: a program asks for another one by itself, and a stolen one dies soon."""

_NOBODYS = bytes(32)
"""No digest that anybody knows bytes for; compared with where there is no client."""

_FIND = """
SELECT secret.sha256, mis_client.status FROM mis_client_secret AS secret
    JOIN mis_client ON mis_client.id = secret.client_id
WHERE secret.client_id = $1
"""
_FORGET = "DELETE FROM session WHERE absolute_until < $1"
_REMEMBER = """
INSERT INTO session (token_sha256, kind, principal_id, client_id, created_at, seen_at, absolute_until)
VALUES ($1, 'FULL', $2, $2, $3::timestamptz, $3, $4::timestamptz)
"""


@dataclass(frozen=True, slots=True)
class ClientToken:
    """A client's token, which nobody can read again, and how many seconds it lives."""

    token: str
    seconds: int


async def is_client(tx: Transaction, client_id: UUID, secret: str) -> bool:
    """Tell whether the secret is that of a client that may come in."""
    rows = await tx.execute_query_dict(_FIND, [client_id])
    kept = bytes(rows[0]["sha256"]) if rows else _NOBODYS
    is_right = hmac.compare_digest(hashlib.sha256(secret.encode()).digest(), kept)
    return is_right and bool(rows) and rows[0]["status"] == "ACTIVE"


async def open_client_session(
    tx: Transaction, client_id: UUID, now: dt.datetime, draw: Draw = secrets.token_urlsafe
) -> ClientToken:
    """Open a session of a client alone; sessions that are over leave."""
    token = new_token(draw)
    await tx.execute_query(_FORGET, [now])
    until = now + dt.timedelta(seconds=SECONDS)
    await tx.execute_query(_REMEMBER, [digest_of_token(token), client_id, now, until])
    return ClientToken(token, SECONDS)
