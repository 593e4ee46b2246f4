import pytest

from errors import NotAcceptable, UnsupportedMedia
from web.negotiation import MediaType, answer_type, require_json

RESPONSE, JSON, HTML = MediaType.GRAPHQL_RESPONSE, MediaType.JSON, MediaType.HTML


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("application/graphql-response+json", RESPONSE),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", RESPONSE),
        ("application/json, application/graphql-response+json", RESPONSE),
        ("application/json, application/graphql-response+json;q=0.9", JSON),
        ("application/json;q=0.5, application/graphql-response+json;q=0.9", RESPONSE),
        ("Application/JSON ; Q=1.0", JSON),
        ("application/json, multipart/mixed", JSON),
        ("application/json, text/plain, */*", JSON),
        ("application/*", JSON),
        ("*/*", JSON),
        ("", JSON),
        (" ", JSON),
        ("application/json;q=0, */*;q=0.1", RESPONSE),
        ("application/json;q=nonsense, application/graphql-response+json;q=0.1", RESPONSE),
        ('application/json;charset="UTF-8"', JSON),
        ("text/html, application/json;q=0.1", JSON),
    ],
)
def test_the_answer_has_the_type_that_the_client_prefers(accept: str, chosen: MediaType) -> None:
    assert answer_type({b"accept": accept.encode()}, html=False) is chosen


def test_a_client_that_says_nothing_gets_json() -> None:
    assert answer_type({}, html=True) is JSON


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("text/html", HTML),
        ("text/*", HTML),
        ("*/*", JSON),
        ("application/json, text/html;q=0.9", JSON),
    ],
)
def test_a_browser_gets_a_page_where_there_is_one(accept: str, chosen: MediaType) -> None:
    assert answer_type({b"accept": accept.encode()}, html=True) is chosen


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/png",
        "application/jsonx",
        "application/json;charset=utf-16",
        "application/json;version=2",
        "application/json;q=0",
        "*/*;q=0",
        "nonsense",
        ";;;,,,",
        "application/graphql+json",
    ],
)
def test_types_that_are_not_given_here_are_refused(accept: str) -> None:
    with pytest.raises(NotAcceptable) as refusal:
        answer_type({b"accept": accept.encode()}, html=False)
    assert refusal.value.evidence["available"] == [RESPONSE.value, JSON.value]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'APPLICATION/JSON;charset="UTF-8"',
        "application/json;charset=utf8",
        "application/json; odata=verbose",
    ],
)
def test_json_in_utf_8_is_read(content_type: str) -> None:
    require_json({b"content-type": content_type.encode(), b"content-encoding": b"identity"})


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/jsonp",
        "application/json; charset=utf-16",
        "application/json;charset=koi8-u",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json, text/plain",
    ],
)
def test_another_body_is_refused(content_type: str) -> None:
    with pytest.raises(UnsupportedMedia):
        require_json({b"content-type": content_type.encode()})


@pytest.mark.parametrize("encoding", [b"gzip", b"br", b"zstd", b"identity, gzip"])
def test_a_compressed_body_is_refused_with_what_would_be_read(encoding: bytes) -> None:
    with pytest.raises(UnsupportedMedia) as refusal:
        require_json({b"content-type": b"application/json", b"content-encoding": encoding})
    assert refusal.value.evidence == {"acceptedEncodings": ["identity"]}
