"""The cookie of a session, and what a browser says about where a request comes from.

A page of ours keeps its token in a cookie that no script can read and that is sent to us alone (RFC 6265bis,
prefix `__Host-`); a program sends it as a bearer. A request that carries both says two things at once and is
refused. Against forged requests stand: `SameSite=Strict`, only JSON by POST, and the browser's own word
(`Sec-Fetch-Site`, Fetch Metadata) that another site has sent it.
"""

import re

from errors import BadRequest, Forbidden
from web.bearer import bearer_token
from web.fields import Headers

NAME = "__Host-sid"
LIFETIME_SECONDS = 12 * 60 * 60
"""As long as a session lasts at most; the service ends it earlier by itself."""

_PAIR = re.compile(rb"(?:^|[;,])[ \t]*__Host-sid=([A-Za-z0-9._~+/-]{1,256}=*)[ \t]*(?=$|[;,])")
_FOREIGN = (b"cross-site",)
_BESIDE = (b"cross-site", b"same-site")


def token_of(fields: Headers) -> tuple[str | None, bool]:
    """Give a request's token, and whether a cookie brought it; raises BadRequest when both ways do."""
    kept = _PAIR.findall(fields.get(b"cookie", b""))
    if len(kept) > 1 or (kept and b"authorization" in fields):
        raise BadRequest(
            "токен надсилають або в cookie, або в полі Authorization, і лише один",
            "one token is sent, by the cookie or by the field Authorization",
        )
    if kept:
        return kept[0].decode("ascii"), True
    return bearer_token(fields.get(b"authorization")), False


def refuse_foreign(fields: Headers, *, by_cookie: bool) -> None:
    """Refuse what a page of another site has sent; where a cookie speaks, of a neighbouring one too."""
    site = fields.get(b"sec-fetch-site", b"").lower()
    if site in (_BESIDE if by_cookie else _FOREIGN):
        raise Forbidden(
            "запит надіслала сторінка іншого сайту",
            "the request was sent by a page of another site",
            evidence={"reason": "CROSS_SITE"},
        )


def set_cookie(token: str) -> tuple[bytes, bytes]:
    """Give the field that lets a browser keep a token, or with an empty one, none."""
    age = LIFETIME_SECONDS if token else 0
    value = f"{NAME}={token}; Path=/; Max-Age={age}; Secure; HttpOnly; SameSite=Strict"
    return b"set-cookie", value.encode("ascii")
