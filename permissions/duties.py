"""Duties about one object that are not for one person: who typed an application does not decide on it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from errors import DutiesConflict, Escalation


class Duty(StrEnum):
    """What somebody did, or is about to do, with one application, invitation or correction."""

    APPLICATION_TYPED = "APPLICATION_TYPED"
    APPLICANT_HEADED = "APPLICANT_HEADED"
    APPLICATION_DECIDED = "APPLICATION_DECIDED"
    INVITATION_SENT = "INVITATION_SENT"
    INVITATION_ACCEPTED = "INVITATION_ACCEPTED"
    CORRECTION_PROPOSED = "CORRECTION_PROPOSED"
    CORRECTION_DECIDED = "CORRECTION_DECIDED"


CONFLICTING: Mapping[Duty, frozenset[Duty]] = MappingProxyType(
    {
        Duty.APPLICATION_DECIDED: frozenset({Duty.APPLICATION_TYPED, Duty.APPLICANT_HEADED}),
        Duty.INVITATION_ACCEPTED: frozenset({Duty.INVITATION_SENT}),
        Duty.CORRECTION_DECIDED: frozenset({Duty.CORRECTION_PROPOSED}),
    }
)
"""Of each duty, those that whoever performs it must not have had about the same object."""

_DONE = {
    Duty.APPLICATION_TYPED: ("ви самі внесли цю заяву", "you typed this application yourself"),
    Duty.APPLICANT_HEADED: ("ви керуєте цим закладом", "you head this facility"),
    Duty.INVITATION_SENT: ("ви самі надіслали це запрошення", "you sent this invitation yourself"),
    Duty.CORRECTION_PROPOSED: ("ви самі подали це виправлення", "you proposed this correction yourself"),
}


def duties_conflict(person_id: UUID, duty: Duty, done: Iterable[tuple[Duty, UUID]]) -> tuple[Escalation, ...]:
    """Give the earlier duties about this object that forbid the person another; `done` says who had which."""
    had = {earlier for earlier, whose in done if whose == person_id}
    return tuple(
        DutiesConflict(*_DONE[earlier], evidence={"duty": duty, "conflictsWith": earlier})
        for earlier in sorted(had & CONFLICTING.get(duty, frozenset()))
    )
