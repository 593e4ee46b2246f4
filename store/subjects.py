"""Subjects: whom a signature names, found by a key that is made of the number and tells nothing of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from signing.person import Signer
from signing.subject import Kind, subject_key

_FIND = """
SELECT person.id, person.blocked_at IS NOT NULL AS is_blocked
FROM person_subject JOIN person ON person.id = person_subject.person_id WHERE subject_key = $1
"""
_OF_APPLICANT = "SELECT subject_key FROM applicant WHERE id = $1"
# Whoever has a tax number is found by it alone; a document finds only those who have refused one.
_MISSING = """
SELECT person_id, CASE WHEN no_tax_id THEN 'DOC' ELSE 'RNOKPP' END AS kind, tax_id AS number
FROM person_identity
WHERE tax_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM person_subject WHERE person_subject.person_id = person_identity.person_id)
UNION
SELECT person_id, 'DOC', number FROM identity_document JOIN person_identity USING (person_id)
WHERE (no_tax_id OR tax_id IS NULL) AND type IN ('PASSPORT', 'NATIONAL_ID')
  AND NOT EXISTS (SELECT FROM person_subject WHERE person_subject.person_id = person_identity.person_id)
"""
_KEEP = """
INSERT INTO person_subject (subject_key, person_id) SELECT * FROM unnest($1::bytea[], $2::uuid[])
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person whom a signature names."""

    person_id: UUID
    is_blocked: bool


def key_of_signer(signer: Signer, pepper: bytes) -> bytes:
    """Give the key under which a certificate's person is found."""
    if signer.tax_id is not None:
        return subject_key("RNOKPP", signer.tax_id, pepper)
    assert signer.document is not None, "a signer has one number or the other"
    return subject_key("DOC", signer.document, pepper)


async def key_of_applicant(tx: Transaction, applicant_id: UUID) -> bytes:
    """Give the key of an applicant's number."""
    (row,) = await tx.execute_query_dict(_OF_APPLICANT, [applicant_id])
    return bytes(row["subject_key"])


async def find_subject(tx: Transaction, key: bytes) -> Subject | None:
    """Find whom a key names."""
    for row in await tx.execute_query_dict(_FIND, [key]):
        return Subject(row["id"], row["is_blocked"])
    return None


async def settle_subjects(connection: asyncpg.Connection, pepper: bytes) -> None:
    """Make the keys of people who have none yet; a number that several have names none of them."""
    rows = await connection.fetch(_MISSING)
    keys = _keys(((row["person_id"], row["kind"], row["number"]) for row in rows), pepper)
    await connection.execute(_KEEP, list(keys), list(keys.values()))


def _keys(people: Iterable[tuple[UUID, Kind, str]], pepper: bytes) -> dict[bytes, UUID]:
    pairs = {(subject_key(kind, number, pepper), person_id) for person_id, kind, number in people}
    shared = Counter(key for key, _ in pairs)
    return {key: person_id for key, person_id in pairs if shared[key] == 1}
