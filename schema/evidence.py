"""What the journal keeps of an act: what was signed, by whom, what was checked, and what it came to."""

import base64
import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Outcome
from journal.entry import Change, Entry
from journal.recording import append
from models.journal import EntryKind
from signing.verification import Verified


@dataclass(frozen=True, slots=True)
class Evidence:
    """A signed message, as it came, and what its verification found."""

    nonce: str
    cms: bytes
    verified: Verified

    @property
    def chain(self) -> bytes:
        """The certificates up to the authority, and the checks that were passed."""
        certificates = [base64.b64encode(each).decode() for each in self.verified.chain]
        return orjson.dumps({"certificates": certificates, "checks": self.verified.checks})


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something, when and where."""

    at: dt.datetime
    actor_id: UUID | None
    client_id: UUID | None
    facility_id: UUID | None


async def record(tx: Transaction, actor: Actor, operation: str, outcome: Outcome, evidence: Evidence) -> UUID:
    """Write an act into the journal, in its own transaction; gives the entry's id."""
    principal = actor.access.principal
    author = Author(actor.now, principal.owner_id, principal.client_id, actor.facility_id)
    return await record_by(tx, author, operation, outcome, evidence)


async def record_by(
    tx: Transaction, author: Author, operation: str, outcome: Outcome, evidence: Evidence
) -> UUID:
    """Write what somebody has signed into the journal, in its own transaction; gives the entry's id."""
    entry = Entry(
        EntryKind.ACT,
        author.at,
        operation,
        actor=author.actor_id,
        client=author.client_id,
        facility=author.facility_id,
        nonce=evidence.nonce,
        changes=tuple(Change(each.entity, each.id, each.version) for each in outcome.changes),
        blobs={
            "payload": evidence.verified.payload,
            "cms": evidence.cms,
            "evidence": evidence.chain,
            "result": _result(outcome),
        },
    )
    async with tx.acquire_connection() as connection:
        return await append(connection, entry)


def _result(outcome: Outcome) -> bytes:
    changes = [
        {"entity": each.entity, "id": each.id, "version": each.version, "act": each.act}
        for each in outcome.changes
    ]
    # the driver's own UUID is none that orjson knows
    return orjson.dumps({"result": dict(outcome.result), "changes": changes}, default=str)
