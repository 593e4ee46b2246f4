"""Where an invitation may go from where it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from models import InvitationStatus

CREATED, SENT, OPENED = InvitationStatus.CREATED, InvitationStatus.SENT, InvitationStatus.OPENED
ACCEPTED, DECLINED = InvitationStatus.ACCEPTED, InvitationStatus.DECLINED
EXPIRED, REVOKED, LOCKED = InvitationStatus.EXPIRED, InvitationStatus.REVOKED, InvitationStatus.LOCKED

_ENDS = frozenset({DECLINED, EXPIRED, REVOKED, LOCKED})
NOWHERE: frozenset[InvitationStatus] = frozenset()

STEPS: Mapping[InvitationStatus, frozenset[InvitationStatus]] = MappingProxyType(
    {
        CREATED: frozenset({SENT, OPENED, EXPIRED, REVOKED}),
        SENT: frozenset({OPENED, EXPIRED, REVOKED}),
        OPENED: _ENDS | {ACCEPTED},
        ACCEPTED: NOWHERE,
        DECLINED: NOWHERE,
        EXPIRED: NOWHERE,
        REVOKED: NOWHERE,
        LOCKED: NOWHERE,
    }
)
"""Only an invitation that was opened is answered or locked: startLogin opens it."""

OPEN = tuple(status for status, steps in STEPS.items() if steps)
"""Where an invitation still waits for an answer."""
