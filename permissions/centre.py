"""What the national centre gives in its own name: a facility's first administrator and its head.

A registrar who registers a facility, or changes its administrator or head, holds nothing of what these people
get, and could hand none of it out. The act is the centre's, and what it gives is fixed: two templates that
nobody edits. So these grants are not measured by the registrar's own; all else is judged as ever, and nobody
appoints oneself.
"""

from collections.abc import Iterable
from dataclasses import replace

from errors import Escalation
from permissions.appointment import Appointment
from permissions.escalation import Actor, Change, escalations
from permissions.permission import Permission
from permissions.role_sets import TEMPLATES

FIXED = ("FACILITY_ADMIN", "FACILITY_HEAD")
"""The templates that the centre assigns."""

_GRANTS = frozenset(grant for code in FIXED for grant in TEMPLATES[code].grants)


def escalations_of_centre(
    actor: Actor, office: Permission, changes: Iterable[Change]
) -> tuple[Escalation, ...]:
    """Give all that changes of appointments violate in an act of the centre; `office` is the right to it."""
    held = actor.uses().get(office)
    if held is None or not held.anywhere:
        return escalations(actor, tuple(changes))
    return escalations(actor, [_beside(change, actor) for change in changes])


def _beside(change: Change, actor: Actor) -> Change:
    """Give what of a change the fixed templates do not explain; oneself and doubles they explain nowhere."""
    concerned = [each for each in (change.before, change.after) if each is not None]
    if any(each.double or each.person_id == actor.person_id for each in concerned):
        return change
    return replace(change, before=_without(change.before), after=_without(change.after))


def _without(appointment: Appointment | None) -> Appointment | None:
    return None if appointment is None else replace(appointment, grants=appointment.grants - _GRANTS)
