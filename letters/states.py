"""Where a letter may go from where it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from models.letter import LetterState

QUEUED, DEFERRED, SENT = LetterState.QUEUED, LetterState.DEFERRED, LetterState.SENT
FAILED, BOUNCED, CANCELLED = LetterState.FAILED, LetterState.BOUNCED, LetterState.CANCELLED

NOWHERE: frozenset[LetterState] = frozenset()

STEPS: Mapping[LetterState, frozenset[LetterState]] = MappingProxyType(
    {
        QUEUED: frozenset({SENT, DEFERRED, FAILED, BOUNCED, CANCELLED}),
        DEFERRED: frozenset({SENT, DEFERRED, FAILED, BOUNCED, CANCELLED}),
        SENT: frozenset({BOUNCED}),
        FAILED: NOWHERE,
        BOUNCED: NOWHERE,
        CANCELLED: NOWHERE,
    }
)
"""A letter that came back before its sender could note that it had left was never seen as sent."""

WAITING = (QUEUED, DEFERRED)
"""Where a letter is still to be sent."""
