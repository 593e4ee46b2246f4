"""The one statement that reads a session with its rights, and the reading of what it gives.

Grants are read once for each version of a role set, beside the assignments and connections that carry it: a
vendor's client has thousands of connections, and all carry the same few versions.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from permissions.access import Epoch
from permissions.holdings import Period, RightRow, RightState
from permissions.permission import Scope

Grants = Mapping[str, Sequence[Sequence[Any]]]

STATEMENT = """
SELECT convert_to(coalesce((
    SELECT json_build_object(
        'kind', session.kind,
        'principal', session.principal_id,
        'person', session.person_id,
        'client', session.client_id,
        'until', session.absolute_until,
        'revoked', session.revoked_at,
        'personBlocked', person.blocked_at IS NOT NULL,
        'clientBlocked', coalesce(mis_client.status = 'BLOCKED', false),
        'epoch', (
            SELECT sum(epoch)::bigint FROM principal_epoch
            WHERE principal_id IN (session.principal_id, session.client_id)),
        'rights', (
            SELECT json_agg(json_build_array(
                facility_id, role_set_id, role_set_version_id, starts_on, ends_on, state,
                employee_id, assignment_id, path, on_demand))
            FROM role_set_given WHERE role_set_given.person_id = session.person_id),
        'periods', (
            SELECT json_agg(json_build_array(substitution_period.assignment_id, starts_at, ends_at))
            FROM employee
                JOIN assignment ON assignment.employee_id = employee.id
                JOIN substitution_period ON substitution_period.assignment_id = assignment.id
            WHERE employee.person_id = session.person_id AND assignment.substitute_mode = 'ON_DEMAND'),
        'connections', (
            SELECT json_agg(json_build_array(
                facility_id, role_set_id, role_set_version_id, starts_on, ends_on, state))
            FROM role_set_connected WHERE role_set_connected.client_id = session.client_id),
        'grants', (
            SELECT json_object_agg(version_id, grants) FROM (
                SELECT version_id,
                    json_agg(json_build_array(permission, scope, can_use, can_delegate)) AS grants
                FROM role_set_grant
                WHERE version_id IN (
                    SELECT role_set_version_id FROM role_set_given
                    WHERE role_set_given.person_id = session.person_id
                    UNION
                    SELECT version_id FROM mis_connection
                    WHERE mis_connection.client_id = session.client_id)
                GROUP BY version_id) AS granted)
    )::text
    FROM session
        LEFT JOIN person ON person.id = session.person_id
        LEFT JOIN mis_client ON mis_client.id = session.client_id
    WHERE session.token_sha256 = $1
), ''), 'UTF8')
"""


@dataclass(frozen=True, slots=True)
class SessionRead:
    """A session as the database holds it, and every right that its person and its client were given."""

    kind: str
    person_id: UUID | None
    client_id: UUID | None
    absolute_until: dt.datetime
    revoked_at: dt.datetime | None
    is_person_blocked: bool
    is_client_blocked: bool
    epoch: Epoch
    rights: tuple[RightRow, ...]
    connections: tuple[RightRow, ...]


def read_session(found: Mapping[str, Any]) -> SessionRead:
    """Read what the statement gives of a session that there is."""
    person_id, client_id = _uuid(found["person"]), _uuid(found["client"])
    grants: Grants = found["grants"] or {}
    periods = _periods(found["periods"] or ())
    return SessionRead(
        kind=found["kind"],
        person_id=person_id,
        client_id=client_id,
        absolute_until=dt.datetime.fromisoformat(found["until"]),
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
) -> Iterator[RightRow]:
    for *carried, employee_id, assignment_id, path, on_demand in given:
        for row in _granted(carried, grants):
            yield replace(
                row,
                person_id=person_id,
                employee_id=UUID(employee_id),
                assignment_id=UUID(assignment_id),
                path=path,
                on_demand=on_demand,
                periods=periods.get(assignment_id, ()),
            )


def _connections(given: Iterable[Sequence[Any]], grants: Grants) -> Iterator[RightRow]:
    for carried in given:
        yield from _granted(carried, grants)


def _granted(carried: Sequence[Any], grants: Grants) -> Iterator[RightRow]:
    facility_id, role_set_id, version_id, starts_on, ends_on, state = carried
    place = UUID(facility_id), UUID(role_set_id), UUID(version_id)
    time = dt.date.fromisoformat(starts_on), dt.date.fromisoformat(ends_on) if ends_on else None
    for permission, scope, can_use, can_delegate in grants.get(version_id, ()):
        yield RightRow(*place, permission, Scope(scope), can_use, can_delegate, *time, RightState(state))


def _periods(rows: Iterable[Sequence[str]]) -> Mapping[str, tuple[Period, ...]]:
    periods: dict[str, tuple[Period, ...]] = {}
    for assignment_id, starts_at, ends_at in rows:
        period = Period(dt.datetime.fromisoformat(starts_at), _moment(ends_at))
        periods[assignment_id] = (*periods.get(assignment_id, ()), period)
    return periods


def _epoch(principal_id: UUID, client_id: UUID | None, total: int) -> Epoch:
    principals = {principal_id} if client_id is None else {principal_id, client_id}
    return Epoch(tuple(sorted(principals)), total)


def _uuid(given: str | None) -> UUID | None:
    return UUID(given) if given else None


def _moment(given: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(given) if given else None
