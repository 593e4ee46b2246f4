"""How full a position is: rates against the headcount, one who heads, and nobody on it twice at once.

Whoever is appointed counts from the invitation on; doubles take no rate, and neither does an assignment that
rests, since somebody else acts meanwhile. Whoever wants to be sure holds the position first.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.tenure import Term
from commands.written import Refusals, hidden_conflict, taken
from errors import Problem, Refusal, Unprocessable
from models import AssignmentKind, AssignmentStatus, PositionKind
from permissions.appointment import lasts_to

_HOLD = "SELECT FROM position WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
_POSITION = "SELECT kind, headcount FROM position WHERE id = $1"
_HOLDING = """
SELECT employee_id, kind, rate, start_date, end_date, status FROM assignment
WHERE position_id = $1 AND status NOT IN ('ENDED', 'CANCELLED') AND id IS DISTINCT FROM $2
"""


class Crowding(StrEnum):
    """What of a position there is no room for."""

    TWICE = "TWICE"
    HEADCOUNT = "HEADCOUNT"
    HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Held:
    """How a position is held by somebody."""

    employee_id: UUID | None
    kind: AssignmentKind
    rate: Decimal
    start_date: dt.date
    end_date: dt.date | None
    status: AssignmentStatus

    @property
    def takes_rate(self) -> bool:
        """Tell whether it counts against the headcount."""
        return self.kind != AssignmentKind.SUBSTITUTE and self.status != AssignmentStatus.SUSPENDED

    @property
    def heads(self) -> bool:
        """Tell whether it is the one that heads, if the position is one that heads."""
        return self.kind == AssignmentKind.PRIMARY and self.status != AssignmentStatus.SUSPENDED

    def since(self, day: dt.date) -> "Held":
        """Give the same, without the days before one."""
        return replace(self, start_date=max(self.start_date, day))

    def meets(self, other: "Held") -> bool:
        """Tell whether both hold on some day."""
        return lasts_to(self.end_date, other.start_date) and lasts_to(other.end_date, self.start_date)


@dataclass(frozen=True, slots=True)
class Staffing:
    """A position and everybody who holds it, but for the one who is asked about."""

    kind: PositionKind
    headcount: Decimal
    held: tuple[Held, ...] = ()

    def free(self, new: Held) -> Decimal:
        """Give how much of the headcount is free as long as somebody new holds the position."""
        meeting = [each for each in self.held if each.takes_rate and each.meets(new)]
        return self.headcount - fullest([each.since(new.start_date) for each in meeting])

    def crowding(self, new: Held) -> tuple[Crowding, ...]:
        """Tell what there is no room for."""
        meeting = [each for each in self.held if each.meets(new)]
        found = {
            Crowding.TWICE: any(each.employee_id == new.employee_id is not None for each in meeting),
            Crowding.HEADCOUNT: new.takes_rate and new.rate > self.free(new),
            Crowding.HEAD: self.kind == PositionKind.HEAD and new.heads and any(e.heads for e in meeting),
        }
        return tuple(each for each, is_so in found.items() if is_so)


def fullest(held: Sequence[Held]) -> Decimal:
    """Give the most that these rates come to on one day; that is a day on which one of them begins."""
    days = {each.start_date for each in held}
    return max((_on(day, held) for day in days), default=Decimal(0))


def _on(day: dt.date, held: Iterable[Held]) -> Decimal:
    return sum(
        (each.rate for each in held if each.start_date <= day and lasts_to(each.end_date, day)), Decimal(0)
    )


def holding(term: Term, employee_id: UUID | None, status: AssignmentStatus) -> Held:
    """Give how somebody would hold a position."""
    return Held(employee_id, term.kind, term.rate, term.start_date, term.end_date, status)


async def hold_positions(tx: Transaction, position_ids: Collection[UUID]) -> None:
    """Hold positions against other appointments, in the order in which everybody holds them."""
    await tx.execute_query_dict(_HOLD, [list(position_ids)])


async def staffing_of(tx: Transaction, position_id: UUID, except_id: UUID | None = None) -> Staffing:
    """Read who holds a position, but for one assignment."""
    (position,) = await tx.execute_query_dict(_POSITION, [position_id])
    rows = await tx.execute_query_dict(_HOLDING, [position_id, except_id])
    held = tuple(
        Held(**row | {"kind": AssignmentKind[row["kind"]], "status": AssignmentStatus[row["status"]]})
        for row in rows
    )
    return Staffing(PositionKind[position["kind"]], position["headcount"], held)


def crowded(staffing: Staffing, new: Held, *, at: str = "") -> tuple[Problem, ...]:
    """Say what there is no room for, by the fields of the input."""
    free = max(staffing.free(new), Decimal(0))
    return tuple(problem for each in staffing.crowding(new) for problem in _told(each, free, at).problems)


def refusals(*, sees: bool) -> Refusals:
    """Give what the constraints say, which find whom a judgement did not; nothing to whoever may not see."""
    told: dict[str, Refusal] = {
        "assignment_not_twice_at_once": _told(Crowding.TWICE, Decimal(0), ""),
        "assignment_one_head": _told(Crowding.HEAD, Decimal(0), ""),
    }
    return told if sees else {name: hidden_conflict() for name in told}


def _told(crowding: Crowding, free: Decimal, at: str) -> Unprocessable:
    if crowding is Crowding.TWICE:
        return taken(
            f"{at}startDate",
            "працівник уже призначений на цю посаду на ці дні",
            "the employee holds this position on these days already",
        )
    if crowding is Crowding.HEAD:
        return taken(
            f"{at}kind",
            "керівну посаду на ці дні вже хтось обіймає",
            "somebody heads by this position on these days already",
        )
    spelled = str(free).replace(".", ",")
    return Unprocessable(
        (
            Problem(
                f"$.input.{at}rate",
                "number",
                f"на посаді на ці дні вільно ставок: {spelled}",
                f"of the position's headcount {free} is free on these days",
                (str(free),),
            ),
        )
    )
