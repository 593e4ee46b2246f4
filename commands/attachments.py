"""Files that an act names: told in the signed bytes by their digest, and uploaded before by the same signer.

An upload waits a day in quarantine. The act that names it keeps it; what nothing names is swept.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Asked
from commands.findings import Findings
from commands.means import Means
from commands.round import BATCH, Round
from errors import Conflict, Refused
from models.attachment import QUARANTINE

ATTACHMENTS_MAX = 20  # an application with more would be read by nobody

_FIND = """
SELECT id, encode(sha256, 'hex') AS sha256, size, media_type, name FROM attachment
WHERE sha256 = ANY ($1) AND (person_id = $2 OR applicant_id = $3)
    AND (application_id IS NULL OR application_id = $4)
ORDER BY application_id IS NULL, id
"""
_KEEP = """
UPDATE attachment SET application_id = $2, named_at = coalesce(named_at, $3)
WHERE id = ANY ($1) AND (application_id IS NULL OR application_id = $2) RETURNING id
"""


_SWEEP = """
DELETE FROM attachment WHERE id IN (
    SELECT id FROM attachment WHERE named_at IS NULL AND uploaded_at <= $1
    ORDER BY uploaded_at LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class AttachmentInput:
    """A file that was uploaded, as the answer to its upload tells it."""

    sha256: Annotated[str, Asked("SHA-256 файлу", more="64 шістнадцяткові цифри")]
    size: Annotated[int, Asked("Розмір у байтах")]
    media_type: Annotated[str, Asked("Вид файлу", more="наприклад, application/pdf")]
    name: Annotated[str, Asked("Назва файлу")]


async def judge_attachments(
    findings: Findings, at: str, given: Sequence[AttachmentInput], application_id: UUID | None = None
) -> tuple[UUID, ...]:
    """Give the uploads that the signer names, or note which are not there; raises nothing.

    Uploads of others and of other applications are not there; those of the application itself are.
    """
    if len(given) > ATTACHMENTS_MAX:
        findings.problem(
            at,
            "length",
            f"не більше як {ATTACHMENTS_MAX} файлів",
            f"at most {ATTACHMENTS_MAX} files",
            (str(ATTACHMENTS_MAX),),
        )
        return ()
    if len({each.sha256 for each in given}) < len(given):
        findings.problem(at, "unique", "кожен файл один раз", "each file once")
    found = await _uploaded(findings.tx, findings.actor, given, application_id)
    kept = []
    for place, each in enumerate(given):
        if each in found:
            kept.append(found[each])
        else:
            findings.problem(
                f"{at}[{place}]",
                "invalid",
                "такого файлу ви не завантажували, або строк його зберігання минув: завантажте ще раз",
                "you uploaded no such file, or its time is over: upload it again",
            )
    return tuple(kept)


async def keep_attachments(
    tx: Transaction, attachment_ids: Collection[UUID], application_id: UUID, now: dt.datetime
) -> None:
    """Make uploads part of an application; raises Refused if one was swept or named meanwhile."""
    rows = await tx.execute_query_dict(_KEEP, [list(attachment_ids), application_id, now])
    if len(rows) < len(set(attachment_ids)):
        raise Refused(
            (
                Conflict(
                    "строк зберігання завантаженого файлу щойно минув: завантажте ще раз",
                    "the time of an uploaded file has just passed: upload it again",
                ),
            )
        )


async def sweep_uploads(tx: Transaction, now: dt.datetime, _means: Means) -> int:
    """Forget some of the files that nothing has named in time; give how many."""
    return len(await tx.execute_query_dict(_SWEEP, [now - QUARANTINE, BATCH]))


UPLOAD_ROUNDS = (Round("sweepUploads", dt.timedelta(hours=1), sweep_uploads),)


async def _uploaded(
    tx: Transaction, actor: Actor, given: Sequence[AttachmentInput], application_id: UUID | None
) -> dict[AttachmentInput, UUID]:
    digests = [digest for each in given if (digest := _digest(each.sha256))]
    applicant_id = actor.subject.id if actor.subject else None
    rows = await tx.execute_query_dict(_FIND, [digests, actor.person_id, applicant_id, application_id])
    found: dict[AttachmentInput, UUID] = {}
    for row in rows:
        attachment = AttachmentInput(row["sha256"], row["size"], row["media_type"], row["name"])
        found.setdefault(attachment, row["id"])
    return found


def _digest(written: str) -> bytes | None:
    try:
        return bytes.fromhex(written)
    except ValueError:
        return None
