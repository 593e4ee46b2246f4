"""Files as they lie in the database: put there by whoever uploads, read by id while something names them."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from errors import RateLimited
from models.attachment import QUARANTINE

WAITING_MAX = 40
"""Files that one person may have waiting: two applications of twenty."""

_WAITING = """
SELECT count(*) AS waiting FROM attachment
WHERE named_at IS NULL AND (person_id = $1 OR applicant_id = $2) AND uploaded_at > $3
"""
_PUT = """
INSERT INTO attachment (id, sha256, size, media_type, name, person_id, applicant_id, uploaded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_PUT_BYTES = "INSERT INTO attachment_content (attachment_id, bytes) VALUES ($1, $2)"
_FIND = """
SELECT id, sha256, size, media_type, name, person_id, applicant_id, application_id, uploaded_at
FROM attachment WHERE id = $1 AND (named_at IS NOT NULL OR uploaded_at > $2)
"""
_BYTES = "SELECT bytes FROM attachment_content WHERE attachment_id = $1"


@dataclass(frozen=True, slots=True)
class Uploader:
    """Whose file it is: of a person of the registry, or of an applicant that it does not know."""

    person_id: UUID | None
    applicant_id: UUID | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a file, without its bytes."""

    id: UUID
    sha256: bytes
    size: int
    media_type: str
    name: str
    uploader: Uploader
    application_id: UUID | None
    uploaded_at: dt.datetime

    @property
    def waits_until(self) -> dt.datetime:
        """Until when something must name it."""
        return self.uploaded_at + QUARANTINE


async def put(
    tx: Transaction, uploader: Uploader, content: bytes, media_type: str, name: str, now: dt.datetime
) -> StoredFile:
    """Keep a file in quarantine; raises RateLimited when too many of the uploader's wait there."""
    values = [uploader.person_id, uploader.applicant_id, now - QUARANTINE]
    (row,) = await tx.execute_query_dict(_WAITING, values)
    if row["waiting"] >= WAITING_MAX:
        raise RateLimited(
            f"ваших файлів, яких ще нічого не назвало, вже {WAITING_MAX}: подайте заяву з ними або зачекайте",
            f"{WAITING_MAX} of your files wait to be named already: name them in an application, or wait",
            evidence={"retryAfter": 3600},
        )
    file = StoredFile(
        uuid7(), hashlib.sha256(content).digest(), len(content), media_type, name, uploader, None, now
    )
    whose = (uploader.person_id, uploader.applicant_id)
    await tx.execute_query(_PUT, [file.id, file.sha256, file.size, media_type, name, *whose, now])
    await tx.execute_query(_PUT_BYTES, [file.id, content])
    return file


async def find(tx: Transaction, file_id: UUID, now: dt.datetime) -> StoredFile | None:
    """Give what is known of a file, unless its time in quarantine is over."""
    for row in await tx.execute_query_dict(_FIND, [file_id, now - QUARANTINE]):
        uploader = Uploader(row.pop("person_id"), row.pop("applicant_id"))
        return StoredFile(**{**row, "sha256": bytes(row["sha256"]), "uploader": uploader})
    return None


async def content_of(tx: Transaction, file_id: UUID) -> bytes:
    """Give the bytes of a file that is there."""
    (row,) = await tx.execute_query_dict(_BYTES, [file_id])
    return bytes(row["bytes"])
