"""The rows of a world in memory, and the relations between them by their foreign keys."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from compiler.ids import decode_id
from schema.execution import KYIV
from tests.worlds import ENTITIES

Row = Mapping[str, Any]
TABLES = (
    *ENTITIES,
    "dictionary",
    "dictionary_value",
    "facility_licence",
    "facility_external_id",
    "person",
    "person_identity",
    "identity_document",
    "employee_education",
    "employee_qualification",
    "employee_speciality",
    "employee_science_degree",
    "workplace_assignment",
    "person_subject",
    "person_login",
    "letter",
    "attachment",
)
RIGHTS = (
    "role_set",
    "role_set_version",
    "role_set_grant",
    "assignment_role_set",
    "position_role_set",
    "signing_certificate",
    "substitution_period",
    "permission",
    "permission_scope",
)
TABLE_OF = {
    **{name: table for table, name in ENTITIES.items()},
    "RoleSet": "role_set",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A value of an object type: the row, or the part of one, that it is made of, maybe only peeked at."""

    type: str
    row: Row
    masked: bool = False


class Things:
    """All rows, as they were at a moment."""

    def __init__(self, rows: Mapping[str, list[Row]], now: dt.datetime) -> None:
        self.rows = rows
        self.now = now
        self.caller: UUID | None = None
        self.today = now.astimezone(KYIV).date()
        self.by_id = {table: {row["id"]: row for row in rows[table]} for table in TABLE_OF.values()}

    @classmethod
    async def read(cls, connection: asyncpg.Connection, now: dt.datetime) -> "Things":
        """Read all rows by plain statements."""
        found = {table: await connection.fetch(f"SELECT * FROM {table}") for table in (*TABLES, *RIGHTS)}
        return cls({table: [dict(row) for row in rows] for table, rows in found.items()}, now)

    def all(self, entity: str) -> list[Thing]:
        """Give all rows of an entity."""
        return [Thing(entity, row) for row in self.rows[TABLE_OF[entity]]]

    def by_key(self, entity: str, key: UUID | None) -> Thing | None:
        """Give the row of an entity that has this key."""
        row = None if key is None else self.by_id[TABLE_OF[entity]].get(key)
        return None if row is None else Thing(entity, row)

    def by_global_id(self, given: str, entity: str | None = None) -> Thing | None:
        """Give what a global id names, if it is of the entity."""
        name, key = decode_id(given)
        return self.by_key(name, key) if name in TABLE_OF and entity in (None, name) else None

    def ancestors(self, department: Row) -> list[Row]:
        """Give the departments above, from the root down."""
        above: list[Row] = []
        while department["parent_id"] is not None:
            department = self.by_id["department"][department["parent_id"]]
            above.insert(0, department)
        return above

    def is_within(self, department_id: UUID, top: UUID) -> bool:
        """Tell whether a department is the top one or lies below it."""
        department = self.by_id["department"][department_id]
        return top in (department["id"], *(above["id"] for above in self.ancestors(department)))

    def department_id_of(self, assignment: Row) -> UUID:
        """Give the department of an assignment's position."""
        found: UUID = self.by_id["position"][assignment["position_id"]]["department_id"]
        return found

    def active(self, employee: Row) -> list[Row]:
        """Give the active assignments of an employee."""
        return [
            row
            for row in self.rows["assignment"]
            if row["employee_id"] == employee["id"] and row["status"] == "ACTIVE"
        ]

    def filled(self, position: Row) -> Decimal:
        """Give how much of a position's headcount is filled; doubles fill nothing."""
        return sum(
            (
                row["rate"]
                for row in self.rows["assignment"]
                if row["position_id"] == position["id"]
                and row["status"] == "ACTIVE"
                and row["kind"] != "SUBSTITUTE"
            ),
            Decimal(0),
        )

    def entry(self, dictionary: str, code: str | None) -> list[Row]:
        """Give the value of a dictionary, if there is one."""
        rows = self.rows["dictionary_value"]
        return [row for row in rows if (row["dictionary"], row["code"]) == (dictionary, code)]

    def of(self, table: str, **columns: object) -> list[Row]:
        """Give the rows of a table whose columns hold these values."""
        return [row for row in self.rows[table] if all(row[key] == want for key, want in columns.items())]

    def lacking(self, department: Row, codes: tuple[str, ...]) -> list[Row]:
        """Give the types of equipment of which the department and those below it have nothing that works."""
        has = {
            row["type_code"]
            for row in self.of("equipment", status="ACTIVE", availability_status="AVAILABLE")
            if self.is_within(row["department_id"], department["id"])
        }
        wanted = [row for code in codes if code not in has for row in self.entry("EQUIPMENT_TYPE", code)]
        return sorted(wanted, key=lambda row: row["ordinal"])
