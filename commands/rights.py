"""Rights as they stand in the transaction of an act: of people, assignments and a client's connections."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from permissions.holdings import Period, RightRow, RightState
from permissions.permission import Permission, Scope

_COLUMNS = """facility_id, role_set_id, role_set_version_id, permission, scope, can_use, can_delegate,
    starts_on, ends_on, state"""
_GIVEN = f"SELECT {_COLUMNS}, person_id, employee_id, assignment_id, path, on_demand FROM right_given WHERE "
_CONNECTED = f"SELECT {_COLUMNS} FROM connection_right_given WHERE client_id = $1"
_PERIODS = """
SELECT assignment_id, starts_at, ends_at FROM substitution_period WHERE assignment_id = ANY ($1)
"""


async def rights_of_person(tx: Transaction, person_id: UUID) -> tuple[RightRow, ...]:
    """Give every right that a person was given."""
    return await _given(tx, "person_id = $1", person_id)


async def rights_of_assignments(tx: Transaction, assignment_ids: Collection[UUID]) -> tuple[RightRow, ...]:
    """Give every right that the assignments carry."""
    return await _given(tx, "assignment_id = ANY ($1)", list(assignment_ids))


async def rights_in_facility(
    tx: Transaction, facility_id: UUID, permissions: Collection[Permission]
) -> tuple[RightRow, ...]:
    """Give what people of a facility were given of the permissions."""
    codes = [permission.code for permission in permissions]
    return await _given(tx, "facility_id = $1 AND permission = ANY ($2)", facility_id, codes)


async def rights_gained(tx: Transaction, facility_id: UUID, path: str, but_path: str) -> tuple[RightRow, ...]:
    """Give the rights that reach down from above a path, and not from above the other one."""
    return await _given(
        tx,
        "facility_id = $1 AND scope = 'DEPARTMENT' AND starts_with($2, path) AND NOT starts_with($3, path)",
        facility_id,
        path,
        but_path,
    )


async def rights_of_client(tx: Transaction, client_id: UUID) -> tuple[RightRow, ...]:
    """Give every right that the facilities let a vendor's client have."""
    return tuple(_right(row) for row in await tx.execute_query_dict(_CONNECTED, [client_id]))


async def _given(tx: Transaction, condition: str, *values: object) -> tuple[RightRow, ...]:
    rows = tuple(_right(row) for row in await tx.execute_query_dict(_GIVEN + condition, list(values)))
    called = {row.assignment_id for row in rows if row.on_demand}
    if not called:
        return rows
    periods: dict[UUID | None, tuple[Period, ...]] = {}
    for row in await tx.execute_query_dict(_PERIODS, [list(called)]):
        period = Period(row["starts_at"], row["ends_at"])
        periods[row["assignment_id"]] = (*periods.get(row["assignment_id"], ()), period)
    return tuple(replace(row, periods=periods.get(row.assignment_id, ())) for row in rows)


def _right(row: Mapping[str, Any]) -> RightRow:
    return RightRow(**{**row, "scope": Scope(row["scope"]), "state": RightState(row["state"])})
