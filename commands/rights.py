"""Rights as they stand in the transaction of an act: of people, assignments and a client's connections."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from permissions.holdings import Period, RightRow, RightState
from permissions.permission import Scope

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


async def rights_of_client(tx: Transaction, client_id: UUID) -> tuple[RightRow, ...]:
    """Give every right that the facilities let a vendor's client have."""
    return tuple(_right(row) for row in await tx.execute_query_dict(_CONNECTED, [client_id]))


async def _given(tx: Transaction, condition: str, value: object) -> tuple[RightRow, ...]:
    rows = tuple(_right(row) for row in await tx.execute_query_dict(_GIVEN + condition, [value]))
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


class Reading:
    """The transaction as whoever fetches rows by a driver's own methods knows it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def is_in_transaction(self) -> bool:
        """Tell that it is: Tortoise gives this connection for a transaction only."""
        return True

    async def fetch(self, query: str, *arguments: object) -> Sequence[Any]:  # rows of the driver's own type
        """Give the rows of a statement."""
        return (await self._tx.execute_query(query, list(arguments)))[1]
