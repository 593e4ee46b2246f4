"""Whether the process lives and whether it can serve; tiny answers for probes, open to anyone."""

import asyncio
from collections.abc import Callable

from errors import Refusal
from web.parts import Store

FRESH_SECONDS = 1.0
"""Anyone may ask, so that the store is pinged once a second however many do."""


class Readiness:
    """Pings the store, one ping at a time, and remembers the outcome for a moment."""

    def __init__(self, store: Store, limit_seconds: float, clock: Callable[[], float]) -> None:
        self._store = store
        self._limit = limit_seconds
        self._clock = clock
        self._turn = asyncio.Lock()
        self._until = 0.0
        self._ready = False

    async def is_ready(self) -> bool:
        """Tell whether the store answered within the limit just now."""
        async with self._turn:
            if self._clock() >= self._until:
                self._ready = await self._ping()
                self._until = self._clock() + FRESH_SECONDS
            return self._ready

    async def _ping(self) -> bool:
        try:
            async with asyncio.timeout(self._limit):
                await self._store.ping()
        except (Refusal, TimeoutError):
            return False
        return True
