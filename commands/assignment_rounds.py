"""What time does to assignments: they begin and end on their days (§2.5).

Nobody's rights wait for it, since they are judged by the day; what a round writes is where things stand.
Those that end go first: whoever follows on a head's position begins on the day after.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change, ChangeKind
from commands.delegation import hold_principals
from commands.ending import end_assignments
from commands.means import Means
from commands.round import BATCH, Round
from commands.states import sources
from commands.system_record import record_system
from models import AssignmentStatus
from permissions.holdings import KYIV

TURN_ASSIGNMENTS = "turnAssignments"

_OVER = """
SELECT id, facility_id FROM assignment WHERE status = ANY ($2) AND end_date < $1
ORDER BY end_date LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
"""
# A head's position that is still held is left for later: one who stays cannot be passed over.
_DUE = """
SELECT id, facility_id FROM assignment AS due WHERE status = 'SCHEDULED' AND start_date <= $1
    AND NOT EXISTS (
        SELECT FROM assignment AS head
        WHERE due.position_kind = 'HEAD' AND due.kind = 'PRIMARY' AND head.position_id = due.position_id
            AND head.kind = 'PRIMARY' AND head.status = 'ACTIVE')
ORDER BY start_date LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
"""
_BEGIN = """
UPDATE assignment SET status = 'ACTIVE', version = version + 1, updated_at = $2
WHERE id = ANY ($1) AND status = ANY ($3) RETURNING id, version
"""


async def turn_assignments(tx: Transaction, now: datetime, _means: Means) -> int:
    """End assignments whose last day is past, and begin those whose first has come."""
    today = now.astimezone(KYIV).date()
    ending = [each.value for each in sources(AssignmentStatus.ENDED)]
    over = await tx.execute_query_dict(_OVER, [today, ending, BATCH])
    ids = [row["id"] for row in over]
    await hold_principals(tx, ids)
    ended = await end_assignments(tx, ids, today - timedelta(days=1), now)
    due = await tx.execute_query_dict(_DUE, [today, BATCH])
    begun = await _begin(tx, [row["id"] for row in due], now)
    await _record(tx, {row["id"]: row["facility_id"] for row in (*over, *due)}, [*ended, *begun], now)
    return len(over) + len(due)


async def _begin(tx: Transaction, ids: list[UUID], now: datetime) -> list[Change]:
    await hold_principals(tx, ids)
    values = [ids, now, [AssignmentStatus.SCHEDULED.value]]
    rows = await tx.execute_query_dict(_BEGIN, values)
    return [Change("Assignment", row["id"], row["version"], ChangeKind.UPDATED) for row in rows]


async def _record(
    tx: Transaction, facilities: dict[UUID, UUID], changes: list[Change], now: datetime
) -> None:
    """Write one entry for each facility."""
    by_facility = defaultdict(list)
    for change in changes:
        by_facility[facilities[change.id]].append(change)
    for facility_id, of_facility in by_facility.items():
        await record_system(tx, TURN_ASSIGNMENTS, facility_id, of_facility, now)


ASSIGNMENT_ROUNDS = (Round(TURN_ASSIGNMENTS, timedelta(minutes=1), turn_assignments),)
