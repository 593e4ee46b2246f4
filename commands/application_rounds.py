"""What time does to applications: nobody decided in the term, or nobody amended what was returned."""

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.application_states import APPLICATION_STEPS, RUNNING
from commands.letters import Letter, LetterKind, post, said_day
from commands.means import Means
from commands.notices import tell
from commands.round import BATCH, Round
from journal.entry import Change, Entry
from journal.recording import append
from models import ApplicationStatus
from models.journal import EntryKind

EXPIRE = "expireApplications"
IDLE_MAX = timedelta(days=60)

_OVERDUE = """
UPDATE facility_application SET overdue_told_at = $1
WHERE id IN (
    SELECT id FROM facility_application
    WHERE status = ANY ($2) AND due_at < $1 AND (overdue_told_at IS NULL OR overdue_told_at < due_at)
    ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
RETURNING id, number, name_short, due_on, taken_by_id
"""
_EXPIRE = """
UPDATE facility_application
SET status = 'EXPIRED', paused_at = NULL, decided_at = $1, version = version + 1, updated_at = $1
WHERE id IN (
    SELECT id FROM facility_application WHERE status = 'RETURNED' AND paused_at <= $2
    ORDER BY paused_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
RETURNING id, version
"""
# whoever heads the centre, or the centre itself where nobody does yet
_LEAD = """
SELECT facility.id, facility.email, employee.work_email, employee.person_id
FROM facility LEFT JOIN employee ON employee.id = facility.head_employee_id AND employee.status = 'ACTIVE'
WHERE facility.kind_code = 'NATIONAL_CENTER' AND facility.status <> 'CLOSED' ORDER BY facility.id LIMIT 1
"""


async def tell_overdue(tx: Transaction, now: datetime, _means: Means) -> int:
    """Tell the registrars' lead, and whoever took it, of an application that is late; decide nothing."""
    overdue = await tx.execute_query_dict(_OVERDUE, [now, [each.value for each in RUNNING], BATCH])
    for row in overdue:
        parameters = {
            "application.number": row["number"],
            "facility.name": row["name_short"],
            "dueOn": said_day(row["due_on"]),
        }
        told = await _write_to_lead(tx, parameters)
        for person_id in {told, row["taken_by_id"]} - {None}:
            about = ("FacilityApplication", row["id"])
            await tell(tx, person_id, LetterKind.APPLICATION_OVERDUE, parameters, about=about)
    return len(overdue)


async def _write_to_lead(tx: Transaction, parameters: dict[str, str]) -> UUID | None:
    for lead in await tx.execute_query_dict(_LEAD):
        to = lead["work_email"] or lead["email"]
        person_id: UUID | None = lead["person_id"]
        await post(tx, Letter(LetterKind.APPLICATION_OVERDUE, to, parameters, person_id, lead["id"]))
        return person_id
    return None


async def expire_applications(tx: Transaction, now: datetime, _means: Means) -> int:
    """Close applications that were returned and that nobody has amended for long."""
    assert ApplicationStatus.EXPIRED in APPLICATION_STEPS[ApplicationStatus.RETURNED]
    expired = await tx.execute_query_dict(_EXPIRE, [now, now - IDLE_MAX, BATCH])
    if expired:
        changes = tuple(Change("FacilityApplication", row["id"], row["version"]) for row in expired)
        async with tx.acquire_connection() as connection:
            await append(connection, Entry(EntryKind.SYSTEM, now, EXPIRE, changes=changes))
    return len(expired)


APPLICATION_ROUNDS = (
    Round("tellOverdueApplications", timedelta(minutes=10), tell_overdue),
    Round(EXPIRE, timedelta(hours=1), expire_applications),
)
