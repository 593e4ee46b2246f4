"""`POST /oauth/token`: a vendor's client gets a token for its secret, as RFC 6749 §4.4 has it.

A client names itself by HTTP Basic or in the form, never both (§2.3). Whatever goes wrong is answered as §5.2
asks: one code, and one sentence in the letters that it allows.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, unquote_plus

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from errors import BadRequest, RateLimited, Refusal, Unauthenticated, Unavailable
from web.admission import Places
from web.body import read_body
from web.deadline import ClientGone
from web.fields import Headers, fields_of
from web.limits import Limits
from web.parts import Clients
from web.request_id import name_request

PATH = "/oauth/token"
BODY_BYTES = 4096
"""A grant, an id and a secret take some two hundred."""

FIELDS_MAX = 10
_FORM = b"application/x-www-form-urlencoded"
_ONCE = {"grant_type", "client_id", "client_secret", "scope"}
_FIELDS = {"cache-control": "no-store", "pragma": "no-cache", "x-content-type-options": "nosniff"}

Credentials = tuple[str, str]


def token_routes(clients: Clients, limits: Limits) -> list[BaseRoute]:
    """Give the route of the token endpoint."""
    limits, places = replace(limits, body_bytes=BODY_BYTES), Places(limits.long_bodies)

    async def token(request: Request) -> Response:
        fields = fields_of(request.scope["headers"])
        request_id = name_request(fields.get(b"x-request-id"))
        try:
            form = _form(fields, await read_body(request.receive, fields, limits, places))
            credentials = _credentials(fields, form)
            _require_grant(form)
            client = request.client
            given = await clients.token(*credentials, client.host if client else None)
        except Unauthenticated as refusal:
            challenge = {"www-authenticate": 'Basic realm="zaklad", charset="UTF-8"'}
            return _refused(401, "invalid_client", refusal.message_en, request_id, challenge)
        except Refusal as refusal:
            return _other(refusal, request_id)
        except ClientGone:
            return Response(status_code=400)  # nobody reads it
        body = {"access_token": given.token, "token_type": "Bearer", "expires_in": given.seconds}
        return _json(200, body, request_id)

    return [Route(PATH, token, methods=["POST"])]


def _form(fields: Headers, body: bytes) -> Mapping[str, str]:
    """Read the form; raises BadRequest where a field comes twice (§3.2)."""
    if fields.get(b"content-type", b"").split(b";")[0].strip().lower() != _FORM:
        raise _malformed("invalid_request", "тіло запиту — форма", f"the body must be {_FORM.decode()}")
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict"
        )
    except ValueError:
        raise _malformed("invalid_request", "форму не прочитати", "the form cannot be read") from None
    names = [name for name, _ in pairs]
    if any(names.count(name) > 1 for name in _ONCE):
        raise _malformed("invalid_request", "параметр повторюється", "a parameter comes more than once")
    return {name: value for name, value in pairs if value}  # an empty one is none (§3.2)


def _credentials(fields: Headers, form: Mapping[str, str]) -> Credentials:
    """Give the client's id and secret; raises BadRequest for both ways, Unauthenticated for none."""
    header = fields.get(b"authorization")
    if header is not None:
        if "client_secret" in form:
            raise _named_twice()
        client_id, secret = _basic(header)
        if form.get("client_id", client_id) != client_id:
            raise _named_twice()
        return client_id, secret
    if "client_id" not in form or "client_secret" not in form:
        raise Unauthenticated("клієнт не назвав себе", "the client did not name itself")
    return form["client_id"], form["client_secret"]


def _basic(header: bytes) -> Credentials:
    """Read HTTP Basic, whose two parts are encoded as in a form (§2.3.1); raises Unauthenticated."""
    scheme, _, encoded = header.strip().partition(b" ")
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        decoded = ""
    client_id, colon, secret = decoded.partition(":")
    if scheme.lower() != b"basic" or not colon:
        raise Unauthenticated("очікується схема Basic", "the scheme Basic is expected")
    return unquote_plus(client_id), unquote_plus(secret)


def _require_grant(form: Mapping[str, str]) -> None:
    if "grant_type" not in form:
        raise _malformed("invalid_request", "немає grant_type", "grant_type is missing")
    if form["grant_type"] != "client_credentials":
        raise _malformed(
            "unsupported_grant_type",
            "приймається лише client_credentials",
            "only client_credentials is granted here",
        )
    if "scope" in form:
        raise _malformed(
            "invalid_scope",
            "права надають заклади, а не scope",
            "rights come from the facilities that connect a client",
        )


def _named_twice() -> BadRequest:
    return _malformed(
        "invalid_request", "клієнта названо двома способами", "the client is named in two ways at once"
    )


def _malformed(code: str, message: str, message_en: str) -> BadRequest:
    """Give a refusal with the code that §5.2 has for it."""
    return BadRequest(message, message_en, evidence={"error": code})


def _other(refusal: Refusal, request_id: str) -> Response:
    """Answer a request that cannot be read, or that §5.2 has no code of its own for."""
    code = "invalid_request" if isinstance(refusal, BadRequest) else "temporarily_unavailable"
    fields: dict[str, str] = {}
    if isinstance(refusal, RateLimited):
        fields = {"retry-after": str(refusal.evidence["retryAfter"])}
    elif isinstance(refusal, Unavailable):
        fields = {"retry-after": "1"}
    told = str(refusal.evidence.get("error", code))
    return _refused(refusal.status, told, refusal.message_en, request_id, fields)


def _refused(
    status: int, code: str, description: str, request_id: str, fields: Mapping[str, str] | None = None
) -> Response:
    return _json(status, {"error": code, "error_description": description}, request_id, fields)


def _json(
    status: int, body: Mapping[str, object], request_id: str, fields: Mapping[str, str] | None = None
) -> Response:
    headers = {**_FIELDS, "x-request-id": request_id, **(fields or {})}
    return Response(orjson.dumps(body), status, headers, "application/json")
