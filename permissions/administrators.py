"""The last administrator: whoever can make another one may not be the last to leave a facility."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from errors import Escalation, LastAdministrator
from permissions.catalogue import ASSIGNMENT, INVITATION
from permissions.holdings import RightRow, miss_of
from permissions.permission import Scope

ADMINISTERING = (ASSIGNMENT.create, ASSIGNMENT.role_sets_update, INVITATION.create)
"""What an administrator holds together for the whole facility: enough to make another one."""


def last_administrator(
    rows: Iterable[RightRow], leaving: Collection[UUID], now: dt.datetime
) -> tuple[Escalation, ...]:
    """Refuse to take its last administrator from a facility, whose rights the rows are.

    `leaving` are the assignments that end, or lose one of the rights; a facility without administrators has
    none to lose.
    """
    rows = tuple(rows)
    staying = (row for row in rows if row.assignment_id not in leaving)
    if _administrators(staying, now) or not _administrators(rows, now):
        return ()
    return (
        LastAdministrator(
            "у закладі не лишилося б адміністратора без кінцевої дати",
            "the facility would be left without an administrator who has no end date",
            evidence={"needs": [permission.code for permission in ADMINISTERING]},
        ),
    )


def _administrators(rows: Iterable[RightRow], now: dt.datetime) -> frozenset[UUID]:
    """Find who holds all that administering needs, now and without an end."""
    held: dict[UUID, set[str]] = {}
    for row in rows:
        lasting = row.ends_on is None and not row.on_demand and miss_of(row, now) is None
        if row.person_id is not None and row.can_use and lasting and row.scope in (Scope.FACILITY, Scope.ANY):
            held.setdefault(row.person_id, set()).add(row.permission)
    needed = {permission.code for permission in ADMINISTERING}
    return frozenset(person for person, codes in held.items() if needed <= codes)
