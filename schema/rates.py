"""How often somebody may do what costs much or is worth guessing: counted in this process alone.

What is counted are attempts, whatever becomes of them; of a person only those that are known to be the
person's, so that nobody is kept out by others. Several processes let through several times as much.
"""

import ipaddress
import math
import time
from dataclasses import dataclass
from typing import NoReturn

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from errors import RateLimited


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The bounds, as the library `limits` writes them: «20/minute»; several are joined by «;»."""

    login_by_address: str = "60/minute"
    """People of one hospital log in from one address; each login takes two calls."""

    login_by_person: str = "10/minute"
    """Somebody who logs in more often has a program that goes in circles."""

    invitation_by_address: str = "20/minute"
    """Links that open nothing, tried from one address: nobody mistypes so many, and no token is guessed."""

    client_login_by_address: str = "60/minute"
    """A vendor's servers share an address; a token lasts an hour."""

    client_login_by_client: str = "20/minute"
    """As many processes of one vendor as start at once."""

    upload: str = "60/hour"
    """Three applications with all their files; each takes ten megabytes."""

    proof: str = "120/minute"
    """From one address: a proof costs a walk through the tree, and nobody knows many nonces."""

    preparation: str = "120/minute"
    """Two a second: more than anybody reads, and a database transaction each."""

    act: str = "120/minute"
    """As many as can be prepared."""


_GUESSING = "guessing from"


class Rates:
    """Counts attempts by what is tried and who tries."""

    def __init__(self, limits: RateLimits | None = None) -> None:
        limits = limits or RateLimits()
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._login_by_address = parse(limits.login_by_address)
        self._login_by_person = parse(limits.login_by_person)
        self._invitation_by_address = parse(limits.invitation_by_address)
        self._client_login_by_address = parse(limits.client_login_by_address)
        self._client_login_by_client = parse(limits.client_login_by_client)
        self._upload = parse(limits.upload)
        self._proof = parse(limits.proof)
        self._preparation = parse(limits.preparation)
        self._act = parse(limits.act)

    async def take_login(self, address: str | None) -> None:
        """Count a step of a login from an address; raises RateLimited."""
        await self._take(self._login_by_address, "login from", _network(address))

    async def take_login_of(self, subject: bytes) -> None:
        """Count a login whose signature is the subject's own; raises RateLimited."""
        await self._take(self._login_by_person, "login of", subject.hex())

    async def refuse_guessing(self, address: str | None) -> None:
        """Refuse an address from which too many links were tried in vain; raises RateLimited."""
        limit, network = self._invitation_by_address, _network(address)
        if not await self._limiter.test(limit, _GUESSING, network):
            await self._refuse(limit, _GUESSING, network)

    async def count_guess(self, address: str | None) -> None:
        """Count a link that opened nothing."""
        await self._limiter.hit(self._invitation_by_address, _GUESSING, _network(address))

    async def take_client_login(self, address: str | None) -> None:
        """Count a vendor's client that shows a secret, from an address; raises RateLimited."""
        await self._take(self._client_login_by_address, "client login from", _network(address))

    async def take_client_login_of(self, client: str) -> None:
        """Count a login of a client by its own secret; raises RateLimited."""
        await self._take(self._client_login_by_client, "client login of", client)

    async def take_upload(self, owner: str) -> None:
        """Count an upload; raises RateLimited."""
        await self._take(self._upload, "upload by", owner)

    async def take_proof(self, address: str | None) -> None:
        """Count a proof that is asked for from an address; raises RateLimited."""
        await self._take(self._proof, "proof for", _network(address))

    async def take_preparation(self, person: str) -> None:
        """Count a preparation; raises RateLimited."""
        await self._take(self._preparation, "preparation by", person)

    async def take_act(self, person: str) -> None:
        """Count an act; raises RateLimited."""
        await self._take(self._act, "act by", person)

    async def _take(self, limit: RateLimitItem, what: str, whom: str) -> None:
        if await self._limiter.hit(limit, what, whom):
            return
        await self._refuse(limit, what, whom)

    async def _refuse(self, limit: RateLimitItem, what: str, whom: str) -> NoReturn:
        over = await self._limiter.get_window_stats(limit, what, whom)
        seconds = max(1, math.ceil(over.reset_time - time.time()))
        raise RateLimited(
            f"забагато спроб, наступна — за {seconds} с",
            f"too many attempts, the next one is possible in {seconds} s",
            evidence={"retryAfter": seconds},
        )


def _network(address: str | None) -> str:
    """Give what is counted as one address: in IPv6 a customer's whole network (RFC 6177)."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
