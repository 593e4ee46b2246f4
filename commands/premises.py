"""The facility in which an act happens: what it is, whether it may change, and how it is held meanwhile."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import Conflict, Refusal
from models import FacilityStatus


class Hold(StrEnum):
    """How the facility's row is held until the end of the transaction, as PostgreSQL calls it.

    Acts that add hold it together and let nobody suspend the facility under them; acts that rehang or close
    parts of its tree, or take rights from its people, take turns.
    """

    NOT = ""
    SHARED = "FOR SHARE"
    EXCLUSIVE = "FOR NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class Premises:
    """The facility of an act."""

    id: UUID
    kind_code: str
    name: str
    status: FacilityStatus

    def refusal(self, *, anywhere: bool) -> Refusal | None:
        """Tell why nothing may be changed here; whoever acts everywhere is not stopped by a suspension."""
        if self.status == FacilityStatus.REGISTERED:
            return None
        if self.status == FacilityStatus.SUSPENDED and anywhere:
            return None
        return Conflict(
            f"заклад «{self.name}» {self.status.title_uk.lower()}, змінювати в ньому нічого не можна",
            f'the facility "{self.name}" is {self.status.lower()}, nothing in it may be changed',
            evidence={"facilityStatus": self.status},
        )


NOWHERE = Premises(UUID(int=0), "", "", FacilityStatus.REGISTERED)
"""What stands for the facility in the acts of applicants, who have none."""


async def premises_of(tx: Transaction, facility_id: UUID | None, hold: Hold) -> Premises:
    """Read the facility and hold it."""
    if facility_id is None:
        return NOWHERE
    statement = f"SELECT id, kind_code, name_short, status FROM facility WHERE id = $1 {hold}"
    (row,) = await tx.execute_query_dict(statement, [facility_id])
    return Premises(row["id"], row["kind_code"], row["name_short"], FacilityStatus[row["status"]])
