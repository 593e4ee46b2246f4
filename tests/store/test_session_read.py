"""What the access statement gives becomes carriers, whose alike grants are one object."""

import datetime as dt
from typing import Any
from uuid import UUID

from permissions.catalogue import DEPARTMENT
from permissions.permission import Scope
from permissions.role_sets import Grant
from store.rights import SessionRead, read_session

READ = ["department:read", "FACILITY", True, False]
UPDATE = ["department:update", "FACILITY", True, False]
FIRST, SECOND, THIRD = (str(UUID(int=number)) for number in (1, 2, 3))


def read(grants: dict[str, list[list[Any]]]) -> SessionRead:
    """Read a client's session with one connection for each version."""
    return read_session(
        {
            "kind": "FULL",
            "principal": FIRST,
            "person": None,
            "client": FIRST,
            "bind": SECOND,
            "until": "2026-11-22T10:00:00+00:00",
            "seen": "2026-11-21T10:00:00+00:00",
            "idle": None,
            "revoked": None,
            "personBlocked": False,
            "clientBlocked": False,
            "epoch": 1,
            "rights": None,
            "periods": None,
            "connections": [
                [FIRST, SECOND, version, "2026-01-01", "2026-12-31", "GIVEN"] for version in grants
            ],
            "grants": grants,
        }
    )


def test_versions_that_grant_the_same_share_their_grants_in_whatever_order_they_are_read() -> None:
    one, other, third = read({FIRST: [READ, UPDATE], SECOND: [UPDATE, READ], THIRD: [READ]}).connections
    assert one.grants is other.grants
    assert third.grants == {Grant(DEPARTMENT.read, Scope.FACILITY)}


def test_connections_of_one_version_keep_what_is_their_own() -> None:
    (connection,) = read({FIRST: [READ]}).connections
    assert (connection.facility_id, connection.role_set_id) == (UUID(FIRST), UUID(SECOND))
    assert connection.role_set_version_id == UUID(FIRST)
    assert (connection.starts_on, connection.ends_on) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert connection.assignment_id is None


def test_a_permission_of_a_newer_release_is_passed_over_when_it_is_read() -> None:
    (connection,) = read({FIRST: [READ, ["parking:reserve", "ANY", True, True]]}).connections
    assert connection.grants == {Grant(DEPARTMENT.read, Scope.FACILITY)}
