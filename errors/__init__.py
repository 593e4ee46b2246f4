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
├── SignatureRefused                                 400  signed bytes do not prove what they should
│   ├── BadBase64         BAD_BASE64
│   ├── BadCms            BAD_CMS
│   ├── DetachedContent   DETACHED_CONTENT
│   ├── SignerCount       SIGNER_COUNT
│   ├── AttributesMissing SIGNED_ATTRIBUTES_REQUIRED
│   ├── AlgorithmRefused  ALGORITHM_NOT_ALLOWED
│   ├── AlgorithmMismatch ALGORITHM_MISMATCH
│   ├── SignerMissing     SIGNER_CERTIFICATE_MISSING
│   ├── BadCertificate    BAD_CERTIFICATE
│   ├── KeyUsage          KEY_USAGE
│   ├── NotYetValid       CERTIFICATE_NOT_YET_VALID
│   ├── Expired           CERTIFICATE_EXPIRED
│   ├── Untrusted         CERTIFICATE_UNTRUSTED
│   ├── Revoked           CERTIFICATE_REVOKED
│   ├── DigestMismatch    DIGEST_MISMATCH
│   ├── SigningTime       SIGNING_TIME
│   ├── OtherCertificate  SIGNING_CERTIFICATE_MISMATCH
│   ├── SignatureInvalid  SIGNATURE_INVALID
│   ├── SealNotAllowed    SEAL_NOT_ALLOWED
│   ├── IdentityMissing   SIGNER_IDENTITY_MISSING
│   └── IdentityConflict  SIGNER_IDENTITY_CONFLICT
├── Unprocessable         UNPROCESSABLE_ENTITY       422  fields of an act's input break rules
├── Conflict              CONFLICT                   409  the state of the registry does not allow the act
├── VersionConflict       VERSION_CONFLICT           409  something was changed since it was seen
├── PayloadRefused                                   400  the signed payload is not for this act, here and now
│   ├── PayloadInvalid    PAYLOAD_INVALID
│   ├── PayloadExpired    PAYLOAD_EXPIRED
│   ├── AudienceMismatch  AUDIENCE_MISMATCH
│   ├── OperationMismatch OPERATION_MISMATCH
│   ├── NonceInvalid      NONCE_INVALID
│   ├── NonceExpired      NONCE_EXPIRED
│   ├── NonceReused       NONCE_REUSED              409
│   ├── SignerMismatch    SIGNER_MISMATCH           403
│   └── FacilityMismatch  FACILITY_MISMATCH         403
├── InvitationRefused                                410  a link no longer opens what it was given for
│   ├── InvitationUsed    ALREADY_USED               409
│   ├── InvitationOver    EXPIRED                    410
│   └── InvitationLocked  LOCKED                     423
├── RateLimited           RATE_LIMITED               429  somebody asks too often
├── SigningBusy           SIGNING_BUSY               503  too many signatures are being verified
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
    """Nothing lies at the address's path; or what an act names is not there, or not to be seen."""

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
    """The body, or the signed bytes in it, are longer than the limit."""

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


class SignatureRefused(Refusal):
    """Signed bytes do not prove what they should."""


class BadBase64(SignatureRefused):
    """The signed bytes are not base64."""

    code = "BAD_BASE64"


class BadCms(SignatureRefused):
    """The bytes are not a CMS SignedData, or bytes follow it, or it contradicts itself."""

    code = "BAD_CMS"


class DetachedContent(SignatureRefused):
    """The signed content does not lie in the message."""

    code = "DETACHED_CONTENT"


class SignerCount(SignatureRefused):
    """The message does not have exactly one signer; the evidence counts them."""

    code = "SIGNER_COUNT"


class AttributesMissing(SignatureRefused):
    """A signed attribute that must be there is not; the evidence names it."""

    code = "SIGNED_ATTRIBUTES_REQUIRED"


class AlgorithmRefused(SignatureRefused):
    """The algorithm, its parameters or the key's size are not on the closed list."""

    code = "ALGORITHM_NOT_ALLOWED"


class AlgorithmMismatch(SignatureRefused):
    """The digest, the signature and the key do not belong together."""

    code = "ALGORITHM_MISMATCH"


class SignerMissing(SignatureRefused):
    """The signer's certificate does not lie in the message."""

    code = "SIGNER_CERTIFICATE_MISSING"


class BadCertificate(SignatureRefused):
    """The signer's certificate cannot be read, or holds a critical extension unknown here."""

    code = "BAD_CERTIFICATE"


class KeyUsage(SignatureRefused):
    """The key was not issued for signing documents."""

    code = "KEY_USAGE"


class NotYetValid(SignatureRefused):
    """The certificate's time has not begun; the evidence says when it does."""

    code = "CERTIFICATE_NOT_YET_VALID"


class Expired(SignatureRefused):
    """The certificate's time is over; the evidence says since when."""

    code = "CERTIFICATE_EXPIRED"


class Untrusted(SignatureRefused):
    """No trusted authority issued the certificate."""

    code = "CERTIFICATE_UNTRUSTED"


class Revoked(SignatureRefused):
    """Signatures by the certificate are no longer taken; the evidence says since when and why."""

    code = "CERTIFICATE_REVOKED"


class DigestMismatch(SignatureRefused):
    """The content is not the one that was signed."""

    code = "DIGEST_MISMATCH"


class SigningTime(SignatureRefused):
    """The time of signing lies in the future or outside the certificate's time."""

    code = "SIGNING_TIME"


class OtherCertificate(SignatureRefused):
    """The signed attributes name another certificate than the signer's."""

    code = "SIGNING_CERTIFICATE_MISMATCH"


class SignatureInvalid(SignatureRefused):
    """The signature was not made with the certificate's key over these bytes."""

    code = "SIGNATURE_INVALID"


class SealNotAllowed(SignatureRefused):
    """A seal of an organisation signs here as if it were a person."""

    code = "SEAL_NOT_ALLOWED"


class IdentityMissing(SignatureRefused):
    """The certificate says neither a tax number nor a document, or no surname."""

    code = "SIGNER_IDENTITY_MISSING"


class IdentityConflict(SignatureRefused):
    """The certificate says two different numbers of one kind."""

    code = "SIGNER_IDENTITY_CONFLICT"


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that a field of an act's input breaks, or that is worth a warning.

    `path` leads to the field from `$.input`; `rule` is one of the domain's vocabulary, and `params` are the
    values that it compares with.
    """

    path: str
    rule: str
    message: str
    message_en: str
    params: tuple[str, ...] = ()

    def told(self) -> dict[str, object]:
        """Give the problem in JSON values."""
        return {
            "path": self.path,
            "rule": self.rule,
            "params": list(self.params),
            "message": self.message,
            "messageEn": self.message_en,
        }


class Unprocessable(Refusal):
    """The input of an act breaks rules; the evidence names every one of them."""

    code = "UNPROCESSABLE_ENTITY"
    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "дані не пройшли перевірки",
            "validation failed",
            evidence={"inputErrors": [problem.told() for problem in problems]},
        )
        self.problems = tuple(problems)


class Conflict(Refusal):
    """The state of the registry does not allow the act; the evidence says what stands in its way."""

    code = "CONFLICT"
    status = 409


class VersionConflict(Refusal):
    """Somebody changed what the signer had seen; the evidence names it with both versions."""

    code = "VERSION_CONFLICT"
    status = 409


class PayloadRefused(Refusal):
    """The signed payload is not for this act, here and now."""


class PayloadInvalid(PayloadRefused):
    """The payload does not have the form of `zaklad/1`."""

    code = "PAYLOAD_INVALID"


class PayloadExpired(PayloadRefused):
    """The payload was made too long ago, or in the future; the evidence says when."""

    code = "PAYLOAD_EXPIRED"


class AudienceMismatch(PayloadRefused):
    """The payload is meant for another service or environment; the evidence names both."""

    code = "AUDIENCE_MISMATCH"


class OperationMismatch(PayloadRefused):
    """The payload is meant for another act; the evidence names both."""

    code = "OPERATION_MISMATCH"


class NonceInvalid(PayloadRefused):
    """The nonce was not given by this service to this session."""

    code = "NONCE_INVALID"


class NonceExpired(PayloadRefused):
    """The nonce was given too long ago, and not used."""

    code = "NONCE_EXPIRED"


class NonceReused(PayloadRefused):
    """Another payload was performed with the nonce."""

    code = "NONCE_REUSED"
    status = 409


class SignerMismatch(PayloadRefused):
    """The signature is not of the session's person; the evidence shows the ends of both numbers."""

    code = "SIGNER_MISMATCH"
    status = 403


class FacilityMismatch(PayloadRefused):
    """The facility of the payload, of a row it touches or of the certificate does not fit."""

    code = "FACILITY_MISMATCH"
    status = 403


class InvitationRefused(Refusal):
    """An invitation is known and no longer opens what it was given for."""

    status = 410


class InvitationUsed(InvitationRefused):
    """The invitation was accepted or declined; a link serves once."""

    code = "ALREADY_USED"
    status = 409


class InvitationOver(InvitationRefused):
    """The invitation's time is over, or another one has taken its place."""

    code = "EXPIRED"


class InvitationLocked(InvitationRefused):
    """Too many signatures of other people were tried on the invitation."""

    code = "LOCKED"
    status = 423


class RateLimited(Refusal):
    """Somebody asks too often; the evidence says after how many seconds to come again."""

    code = "RATE_LIMITED"
    status = 429


class SigningBusy(Refusal):
    """Too many signatures are being verified just now."""

    code = "SIGNING_BUSY"
    status = 503


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
