"""The one statement that reads a session with its rights, and the reading of what it gives.

Grants are read once for each version of a role set, beside the assignments and connections that carry it: a
vendor's client has thousands of connections, and all carry the same few versions.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from permissions.access import Epoch
from permissions.catalogue import PERMISSIONS
from permissions.holdings import Carrier, Period, RightState
from permissions.permission import Scope
from permissions.role_sets import Grant

Grants = Mapping[str, frozenset[Grant]]
"""By version of a role set."""

STATEMENT = """
WITH bearer AS MATERIALIZED (
    SELECT session.*, person.blocked_at, mis_client.status AS client_status
    FROM session
        LEFT JOIN person ON person.id = session.person_id
        LEFT JOIN mis_client ON mis_client.id = session.client_id
    WHERE session.token_sha256 = $1
), given AS MATERIALIZED (
    SELECT role_set_given.* FROM bearer JOIN role_set_given ON role_set_given.person_id = bearer.person_id
), connected AS MATERIALIZED (
    SELECT role_set_connected.*
    FROM bearer JOIN role_set_connected ON role_set_connected.client_id = bearer.client_id
)
SELECT convert_to(coalesce((
    SELECT json_build_object(
        'kind', kind,
        'principal', principal_id,
        'person', person_id,
        'client', client_id,
        'bind', bind,
        'until', absolute_until,
        'seen', seen_at,
        'idle', idle_seconds,
        'revoked', revoked_at,
        'personBlocked', blocked_at IS NOT NULL,
        'clientBlocked', coalesce(client_status = 'BLOCKED', false),
        'epoch', (SELECT sum(epoch)::bigint FROM principal_epoch
                  WHERE principal_epoch.principal_id IN (bearer.principal_id, bearer.client_id)),
        'rights', (
            SELECT json_agg(json_build_array(
                facility_id, role_set_id, role_set_version_id, starts_on, ends_on, state,
                employee_id, assignment_id, path, on_demand))
            FROM given),
        'periods', (
            SELECT json_agg(json_build_array(assignment_id, starts_at, ends_at))
            FROM substitution_period
            WHERE assignment_id = ANY (ARRAY(SELECT assignment_id FROM given WHERE on_demand))),
        'connections', (
            SELECT json_agg(json_build_array(
                facility_id, role_set_id, role_set_version_id, starts_on, ends_on, state))
            FROM connected),
        'grants', (
            SELECT json_object_agg(role_set_version_id, (
                SELECT json_agg(json_build_array(permission, scope, can_use, can_delegate))
                FROM role_set_grant WHERE version_id = role_set_version_id))
            FROM (SELECT role_set_version_id FROM given
                  UNION SELECT role_set_version_id FROM connected) AS carried)
    )::text
    FROM bearer
), ''), 'UTF8')
"""

STATEMENT_BY_BIND = STATEMENT.replace("session.token_sha256 = $1", "session.bind = $1")
"""The same for a session that is known already, by what names it."""


@dataclass(frozen=True, slots=True)
class SessionRead:
    """A session as the database holds it, and every right that its person and its client were given."""

    kind: str
    principal_id: UUID
    person_id: UUID | None
    client_id: UUID | None
    bind: UUID
    absolute_until: dt.datetime
    seen_at: dt.datetime
    idle_seconds: int | None
    revoked_at: dt.datetime | None
    is_person_blocked: bool
    is_client_blocked: bool
    epoch: Epoch
    rights: tuple[Carrier, ...]
    connections: tuple[Carrier, ...]

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends unless it is used before: at its absolute end, or when it has rested too long."""
        if self.idle_seconds is None:
            return self.absolute_until
        return min(self.absolute_until, self.seen_at + dt.timedelta(seconds=self.idle_seconds))


def read_session(found: Mapping[str, Any]) -> SessionRead:
    """Read what the statement gives of a session that there is."""
    person_id, client_id = _uuid(found["person"]), _uuid(found["client"])
    grants = _grants(found["grants"] or {})
    periods = _periods(found["periods"] or ())
    return SessionRead(
        kind=found["kind"],
        principal_id=UUID(found["principal"]),
        person_id=person_id,
        client_id=client_id,
        bind=UUID(found["bind"]),
        absolute_until=dt.datetime.fromisoformat(found["until"]),
        seen_at=dt.datetime.fromisoformat(found["seen"]),
        idle_seconds=found["idle"],
        revoked_at=_moment(found["revoked"]),
        is_person_blocked=found["personBlocked"],
        is_client_blocked=found["clientBlocked"],
        epoch=_epoch(UUID(found["principal"]), client_id, found["epoch"]),
        rights=tuple(_rights(found["rights"] or (), grants, person_id, periods)),
        connections=tuple(_connections(found["connections"] or (), grants)),
    )


def _rights(
    given: Iterable[Sequence[Any]],
    grants: Grants,
    person_id: UUID | None,
    periods: Mapping[str, tuple[Period, ...]],
) -> Iterator[Carrier]:
    for facility_id, *terms, employee_id, assignment_id, path, on_demand in given:
        yield Carrier(
            facility_id=UUID(facility_id),
            **_terms(terms, grants),
            person_id=person_id,
            employee_id=UUID(employee_id),
            assignment_id=UUID(assignment_id),
            path=path,
            on_demand=on_demand,
            periods=periods.get(assignment_id, ()),
        )


def _connections(given: Iterable[Sequence[Any]], grants: Grants) -> Iterator[Carrier]:
    read: dict[tuple[Any, ...], dict[str, Any]] = {}  # thousands of connections share few terms
    for facility_id, *terms in given:
        key = tuple(terms)
        if key not in read:
            read[key] = _terms(terms, grants)
        yield Carrier(facility_id=UUID(facility_id), **read[key])


def _terms(terms: Sequence[Any], grants: Grants) -> dict[str, Any]:
    role_set_id, version_id, starts_on, ends_on, state = terms
    return {
        "role_set_id": UUID(role_set_id),
        "role_set_version_id": UUID(version_id),
        "starts_on": dt.date.fromisoformat(starts_on),
        "ends_on": dt.date.fromisoformat(ends_on) if ends_on else None,
        "state": RightState(state),
        "grants": grants[version_id],
    }


def _grants(found: Mapping[str, Sequence[Sequence[Any]] | None]) -> Grants:
    """Read the grants of versions; those of several alike become one object, which is compared in no time."""
    alike: dict[frozenset[tuple[Any, ...]], frozenset[Grant]] = {}
    grants = {}
    for version_id, rows in found.items():
        key = frozenset(map(tuple, rows or ()))
        if key not in alike:
            alike[key] = frozenset(
                Grant(PERMISSIONS[code], Scope(scope), use, delegate)
                for code, scope, use, delegate in key
                if code in PERMISSIONS  # a newer release may have added some
            )
        grants[version_id] = alike[key]
    return grants


def _periods(rows: Iterable[Sequence[str]]) -> Mapping[str, tuple[Period, ...]]:
    periods: dict[str, tuple[Period, ...]] = {}
    for assignment_id, starts_at, ends_at in rows:
        period = Period(dt.datetime.fromisoformat(starts_at), _moment(ends_at))
        periods[assignment_id] = (*periods.get(assignment_id, ()), period)
    return periods


def _epoch(principal_id: UUID, client_id: UUID | None, total: int | None) -> Epoch:
    principals = {principal_id} if client_id is None else {principal_id, client_id}
    return Epoch(tuple(sorted(principals)), total or 0)


def _uuid(given: str | None) -> UUID | None:
    return UUID(given) if given else None


def _moment(given: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(given) if given else None
