"""Carriers of rights become an access: what is in force now, until when, and what was missed by how much.

A carrier is an assignment, or a connection of a vendor's client, with a version of a role set. Carriers are
sifted whole, and the grants that many of them carry are looked at once: a client has thousands of connections
under one version. Validity is a predicate over the carrier and the moment, not a job that runs at midnight.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from permissions.access import ANONYMOUS, Access, Epoch, Holding, Principal, PrincipalKind, Reason
from permissions.catalogue import PERMISSIONS
from permissions.permission import Permission, Scope
from permissions.region import ANYWHERE, OWN, Region, united
from permissions.role_sets import Grant

KYIV = ZoneInfo("Europe/Kyiv")
"""Where the days of assignments begin and end."""

NOWHERE = Region()

_NEAREST = (Reason.CLIENT_CEILING, Reason.SUSPENDED, Reason.NOT_YET_VALID, Reason.EXPIRED)
"""Of several reasons why a right is not held, the one that is told."""

Grants = frozenset[Grant]


class RightState(StrEnum):
    """What became of a right besides its dates: of the assignment, the employee and the person together."""

    GIVEN = "GIVEN"
    PENDING = "PENDING"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which a double on demand acts; without an end, until further notice."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None

    def covers(self, moment: dt.datetime) -> bool:
        """Tell whether the double acts at the moment."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where, since when and until when somebody was given rights; a connection has no person or path."""

    facility_id: UUID
    role_set_id: UUID
    role_set_version_id: UUID
    starts_on: dt.date
    ends_on: dt.date | None
    state: RightState
    person_id: UUID | None = None
    employee_id: UUID | None = None
    assignment_id: UUID | None = None
    path: str | None = None
    on_demand: bool = False
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow(Standing):
    """One grant as somebody was given it."""

    permission: str
    scope: Scope
    can_use: bool
    can_delegate: bool

    @property
    def grants(self) -> Grants:
        """The grant; none when its permission is of a newer release."""
        permission = PERMISSIONS.get(self.permission)
        if permission is None:
            return frozenset()
        return frozenset({Grant(permission, self.scope, self.can_use, self.can_delegate)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier(Standing):
    """All the grants of a version of a role set as somebody was given them; alike grants are one object."""

    grants: Grants


Carried = Mapping[Grants, Sequence[Carrier | RightRow]]
"""By grants, those who carry them."""


def access_of_person(
    person_id: UUID,
    rows: Iterable[Carrier | RightRow],
    now: dt.datetime,
    *,
    epoch: Epoch | None = None,
    session_ends: dt.datetime | None = None,
    client_id: UUID | None = None,
    ceiling: Collection[Carrier | RightRow] = (),
    session_id: UUID | None = None,
) -> Access:
    """Give a person's access; in a session of a client, below what the client's connections give."""
    rows = tuple(rows)
    given, missed = _sifted(rows, now)
    held = _held(given)
    tops = None
    if client_id is not None:
        tops = _held(_sifted(ceiling, now)[0])
        cut = {permission: _below(region, permission, tops) for permission, region in held.items()}
        missed |= {permission: Reason.CLIENT_CEILING for permission, region in cut.items() if not region}
        held = {permission: region for permission, region in cut.items() if region}
    principal = Principal(PrincipalKind.PERSON, person_id, client_id)
    valid_until = _valid_until((*rows, *ceiling), now, session_ends)
    return _access(principal, held, _holdings(given, tops), missed, epoch, valid_until, session_id)


def access_of_client(
    client_id: UUID,
    rows: Iterable[Carrier | RightRow],
    now: dt.datetime,
    *,
    epoch: Epoch | None = None,
    session_ends: dt.datetime | None = None,
    session_id: UUID | None = None,
) -> Access:
    """Give the access of a vendor's client from its connections."""
    rows = tuple(rows)
    given, missed = _sifted(rows, now)
    principal = Principal(PrincipalKind.CLIENT, client_id=client_id)
    valid_until = _valid_until(rows, now, session_ends)
    return _access(principal, _held(given), _holdings(given, None), missed, epoch, valid_until, session_id)


def miss_of(row: Standing, now: dt.datetime) -> Reason | None:
    """Tell why a right is not in force at a moment, or None when it is."""
    return _miss(row, now, now.astimezone(KYIV).date())


def _miss(row: Standing, now: dt.datetime, today: dt.date) -> Reason | None:
    if row.state == RightState.ENDED or (row.ends_on is not None and row.ends_on < today):
        return Reason.EXPIRED
    if row.state == RightState.SUSPENDED:
        return Reason.SUSPENDED
    if row.state == RightState.PENDING or row.starts_on > today:
        return Reason.NOT_YET_VALID
    if row.on_demand and not any(period.covers(now) for period in row.periods):
        # a double whose last time is over has acted; one who was not called yet, or for later, waits
        over = row.periods and all(period.starts_at <= now for period in row.periods)
        return Reason.EXPIRED if over else Reason.NOT_YET_VALID
    return None


def _sifted(rows: Iterable[Carrier | RightRow], now: dt.datetime) -> tuple[Carried, dict[Permission, Reason]]:
    """Part the rows into those in force and, of the others, the nearest miss by permission to be used."""
    today = now.astimezone(KYIV).date()
    given: dict[Grants, list[Carrier | RightRow]] = {}
    reasons: dict[Grants, set[Reason]] = {}
    for row in rows:
        reason = _miss(row, now, today)
        if reason is None:
            given.setdefault(row.grants, []).append(row)
        else:
            reasons.setdefault(row.grants, set()).add(reason)
    missed: dict[Permission, Reason] = {}
    for grants, found in reasons.items():
        nearest = min(found, key=_NEAREST.index)
        for permission in {grant.permission for grant in grants if grant.use}:
            missed[permission] = min(nearest, missed.get(permission, nearest), key=_NEAREST.index)
    return given, missed


def _held(given: Carried) -> dict[Permission, Region]:
    """Unite where each permission is held; what the same carriers give at the same scopes is united once."""
    ways: dict[Permission, set[tuple[Grants, Scope]]] = {}
    for grants in given:
        for grant in grants:
            if grant.use:
                ways.setdefault(grant.permission, set()).add((grants, grant.scope))
    reaches: dict[tuple[Grants, Scope], Region] = {}
    united_of: dict[frozenset[tuple[Grants, Scope]], Region] = {}
    held = {}
    for permission, parts in ways.items():
        key = frozenset(parts)
        if key not in united_of:
            for grants, scope in parts:
                if (grants, scope) not in reaches:
                    reaches[grants, scope] = _reach(scope, given[grants])
            united_of[key] = united(reaches[part] for part in parts)
        held[permission] = united_of[key]
    return held


def _reach(scope: Scope, rows: Iterable[Standing]) -> Region:
    """Anchor a grant: each assignment, or connection, supplies the value that the scope asks for."""
    if scope == Scope.ANY:
        return ANYWHERE
    if scope == Scope.OWN:
        return OWN
    if scope == Scope.FACILITY:
        return Region(facilities=frozenset(row.facility_id for row in rows))
    rows = tuple(rows)
    return Region(
        facilities=frozenset(row.facility_id for row in rows if row.path is None),
        subtrees=frozenset((row.facility_id, row.path) for row in rows if row.path is not None),
    )


def _below(region: Region, permission: Permission, tops: Mapping[Permission, Region]) -> Region:
    return region.within(tops.get(permission, NOWHERE))


def _holdings(given: Carried, tops: Mapping[Permission, Region] | None) -> Iterator[Holding]:
    """Tell through what grants are held: each assignment by itself, the connections of a client together."""
    for grants, carriers in given.items():
        used = frozenset(grant for grant in grants if grant.use)
        through: dict[tuple[UUID, UUID | None], list[Standing]] = {}
        for row in carriers:
            through.setdefault((row.role_set_version_id, row.assignment_id), []).append(row)
        for rows in through.values():
            left = used
            if tops is not None:
                left = frozenset(
                    grant for grant in used if _below(_reach(grant.scope, rows), grant.permission, tops)
                )
            if left:
                yield _holding(left, rows)


def _holding(grants: Grants, rows: Sequence[Standing]) -> Holding:
    ends = [row.ends_on for row in rows if row.ends_on is not None]
    return Holding(
        grants,
        rows[0].role_set_version_id,
        rows[0].role_set_id,
        rows[0].assignment_id,
        frozenset(row.facility_id for row in rows),
        max(ends) if len(ends) == len(rows) else None,
    )


def _access(
    principal: Principal,
    held: Mapping[Permission, Region],
    holdings: Iterable[Holding],
    missed: Mapping[Permission, Reason],
    epoch: Epoch | None,
    valid_until: dt.datetime | None,
    session_id: UUID | None,
) -> Access:
    # nobody who shows a token holds less than whoever shows none
    floored = {**held, **ANONYMOUS.held}
    return Access(
        MappingProxyType(floored),
        principal,
        epoch,
        valid_until,
        tuple(holdings),
        MappingProxyType({each: reason for each, reason in missed.items() if each not in floored}),
        session_id,
    )


def _valid_until(
    rows: Iterable[Standing], now: dt.datetime, session_ends: dt.datetime | None
) -> dt.datetime | None:
    """Give the next moment at which a right begins or ends, or the session does."""
    times = {
        (row.starts_on, row.ends_on, row.on_demand, row.periods): row
        for row in rows
        if row.state == RightState.GIVEN
    }
    moments = {moment for row in times.values() for moment in _turns(row)}
    ends = {session_ends} if session_ends is not None else set()
    return min((moment for moment in moments | ends if moment > now), default=None)


def _turns(row: Standing) -> Iterator[dt.datetime]:
    yield _midnight(row.starts_on)
    if row.ends_on is not None and row.ends_on < dt.date.max:
        yield _midnight(row.ends_on + dt.timedelta(days=1))
    for period in row.periods if row.on_demand else ():
        yield period.starts_at
        if period.ends_at is not None:
            yield period.ends_at


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, KYIV)
