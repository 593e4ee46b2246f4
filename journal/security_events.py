"""Security events: what failed and is worth knowing, beside the chain and never in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import orjson
from uuid_utils.compat import uuid7

from journal.connection import Connection

_INSERT = """
INSERT INTO security_event
    (id, at, code, operation, person_id, client_id, facility_id, payload_sha256, evidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb)
"""


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """An act that was refused, by the code of the refusal; `evidence` holds no tax number in the clear."""

    at: dt.datetime
    code: str
    id: UUID = field(default_factory=uuid7)
    operation: str | None = None
    person: UUID | None = None
    client: UUID | None = None
    facility: UUID | None = None
    payload_sha256: bytes | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)


async def record_event(connection: Connection, event: SecurityEvent) -> UUID:
    """Write an event in a transaction of its own, after that of the failed act was rolled back."""
    await connection.execute(
        _INSERT,
        event.id,
        event.at,
        event.code,
        event.operation,
        event.person,
        event.client,
        event.facility,
        event.payload_sha256,
        orjson.dumps(dict(event.evidence)).decode(),
    )
    return event.id
