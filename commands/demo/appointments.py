"""Makes assignments: main ones, doubles, acting heads, second jobs and past ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from commands.demo.employment import Worker
from commands.demo.plans import Site
from commands.demo.rows import AssignmentRow, PositionRow

_DOUBLED_HEADS_SHARE = 0.25
_SECOND_JOB_SHARE = 0.2
_ALWAYS_SHARE = 0.3
_WORKING_AGE_DAYS = 22 * 366
_WHOLE = Decimal("1.00")


@dataclass(frozen=True, slots=True)
class Order:
    """What an appointment says, besides who is appointed and where."""

    kind: str
    status: str
    start_date: date
    end_date: date | None = None
    rate: Decimal = _WHOLE
    substitutes: UUID | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody on a position."""

    worker: Worker
    position: PositionRow
    assignment: AssignmentRow

    @property
    def active(self) -> bool:
        """Tell whether it holds today."""
        return self.assignment.status == "ACTIVE"


def appoint(site: Site, worker: Worker, position: PositionRow, order: Order) -> AssignmentRow:
    """Make the assignment of an employee to a position of the same facility."""
    numbered = site.rng.random() < 0.85
    return AssignmentRow(
        id=site.ids.next(),
        facility_id=site.id,
        path=position.path,
        position_id=position.id,
        position_kind=position.kind,
        employee_id=worker.employee.id,
        kind=order.kind,
        substitutes_assignment_id=order.substitutes,
        substitute_mode=order.mode,
        rate=order.rate,
        start_date=order.start_date,
        end_date=order.end_date,
        order_number=f"{site.rng.randint(1, 400)}-к" if numbered else None,
        order_date=order.start_date - timedelta(days=site.rng.randint(0, 10)) if numbered else None,
        status=order.status,
    )


def since(site: Site, birth_date: date, position: PositionRow) -> date:
    """Draw the day on which somebody of age took up an existing position, a month ago or earlier."""
    latest = (position.closed_on or site.today) - timedelta(days=30)
    earliest = max(position.opened_on, birth_date + timedelta(days=_WORKING_AGE_DAYS))
    return earliest + timedelta(days=site.rng.randrange(max(1, (latest - earliest).days)))


def past(
    site: Site, worker: Worker, position: PositionRow, start_date: date, end_date: date
) -> AssignmentRow:
    """Make an assignment that has ended."""
    return appoint(site, worker, position, Order("PRIMARY", "ENDED", start_date, end_date))


def further_appointments(
    site: Site, positions: Sequence[PositionRow], tenures: Sequence[Tenure]
) -> Iterator[AssignmentRow]:
    """Give some heads doubles, headless departments acting heads, and vacant positions part-timers."""
    held = {tenure.position.id for tenure in tenures}
    crews: dict[UUID, list[Tenure]] = {}
    for tenure in tenures:
        if tenure.active and tenure.assignment.kind == "PRIMARY":
            crews.setdefault(tenure.position.department_id, []).append(tenure)
    for crew in crews.values():
        yield from _double(site, crew)
    for position in positions:
        if position.id not in held and position.status == "ACTIVE":
            yield from _fill(site, position, crews)


def _double(site: Site, crew: list[Tenure]) -> Iterator[AssignmentRow]:
    """Let a member of the crew stand in for its head."""
    head, *others = crew
    if not others or head.position.kind != "HEAD" or site.rng.random() > _DOUBLED_HEADS_SHARE:
        return
    mode = "ALWAYS" if site.rng.random() < _ALWAYS_SHARE else "ON_DEMAND"
    double = site.rng.choice(others).worker
    start_date = site.today - timedelta(days=site.rng.randint(1, 30))
    substitutes = head.assignment.id
    yield appoint(
        site,
        double,
        head.position,
        Order("SUBSTITUTE", "ACTIVE", start_date, substitutes=substitutes, mode=mode),
    )


def _fill(site: Site, position: PositionRow, crews: dict[UUID, list[Tenure]]) -> Iterator[AssignmentRow]:
    """Let somebody of the department hold a vacant position too: as acting head, or part-time."""
    crew = crews.get(position.department_id)
    if not crew:
        return
    worker = site.rng.choice(crew).worker
    start_date = site.today - timedelta(days=site.rng.randint(1, 30))
    if position.kind == "HEAD":
        yield appoint(site, worker, position, Order("ACTING", "ACTIVE", start_date))
    elif site.rng.random() < _SECOND_JOB_SHARE:
        rate = site.rng.choice((Decimal("0.25"), Decimal("0.50")))
        yield appoint(site, worker, position, Order("PART_TIME", "ACTIVE", start_date, rate=rate))
