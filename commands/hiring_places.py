"""Where people who are registered are to work: a position that has room, or one that the act adds.

Many may be registered at once, so each position is looked at once and remembers whom it is to get: the rows
of one input fill it together.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from uuid_utils.compat import uuid7

from commands.act import forbidden
from commands.appointing import Judged, Seat, is_closed, judge_appointment, seat_of
from commands.department_rules import judge_open
from commands.findings import Findings
from commands.hiring_input import EmployeeRowInput
from commands.policy import template_id
from commands.positions import HEADCOUNT_MAX
from commands.staffing import Held, Staffing, crowded, holding
from commands.tenure import Term
from models import AssignmentStatus, Department, EmployeeType, Position, PositionKind, PositionStatus
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, POSITION
from permissions.decision import Whereabouts, may

_DEFAULT_ROLE_SETS = {EmployeeType.DOCTOR: "DOCTOR", EmployeeType.HR: "HR_OFFICER"}
_HAS_DEFAULTS = "SELECT 1 FROM position_role_set WHERE position_id = $1 LIMIT 1"


@dataclass(slots=True)
class Place:
    """A position with those who are to get it; `is_new` says that the act adds it."""

    position: Position
    seat: Seat
    words: str
    has_role_sets: bool
    is_new: bool = False

    def take(self, term: Term) -> None:
        """Note that somebody more is to hold the position."""
        held = (*self.seat.staffing.held, holding(term, None, AssignmentStatus.PENDING))
        self.seat = replace(self.seat, staffing=replace(self.seat.staffing, held=held))
        if self.is_new:
            self.position.headcount = min(
                sum((each.rate for each in held), Decimal(0)),
                HEADCOUNT_MAX,
            )


Terms = tuple[UUID, Term, tuple[UUID, ...] | None, tuple[str, ...] | None]


@dataclass(slots=True)
class Places:
    """The positions of one input, each looked at once."""

    findings: Findings
    departments: dict[UUID, Department] = field(default_factory=dict)
    positions: dict[UUID, Place] = field(default_factory=dict)
    by_title: dict[tuple[UUID, str], list[Place]] = field(default_factory=dict)
    judged: dict[Terms, Judged] = field(default_factory=dict)

    async def of(self, at: str, row: EmployeeRowInput, term: Term) -> Place | None:
        """Give the position that a row names, or note why there is none; `at` ends with its joint."""
        if row.position_id is not None:
            if row.department_id is not None or row.position_title_code is not None:
                self.findings.problem(
                    f"{at}positionId",
                    "exclusion",
                    "або посада, або відділ і назва посади",
                    "either a position, or a department and a title",
                )
            return await self._named(f"{at}positionId", row.position_id)
        if row.department_id is None or row.position_title_code is None:
            missing = "departmentId" if row.department_id is None else "positionTitleCode"
            self.findings.problem(
                f"{at}{missing}",
                "dependency",
                "відділ і назву посади зазначають разом",
                "a department and a title are given together",
            )
            return None
        return await self._titled(at, row.department_id, row.position_title_code, term)

    async def _named(self, at: str, position_id: UUID) -> Place | None:
        if position_id in self.positions:
            return self.positions[position_id]
        position = await self.findings.row(at, Position, position_id, POSITION.read, ASSIGNMENT.create)
        if position is None:
            return None
        if is_closed(position):
            self.findings.problem(at, "invalid", "посаду закрито", "the position is closed")
        title = position.custom_title or await self.findings.title(at, "POSITION", position.title_code or "")
        return await self._kept(position, f"посада «{title}»")

    async def _titled(self, at: str, department_id: UUID, code: str, term: Term) -> Place | None:
        """Find a position of the title that has room, or let one be added."""
        department = await self._department(f"{at}departmentId", department_id)
        title = await self.findings.title(f"{at}positionTitleCode", "POSITION", code)
        if department is None:
            return None
        key = (department_id, code)
        if key not in self.by_title:
            self.by_title[key] = await self._of_title(department, code, title)
        for place in self.by_title[key]:
            if not crowded(place.seat.staffing, _held(term)):
                return place
        return self._opened(at, department, code, title, term)

    async def _department(self, at: str, department_id: UUID) -> Department | None:
        if department_id in self.departments:
            return self.departments[department_id]
        department = await self.findings.row(
            at, Department, department_id, DEPARTMENT.read, ASSIGNMENT.create
        )
        if department is not None:
            judge_open(self.findings, at, department)
            self.departments[department_id] = department
        return department

    async def _of_title(self, department: Department, code: str, title: str) -> list[Place]:
        place = Whereabouts(department.facility_id, department.path)
        if not may(self.findings.actor.access, POSITION.read, place):
            return []
        found = Position.filter(
            department_id=department.id,
            title_code=code,
            kind=PositionKind.STAFF,
            status=PositionStatus.ACTIVE,
        ).using_db(self.findings.tx)
        return [await self._kept(each, _words(title, department)) for each in await found.order_by("id")]

    def _opened(self, at: str, department: Department, code: str, title: str, term: Term) -> Place | None:
        """Let a position be added, by whoever may add positions there."""
        actor = self.findings.actor
        where = Whereabouts(department.facility_id, department.path)
        if not may(actor.access, POSITION.create, where):
            self.findings.refusals.append(forbidden(POSITION.create, path=f"$.input.{at}positionTitleCode"))
            return None
        opened_on = min(actor.today, term.start_date)
        position = Position(
            id=uuid7(),
            department_id=department.id,
            facility_id=department.facility_id,
            path=department.path,
            title_code=code,
            kind=PositionKind.STAFF,
            headcount=Decimal(0),
            status=PositionStatus.ACTIVE,
            opened_on=opened_on,
        )
        staffing = Staffing(PositionKind.STAFF, HEADCOUNT_MAX)
        seat = Seat(department.facility_id, department.path, opened_on, staffing)
        place = Place(position, seat, f"нова {_words(title, department)}", has_role_sets=False, is_new=True)
        self.by_title[(department.id, code)].append(place)
        return place

    async def _kept(self, position: Position, words: str) -> Place:
        if position.id not in self.positions:
            tx = self.findings.tx
            seat = await seat_of(tx, position)
            has_role_sets = bool(await tx.execute_query_dict(_HAS_DEFAULTS, [position.id]))
            self.positions[position.id] = Place(position, seat, words, has_role_sets)
        return self.positions[position.id]

    async def judge(self, at: str, row: EmployeeRowInput, place: Place, term: Term) -> Judged:
        """Judge an appointment on given terms; what was judged once of one position is not judged again."""
        role_sets = row.role_set_ids
        if role_sets is None and not place.has_role_sets and row.employee_type in _DEFAULT_ROLE_SETS:
            role_sets = (template_id(_DEFAULT_ROLE_SETS[row.employee_type]),)
        key = (place.position.id, term, role_sets, row.role_set_digests)
        judged = self.judged.get(key)
        if judged is None:
            before = len(self.findings.problems), len(self.findings.refusals)
            judged = await judge_appointment(
                self.findings,
                seat=place.seat,
                employee=None,
                term=term,
                role_set_ids=role_sets,
                role_set_digests=row.role_set_digests,
                at=at,
            )
            if before == (len(self.findings.problems), len(self.findings.refusals)):
                self.judged[key] = judged
        elif may(self.findings.actor.access, ASSIGNMENT.read, place.seat.place):
            self.findings.problems += crowded(place.seat.staffing, _held(judged.term), at=at)
        place.take(judged.term)
        return judged


def _held(term: Term) -> Held:
    return holding(term, None, AssignmentStatus.PENDING)


def _words(title: str, department: Department) -> str:
    return f"посада «{title}» у відділі «{department.name}»"
