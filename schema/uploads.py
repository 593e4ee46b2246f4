"""Uploads: files that wait to be named by a signed act, and are read by whoever may read what names them.

Whether an application may be read, the graph itself is asked, so that its file is seen exactly where it is.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from compiler.ids import encode_id
from errors import BadRequest, Forbidden, NotFound, Unauthenticated, UnsupportedMedia
from models.attachment import NAME_LENGTH_MAX
from models.validators import Rejected, text
from models.validators.files import media_type_of
from permissions.access import Access, PrincipalKind
from schema.execution import Answer, Renew, Request
from schema.rates import Rates
from store import attachments
from store.attachments import StoredFile, Uploader
from store.transactions import Transactions

_VISIBLE = "query($id: ID!) { node(id: $id) { id } }"
_UPLOADING = {PrincipalKind.PERSON, PrincipalKind.APPLICANT}


class Executor(Protocol):
    """Answers GraphQL requests."""

    async def execute(self, request: Request, access: Access, renew: Renew | None = None) -> Answer:
        """Answer the request as far as the access allows."""
        ...


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its bytes."""

    file: StoredFile
    content: bytes


class Uploads:
    """Takes files in and gives them out."""

    def __init__(
        self,
        transactions: Transactions,
        executor: Executor,
        rates: Rates,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._transactions = transactions
        self._executor = executor
        self._rates = rates
        self._clock = clock

    async def admit(self, access: Access) -> Uploader:
        """Tell whose files these are before a byte of them is read; raises Unauthenticated, RateLimited."""
        principal = access.principal
        if principal.kind is PrincipalKind.ANONYMOUS:
            raise Unauthenticated(
                "завантажувати файли може той, хто увійшов", "whoever uploads files is logged in"
            )
        if principal.kind not in _UPLOADING:
            raise Forbidden(
                "файли завантажує особа або заявник",
                "files are uploaded by people and applicants",
                evidence={"reason": "PERSON_REQUIRED"},
            )
        uploader = Uploader(principal.person_id, principal.applicant_id)
        await self._rates.take_upload(str(principal.owner_id))
        return uploader

    async def keep(self, uploader: Uploader, name: str, content: bytes) -> StoredFile:
        """Keep a file in quarantine; raises BadRequest, UnsupportedMedia, RateLimited."""
        verdict = text(name, NAME_LENGTH_MAX)
        if isinstance(verdict, Rejected):
            raise BadRequest(
                f"назва файлу: {verdict.problems[0].message}",
                f"the name of the file: {verdict.problems[0].message_en}",
                evidence={"parameter": "name"},
            )
        media_type = media_type_of(content)
        if media_type is None:
            raise UnsupportedMedia(
                "приймаються файли PDF, P7S (CMS у DER) та ASiC",
                "files of PDF, P7S (CMS in DER) and ASiC are taken",
            )
        named, now = verdict.value, self._clock()

        async def work(tx: Transaction) -> StoredFile:
            return await attachments.put(tx, uploader, content, media_type, named, now)

        return await self._transactions.write(work)

    async def open(self, access: Access, file_id: UUID) -> Download:
        """Give a file to its uploader while it waits, then to who may read what names it; raises NotFound."""
        now = self._clock()
        file = await self._transactions.read(lambda tx: attachments.find(tx, file_id, now))
        if file is None or not await self._may_read(access, file):
            raise NotFound(
                "такого файлу немає, або вам його не видно", "there is no such file, or it is hidden"
            )
        return Download(file, await self._transactions.read(lambda tx: attachments.content_of(tx, file_id)))

    async def _may_read(self, access: Access, file: StoredFile) -> bool:
        if file.application_id is None:
            principal = access.principal
            own = Uploader(principal.person_id, principal.applicant_id)
            return principal.kind in _UPLOADING and own == file.uploader
        variables = {"id": encode_id("FacilityApplication", file.application_id)}
        answer = await self._executor.execute(Request(_VISIBLE, variables=variables), access)
        return answer.data is not None and orjson.loads(answer.data).get("node") is not None
