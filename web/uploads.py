"""`POST /uploads?name=…`: one file as the body of a request; `GET /uploads/<id>` gives it back.

The bytes say what the file is; nothing else about it is believed but its name. It is sent back as a download
that no browser opens in the service's own origin.
"""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from errors import BadRequest, NotFound
from models.attachment import SIZE_MAX
from permissions.access import Access
from store.attachments import StoredFile
from web.admission import Places
from web.body import read_body
from web.cookie import refuse_foreign, token_of
from web.deadline import ClientGone
from web.fields import fields_of
from web.limits import Limits
from web.parts import CallerOf, Files

PATH = "/uploads"
BODY_SECONDS = 120.0
"""10 MiB at 1 Mbit/s takes 84 s."""

PLACES = 8
"""Files read at once: at most 80 MiB of memory wait for slow clients."""

_FIELDS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def upload_routes(files: Files, caller_of: CallerOf, limits: Limits) -> list[BaseRoute]:
    """Give the routes of uploads."""
    limits = replace(limits, body_bytes=SIZE_MAX, body_seconds=BODY_SECONDS)
    places = Places(PLACES)

    async def access_of(request: Request) -> Access:
        fields = fields_of(request.scope["headers"])
        token, by_cookie = token_of(fields)
        refuse_foreign(fields, by_cookie=by_cookie)
        return (await caller_of(token)).access

    async def upload(request: Request) -> Response:
        uploader = await files.admit(await access_of(request))
        name = _name(request)
        try:
            content = await read_body(request.receive, fields_of(request.scope["headers"]), limits, places)
        except ClientGone:
            return Response(status_code=400)  # nobody reads it
        if not content:
            raise BadRequest("файл порожній", "the file is empty")
        file = await files.keep(uploader, name, content)
        headers = {**_FIELDS, "location": f"{PATH}/{file.id}"}
        return Response(orjson.dumps(_told(file)), 201, headers, "application/json")

    async def download(request: Request) -> Response:
        found = await files.open(await access_of(request), _id(request))
        named = f"attachment; filename*=UTF-8''{quote(found.file.name, safe='')}"
        headers = {
            **_FIELDS,
            "content-disposition": named,
            "content-security-policy": "default-src 'none'; sandbox",
        }
        return Response(found.content, 200, headers, found.file.media_type)

    return [
        Route(PATH, upload, methods=["POST"]),
        Route(f"{PATH}/{{id}}", download, methods=["GET"]),
    ]


def _name(request: Request) -> str:
    names = request.query_params.getlist("name")
    if len(names) != 1:
        raise BadRequest(
            "назвіть файл один раз: POST /uploads?name=заява.pdf",
            "name the file once: POST /uploads?name=application.pdf",
            evidence={"parameter": "name"},
        )
    return names[0]


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NotFound(
            "такого файлу немає, або вам його не видно", "there is no such file, or it is hidden"
        ) from None


def _told(file: StoredFile) -> dict[str, object]:
    """Give what an act names the file by, and until when it waits for that."""
    return {
        "id": str(file.id),
        "sha256": file.sha256.hex(),
        "size": file.size,
        "mediaType": file.media_type,
        "name": file.name,
        "waitsUntil": file.waits_until,
    }
