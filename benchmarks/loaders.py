"""The loaders of the ordinary way: one query for all keys of a level, and no column in vain."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from tortoise import Model
from tortoise.functions import Count

import models

Row = TypeVar("Row", bound=Model)
Rows = DataLoader[UUID, list[Any]]  # rows of one model, by what they belong to

_CODES = "POSITION"
FACILITY = ("id", "edrpou", "name_full", "name_short", "kind_code", "status")
DEPARTMENT = ("id", "facility_id", "name", "type_code")
_POSITION = ("id", "department_id", "title_code", "custom_title", "kind", "headcount")
_ASSIGNMENT = ("id", "position_id", "employee_id", "kind", "status", "start_date")
_WORKPLACE = ("id", "department_id", "name", "room_number")
_EQUIPMENT = ("id", "department_id", "name", "type_code", "availability_status", "serial_number")
_NAMES = ("id", "last_name", "first_name", "middle_name")
EMPLOYEE = (*_NAMES, "employee_type", "status", "start_date", "end_date", "personnel_number", "work_email")


def _rows_by(model: type[Model], column: str, columns: Iterable[str], **condition: object) -> Rows:
    """Load the rows that belong to each key, ordered by id."""

    async def load(keys: list[UUID]) -> list[list[Any]]:
        found: defaultdict[UUID, list[Any]] = defaultdict(list)
        wanted = model.filter(**{f"{column}__in": keys}, **condition).only(*columns).order_by("id")
        for row in await wanted:
            found[getattr(row, column)].append(row)
        return [found[key] for key in keys]

    return DataLoader(load)


def _counts_by(model: type[Model], column: str) -> DataLoader[UUID, int]:
    """Count the rows that belong to each key."""

    async def load(keys: list[UUID]) -> list[int]:
        counted = model.filter(**{f"{column}__in": keys}).annotate(count=Count("id")).group_by(column)
        counts = dict(await counted.values_list(column, "count"))
        return [counts.get(key, 0) for key in keys]

    return DataLoader(load)


def _one_by_id(model: type[Row], columns: Iterable[str]) -> DataLoader[UUID, Row | None]:
    async def load(keys: list[UUID]) -> list[Row | None]:
        found = {row.pk: row for row in await model.filter(id__in=keys).only(*columns)}
        return [found.get(key) for key in keys]

    return DataLoader(load)


async def _titles(codes: list[str]) -> list[str]:
    found = dict(
        await models.DictionaryValue.filter(dictionary_id=_CODES, code__in=codes).values_list("code", "title")
    )
    return [found[code] for code in codes]


class Loaders:
    """The loaders of one request."""

    def __init__(self) -> None:
        self.facility = _one_by_id(models.Facility, ("id", "name_short"))
        self.employee = _one_by_id(models.Employee, _NAMES)
        self.title = DataLoader(_titles)
        self.departments = _rows_by(models.Department, "facility_id", DEPARTMENT)
        self.positions = _rows_by(models.Position, "department_id", _POSITION)
        self.workplaces = _rows_by(models.Workplace, "department_id", _WORKPLACE)
        self.equipment = _rows_by(models.Equipment, "department_id", _EQUIPMENT)
        self.positions_count = _counts_by(models.Position, "department_id")
        self.workplaces_count = _counts_by(models.Workplace, "department_id")
        self.equipment_count = _counts_by(models.Equipment, "department_id")
        self._assignments: dict[models.AssignmentStatus, Rows] = {}

    def assignments(self, status: models.AssignmentStatus) -> Rows:
        """Give the loader of assignments of a status."""
        if status not in self._assignments:
            self._assignments[status] = _rows_by(models.Assignment, "position_id", _ASSIGNMENT, status=status)
        return self._assignments[status]
