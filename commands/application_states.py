"""The states of an application: which may follow which, as a table (§2.1).

Whoever writes a status asks here first. A returned application goes on where its term stood still; the last
four states are final.
"""

from collections.abc import Mapping
from types import MappingProxyType

from errors import Conflict
from models import ApplicationStatus, FacilityApplication

_S = ApplicationStatus

APPLICATION_STEPS: Mapping[ApplicationStatus, frozenset[ApplicationStatus]] = MappingProxyType(
    {
        _S.SUBMITTED: frozenset({_S.IN_REVIEW, _S.WITHDRAWN}),
        _S.IN_REVIEW: frozenset({_S.REGISTERED, _S.RETURNED, _S.REJECTED}),
        _S.RETURNED: frozenset({_S.SUBMITTED, _S.WITHDRAWN, _S.EXPIRED}),
        _S.REGISTERED: frozenset(),
        _S.REJECTED: frozenset(),
        _S.WITHDRAWN: frozenset(),
        _S.EXPIRED: frozenset(),
    }
)

OPEN = tuple(status for status, after in APPLICATION_STEPS.items() if after)
"""Where an application still waits for somebody."""

RUNNING = (_S.SUBMITTED, _S.IN_REVIEW)
"""Where its term runs."""


def application_step_refused(application: FacilityApplication, after: ApplicationStatus) -> Conflict | None:
    """Tell why a state does not follow the one in which an application is, or None when it does."""
    before = application.status
    if after in APPLICATION_STEPS[before]:
        return None
    return Conflict(
        f"заява {application.number} у стані «{before.title_uk}», із нього не переходять"
        f" у «{after.title_uk}»",
        f"the application is {before}, which {after} does not follow",
        evidence={"status": before.value, "wanted": after.value},
    )
