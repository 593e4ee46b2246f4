"""What a department and those below it have: counted, and closed together with it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Change, ChangeKind
from models import Department

_CONTENTS = """
WITH RECURSIVE held AS (
    SELECT assignment.id FROM assignment
    WHERE facility_id = $1 AND starts_with(path, $2) AND status NOT IN ('ENDED', 'CANCELLED')
    UNION
    SELECT double.id FROM assignment AS double JOIN held ON double.substitutes_assignment_id = held.id
    WHERE double.status NOT IN ('ENDED', 'CANCELLED')
)
SELECT
    (SELECT count(*) FROM department WHERE facility_id = $1 AND starts_with(path, $2) AND path <> $2
        AND status <> 'CLOSED') AS departments,
    (SELECT count(*) FROM position WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE')
        AS positions,
    (SELECT count(*) FROM workplace WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE')
        AS workplaces,
    (SELECT count(*) FROM equipment WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE')
        AS equipment,
    ARRAY(SELECT id FROM held ORDER BY id) AS held,
    encode(sha256(convert_to(coalesce((SELECT string_agg(id::text, ',' ORDER BY id) FROM (
        SELECT id FROM department WHERE facility_id = $1 AND starts_with(path, $2) AND status <> 'CLOSED'
        UNION SELECT id FROM position WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE'
        UNION SELECT id FROM workplace WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE'
        UNION SELECT id FROM equipment WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE'
        UNION SELECT id FROM held
    ) AS everything), ''), 'UTF8')), 'hex') AS digest
"""
_CLOSE_DEPARTMENTS = """
UPDATE department SET status = 'CLOSED', closed_on = greatest(opened_on, $3), version = version + 1,
    updated_at = $4
WHERE facility_id = $1 AND starts_with(path, $2) AND status <> 'CLOSED' RETURNING id, version
"""
_CLOSE_POSITIONS = """
UPDATE position SET status = 'CLOSED', closed_on = greatest(opened_on, $3), version = version + 1,
    updated_at = $4
WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE' RETURNING id, version
"""
_CLOSE_WORKPLACES = """
UPDATE workplace SET status = 'CLOSED', version = version + 1,
    updated_at = $3
WHERE facility_id = $1 AND starts_with(path, $2) AND status = 'ACTIVE' RETURNING id, version
"""
_MOVE_EQUIPMENT = """
UPDATE equipment SET department_id = $4, path = $5, workplace_id = NULL,
    version = version + 1,    updated_at = $3
WHERE facility_id = $1 AND starts_with(path, $2) AND status <> 'ENTERED_IN_ERROR' RETURNING id, version
"""
_LEAVE_WORKPLACES = """
UPDATE equipment SET workplace_id = NULL, version = equipment.version + 1, updated_at = $3
FROM workplace WHERE workplace.id = equipment.workplace_id
    AND workplace.facility_id = $1 AND starts_with(workplace.path, $2)
    AND equipment.status <> 'ENTERED_IN_ERROR'
RETURNING equipment.id, equipment.version
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """How much there is in a department and below it, and the assignments that end with it.

    `digest` is SHA-256 over the sorted ids of all of it.
    """

    departments: int
    positions: int
    workplaces: int
    equipment: int
    held: tuple[UUID, ...]
    digest: str

    @property
    def counted(self) -> dict[str, int]:
        """What is there, without what is not."""
        names = ("departments", "positions", "workplaces", "equipment")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class Ending:
    """Which part of a facility's tree ends, on which day, and when that was said."""

    facility_id: UUID
    path: str
    on: dt.date
    at: dt.datetime


async def contents_of(tx: Transaction, department: Department) -> Contents:
    """Count what there is."""
    (row,) = await tx.execute_query_dict(_CONTENTS, [department.facility_id, department.path])
    return Contents(**{**row, "held": tuple(row["held"])})


async def close_within(tx: Transaction, ending: Ending) -> list[Change]:
    """Close the departments, their positions and their workplaces."""
    below = [ending.facility_id, ending.path]
    on = [*below, ending.on, ending.at]
    return [
        *await _changed(tx, "Department", ChangeKind.CLOSED, _CLOSE_DEPARTMENTS, on),
        *await _changed(tx, "Position", ChangeKind.CLOSED, _CLOSE_POSITIONS, on),
        *await _changed(tx, "Workplace", ChangeKind.CLOSED, _CLOSE_WORKPLACES, [*below, ending.at]),
    ]


async def hand_over_equipment(tx: Transaction, ending: Ending, target: Department) -> list[Change]:
    """Give the equipment to another department, where it has no workplace yet."""
    values = [ending.facility_id, ending.path, ending.at, target.id, target.path]
    return await _changed(tx, "Equipment", ChangeKind.MOVED, _MOVE_EQUIPMENT, values)


async def take_from_workplaces(tx: Transaction, ending: Ending) -> list[Change]:
    """Take the equipment of departments above from the workplaces that close."""
    values = [ending.facility_id, ending.path, ending.at]
    return await _changed(tx, "Equipment", ChangeKind.UPDATED, _LEAVE_WORKPLACES, values)


async def _changed(
    tx: Transaction, entity: str, kind: ChangeKind, statement: str, values: list[object]
) -> list[Change]:
    rows = await tx.execute_query_dict(statement, values)
    return [Change(entity, row["id"], row["version"], kind) for row in rows]
