"""Looking at an invitation by its token, and opening it: what is told before it is known who looks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.acceptance import refusal_of, unknown
from commands.invitation_words import spoken
from commands.inviting import digest_of
from errors import Refusal
from models import InvitationKind, InvitationStatus

# One statement, whatever becomes of the token: an unknown one takes as long as one that is used or over.
_FIND = "SELECT id, status, expires_at FROM invitation WHERE token_sha256 = $1"
_OPEN = """
UPDATE invitation SET status = 'OPENED', opened_at = $2, updated_at = $2
WHERE id = $1 AND status IN ('CREATED', 'SENT')
"""
_GIVEN = """
SELECT role_set.name FROM invitation
    JOIN assignment_role_set USING (assignment_id)
    JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
    JOIN role_set ON role_set.id = role_set_version.role_set_id
WHERE invitation.id = $1 ORDER BY role_set.name
"""
_TERM = """
SELECT right(person_identity.tax_id, 3) AS tax_id_end, assignment.end_date, department.name AS department
FROM invitation
    JOIN assignment ON assignment.id = invitation.assignment_id
    JOIN employee ON employee.id = invitation.employee_id
    JOIN department ON department.facility_id = assignment.facility_id AND department.path = assignment.path
    LEFT JOIN person_identity ON person_identity.person_id = employee.person_id
WHERE invitation.id = $1
"""


@dataclass(frozen=True, slots=True)
class Peeked:
    """What anybody who has the link is told: enough for the invited person to know that it is theirs."""

    id: UUID
    kind: InvitationKind
    expires_at: datetime
    facility_name: str
    facility_address: str
    department_name: str
    position_title: str
    start_date: date
    end_date: date | None
    inviter_name: str | None
    role_sets: tuple[str, ...]
    person_name: str = field(repr=False)
    tax_id_end: str | None = field(repr=False)


async def find(tx: Transaction, token: str, now: datetime) -> UUID | Refusal:
    """Find an invitation that is open by its token, or tell why there is none."""
    for row in await tx.execute_query_dict(_FIND, [digest_of(token)]):
        refused = refusal_of(InvitationStatus[row["status"]], row["expires_at"], now)
        return refused or UUID(str(row["id"]))
    return unknown()


async def peek(tx: Transaction, invitation_id: UUID) -> Peeked:
    """Read what is told of an open invitation."""
    said = await spoken(tx, invitation_id)
    (term,) = await tx.execute_query_dict(_TERM, [invitation_id])
    role_sets = await tx.execute_query_dict(_GIVEN, [invitation_id])
    return Peeked(
        id=said.id,
        kind=said.kind,
        expires_at=said.expires_at,
        facility_name=said.facility_name,
        facility_address=said.facility_address,
        department_name=term["department"],
        position_title=said.position_title,
        start_date=said.starts_on,
        end_date=term["end_date"],
        inviter_name=said.inviter_name,
        role_sets=tuple(row["name"] for row in role_sets),
        person_name=f"{veiled(said.last_name)} {said.first_name[:1]}.",
        tax_id_end=term["tax_id_end"],
    )


async def open_invitation(tx: Transaction, invitation_id: UUID, now: datetime) -> None:
    """Note that the link was followed; only an invitation that was opened is answered."""
    await tx.execute_query(_OPEN, [invitation_id, now])


def veiled(name: str) -> str:
    """Show of a name its beginning, and of a short one its first letter."""
    return f"{name[:3] if len(name) > 4 else name[:1]}***"
