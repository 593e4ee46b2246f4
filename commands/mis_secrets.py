"""Secrets of vendors' clients: drawn here, told once, kept as a digest."""

import base64
import hashlib
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor

SECRET_BYTES = 32
TOLD = {"secret": "Секрет клієнта для POST /oauth/token; показується один раз"}

_KEEP = """
INSERT INTO mis_client_secret (client_id, sha256, issued_at) VALUES ($1, $2, $3)
ON CONFLICT (client_id) DO UPDATE SET sha256 = excluded.sha256, issued_at = excluded.issued_at
"""
_END_SESSIONS = """
UPDATE session SET revoked_at = $2 WHERE client_id = $1 AND person_id IS NULL AND revoked_at IS NULL
"""


def digest_of_secret(secret: str) -> bytes:
    """Give what the database keeps of a secret: it is random, so nobody finds it by trying."""
    return hashlib.sha256(secret.encode()).digest()


async def give_secret(tx: Transaction, actor: Actor, client_id: UUID) -> str:
    """Draw a client's secret, which replaces the one before."""
    drawn = base64.urlsafe_b64encode(actor.means.random(SECRET_BYTES)).rstrip(b"=").decode("ascii")
    secret = f"zks_{drawn}"
    await tx.execute_query(_KEEP, [client_id, digest_of_secret(secret), actor.now])
    return secret


async def end_sessions(tx: Transaction, actor: Actor, client_id: UUID) -> None:
    """End the sessions that the client opened by its secret; people's own go on below its ceiling."""
    await tx.execute_query(_END_SESSIONS, [client_id, actor.now])
