"""Used nonces: what makes a repeated act answer with its first outcome instead of happening again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

KEPT = dt.timedelta(hours=24)
"""How long a retry finds the first outcome; the nonce itself is good for minutes only."""

# A few of the oldest leave with each new one, so that nobody has to sweep.
_TAKE = """
WITH forgotten AS (
    DELETE FROM nonce_used WHERE nonce IN (
        SELECT nonce FROM nonce_used WHERE until < $4 ORDER BY until LIMIT 4 FOR UPDATE SKIP LOCKED
    ) AND nonce <> $1
)
INSERT INTO nonce_used (nonce, person_id, payload_sha256, until)
VALUES ($1, $2, $3, $4::timestamptz + $5::interval)
ON CONFLICT (nonce) DO NOTHING RETURNING true AS taken
"""
_FIND = "SELECT person_id, payload_sha256, result::text AS result FROM nonce_used WHERE nonce = $1"
_CLOSE = "UPDATE nonce_used SET entry_id = $2, result = $3::text::jsonb WHERE nonce = $1"

Result = Mapping[str, UUID | Sequence[UUID]]
"""By the payload's field, the id of what it shows, or the ids."""


@dataclass(frozen=True, slots=True)
class Use:
    """What was done with a nonce: by whom, with which payload, to what result."""

    person_id: UUID
    payload_sha256: bytes
    result: Result


async def take(
    tx: Transaction, nonce: bytes, person_id: UUID, payload_sha256: bytes, now: dt.datetime
) -> Use | None:
    """Use a nonce in this transaction; give its earlier use if it has one.

    Waits for another transaction that is just using it: committed, that one is the earlier use.
    """
    if await tx.execute_query_dict(_TAKE, [nonce, person_id, payload_sha256, now, KEPT]):
        return None
    return await earlier(tx, nonce)


async def earlier(tx: Transaction, nonce: bytes) -> Use | None:
    """Give the earlier use of a nonce."""
    for row in await tx.execute_query_dict(_FIND, [nonce]):
        result: Mapping[str, str | list[str]] = orjson.loads(row["result"])
        return Use(
            row["person_id"],
            row["payload_sha256"],
            {
                name: UUID(each) if isinstance(each, str) else tuple(map(UUID, each))
                for name, each in result.items()
            },
        )
    return None


async def close(tx: Transaction, nonce: bytes, entry_id: UUID, result: Result) -> None:
    """Note what was done with the nonce that this transaction has taken."""
    # the driver's own UUID is none that orjson knows
    written = orjson.dumps(dict(result), default=str)
    await tx.execute_query(_CLOSE, [nonce, entry_id, written.decode()])
