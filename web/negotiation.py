"""Which media type is spoken: what the client accepts, and what its body is.

Media types are compared exactly (RFC 9110 §8.3.1, §12.5.1). A client that names
`application/graphql-response+json` gets it with true status codes; one that accepts anything, or says
nothing, is taken for a client of older days and gets `application/json`.
"""

import re
from enum import StrEnum
from functools import lru_cache

from errors import NotAcceptable, UnsupportedMedia
from web.fields import Headers


class MediaType(StrEnum):
    """What an answer of the GraphQL path can be; the last two hold the schema's definition."""

    GRAPHQL_RESPONSE = "application/graphql-response+json"
    JSON = "application/json"
    HTML = "text/html"
    TEXT = "text/plain"
    GRAPHQL = "application/graphql"


_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
_UTF8 = frozenset({"utf-8", "utf8"})
_ANSWERS = (MediaType.GRAPHQL_RESPONSE, MediaType.JSON)
_DEFINITIONS = (MediaType.TEXT, MediaType.GRAPHQL)
_UNNAMED = (MediaType.JSON, MediaType.GRAPHQL_RESPONSE, MediaType.TEXT, MediaType.GRAPHQL, MediaType.HTML)


def answer_type(fields: Headers, *, html: bool) -> MediaType:
    """Choose the answer's media type by the Accept field; raises NotAcceptable."""
    return _chosen(fields, _ANSWERS, html)


def definition_type(fields: Headers, *, html: bool) -> MediaType:
    """Choose the media type of the schema's definition by the Accept field; raises NotAcceptable."""
    return _chosen(fields, _DEFINITIONS, html)


def _chosen(fields: Headers, offers: tuple[MediaType, ...], html: bool) -> MediaType:
    available = (*offers, MediaType.HTML) if html else offers
    chosen = preferred(fields.get(b"accept", b"*/*"), available)
    if chosen is None:
        raise NotAcceptable(
            "жоден із прийнятних для клієнта типів відповіді тут не надається",
            "none of the accepted media types can be given here",
            evidence={"available": [offer.value for offer in available]},
        )
    return chosen


@lru_cache(maxsize=256)
def preferred(accept: bytes, offers: tuple[MediaType, ...]) -> MediaType | None:
    """Give the offer that an Accept field prefers: by quality, then named before matched by a wildcard."""
    ranges = [parsed for part in accept.decode("latin-1").split(",") if (parsed := _media_range(part))]
    if not ranges and not accept.strip():
        ranges = [("*/*", 1.0)]
    best: tuple[float, bool, int] = (0.0, False, 0)
    chosen = None
    for offer in offers:
        quality, named = _quality(offer, ranges)
        rank = (quality, named, -(offers if named else _UNNAMED).index(offer))
        if quality > 0 and (chosen is None or rank > best):
            best, chosen = rank, offer
    return chosen


def _quality(offer: MediaType, ranges: list[tuple[str, float]]) -> tuple[float, bool]:
    """Give the quality that the most specific matching range sets, and whether it names the offer."""
    for pattern in (offer.value, offer.value.partition("/")[0] + "/*", "*/*"):
        qualities = [quality for name, quality in ranges if name == pattern]
        if qualities:
            return max(qualities), pattern == offer.value
    return 0.0, False


def _media_range(part: str) -> tuple[str, float] | None:
    """Read one range; none when it is malformed or asks for a parameter that is not given here."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = (piece.strip() for piece in parameter.partition("="))
        if key == "q":
            if not _QUALITY.fullmatch(value):
                return None
            quality = float(value)
        elif parameter and (key != "charset" or value.strip('"') not in _UTF8):
            return None
    return (name, quality) if name else None


def require_json(fields: Headers) -> None:
    """Refuse a body that is not JSON in UTF-8, uncompressed; raises UnsupportedMedia."""
    content_type = fields.get(b"content-type", b"")
    if content_type != b"application/json" and not _is_json(content_type):
        raise UnsupportedMedia(
            "тіло запиту має бути application/json у кодуванні UTF-8",
            "the body must be application/json in UTF-8",
            evidence={"contentType": content_type.decode("latin-1")[:100]},
        )
    if fields.get(b"content-encoding", b"identity").lower() != b"identity":
        raise UnsupportedMedia(
            "стиснуте тіло запиту тут не приймається",
            "a compressed body is not read here",
            evidence={"acceptedEncodings": ["identity"]},
        )


@lru_cache(maxsize=64)
def _is_json(content_type: bytes) -> bool:
    """Tell whether a Content-Type is JSON in UTF-8; other parameters mean nothing for JSON."""
    name, *parameters = (piece.strip().lower() for piece in content_type.decode("latin-1").split(";"))
    pairs = [parameter.partition("=") for parameter in parameters]
    charsets = {value.strip().strip('"') for key, _, value in pairs if key.strip() == "charset"}
    return name == MediaType.JSON.value and charsets <= _UTF8
