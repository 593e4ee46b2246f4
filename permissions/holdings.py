"""Rows of rights become an access: what is in force now, until when, and what was missed by how much.

A row is one grant of one role set that one assignment, or one connection of a vendor's client, carries.
Validity is a predicate over the row and the moment, not a job that runs at midnight.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from permissions.access import ANONYMOUS, Access, Epoch, Holding, Principal, PrincipalKind, Reason
from permissions.catalogue import PERMISSIONS
from permissions.permission import Permission, Scope
from permissions.region import ANYWHERE, OWN, Region, united

KYIV = ZoneInfo("Europe/Kyiv")
"""Where the days of assignments begin and end."""

NOWHERE = Region()

_NEAREST = (Reason.CLIENT_CEILING, Reason.SUSPENDED, Reason.NOT_YET_VALID, Reason.EXPIRED)
"""Of several reasons why a right is not held, the one that is told."""


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


@dataclass(frozen=True, slots=True)
class RightRow:
    """A grant as somebody was given it; a client's connection has no person, assignment or path."""

    facility_id: UUID
    role_set_id: UUID
    role_set_version_id: UUID
    permission: str
    scope: Scope
    can_use: bool
    can_delegate: bool
    starts_on: dt.date
    ends_on: dt.date | None
    state: RightState
    person_id: UUID | None = None
    employee_id: UUID | None = None
    assignment_id: UUID | None = None
    path: str | None = None
    on_demand: bool = False
    periods: tuple[Period, ...] = ()


def access_of_person(
    person_id: UUID,
    rows: Iterable[RightRow],
    now: dt.datetime,
    *,
    epoch: Epoch | None = None,
    session_ends: dt.datetime | None = None,
    client_id: UUID | None = None,
    ceiling: Collection[RightRow] = (),
) -> Access:
    """Give a person's access; in a session of a client, below what the client's connections give."""
    rows = tuple(rows)
    given, missed = _sifted(rows, now)
    held = _held(given)
    if client_id is not None:
        tops = _held(_sifted(ceiling, now)[0])
        given = [row for row in given if _region(row).within(tops.get(PERMISSIONS[row.permission], NOWHERE))]
        cut = {
            permission: region.within(tops.get(permission, NOWHERE)) for permission, region in held.items()
        }
        missed |= {permission: Reason.CLIENT_CEILING for permission, region in cut.items() if not region}
        held = {permission: region for permission, region in cut.items() if region}
    principal = Principal(PrincipalKind.PERSON, person_id, client_id)
    valid_until = _valid_until((*rows, *ceiling), now, session_ends)
    return _access(principal, held, given, missed, epoch, valid_until)


def access_of_client(
    client_id: UUID,
    rows: Iterable[RightRow],
    now: dt.datetime,
    *,
    epoch: Epoch | None = None,
    session_ends: dt.datetime | None = None,
) -> Access:
    """Give the access of a vendor's client from its connections."""
    rows = tuple(rows)
    given, missed = _sifted(rows, now)
    principal = Principal(PrincipalKind.CLIENT, client_id=client_id)
    return _access(principal, _held(given), given, missed, epoch, _valid_until(rows, now, session_ends))


def miss_of(row: RightRow, now: dt.datetime) -> Reason | None:
    """Tell why a right is not in force at a moment, or None when it is."""
    return _miss(row, now, now.astimezone(KYIV).date())


def _miss(row: RightRow, now: dt.datetime, today: dt.date) -> Reason | None:
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


def _sifted(rows: Iterable[RightRow], now: dt.datetime) -> tuple[list[RightRow], dict[Permission, Reason]]:
    """Part the rows to be used into those in force and, of the others, the nearest miss by permission."""
    today = now.astimezone(KYIV).date()
    given: list[RightRow] = []
    missed: dict[Permission, Reason] = {}
    for row in rows:
        permission = PERMISSIONS.get(row.permission)
        if permission is None or not row.can_use:
            continue
        reason = _miss(row, now, today)
        if reason is None:
            given.append(row)
        else:
            missed[permission] = min(reason, missed.get(permission, reason), key=_NEAREST.index)
    return given, missed


def _held(given: Iterable[RightRow]) -> dict[Permission, Region]:
    # by where grants are anchored: a client's thousands of connections all give the same permissions
    anchors: dict[Permission, dict[tuple[Scope, UUID, str | None], RightRow]] = {}
    for row in given:
        anchors.setdefault(PERMISSIONS[row.permission], {})[row.scope, row.facility_id, row.path] = row
    united_at: dict[frozenset[tuple[Scope, UUID, str | None]], Region] = {}
    held = {}
    for permission, rows in anchors.items():
        key = frozenset(rows)
        if key not in united_at:
            united_at[key] = united(map(_region, rows.values()))
        held[permission] = united_at[key]
    return held


def _region(row: RightRow) -> Region:
    """Anchor a grant: the assignment, or the connection, supplies the value that the scope asks for."""
    if row.scope == Scope.ANY:
        return ANYWHERE
    if row.scope == Scope.OWN:
        return OWN
    if row.scope == Scope.DEPARTMENT and row.path is not None:
        return Region(subtrees=frozenset({(row.facility_id, row.path)}))
    return Region(facilities=frozenset({row.facility_id}))


def _access(
    principal: Principal,
    held: Mapping[Permission, Region],
    given: Iterable[RightRow],
    missed: Mapping[Permission, Reason],
    epoch: Epoch | None,
    valid_until: dt.datetime | None,
) -> Access:
    # nobody who shows a token holds less than whoever shows none
    floored = {**held, **ANONYMOUS.held}
    return Access(
        MappingProxyType(floored),
        principal,
        epoch,
        valid_until,
        tuple(map(_holding, given)),
        MappingProxyType({each: reason for each, reason in missed.items() if each not in floored}),
    )


def _holding(row: RightRow) -> Holding:
    return Holding(
        PERMISSIONS[row.permission],
        row.scope,
        row.role_set_version_id,
        row.role_set_id,
        row.assignment_id,
        row.facility_id,
        row.can_delegate,
        row.ends_on,
    )


def _valid_until(
    rows: Iterable[RightRow], now: dt.datetime, session_ends: dt.datetime | None
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


def _turns(row: RightRow) -> Iterator[dt.datetime]:
    yield _midnight(row.starts_on)
    if row.ends_on is not None and row.ends_on < dt.date.max:
        yield _midnight(row.ends_on + dt.timedelta(days=1))
    for period in row.periods if row.on_demand else ():
        yield period.starts_at
        if period.ends_at is not None:
            yield period.ends_at


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, KYIV)
