"""How an employee holds a position: in what way, how much of it, for how long and by which order."""

import datetime as dt
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from commands.findings import Findings
from commands.numbers import within
from commands.states import OPEN_ASSIGNMENTS
from models import Assignment, AssignmentKind, SubstituteMode
from models.validators import Accepted, Rejected, text
from permissions.appointment import lasts_to
from permissions.catalogue import ASSIGNMENT
from permissions.permission import Permission

RATE_MIN = Decimal("0.25")
RATE_MAX = Decimal(1)
ORDER_LENGTH_MAX = 50
AHEAD_MAX = dt.timedelta(days=366)  # whoever is appointed for later than in a year may be appointed later


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """In what way, how much and how long a position is held."""

    kind: AssignmentKind = AssignmentKind.PRIMARY
    rate: Decimal = RATE_MAX
    start_date: dt.date
    end_date: dt.date | None = None
    order_number: str | None = None
    order_date: dt.date | None = None
    substitutes_assignment_id: UUID | None = None
    substitute_mode: SubstituteMode | None = None

    @property
    def is_double(self) -> bool:
        """Tell whether somebody else holds the position, who is doubled."""
        return self.kind == AssignmentKind.SUBSTITUTE

    @property
    def columns(self) -> dict[str, Any]:  # of many types
        """What an assignment's row holds of it."""
        return asdict(self)


def term_of(assignment: Assignment) -> Term:
    """Give how a position is held already."""
    return Term(
        kind=assignment.kind,
        rate=assignment.rate,
        start_date=assignment.start_date,
        end_date=assignment.end_date,
        order_number=assignment.order_number,
        order_date=assignment.order_date,
        substitutes_assignment_id=assignment.substitutes_assignment_id,
        substitute_mode=assignment.substitute_mode,
    )


def normal_term(findings: Findings, term: Term, opened_on: dt.date, *, at: str = "") -> Term:
    """Give a term in its normal form, or note its problems; `at` is where its fields lie in the input."""
    _judge_dates(findings, term, opened_on, at)
    _judge_kind(findings, term, at)
    mode = term.substitute_mode
    if term.is_double and mode is None:
        mode = SubstituteMode.ALWAYS
    return replace(
        term,
        rate=findings.checked(f"{at}rate", within(term.rate, RATE_MIN, RATE_MAX), term.rate),
        order_number=findings.optional(f"{at}orderNumber", term.order_number, _order_number),
        substitute_mode=mode,
    )


def _judge_dates(findings: Findings, term: Term, opened_on: dt.date, at: str) -> None:
    today = findings.actor.today
    if not opened_on <= term.start_date <= today + AHEAD_MAX:
        findings.problem(
            f"{at}startDate",
            "date",
            f"дата призначення — від дня введення посади ({opened_on:%d.%m.%Y}) і не пізніше як за рік",
            f"the appointment begins not before the position ({opened_on}), nor in over a year",
        )
    if term.end_date is not None and term.end_date < max(term.start_date, today):
        findings.problem(
            f"{at}endDate",
            "date",
            "дата завершення — не раніше дня призначення і не в минулому",
            "the date of the end is not before that of the appointment, nor past",
        )
    if term.order_date is not None and term.order_date > today:
        findings.problem(
            f"{at}orderDate", "date", "наказ не може бути з майбутнього", "an order is not of the future"
        )


def _judge_kind(findings: Findings, term: Term, at: str) -> None:
    if term.is_double == (term.substitutes_assignment_id is not None):
        if term.is_double or term.substitute_mode is None:
            return
        findings.problem(
            f"{at}substituteMode",
            "dependency",
            "коли діє дублер, зазначають лише для дублера",
            "when a double acts is said of a double only",
        )
    elif term.is_double:
        findings.problem(
            f"{at}substitutesAssignmentId",
            "dependency",
            "для дублера зазначте, чиє призначення він дублює",
            "of a double, say whose assignment it doubles",
        )
    else:
        findings.problem(
            f"{at}substitutesAssignmentId",
            "dependency",
            "чиє призначення дублюється, зазначають лише для дублера",
            "whose assignment is doubled is said of a double only",
        )


async def judge_double(
    findings: Findings,
    term: Term,
    employee_id: UUID | None,
    *,
    at: str = "",
    do: Permission = ASSIGNMENT.create,
) -> Term:
    """Judge whom a double doubles, and give its terms: it ends with that assignment at the latest."""
    if not term.is_double or term.substitutes_assignment_id is None:
        return term
    where = f"{at}substitutesAssignmentId"
    primary = await findings.row(where, Assignment, term.substitutes_assignment_id, ASSIGNMENT.read, do)
    if primary is None:
        return term
    if primary.status not in OPEN_ASSIGNMENTS or primary.kind == AssignmentKind.SUBSTITUTE:
        findings.problem(
            where,
            "invalid",
            "дублюють призначення, яке діє і саме не є дублерським",
            "what is doubled is an assignment that is not over and no double's itself",
        )
    if primary.employee_id == employee_id:
        findings.problem(where, "invalid", "ніхто не дублює себе", "nobody doubles themselves")
    term = replace(term, end_date=term.end_date or primary.end_date)
    if not lasts_to(primary.end_date, term.end_date):
        findings.problem(
            f"{at}endDate",
            "date",
            f"дублер діє не довше за того, кого дублює: до {primary.end_date:%d.%m.%Y}",
            f"a double ends with whom it doubles: on {primary.end_date}",
        )
    return term


def _order_number(written: str) -> Accepted[str] | Rejected:
    return text(written, ORDER_LENGTH_MAX)
