"""What letters and pages say of an invitation, read in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.letters import said_day, said_moment
from models import InvitationKind

_ADDRESS = ("zip", "region", "district", "settlement", "street", "building", "text")

_SPOKEN = """
SELECT invitation.id, invitation.kind, invitation.email, invitation.expires_at, invitation.facility_id,
    facility.name_short, facility.actual_address::text AS address,
    coalesce(position.custom_title, title.title) AS position_title,
    assignment.start_date,
    invited.id AS person_id, invited.last_name, invited.first_name, invited.middle_name,
    inviter.id AS inviter_id,
    concat_ws(' ', inviter.last_name, inviter.first_name, inviter.middle_name) AS inviter_name,
    (SELECT work_email FROM employee
     WHERE employee.person_id = inviter.id AND employee.status = 'ACTIVE'
     ORDER BY employee.facility_id = invitation.facility_id DESC, employee.id LIMIT 1) AS inviter_email
FROM invitation
    JOIN facility ON facility.id = invitation.facility_id
    JOIN assignment ON assignment.id = invitation.assignment_id
    JOIN position ON position.id = assignment.position_id
    LEFT JOIN dictionary_value AS title ON title.dictionary = 'POSITION' AND title.code = position.title_code
    JOIN employee AS worker ON worker.id = invitation.employee_id
    JOIN person AS invited ON invited.id = worker.person_id
    LEFT JOIN person AS inviter ON inviter.id = invitation.inviter_id
WHERE invitation.id = $1
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An invitation in words; names and addresses stay out of its repr."""

    id: UUID
    kind: InvitationKind
    email: str = field(repr=False)
    expires_at: datetime
    facility_id: UUID
    facility_name: str
    facility_address: str
    position_title: str
    starts_on: date
    person_id: UUID
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    middle_name: str | None = field(repr=False)
    inviter_id: UUID | None
    inviter_name: str | None = field(repr=False)
    inviter_email: str | None = field(repr=False)

    @property
    def person_name(self) -> str:
        """The invited person's full name."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.middle_name)))

    @property
    def parameters(self) -> Mapping[str, str]:
        """What fills the templates of letters about invitations."""
        return {
            "facility.shortName": self.facility_name,
            "facility.address": self.facility_address,
            "position.title": self.position_title,
            "startsOn": said_day(self.starts_on),
            "inviter.name": self.inviter_name or "Національний центр",
            "person.name": self.person_name,
            "expiresAt": said_moment(self.expires_at),
        }


async def spoken(tx: Transaction, invitation_id: UUID) -> Spoken:
    """Read an invitation in words."""
    (row,) = await tx.execute_query_dict(_SPOKEN, [invitation_id])
    return Spoken(
        id=row["id"],
        kind=InvitationKind[row["kind"]],
        email=row["email"],
        expires_at=row["expires_at"],
        facility_id=row["facility_id"],
        facility_name=row["name_short"],
        facility_address=_said_address(orjson.loads(row["address"])),
        position_title=row["position_title"],
        starts_on=row["start_date"],
        person_id=row["person_id"],
        last_name=row["last_name"],
        first_name=row["first_name"],
        middle_name=row["middle_name"],
        inviter_id=row["inviter_id"],
        inviter_name=row["inviter_name"],
        inviter_email=row["inviter_email"],
    )


def _said_address(address: Mapping[str, str]) -> str:
    return ", ".join(address[part] for part in _ADDRESS if address.get(part))
