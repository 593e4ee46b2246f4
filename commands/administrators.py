"""Keeps an administrator in every facility that has one, also when two remove each other at one moment."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from errors import Refused
from permissions.administrators import ADMINISTERING, last_administrator
from permissions.holdings import RightRow, RightState
from permissions.permission import Scope

# The row of the facility is the queue in which acts wait that take rights from its people; a statement after
# this one sees what those before it committed.
_LOCK = "SELECT current_setting('transaction_isolation') FROM facility WHERE id = $1 FOR NO KEY UPDATE"
_RIGHTS = """
SELECT person_id, employee_id, assignment_id, facility_id, path, role_set_id, role_set_version_id,
    permission, scope, can_use, can_delegate, starts_on, ends_on, state, on_demand
FROM right_given WHERE facility_id = $1 AND permission = ANY ($2)
"""


class Connection(Protocol):
    """A connection to the database in a transaction, as its driver gives it."""

    def is_in_transaction(self) -> bool:
        """Tell whether a transaction was begun."""
        ...

    async def fetch(self, query: str, *arguments: object) -> Sequence[Any]:  # rows of the driver's own type
        """Give the rows of a statement."""
        ...


async def refuse_last_administrator(
    connection: Connection, facility_id: UUID, leaving: Collection[UUID], now: dt.datetime
) -> None:
    """Refuse an act that takes the last administrator from a facility; raises Refused.

    `leaving` are the assignments that the act ends, suspends, gives an end or narrows. Call it in the act's
    transaction before the change: the facility stays locked until the act is over.
    """
    assert connection.is_in_transaction(), "the lock holds only as long as a transaction"
    locked = await connection.fetch(_LOCK, facility_id)
    assert [row[0] for row in locked] == ["read committed"], (
        "other isolation would not see what was waited for"
    )
    rows = await connection.fetch(_RIGHTS, facility_id, [permission.code for permission in ADMINISTERING])
    if violations := last_administrator(map(_right, rows), leaving, now):
        raise Refused(violations)


def _right(row: Mapping[str, Any]) -> RightRow:
    values = dict(row)
    return RightRow(**values | {"scope": Scope(values["scope"]), "state": RightState(values["state"])})
