"""Changes to a world that one caller must not notice: cells that are hidden from them, and rows."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from tests.compiler.reference.answers import Reference
from tests.compiler.reference.things import TABLE_OF, Row, Thing
from tests.worlds import Story

Cells = Mapping[str, object]
DAY = dt.date(2019, 3, 4)
PHONES = [{"type": "LAND_LINE", "number": "+380990000099"}]

CELLS: Mapping[str, Mapping[str, Cells]] = {
    "Facility": {
        "facility.contact:read": {"email": "hidden@example.com", "latitude": Decimal("1.5"), "longitude": 2},
        "facility.legal:read": {"chief_accountant_name": "Прихована"},
    },
    "FacilityApplication": {
        "facilityApplication:read": {
            "name_full": "Прихована {n}",
            "head_last_name": "Прихована",
            "due_on": dt.date(2031, 1, 1),
            "paused_days": 9,
        },
        "facilityApplication:decide": {"head_tax_id": "0000000112"},
    },
    "Department": {
        "department:read": {
            "name": "Прихований {n}",
            "working_hours": "ніколи",
            "closed_on": dt.date(2031, 1, 1),
        },
        "department.contact:read": {"email": "hidden@example.com", "phones": PHONES},
    },
    "Position": {"position:read": {"headcount": Decimal("7.25"), "closed_on": dt.date(2031, 1, 1)}},
    "Employee": {
        "employee.public:read": {"employee_type": "AUDITOR", "start_date": DAY},
        "employee.workContact:read": {"personnel_number": "H{n}", "work_phones": PHONES},
        "employee.professional:read": {"about_myself": "Приховано", "working_experience": 77},
    },
    "Assignment": {"assignment:read": {"rate": Decimal("0.3"), "order_number": "99", "order_date": DAY}},
    "Workplace": {
        "workplace:read": {"name": "Приховане", "room_number": "99", "floor": "9"},
        "workplace.inventory:read": {"inventory_status": "ASSIGNED", "inventory_number": "H{n}"},
    },
    "Equipment": {
        "equipment.public:read": {"names": [{"name": "Приховане", "type": "REGISTERED"}]},
        "equipment.inventory:read": {
            "inventory_status": "ASSIGNED",
            "inventory_number": "H{n}",
            "serial_number": "H{n}",
            "temperature_min": Decimal(-99),
            "next_verification_on": DAY,
            "note": "приховано",
            "properties": [{"type": "H", "valueString": "h"}],
        },
    },
}
"""Of each entity, the cells that a permission guards, with what they become."""


@dataclass(frozen=True, slots=True)
class Change:
    """Some cells of a row written anew; without a key, a new row."""

    table: str
    key: UUID | None
    cells: Cells
    key_name: str = "id"


def changes(reference: Reference, chance: Random) -> list[Change]:
    """Give many changes that the reference's caller must not notice."""
    found = [*_of_rows(reference), *_of_people(reference)]
    return [each for each in found if chance.random() < 0.7]


def _of_rows(reference: Reference) -> Iterator[Change]:
    for entity, guarded in CELLS.items():
        for number, thing in enumerate(reference.things.all(entity)):
            is_seen = reference.rights.sees(thing)
            cells: dict[str, object] = {}
            for permission, values in guarded.items():
                if not (is_seen and reference.rights.allows(permission, entity, thing.row)):
                    cells |= {name: _numbered(value, number) for name, value in values.items()}
            if cells:
                yield Change(TABLE_OF[entity], thing.row["id"], cells)


def _numbered(value: object, number: int) -> object:
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


def _of_people(reference: Reference) -> Iterator[Change]:
    """What is a person's own is hidden if no employment of theirs shows it, all of it or by its mask."""
    for number, person in enumerate(reference.things.rows["person"]):
        if not _shows(reference, person, "employee.personalContact:read"):
            peeked = _shows(reference, person, "employee.personalContact:peek")
            yield Change("person", person["id"], {"mobile_phones": _phones(person, peeked=peeked)})
        if not _shows(reference, person, "employee.identity:read"):
            peeked = _shows(reference, person, "employee.identity:peek")
            for identity in reference.things.of("person_identity", person_id=person["id"]):
                yield Change(
                    "person_identity", person["id"], _identity(identity, number, peeked), "person_id"
                )
            for document in reference.things.of("identity_document", person_id=person["id"]):
                yield Change("identity_document", document["id"], {"issued_by": "Прихований"})
                if len(document["number"]) >= 8 and document["type"] != "NATIONAL_ID":
                    hidden = "ХХ" + document["number"][2:]
                    yield Change("identity_document", document["id"], {"number": hidden})


def _shows(reference: Reference, person: Row, permission: str) -> bool:
    return any(
        reference.rights.sees(Thing("Employee", row)) and reference.rights.allows(permission, "Employee", row)
        for row in reference.things.of("employee", person_id=person["id"])
    )


def _phones(person: Row, *, peeked: bool) -> Any:
    if not peeked:
        return PHONES
    return [{**phone, "number": f"+380990000{phone['number'][-3:]}"} for phone in person["mobile_phones"]]


def _identity(identity: Row, number: int, peeked: bool) -> Cells:
    """Write everything anew of which even a mask shows nothing."""
    cells: dict[str, object] = {"gender": "MALE" if identity["gender"] == "FEMALE" else "FEMALE"}
    if identity["unzr"] is None:
        cells["birth_date"] = DAY
    if not peeked:
        cells["tax_id"] = f"77777{number:05}" if identity["tax_id"] is None else None
    elif identity["tax_id"] is not None:
        cells["tax_id"] = f"{70 + number:07}{identity['tax_id'][-3:]}"
    return cells


async def apply(connection: asyncpg.Connection, wanted: list[Change]) -> list[Change]:
    """Make the changes; give those that undo them, in the order in which to make them."""
    undo: list[Change] = []
    for change in wanted:
        names = ", ".join(change.cells)
        where = f"FROM {change.table} WHERE {change.key_name} = $1"
        before = await connection.fetchrow(f"SELECT {names} {where}", change.key)
        assert before is not None
        undo.insert(0, Change(change.table, change.key, dict(before), change.key_name))
        sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(change.cells, start=2))
        statement = f"UPDATE {change.table} SET {sets} WHERE {change.key_name} = $1"
        await connection.execute(statement, change.key, *change.cells.values())
    return undo


async def add_rows(story: Story, reference: Reference) -> list[tuple[str, UUID]]:
    """Add rows that the caller must not notice; give them, the newest first."""
    added: list[tuple[str, UUID]] = []

    async def add(table: str, **given: Any) -> Row:
        row = await story.add(table, **given)
        added.insert(0, (table, row["id"]))
        return row

    rights = reference.rights
    for department in reference.things.rows["department"]:

        def hides(permission: str, department: Row = department) -> bool:
            return not rights.allows(permission, "Department", department)

        if hides("equipment.public:read"):
            await add("equipment", department=department)
        if hides("workplace:read"):
            await add("workplace", department=department)
        if hides("position:read"):
            await add("position", department=department)
        if hides("employee.public:read") and hides("assignment:read") and hides("position:read"):
            person = await add("person")
            employee = await story.add(
                "employee", facility_id=department["facility_id"], person_id=person["id"]
            )
            added.insert(0, ("employee", employee["id"]))
            position = await add("position", department=department)
            await add("assignment", employee=employee, position=position)
    return added


async def remove_rows(connection: asyncpg.Connection, added: list[tuple[str, UUID]]) -> None:
    """Remove rows that were added."""
    for table, key in added:
        if table == "person":
            await connection.execute("DELETE FROM email_address WHERE person_id = $1", key)
        await connection.execute(f"DELETE FROM {table} WHERE id = $1", key)
