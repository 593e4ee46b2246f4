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
│   ├── PageSize          PAGE_SIZE
│   ├── UnknownPermission UNKNOWN_PERMISSION
│   ├── ScopeNotAllowed   SCOPE_NOT_ALLOWED
│   └── BadRoleSet        BAD_ROLE_SET
├── Unauthenticated       UNAUTHENTICATED            401
├── Forbidden             FORBIDDEN                  403  a permission is not held anywhere
├── Escalation                                       403  an act would give somebody more than it may
│   ├── GrantExceedsOwn   GRANT_EXCEEDS_OWN
│   ├── SelfGrant         SELF_GRANT
│   ├── TargetOutranks    TARGET_OUTRANKS
│   ├── DutiesConflict    DUTIES_CONFLICT
│   ├── LastAdministrator LAST_ADMINISTRATOR
│   ├── ExceedsPrimary    DOUBLE_EXCEEDS_PRIMARY
│   └── DoubleByDouble    DOUBLE_APPOINTS_DOUBLE
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


class UnknownPermission(BadArgument):
    """There is no permission with this code."""

    code = "UNKNOWN_PERMISSION"


class ScopeNotAllowed(BadArgument):
    """The permission is not granted at this scope; the evidence names those at which it is."""

    code = "SCOPE_NOT_ALLOWED"


class BadRoleSet(BadArgument):
    """A role set has no grants, too many, one twice, or one that grants nothing."""

    code = "BAD_ROLE_SET"


class Unauthenticated(Refusal):
    """The token is unknown, expired or revoked."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(Refusal):
    """A permission that the operation needs is held nowhere; the evidence names it and the coordinate."""

    code = "FORBIDDEN"
    status = 403


class Escalation(Refusal):
    """An act would give somebody more than whoever performs it may give."""

    status = 403


class GrantExceedsOwn(Escalation):
    """Only what one holds with the right to delegate, and where one holds it, may be handed out."""

    code = "GRANT_EXCEEDS_OWN"


class SelfGrant(Escalation):
    """Nobody gives oneself a right, or a longer one; one may give rights up."""

    code = "SELF_GRANT"


class TargetOutranks(Escalation):
    """Nobody changes a person or a role set that holds what one may not hand out."""

    code = "TARGET_OUTRANKS"


class DutiesConflict(Escalation):
    """Two duties about one object are not for one person."""

    code = "DUTIES_CONFLICT"


class LastAdministrator(Escalation):
    """The facility would be left without anybody who can appoint, give role sets and invite."""

    code = "LAST_ADMINISTRATOR"


class ExceedsPrimary(Escalation):
    """A double's rights do not exceed those of the assignment that is doubled."""

    code = "DOUBLE_EXCEEDS_PRIMARY"


class DoubleByDouble(Escalation):
    """Whoever acts as a double appoints no doubles."""

    code = "DOUBLE_APPOINTS_DOUBLE"


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
