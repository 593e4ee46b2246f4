"""Verifying signatures beside the event loop, so many at once and no more.

A signature by DSTU 4145 costs milliseconds of a processor, a new certificate tens of them; reads go on.
"""

import asyncio
import datetime as dt

from errors import SigningBusy
from signing.trust import Trust
from signing.verification import PAYLOAD_MAX, Verified, verify

AT_ONCE = 2
WAITING_MAX = 64
"""A second or so of signatures; whoever comes later is told to come again."""


class Verifier:
    """Verifies signatures under the authorities that are trusted."""

    def __init__(self, trust: Trust, *, at_once: int = AT_ONCE, waiting_max: int = WAITING_MAX) -> None:
        self._trust = trust
        self._places = asyncio.Semaphore(at_once)
        self._most = at_once + waiting_max
        self._present = 0

    async def verify(self, signed: bytes, now: dt.datetime, payload_max: int = PAYLOAD_MAX) -> Verified:
        """Verify a message; raises its refusal, or SigningBusy."""
        if self._present >= self._most:
            raise SigningBusy("перевіряється забагато підписів", "too many signatures are being verified")
        self._present += 1
        try:
            async with self._places:
                return await asyncio.to_thread(verify, signed, self._trust, now, payload_max=payload_max)
        finally:
            self._present -= 1
