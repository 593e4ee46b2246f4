"""Who asks: the bearer token of a request."""

import re

from errors import Unauthenticated

_BEARER = re.compile(rb"bearer +([A-Za-z0-9._~+/-]{1,256}=*)", re.IGNORECASE)


def bearer_token(authorization: bytes | None) -> str | None:
    """Read an Authorization field (RFC 6750 §2.1); raises Unauthenticated for any other scheme."""
    if authorization is None:
        return None
    match = _BEARER.fullmatch(authorization.strip())
    if match is None:
        raise Unauthenticated("очікується токен за схемою Bearer", "a token of the scheme Bearer is expected")
    return match[1].decode("ascii")
