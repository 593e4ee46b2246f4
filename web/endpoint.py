"""The GraphQL path: one request in, one answer out, as raw ASGI.

Raw messages instead of request and response objects take a third off a point read. The order is the cheapest
refusal first: method, Accept, body, then the caller's access, which may need a statement, then execution.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from starlette.types import ASGIApp, Receive, Scope, Send

from errors import Internal, MethodNotAllowed, Refusal, TimedOut, Unauthenticated
from schema.execution import Answer, Request, Visit
from web.admission import Places
from web.answers import answered, refused, send_response
from web.body import read_body
from web.cookie import refuse_foreign, set_cookie, token_of
from web.deadline import Attendance, ClientGone
from web.defects import traced
from web.definition import send_definition
from web.envelope import asked, asks_for_definition, posted
from web.fields import Headers, fields_of
from web.limits import Limits
from web.negotiation import MediaType, answer_type, definition_type, require_json
from web.parts import Parts
from web.request_id import name_request

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
READING = ("GET", "HEAD")
logger = logging.getLogger(__name__)


class GraphQLEndpoint:
    """Answers requests to the GraphQL path; browsers that ask for HTML get the page, if there is one."""

    def __init__(self, parts: Parts, limits: Limits, page: Callable[[], ASGIApp] | None) -> None:
        self._executor = parts.executor
        self._caller_of = parts.caller_of
        self._limits = limits
        self._page = page
        self._places = Places(limits.places)
        self._long_bodies = Places(limits.long_bodies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; whatever goes wrong becomes a coded answer."""
        if scope["method"] == "OPTIONS":
            return await _say_options(send)
        fields = fields_of(scope["headers"])
        request_id = name_request(fields.get(b"x-request-id"))
        media = MediaType.JSON
        try:
            _require_method(scope["method"])
            is_reading = scope["method"] in READING
            if is_reading and asks_for_definition(scope["query_string"], self._limits):
                kind = definition_type(fields, html=self._page is not None)
                if kind is not MediaType.HTML:
                    return await send_definition(send, fields, kind, request_id)
            media = answer_type(fields, html=self._page is not None and is_reading)
            if media is MediaType.HTML and self._page is not None:
                return await self._page()(scope, receive, send)
            answer = await self._answer(scope, fields, receive, request_id)
            response = answered(answer, media, request_id)
        except Refusal as refusal:
            response = refused(refusal, media, request_id)
        except ClientGone:
            return None
        except Exception as defect:  # noqa: BLE001 -- whatever it is, it has no words for the client
            logger.error("request %s failed by a defect\n%s", request_id, traced(defect))  # noqa: TRY400
            response = refused(_defect(), media, request_id)
        if response.status == Unauthenticated.status and b"cookie" in fields:
            # a browser keeps the cookie of a session that is over until it is told not to
            response = replace(response, fields=(*response.fields, set_cookie("")))
        return await send_response(send, response, request_id)

    async def _answer(self, scope: Scope, fields: Headers, receive: Receive, request_id: str) -> Answer:
        token, by_cookie = token_of(fields)
        if scope["method"] == "POST":
            require_json(fields)
            refuse_foreign(fields, by_cookie=by_cookie)
            body = await read_body(receive, fields, self._limits, self._long_bodies)
            request = posted(body, self._limits, scope["query_string"])
        else:
            request = asked(scope["query_string"], self._limits)
            self._refuse_mutation(request)
        client = scope.get("client")
        is_posted = scope["method"] == "POST"
        visit = Visit(client[0] if client else None, by_cookie, is_posted, request_id)
        return await self._execute(replace(request, visit=visit), token, receive)

    def _refuse_mutation(self, request: Request) -> None:
        if self._executor.operation_kind(request) == "mutation":
            raise MethodNotAllowed(
                "зміни надсилаються лише методом POST",
                "a mutation is sent by POST only",
                evidence={"allowedMethods": ["POST"]},
            )

    async def _execute(self, request: Request, token: str | None, receive: Receive) -> Answer:
        limits = self._limits
        try:
            with self._places, Attendance(receive, limits.request_seconds, limits.patience_seconds):
                caller = await self._caller_of(token)
                return await self._executor.execute(request, caller.access, caller.renewed)
        except TimeoutError:
            raise TimedOut("запит виконувався задовго", "the request took too long") from None


def _require_method(method: str) -> None:
    if method not in METHODS:
        raise MethodNotAllowed(
            "цей метод тут не підтримується",
            "the method is not allowed here",
            evidence={"allowedMethods": METHODS},
        )


async def _say_options(send: Send) -> None:
    """Name the methods; without fields of CORS, so that a browser lets only our own pages in."""
    await send(
        {"type": "http.response.start", "status": 204, "headers": [(b"allow", ", ".join(METHODS).encode())]}
    )
    await send({"type": "http.response.body", "body": b""})


def _defect() -> Internal:
    return Internal("внутрішня помилка служби", "an internal error of the service")
