"""Appointments as bearers of rights: what they let their holders use and hand out, and where.

Delegation measures own rows by the facility of the appointment: `Region.own_within`. To read, one's own rows
are one's own everywhere; but whoever may give rights in one facility gives them for that facility.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from permissions.catalogue import PERMISSIONS
from permissions.holdings import RightRow, RightState, miss_of
from permissions.permission import Permission, Scope
from permissions.region import ANYWHERE, Region, united
from permissions.role_sets import Grant


@dataclass(frozen=True, slots=True)
class Appointment:
    """An assignment with the grants of its role sets.

    A client's connection and a role set that nobody holds yet are judged as appointments to a whole facility:
    they have no assignment, no person and no path.
    """

    facility_id: UUID
    grants: frozenset[Grant]
    starts_on: dt.date
    ends_on: dt.date | None = None
    assignment_id: UUID | None = None
    person_id: UUID | None = None
    path: str | None = None
    double: bool = False
    on_demand: bool = False

    def reach(self, scope: Scope) -> Region:
        """Give the region of a grant that this appointment carries."""
        facility = frozenset({self.facility_id})
        if scope is Scope.ANY:
            return ANYWHERE
        if scope is Scope.OWN:
            return Region(own=True, own_within=facility)
        if scope is Scope.DEPARTMENT and self.path is not None:
            return Region(subtrees=frozenset({(self.facility_id, self.path)}))
        return Region(facilities=facility)

    def lies_within(self, other: "Appointment") -> bool:
        """Tell whether the same grants would reach no further and last no longer than in the other."""
        return (
            (self.person_id, self.facility_id, self.path) == (other.person_id, other.facility_id, other.path)
            and self.starts_on >= other.starts_on
            and lasts_to(other.ends_on, self.ends_on)
            and self.double >= other.double
            and self.on_demand >= other.on_demand
        )


def lasts_to(ends_on: dt.date | None, day: dt.date | None) -> bool:
    """Tell whether what ends on one day, or never, is there until another, or for ever."""
    return ends_on is None or (day is not None and day <= ends_on)


def used(appointments: Iterable[Appointment]) -> Mapping[Permission, Region]:
    """Give where each permission may be used through the appointments."""
    return _regions((each, grant) for each in appointments for grant in each.grants if grant.use)


def handed_out(appointments: Iterable[Appointment]) -> Mapping[Permission, Region]:
    """Give where each permission may be handed out through the appointments."""
    return _regions((each, grant) for each in appointments for grant in each.grants if grant.delegate)


def _regions(borne: Iterable[tuple[Appointment, Grant]]) -> Mapping[Permission, Region]:
    regions: dict[Permission, set[Region]] = {}
    for appointment, grant in borne:
        regions.setdefault(grant.permission, set()).add(appointment.reach(grant.scope))
    return {permission: united(parts) for permission, parts in regions.items()}


def covers(region: Region | None, grant: Grant, appointment: Appointment) -> bool:
    """Tell whether a region contains all that a grant reaches in an appointment."""
    if region is None:
        return False
    if region.contains(appointment.reach(grant.scope)):
        return True
    # Whoever holds a department covers the own rows of those who work in it; but not the right to hand own
    # rows out, which reaches everybody of the facility.
    return (
        grant.scope is Scope.OWN
        and not grant.delegate
        and appointment.path is not None
        and region.contains_subtree((appointment.facility_id, appointment.path))
    )


def appointments_in_force(
    rows: Iterable[RightRow], now: dt.datetime, doubles: Collection[UUID] = ()
) -> tuple[Appointment, ...]:
    """Gather a person's rows of rights into the appointments in force; `doubles` are those of substitutes."""
    return _gathered((row for row in rows if miss_of(row, now) is None), doubles)


def standing_appointments(
    rows: Iterable[RightRow], today: dt.date, doubles: Collection[UUID] = ()
) -> tuple[Appointment, ...]:
    """Gather rows of rights into the appointments that are not over: in force, to come or suspended."""
    return _gathered(
        (row for row in rows if row.state != RightState.ENDED and lasts_to(row.ends_on, today)), doubles
    )


def _gathered(rows: Iterable[RightRow], doubles: Collection[UUID]) -> tuple[Appointment, ...]:
    gathered: dict[UUID | None, list[RightRow]] = {}
    for row in rows:
        if row.permission in PERMISSIONS:
            gathered.setdefault(row.assignment_id, []).append(row)
    return tuple(_appointment(carried, doubles) for carried in gathered.values())


def _appointment(rows: list[RightRow], doubles: Collection[UUID]) -> Appointment:
    first = rows[0]
    return Appointment(
        facility_id=first.facility_id,
        grants=frozenset(
            Grant(PERMISSIONS[row.permission], row.scope, row.can_use, row.can_delegate) for row in rows
        ),
        starts_on=first.starts_on,
        ends_on=first.ends_on,
        assignment_id=first.assignment_id,
        person_id=first.person_id,
        path=first.path,
        double=first.assignment_id in doubles,
        on_demand=first.on_demand,
    )
