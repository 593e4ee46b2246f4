"""Letters that came back."""

import datetime as dt

from store.connections import writing

# A letter may come back before its sender could note that it had left.
_BOUNCED = """
UPDATE letter SET state = 'BOUNCED', sent_at = coalesce(sent_at, $2), next_try_at = NULL,
    secret_sealed = NULL, parameters = '{}'
WHERE message_id = $1 AND state IN ('SENT', 'QUEUED', 'DEFERRED') RETURNING id
"""


async def bounced(database_url: str, message_id: str, now: dt.datetime) -> bool:
    """Note that a letter came back; tells whether there is one that had been sent."""
    async with writing(database_url) as connection:
        return await connection.fetchval(_BOUNCED, message_id, now) is not None
