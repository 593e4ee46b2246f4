"""Recording: an entry goes into the journal in the transaction of the act that it records."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import orjson

from journal.canonical import SALT_BYTES, blob_hash, entry_hash, header_bytes
from journal.connection import Connection
from journal.entry import Entry, stored_header, whole_header
from models.journal import EntryKind

Draw = Callable[[int], bytes]
"""Draws so many random bytes."""

# One statement, one way to the server and back.
_APPEND = """
WITH entry AS (
    INSERT INTO journal_entry (id, kind, at, header, entry_hash) VALUES ($1, $2, $3, $4::text::jsonb, $5)
), blob AS (
    INSERT INTO journal_blob (entry_id, part, sha256, salt, bytes)
    SELECT $1, given.* FROM unnest($6::text[], $7::bytea[], $8::bytea[], $9::bytea[]) AS given
)
INSERT INTO journal_entity (entry_id, entity, entity_id, version)
SELECT $1, given.* FROM unnest($10::text[], $11::uuid[], $12::integer[]) AS given
"""
_ERASE = "SELECT erase_blob($1, $2, $3)"


async def append(connection: Connection, entry: Entry, draw: Draw = secrets.token_bytes) -> UUID:
    """Write an entry in the caller's transaction and give its id; whoever rolls back leaves no trace."""
    parts = sorted(entry.blobs)
    salts = [draw(SALT_BYTES) for _ in parts]
    contents = [entry.blobs[part] for part in parts]
    digests = [blob_hash(salt, content) for salt, content in zip(salts, contents, strict=True)]
    stored = stored_header(entry)
    header = header_bytes(whole_header(entry, stored))
    digest = entry_hash(header, zip(parts, digests, strict=True))
    await connection.execute(
        _APPEND,
        entry.id,
        entry.kind.value,
        entry.at,
        orjson.dumps(stored).decode(),
        digest,
        parts,
        digests,
        salts,
        contents,
        [change.entity for change in entry.changes],
        [change.entity_id for change in entry.changes],
        [change.version for change in entry.changes],
    )
    return entry.id


async def erase_blob(connection: Connection, erasure: Entry, part: str) -> UUID:
    """Erase a part of the entry that the erasure is about, salt and bytes, and give the erasure's id.

    Call it in a transaction. The hash stays, so that everything can still be verified; dead copies stay in
    the table's pages until VACUUM and in backups as long as those are kept.
    """
    assert erasure.kind is EntryKind.ERASURE
    assert erasure.about is not None
    erasure = replace(erasure, details={**erasure.details, "part": part})
    await append(connection, erasure)
    await connection.execute(_ERASE, erasure.about, part, erasure.id)
    return erasure.id
