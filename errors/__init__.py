"""Every way the service refuses, one tree, stable codes.

Refusal
├── BadRequest            BAD_REQUEST                400  the request, or a value in it, cannot be read
│   ├── NotFound          NOT_FOUND                  404
│   ├── MethodNotAllowed  METHOD_NOT_ALLOWED         405
│   ├── NotAcceptable     NOT_ACCEPTABLE             406
│   ├── BodyTooSlow       REQUEST_TIMEOUT            408
│   ├── PayloadTooLarge   PAYLOAD_TOO_LARGE          413
│   ├── AddressTooLong    ADDRESS_TOO_LONG           414
│   └── UnsupportedMedia  UNSUPPORTED_MEDIA_TYPE     415
├── ParseFailed           GRAPHQL_PARSE_FAILED       400  the document is not GraphQL
├── ValidationFailed      GRAPHQL_VALIDATION_FAILED  400  the document or its variables do not fit the schema
├── QueryTooComplex       QUERY_TOO_COMPLEX          400  a bound on the document or its cost is passed
├── BadArgument                                      400  an argument's value cannot be used
│   ├── BadId             BAD_ID
│   ├── BadCursor         BAD_CURSOR
│   └── PageSize          PAGE_SIZE
├── Unauthenticated       UNAUTHENTICATED            401
├── Forbidden             FORBIDDEN                  403  a permission is not held anywhere
├── Unavailable           SERVICE_UNAVAILABLE        503  the database cannot be reached
├── TimedOut              TIMEOUT                    503  a time limit passed
└── Internal              INTERNAL_SERVER_ERROR      500  a defect of this service

Refused carries several of them at once. StartRefused is apart: the service does not start, and one sentence
says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a GraphQL document, counted from 1."""

    line: int
    column: int


class Refusal(Exception):
    """What a client reads when it does not get what it asked for.

    `message` is Ukrainian, `message_en` its English twin; neither names anything of Python.
    `evidence` holds what the code promises besides, in JSON values.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(
        self,
        message: str,
        message_en: str,
        *,
        evidence: Mapping[str, object] | None = None,
        locations: Sequence[Location] = (),
        path: Sequence[str | int] = (),
    ) -> None:
        super().__init__(message_en)
        self.message = message
        self.message_en = message_en
        self.evidence: Mapping[str, object] = evidence or {}
        self.locations = tuple(locations)
        self.path = tuple(path)

    def formatted(self, request_id: str | None = None) -> dict[str, object]:
        """Give the entry of a GraphQL response's `errors`."""
        answer: dict[str, object] = {"message": self.message}
        if self.locations:
            answer["locations"] = [{"line": at.line, "column": at.column} for at in self.locations]
        if self.path:
            answer["path"] = list(self.path)
        extensions: dict[str, object] = {"code": self.code}
        if self.message_en != self.message:
            extensions["messageEn"] = self.message_en
        if request_id is not None:
            extensions["requestId"] = request_id
        answer["extensions"] = extensions | dict(self.evidence)
        return answer


class BadRequest(Refusal):
    """The request, or a value in it, cannot be read."""

    code = "BAD_REQUEST"


class NotFound(BadRequest):
    """Nothing lies at the address's path."""

    code = "NOT_FOUND"
    status = 404


class BodyTooSlow(BadRequest):
    """The body did not arrive within its time."""

    code = "REQUEST_TIMEOUT"
    status = 408


class AddressTooLong(BadRequest):
    """The query part of the address is longer than the limit."""

    code = "ADDRESS_TOO_LONG"
    status = 414


class PayloadTooLarge(BadRequest):
    """The body is longer than the limit."""

    code = "PAYLOAD_TOO_LARGE"
    status = 413


class MethodNotAllowed(BadRequest):
    """The method does not fit the path or the operation."""

    code = "METHOD_NOT_ALLOWED"
    status = 405


class NotAcceptable(BadRequest):
    """None of the media types that the client accepts can be given."""

    code = "NOT_ACCEPTABLE"
    status = 406


class UnsupportedMedia(BadRequest):
    """The body's media type is not read here."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class ParseFailed(Refusal):
    """The document is not GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(Refusal):
    """The document or its variables do not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"


class QueryTooComplex(Refusal):
    """The document passes a bound; the evidence names the bound, its limit and what was counted."""

    code = "QUERY_TOO_COMPLEX"


class BadArgument(Refusal):
    """An argument's value cannot be used."""


class BadId(BadArgument):
    """The global id is not one that this service could have given."""

    code = "BAD_ID"


class BadCursor(BadArgument):
    """The cursor is not one that this service could have given for this order."""

    code = "BAD_CURSOR"


class PageSize(BadArgument):
    """The page size is outside its bounds, or pages are asked for from both ends."""

    code = "PAGE_SIZE"


class Unauthenticated(Refusal):
    """The token is unknown, expired or revoked."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(Refusal):
    """A permission that the operation needs is held nowhere; the evidence names it and the coordinate."""

    code = "FORBIDDEN"
    status = 403


class Unavailable(Refusal):
    """The database cannot be reached just now."""

    code = "SERVICE_UNAVAILABLE"
    status = 503


class TimedOut(Refusal):
    """The statement or the request took longer than its limit."""

    code = "TIMEOUT"
    status = 503


class Internal(Refusal):
    """A defect of this service; the log holds the story under the request's id."""

    code = "INTERNAL_SERVER_ERROR"
    status = 500


class Refused(Exception):
    """Several refusals of one operation, given all at once."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(refusal.message_en for refusal in refusals))
        self.refusals = tuple(refusals)


class StartRefused(Exception):
    """The service does not start; the message is one clear sentence."""
