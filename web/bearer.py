"""Who asks: the bearer token of a request, and a short memory of whom tokens stand for."""

import hashlib
import re
from collections.abc import Awaitable, Callable

from errors import Unauthenticated
from permissions.access import Access
from web.limits import Limits

AccessOf = Callable[[str | None], Awaitable[Access]]
"""Gives a token's access, the anonymous one for none; raises Unauthenticated."""

_BEARER = re.compile(rb"bearer +([A-Za-z0-9._~+/-]{1,256}=*)", re.IGNORECASE)


def bearer_token(authorization: bytes | None) -> str | None:
    """Read an Authorization field (RFC 6750 §2.1); raises Unauthenticated for any other scheme."""
    if authorization is None:
        return None
    match = _BEARER.fullmatch(authorization.strip())
    if match is None:
        raise Unauthenticated("очікується токен за схемою Bearer", "a token of the scheme Bearer is expected")
    return match[1].decode("ascii")


class AccessMemory:
    """Remembers accesses by their tokens' digests for a few seconds; refusals are not remembered."""

    def __init__(self, access_of: AccessOf, limits: Limits, clock: Callable[[], float]) -> None:
        self._access_of = access_of
        self._limits = limits
        self._clock = clock
        self._known: dict[bytes, tuple[float, Access]] = {}

    async def __call__(self, token: str | None) -> Access:
        """Give the access of a token, asking only when it is new or its memory is old."""
        if token is None:
            return await self._access_of(None)
        digest = hashlib.sha256(token.encode()).digest()
        until, access = self._known.get(digest, (0.0, None))
        if access is None or self._clock() >= until:
            self._known.pop(digest, None)
            access = await self._access_of(token)
            self._remember(digest, access)
        return access

    def _remember(self, digest: bytes, access: Access) -> None:
        if len(self._known) >= self._limits.tokens:
            del self._known[next(iter(self._known))]
        self._known[digest] = (self._clock() + self._limits.token_seconds, access)
