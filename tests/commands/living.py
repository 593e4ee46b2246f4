"""A hospital that lives through acts: who may act, what every step leaves behind, and what always holds."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations
from typing import Any
from uuid import UUID

from commands.act import Act, Change
from commands.rights import rights_in_facility, rights_of_person
from commands.staffing import fullest, staffing_of
from commands.states import ASSIGNMENT_STEPS, EMPLOYEE_STEPS
from errors import Refused
from models import AssignmentStatus, EmployeeStatus, PositionKind
from permissions.access import ANONYMOUS
from permissions.administrators import ADMINISTERING, last_administrator
from permissions.holdings import access_of_person
from tests.commands.stage import Stage
from tests.models.world import Row

# Table: its name in the graph. Of these the journal knows every change.
KEPT = {
    "assignment": "Assignment",
    "employee": "Employee",
    "position": "Position",
    "invitation": "Invitation",
}
_OPEN_TWICE = """
SELECT assignment_id FROM invitation WHERE status IN ('CREATED', 'SENT', 'OPENED')
GROUP BY assignment_id HAVING count(*) > 1
"""
_OPEN_IN_VAIN = """
SELECT invitation.id FROM invitation JOIN assignment ON assignment.id = assignment_id
WHERE invitation.status IN ('CREATED', 'SENT', 'OPENED') AND assignment.status <> 'PENDING'
"""
_SHARED_EMAIL = """
SELECT lower(work_email) FROM employee GROUP BY lower(work_email) HAVING count(DISTINCT person_id) > 1
"""
_LEFT_DOUBLES = """
SELECT double.id FROM assignment AS double JOIN assignment AS doubled
    ON doubled.id = double.substitutes_assignment_id
WHERE double.status NOT IN ('ENDED', 'CANCELLED') AND (
    doubled.status IN ('ENDED', 'CANCELLED')
    OR coalesce(double.end_date, 'infinity') > coalesce(doubled.end_date, 'infinity'))
"""
_INVITED_BY_NOBODY = """
SELECT employee.id FROM employee WHERE status = 'PENDING' AND NOT EXISTS (
    SELECT FROM assignment WHERE employee_id = employee.id AND status NOT IN ('ENDED', 'CANCELLED'))
"""
_WORKING = "SELECT person_id FROM employee WHERE status = 'ACTIVE' ORDER BY id"
_ACTING = """
SELECT DISTINCT person_id FROM right_given WHERE permission = 'assignment:create' AND state = 'GIVEN'
ORDER BY person_id
"""
_CARRYING = "SELECT DISTINCT person_id FROM role_set_given"
_STANDING = """
SELECT assignment.id, assignment.status, employee.status AS employee_status, assignment.start_date
FROM assignment JOIN employee ON employee.id = assignment.employee_id
"""
IMPOSSIBLE = (_OPEN_TWICE, _OPEN_IN_VAIN, _SHARED_EMAIL, _LEFT_DOUBLES, _INVITED_BY_NOBODY)
"""What no row is ever found by."""

Versions = Mapping[tuple[str, UUID], tuple[int, str]]
Doing = Callable[[], Awaitable[tuple[Change, ...]]]


@dataclass
class Living:
    """A stage on which time goes by, and the people who act on it."""

    stage: Stage
    done: list[str] = field(default_factory=list)

    async def rows(self, table: str, condition: str = "true") -> list[Row]:
        """The rows of a table, oldest first; those of one moment by their ids."""
        statement = f"SELECT * FROM {table} WHERE {condition} ORDER BY id"
        return [dict(row) for row in await self.stage.tx.execute_query_dict(statement)]

    async def chosen(self, number: int, table: str, condition: str = "true") -> UUID | None:
        """One of the rows, if there is any."""
        found = await self.rows(table, condition)
        return found[number % len(found)]["id"] if found else None

    async def attempt(self, number: int, act: Act[Any, Any], wish: object) -> None:
        """Let one of those who work here act; whoever was not refused beforehand is not refused later."""
        people = await self.stage.tx.execute_query_dict(_ACTING if number % 5 else _WORKING)
        person_id = people[number % len(people)]["person_id"]
        actor = await self.stage.actor({"person_id": person_id, "facility_id": self.stage.hospital})

        async def doing() -> tuple[Change, ...]:
            tx = self.stage.tx
            examined = await act.examine(tx, actor, wish)
            examined.refuse()
            again = await act.examine(tx, actor, examined.wish)
            assert again.wish == examined.wish
            assert again.text == examined.text
            held = await act.authorise(tx, actor, examined.wish, examined.versions)
            assert held.wish == examined.wish
            return (await act.apply(tx, actor, held)).changes

        await self.step(act.name, doing)

    async def step(self, name: str, doing: Doing) -> None:
        """Take a step, or none; what it says that it changed is all that changed."""
        execute = self.stage.world.connection.execute
        before = await self._versions()
        await execute("SAVEPOINT step")
        try:
            changes = await doing()
            await self.stage.world.judge()
        except Refused:
            await execute("ROLLBACK TO SAVEPOINT step")
            assert await self._versions() == before
            return
        self.done.append(name)
        after = await self._versions()
        changed = {key: each[0] for key, each in after.items() if each[0] != before.get(key, (0, ""))[0]}
        told = {(each.entity, each.id): each.version for each in changes if each.entity in KEPT.values()}
        assert changed == told, name
        _by_the_tables(before, after)

    async def hold(self) -> None:
        """See that what always holds does."""
        for statement in IMPOSSIBLE:
            assert await self.stage.tx.execute_query_dict(statement) == [], statement
        for position in await self.rows("position"):
            await self._holds_no_more(position)
        standing = {row["id"]: row for row in await self.stage.tx.execute_query_dict(_STANDING)}
        for row in await self.stage.tx.execute_query_dict(_CARRYING):
            await self._holds_by_assignment(row["person_id"], standing)
        rights = await rights_in_facility(self.stage.tx, self.stage.hospital, ADMINISTERING)
        everybody = {row.assignment_id for row in rights if row.assignment_id is not None}
        assert last_administrator(rights, everybody, self.stage.now), "nobody administers the hospital"

    async def _holds_no_more(self, position: Row) -> None:
        staffing = await staffing_of(self.stage.tx, position["id"])
        assert fullest([each for each in staffing.held if each.takes_rate]) <= staffing.headcount
        heads = [each for each in staffing.held if each.heads and staffing.kind == PositionKind.HEAD]
        assert not any(one.meets(other) for one, other in combinations(heads, 2))
        assert position["status"] == "ACTIVE" or not staffing.held

    async def _holds_by_assignment(self, person_id: UUID, standing: Mapping[UUID, Row]) -> None:
        """See that somebody has rights through assignments that are in force alone."""
        rights = await rights_of_person(self.stage.tx, person_id)
        access = access_of_person(person_id, rights, self.stage.now)
        assert access.holdings or access.held.keys() == ANONYMOUS.held.keys()
        for holding in access.holdings:
            assert holding.assignment_id is not None
            row = standing[holding.assignment_id]
            assert row["status"] in ("ACTIVE", "SCHEDULED")
            assert row["employee_status"] == "ACTIVE"
            assert row["start_date"] <= self.today

    @property
    def today(self) -> dt.date:
        """The day in Kyiv, near enough: steps are taken by day."""
        return self.stage.now.date()

    async def _versions(self) -> Versions:
        return {
            (entity, row["id"]): (row["version"], row["status"])
            for table, entity in KEPT.items()
            for row in await self.rows(table)
        }


def subject_key_of(person_id: UUID) -> bytes:
    """What a person's certificates are known by."""
    return sha256(person_id.bytes).digest()


def _by_the_tables(before: Versions, after: Versions) -> None:
    """See that every status follows the one before it."""
    for (entity, row_id), (_, status) in after.items():
        was = before.get((entity, row_id), (0, status))[1]
        if was == status:
            continue
        if entity == "Assignment":
            assert AssignmentStatus[status] in ASSIGNMENT_STEPS[AssignmentStatus[was]]
        if entity == "Employee":
            assert EmployeeStatus[status] in EMPLOYEE_STEPS[EmployeeStatus[was]]
