"""The states of assignments and employees: which may follow which, as tables.

Whoever writes a status asks here first. What is told of a step that is not in the table is a conflict: the
thing stands elsewhere than whoever acts believes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from errors import Conflict, Refused
from models import AssignmentStatus, EmployeeStatus

Status = TypeVar("Status", AssignmentStatus, EmployeeStatus)

_A, _E = AssignmentStatus, EmployeeStatus

ASSIGNMENT_STEPS: Mapping[AssignmentStatus, frozenset[AssignmentStatus]] = MappingProxyType(
    {
        _A.PENDING: frozenset({_A.SCHEDULED, _A.ACTIVE, _A.CANCELLED}),
        _A.SCHEDULED: frozenset({_A.ACTIVE, _A.ENDED}),
        _A.ACTIVE: frozenset({_A.SUSPENDED, _A.ENDED}),
        _A.SUSPENDED: frozenset({_A.ACTIVE, _A.ENDED}),
        _A.ENDED: frozenset(),
        _A.CANCELLED: frozenset(),
    }
)
"""An assignment is accepted, begins, rests and is over; nothing begins again."""

EMPLOYEE_STEPS: Mapping[EmployeeStatus, frozenset[EmployeeStatus]] = MappingProxyType(
    {
        _E.DRAFT: frozenset({_E.PENDING, _E.DISMISSED, _E.ENTERED_IN_ERROR}),
        _E.PENDING: frozenset({_E.DRAFT, _E.ACTIVE, _E.DISMISSED, _E.ENTERED_IN_ERROR}),
        _E.ACTIVE: frozenset({_E.SUSPENDED, _E.DISMISSED, _E.ENTERED_IN_ERROR}),
        _E.SUSPENDED: frozenset({_E.ACTIVE, _E.DISMISSED}),
        _E.DISMISSED: frozenset(),
        _E.ENTERED_IN_ERROR: frozenset(),
    }
)
"""Somebody invited in vain is a card again; whoever returns after a dismissal gets a new card."""

OPEN_ASSIGNMENTS = tuple(status for status, after in ASSIGNMENT_STEPS.items() if after)
"""Where an assignment is not over."""

OPEN_EMPLOYEES = tuple(status for status, after in EMPLOYEE_STEPS.items() if after)
"""Where an employee has not left."""


def sources(after: Status) -> tuple[Status, ...]:
    """Give the states which a state may follow, for a statement that writes many."""
    if isinstance(after, AssignmentStatus):
        return tuple(each for each, steps in ASSIGNMENT_STEPS.items() if after in steps)
    return tuple(each for each, steps in EMPLOYEE_STEPS.items() if after in steps)


def step_refused(before: Status, after: Status) -> Conflict | None:
    """Tell why a state does not follow another, or None when it does."""
    if before in sources(after):
        return None
    return Conflict(
        f"стан тепер «{before.title_uk}», із нього не переходять у «{after.title_uk}»",
        f"the status is {before}, which {after} does not follow",
        evidence={"status": before.value, "wanted": after.value},
    )


def stepped(before: Status, after: Status) -> Status:
    """Give the state that follows another, to be written; raises Refused."""
    refused = step_refused(before, after)
    if refused is not None:
        raise Refused((refused,))
    return after
