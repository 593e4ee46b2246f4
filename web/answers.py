"""From an answer or a refusal to a response: status, fields and bytes.

The data and the extensions of an answer are finished JSON, which nobody reads again here.

The status follows GraphQL over HTTP. With `application/graphql-response+json` it is true. With
`application/json` a client cannot know who speaks behind an error status, so what a well-formed request is
refused for by its content (a document that does not parse or validate, a permission not held) has status
200; refusals that are not about the content (401, 5xx, malformed requests) keep theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from starlette.types import Send

from errors import BodyTooSlow, RateLimited, Refusal, SigningBusy, Unauthenticated, Unavailable
from schema.execution import Answer
from web.cookie import set_cookie
from web.negotiation import MediaType

Fields = tuple[tuple[bytes, bytes], ...]

_CONTENT_TYPE = {media: f"{media.value}; charset=utf-8".encode() for media in MediaType}
_FIXED: Fields = (
    (b"cache-control", b"no-store"),  # personal data: nobody on the way keeps it
    (b"vary", b"Accept"),
    (b"x-content-type-options", b"nosniff"),
)
_PARTIAL_SUCCESS = 294
"""GraphQL over HTTP (September 2026): data and errors; who does not know the status takes it for 200."""
_CONTENT_STATUSES = frozenset({400, 403})
_FIRST_STATUSES = (500, 503, 429, 401, 403, 400)
"""Of several refusals: what the operator must see first, then what the client must do first."""


@dataclass(frozen=True, slots=True)
class Response:
    """A finished response, apart from the fields that every one has."""

    status: int
    media: MediaType
    body: bytes
    fields: Fields = ()


def answered(answer: Answer, media: MediaType, request_id: str) -> Response:
    """Give the response to a request that was well-formed."""
    members = []
    if answer.data is not None:
        members.append(b'"data":' + answer.data)
    if answer.errors:
        members.append(b'"errors":' + _errors(answer.errors, request_id))
    if answer.extensions is not None:
        members.append(b'"extensions":' + answer.extensions)
    fields = _remedies(answer.errors)
    if answer.cookie is not None:
        fields = (*fields, set_cookie(answer.cookie))
    return Response(_status(answer, media), media, b"{" + b",".join(members) + b"}", fields)


def refused(refusal: Refusal, media: MediaType, request_id: str) -> Response:
    """Give the response to a request that was refused before it reached GraphQL."""
    body = b'{"errors":' + _errors((refusal,), request_id) + b"}"
    return Response(refusal.status, media, body, _remedies((refusal,)))


async def send_response(send: Send, response: Response, request_id: str) -> None:
    """Send a finished response by two ASGI messages."""
    fields = [
        (b"content-type", _CONTENT_TYPE[response.media]),
        (b"content-length", b"%d" % len(response.body)),
        (b"x-request-id", request_id.encode("ascii")),
        *_FIXED,
        *response.fields,
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": fields})
    await send({"type": "http.response.body", "body": response.body})


def _status(answer: Answer, media: MediaType) -> int:
    is_true = media is MediaType.GRAPHQL_RESPONSE
    if not answer.errors:
        return 200
    if answer.data is not None:
        return _PARTIAL_SUCCESS if is_true else 200
    statuses = {refusal.status for refusal in answer.errors}
    first = next((status for status in _FIRST_STATUSES if status in statuses), max(statuses))
    return first if is_true or first not in _CONTENT_STATUSES else 200


def _errors(refusals: Sequence[Refusal], request_id: str) -> bytes:
    return orjson.dumps([refusal.formatted(request_id) for refusal in refusals])


def _remedies(refusals: Sequence[Refusal]) -> Fields:
    """Give the fields by which HTTP says what to do about a refusal."""
    return tuple(field for refusal in refusals[:1] for field in _remedy(refusal))


def _remedy(refusal: Refusal) -> Fields:
    match refusal:
        case Unauthenticated():
            return ((b"www-authenticate", b'Bearer realm="zaklad", error="invalid_token"'),)
        case RateLimited(evidence={"retryAfter": int(seconds)}):
            return ((b"retry-after", b"%d" % seconds),)
        case Unavailable() | SigningBusy():
            return ((b"retry-after", b"1"),)
        case Refusal(evidence={"allowedMethods": list(methods)}):
            return ((b"allow", ", ".join(methods).encode("ascii")),)
        case Refusal(evidence={"acceptedEncodings": list(encodings)}):
            return ((b"accept-encoding", ", ".join(encodings).encode("ascii")),)
        case BodyTooSlow():
            return ((b"connection", b"close"),)
    return ()
