import orjson
import pytest

from errors import (
    BadId,
    BodyTooSlow,
    Forbidden,
    Internal,
    MethodNotAllowed,
    Refusal,
    TimedOut,
    Unauthenticated,
    Unavailable,
    UnsupportedMedia,
)
from schema.execution import Answer
from web.answers import answered, refused
from web.negotiation import MediaType

TRUE, LEGACY = MediaType.GRAPHQL_RESPONSE, MediaType.JSON


def of(kind: type[Refusal]) -> Refusal:
    return kind("не можна", "may not")


def test_finished_bytes_are_sent_as_they_are() -> None:
    response = answered(Answer(b'{"a":  1}', (), b'{"cost" :{}}'), TRUE, "r-1")
    assert response.body == b'{"data":{"a":  1},"extensions":{"cost" :{}}}'
    assert (response.status, response.fields) == (200, ())


def test_a_refused_request_has_no_data_and_names_itself() -> None:
    answer = orjson.loads(answered(Answer(None, (of(BadId),)), TRUE, "r-1").body)
    entry = {"code": "BAD_ID", "messageEn": "may not", "requestId": "r-1"}
    assert answer == {"errors": [{"message": "не можна", "extensions": entry}]}


@pytest.mark.parametrize(
    ("kinds", "status", "legacy_status"),
    [
        ([BadId], 400, 200),
        ([Forbidden], 403, 200),
        ([BadId, Forbidden], 403, 200),
        ([Unauthenticated], 401, 401),
        ([Forbidden, Unauthenticated], 401, 401),
        ([Unavailable], 503, 503),
        ([TimedOut, BadId], 503, 503),
        ([BadId, Internal, Unavailable], 500, 500),
    ],
)
def test_the_status_is_that_of_the_gravest_refusal_and_legacy_clients_see_200_for_content(
    kinds: list[type[Refusal]], status: int, legacy_status: int
) -> None:
    answer = Answer(None, tuple(of(kind) for kind in kinds))
    assert answered(answer, TRUE, "r-1").status == status
    assert answered(answer, LEGACY, "r-1").status == legacy_status


def test_data_beside_errors_is_a_partial_success() -> None:
    answer = Answer(b'{"a":null}', (of(Forbidden),))
    response = answered(answer, TRUE, "r-1")
    assert (response.status, set(orjson.loads(response.body))) == (294, {"data", "errors"})
    assert answered(answer, LEGACY, "r-1").status == 200


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (of(Unauthenticated), (b"www-authenticate", b'Bearer realm="zaklad", error="invalid_token"')),
        (of(Unavailable), (b"retry-after", b"1")),
        (of(BodyTooSlow), (b"connection", b"close")),
        (MethodNotAllowed("", "", evidence={"allowedMethods": ["GET", "POST"]}), (b"allow", b"GET, POST")),
        (
            UnsupportedMedia("", "", evidence={"acceptedEncodings": ["identity"]}),
            (b"accept-encoding", b"identity"),
        ),
    ],
)
def test_a_refusal_says_in_http_what_to_do(refusal: Refusal, field: tuple[bytes, bytes]) -> None:
    assert refused(refusal, LEGACY, "r-1").fields == (field,)


def test_a_time_limit_is_no_invitation_to_repeat() -> None:
    assert refused(of(TimedOut), LEGACY, "r-1").fields == ()
