"""The rules that keep rights from growing by themselves: each a function that gives what an act violates.

An act that changes rights is a number of changes of appointments: one for whom is appointed, dismissed or
given other role sets; one for every holder when a role set in use is edited; one for each double of an
appointment that loses a right; and one for whoever heads the new place of a department that moves. The rules
read values only; whoever performs the act locks what they read. Duties that conflict, the last administrator
and what the national centre does in its own name are in files of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from errors import (
    DoubleByDouble,
    Escalation,
    ExceedsPrimary,
    GrantExceedsOwn,
    SelfGrant,
    TargetOutranks,
)
from permissions.appointment import Appointment, covers, handed_out, lasts_to, used
from permissions.catalogue import ASSIGNMENT
from permissions.holdings import NOWHERE
from permissions.permission import Permission, Scope
from permissions.region import Region
from permissions.role_sets import Grant

_NAMED = 5  # permissions that a message names; the evidence has them all

Regions = Mapping[Permission, Region]
Excess = Sequence[tuple[Appointment, Grant]]
"""Grants that an appointment may not carry."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever performs an act: own appointments in force and, in a client's session, the client's ceiling."""

    person_id: UUID
    appointments: tuple[Appointment, ...]
    ceiling: Regions | None = None

    def hands_out(self) -> Regions:
        """Give where each permission may be handed out."""
        return self._below_ceiling(handed_out(self.appointments))

    def uses(self) -> Regions:
        """Give where each permission may be used."""
        return self._below_ceiling(used(self.appointments))

    def with_appointments(self, appointments: Iterable[Appointment]) -> "Actor":
        """Give the actor as if these appointments were the only ones."""
        return replace(self, appointments=tuple(appointments))

    def _below_ceiling(self, regions: Regions) -> Regions:
        if self.ceiling is None:
            return regions
        tops = self.ceiling
        return {each: region.within(tops.get(each, NOWHERE)) for each, region in regions.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A standing appointment before and after an act; a double's comes with the one that it doubles."""

    before: Appointment | None
    after: Appointment | None
    primary: Appointment | None = None

    @property
    def given(self) -> frozenset[Grant]:
        """The grants that somebody gets, or gets for longer or elsewhere."""
        if self.after is None:
            return frozenset()
        if self.before is None or not self.after.lies_within(self.before):
            return self.after.grants
        return self.after.grants - self.before.grants


def escalations(actor: Actor, changes: Sequence[Change]) -> tuple[Escalation, ...]:
    """Give all that changes of appointments violate."""
    return (
        *grant_exceeds_own(actor, changes),
        *self_grant(actor, changes),
        *target_outranks(actor, [change.before for change in changes if change.before is not None]),
        *double_exceeds_primary(changes),
        *double_appoints_double(actor, changes),
    )


def headed(appointments: Iterable[Appointment], path: str) -> tuple[Change, ...]:
    """Give what people get by heading a department from now on: what they hold in theirs, in that one too."""
    return tuple(
        Change(
            None,
            replace(each, path=path, grants=frozenset(g for g in each.grants if g.scope is Scope.DEPARTMENT)),
        )
        for each in appointments
    )


def grant_exceeds_own(actor: Actor, changes: Iterable[Change]) -> tuple[Escalation, ...]:
    """Only what one holds with `delegate` is handed out, and only where one holds it."""
    excess = _not_handed_out(actor, ((change.after, change.given) for change in changes))
    return _violated(GrantExceedsOwn, "ви не можете надати прав", "you may not hand out", excess)


def self_grant(actor: Actor, changes: Iterable[Change]) -> tuple[Escalation, ...]:
    """Nobody gives oneself rights, except those that one holds entirely, and for as long."""
    excess: list[tuple[Appointment, Grant]] = []
    for change in changes:
        if change.after is not None and change.after.person_id == actor.person_id:
            lasting = _lasting(actor, change.after)
            excess += _beyond(lasting.uses(), lasting.hands_out(), change.given, change.after)
    return _violated(SelfGrant, "ви не можете надати собі прав", "you may not give yourself", excess)


def _lasting(actor: Actor, appointment: Appointment) -> Actor:
    """Give the actor with those appointments alone that last at least as long as another."""
    return actor.with_appointments(
        each
        for each in actor.appointments
        if lasts_to(each.ends_on, appointment.ends_on) and not each.on_demand
    )


def _beyond(uses: Regions, hands_out: Regions, grants: Iterable[Grant], appointment: Appointment) -> Excess:
    """Find the grants that would let an appointment use or hand out more than these regions."""
    return [
        (appointment, grant)
        for grant in grants
        if (grant.use and not covers(uses.get(grant.permission), grant, appointment))
        or (grant.delegate and not covers(hands_out.get(grant.permission), grant, appointment))
    ]


def target_outranks(actor: Actor, appointments: Iterable[Appointment]) -> tuple[Escalation, ...]:
    """Nobody edits a person, or a role set, whose rights one could not have given; oneself one may edit.

    For a person, all standing appointments are given; for a role set, those that carry it.
    """
    excess = _not_handed_out(
        actor, ((each, each.grants) for each in appointments if each.person_id != actor.person_id)
    )
    return _violated(
        TargetOutranks,
        "є права, яких ви не можете надати",
        "held are rights that you may not hand out",
        excess,
    )


def double_exceeds_primary(changes: Iterable[Change]) -> tuple[Escalation, ...]:
    """Find rights of doubles that exceed those of the appointment that they double."""
    excess: list[tuple[Appointment, Grant]] = []
    for change in changes:
        if change.after is not None and change.after.double:
            assert change.primary is not None, "a double's change comes with the appointment that it doubles"
            uses, hands_out = used([change.primary]), handed_out([change.primary])
            excess += _beyond(uses, hands_out, change.after.grants, change.after)
    return _violated(
        ExceedsPrimary,
        "права дублера ширші за права того, кого він заміщує",
        "a double would hold more than whom it doubles",
        excess,
    )


def double_appoints_double(actor: Actor, changes: Iterable[Change]) -> tuple[Escalation, ...]:
    """Whoever could not do it but as a double gives no rights to doubles."""
    unaided = actor.with_appointments(each for each in actor.appointments if not each.double)
    if unaided == actor:
        return ()  # what exceeds the rights of somebody who is no double, GRANT_EXCEEDS_OWN says
    doubled = [change for change in changes if change.after is not None and change.after.double]
    appointed = [change.after for change in doubled if change.before is None and change.after is not None]
    appointing = unaided.uses().get(ASSIGNMENT.create)
    excess = [
        *_not_handed_out(unaided, ((change.after, change.given) for change in doubled)),
        *((each, _APPOINTING) for each in appointed if not covers(appointing, _APPOINTING, each)),
    ]
    return _violated(DoubleByDouble, "дублер не призначає дублерів", "a double appoints no doubles", excess)


_APPOINTING = Grant(ASSIGNMENT.create, Scope.DEPARTMENT)


def _not_handed_out(
    actor: Actor, given: Iterable[tuple[Appointment | None, Iterable[Grant]]]
) -> list[tuple[Appointment, Grant]]:
    regions = actor.hands_out()
    return [
        (appointment, grant)
        for appointment, grants in given
        if appointment is not None
        for grant in grants
        if not covers(regions.get(grant.permission), grant, appointment)
    ]


def _violated(kind: type[Escalation], words: str, words_en: str, excess: Excess) -> tuple[Escalation, ...]:
    """Give one violation with all that exceeds, or none."""
    if not excess:
        return ()
    codes = sorted({grant.permission.code for _, grant in excess})
    grants = sorted({(grant.permission.code, grant.scope) for _, grant in excess})
    named = ", ".join(codes[:_NAMED]) + (", …" if len(codes) > _NAMED else "")
    evidence = {
        "missingPermissions": codes,
        "grants": [{"permission": code, "scope": scope} for code, scope in grants],
        "assignments": sorted(
            {str(each.assignment_id) for each, _ in excess if each.assignment_id is not None}
        ),
    }
    return (kind(f"{words}: {named}", f"{words_en}: {named}", evidence=evidence),)
