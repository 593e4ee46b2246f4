"""Small worlds for tests of reading, told by their differences; ids and moments count up, so answers repeat.

All people and codes are invented; tax numbers are the synthetic vectors of the domain's description.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg

from compiler.ids import encode_id
from tests.models.world import DAY, WITHOUT_ID, Row, World

BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST_ID = 0x018F_0000_0000_7000_8000_0000_0000_0000
ENTITIES: Mapping[str, str] = {
    "facility": "Facility",
    "facility_application": "FacilityApplication",
    "department": "Department",
    "position": "Position",
    "employee": "Employee",
    "identity_correction": "IdentityCorrection",
    "mis_client": "MisClient",
    "mis_connection": "MisConnection",
    "assignment": "Assignment",
    "invitation": "Invitation",
    "workplace": "Workplace",
    "equipment": "Equipment",
}
WITH_MOMENTS = {*ENTITIES, "person", "dictionary_value"}


class Story(World):
    """A world whose rows come one after another."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        super().__init__(connection)
        self._ids = count(1)

    async def add(self, table: str, **given: Any) -> Row:
        number = next(self._ids)
        if table not in WITHOUT_ID:
            given.setdefault("id", UUID(int=FIRST_ID + number))
        if table in WITH_MOMENTS:
            given.setdefault("created_at", BEGINNING + timedelta(minutes=number))
            given.setdefault("updated_at", given["created_at"])
        return await super().add(table, **given)

    async def _facility_licence(self, given: Row) -> Row:
        of = {"facility_id": given["facility_id"], "issued_date": DAY, "active_from": DAY}
        return {"type": "Медична практика", "number": "1", "issued_by": "МОЗ", **of}

    async def _facility_external_id(self, given: Row) -> Row:
        return {"facility_id": given["facility_id"]}

    async def someone(
        self, facility: Row, last: str, first: str, middle: str | None = None, **given: Any
    ) -> Row:
        """An employee, who is a new person with an address of their own."""
        person = await self.add("person", last_name=last, first_name=first, middle_name=middle)
        return await self.add("employee", facility_id=facility["id"], person_id=person["id"], **given)

    async def identify(self, employee: Row, tax_id: str | None, born: date, gender: str) -> Row:
        """Who the employee is by the papers."""
        return await self.add(
            "person_identity",
            person_id=employee["person_id"],
            tax_id=tax_id,
            birth_date=born,
            gender=gender,
        )

    async def appoint(self, employee: Row, position: Row, **given: Any) -> Row:
        return await self.add("assignment", employee=employee, position=position, **given)

    async def double(self, employee: Row, assignment: Row, position: Row, **given: Any) -> Row:
        """Someone who substitutes whoever holds the assignment."""
        return await self.appoint(
            employee,
            position,
            kind="SUBSTITUTE",
            substitutes_assignment_id=assignment["id"],
            **{"substitute_mode": "ALWAYS", **given},
        )

    async def seat(self, assignment: Row, workplace: Row) -> Row:
        return await self.add("workplace_assignment", workplace=workplace, assignment=assignment)


def global_id(table: str, row: Row) -> str:
    """The id by which clients know a row."""
    return encode_id(ENTITIES[table], row["id"])
