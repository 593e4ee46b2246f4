"""What failed is kept beside the chain and outlives the act that was rolled back."""

import asyncpg
import orjson

from journal.security_events import SecurityEvent, record_event
from tests.journal.conftest import NOW, Journal


async def test_an_event_is_kept_and_no_entry_is_made(
    journal: Journal, connection: asyncpg.Connection
) -> None:
    event = SecurityEvent(
        NOW, "NONCE_REUSED", operation="createDepartment", payload_sha256=bytes(32), evidence={"since": 5}
    )
    assert await record_event(journal.connection, event) == event.id
    row = await connection.fetchrow("SELECT * FROM security_event")
    assert row is not None
    assert (row["id"], row["code"], row["operation"], row["at"]) == (
        event.id,
        "NONCE_REUSED",
        "createDepartment",
        NOW,
    )
    assert orjson.loads(row["evidence"]) == {"since": 5}
    assert await connection.fetchval("SELECT count(*) FROM journal_entry") == 0
