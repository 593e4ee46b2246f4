"""Fills the positions of a facility: who is hired and appointed, who is on the way in, and who is gone."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from commands.demo.appointments import Order, Tenure, appoint, further_appointments, past, since
from commands.demo.crews import ADMINISTRATOR, BLOOD_BANK_DOUBLE, Title
from commands.demo.employment import PeopleRow, Terms, Worker, employ, rows_of
from commands.demo.people import Human
from commands.demo.plans import EMPLOYEES_PER_DEPARTMENT, Site
from commands.demo.positions import Post, open_positions, seats_of
from commands.demo.recruiting import Recruit, Recruiter
from commands.demo.rows import AssignmentRow, PositionRow

_DISMISSED_PART = 18  # one in so many
_DRAFT_PART = 45
_IN_ERROR_SHARE = 0.2
_PAST_SHARE = 0.08
_REMEMBERED = 2
_SHORTEST_TENURE = timedelta(days=30)
_RATES = (Decimal("1.00"),) * 8 + (Decimal("0.75"), Decimal("0.50"))


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of a facility, with what they hold."""

    positions: tuple[PositionRow, ...]
    people: tuple[PeopleRow, ...]
    tenures: tuple[Tenure, ...]
    assignments: tuple[AssignmentRow, ...]

    def head(self) -> Worker | None:
        """Give the head of the facility, who holds the first position."""
        return self.tenures[0].worker if self.tenures else None

    def administrator(self) -> Worker | None:
        """Give the facility's administrator."""
        held = (tenure.worker for tenure in self.tenures if tenure.worker.title == ADMINISTRATOR)
        return next(held, None)

    def chief_accountant(self) -> str | None:
        """Give the name of the first accountant, if there is one."""
        accountants = (
            tenure.worker.human.name
            for tenure in self.tenures
            if tenure.worker.title.employee_type == "ACCOUNTANT"
        )
        return next((str(name) for name in accountants), None)


@dataclass(frozen=True, slots=True)
class _Fate:
    """How somebody's appointment fares: status of employee and assignment, and when it begins."""

    employee: str
    assignment: str
    starts_in: int | None = None  # days from today, if not long ago


_ACTIVE = _Fate("ACTIVE", "ACTIVE")
_FATES = (
    _ACTIVE,
    _Fate("PENDING", "PENDING", 7),
    _Fate("SUSPENDED", "SUSPENDED"),
    _Fate("ACTIVE", "SCHEDULED", 21),
)
_FATE_WEIGHTS = (93, 3, 2, 2)


def hire_staff(site: Site, posts: tuple[Post, ...], recruiter: Recruiter) -> Staff:
    """Hire as many people as the plan says, and appoint those who are there."""
    hires = EMPLOYEES_PER_DEPARTMENT * site.plan.size
    gone = hires if site.ended else 1 + hires // _DISMISSED_PART
    drafts = 0 if site.ended else 1 + hires // _DRAFT_PART
    seats = seats_of(site.rng, posts, hires - gone - drafts)
    positions = open_positions(site, posts, seats)
    hiring = _Hiring(site, recruiter)
    for post, position, holders in zip(posts, positions, seats, strict=True):
        for seat in range(holders):
            hiring.appoint_one(post, position, positions, seat)
    for _ in range(gone):
        hiring.let_go(posts, positions)
    for _ in range(drafts):
        hiring.draft(posts)
    hiring.assignments += further_appointments(site, positions, hiring.tenures)
    recruiter.remember(hiring.memorable())
    return Staff(positions, tuple(hiring.people), tuple(hiring.tenures), tuple(hiring.assignments))


class _Hiring:
    """The staff of one facility as it grows."""

    __slots__ = ("_heads", "_ordinals", "_recruiter", "_site", "assignments", "people", "tenures")

    def __init__(self, site: Site, recruiter: Recruiter) -> None:
        self._site = site
        self._recruiter = recruiter
        self._ordinals = count(1)
        self._heads: dict[UUID, AssignmentRow] = {}  # by department
        self.people: list[PeopleRow] = []
        self.tenures: list[Tenure] = []
        self.assignments: list[AssignmentRow] = []

    def appoint_one(
        self, post: Post, position: PositionRow, positions: tuple[PositionRow, ...], seat: int
    ) -> None:
        """Hire somebody for a position and appoint them; a few held another one before."""
        rng = self._site.rng
        recruit = self._recruiter.take_on(self._site, post, seat)
        fate = _ACTIVE if post.title.key else rng.choices(_FATES, _FATE_WEIGHTS)[0]
        order = self._order(post, seat, recruit, fate, _start(self._site, fate, recruit.human, position))
        former = rng.choice(positions) if fate is _ACTIVE and rng.random() < _PAST_SHARE else position
        joined_on = min(order.start_date, since(self._site, recruit.human.birth_date, former))
        if former.id == position.id or order.start_date - joined_on < _SHORTEST_TENURE:
            joined_on = order.start_date
        worker = self._employ(recruit, post.title, Terms(fate.employee, joined_on))
        if joined_on < order.start_date:
            day_before = order.start_date - timedelta(days=1)
            self.assignments.append(past(self._site, worker, former, joined_on, day_before))
        assignment = appoint(self._site, worker, position, order)
        if post.head:
            self._heads[position.department_id] = assignment
        self.assignments.append(assignment)
        self.tenures.append(Tenure(worker, position, assignment))

    def let_go(self, posts: tuple[Post, ...], positions: tuple[PositionRow, ...]) -> None:
        """Employ somebody who has left since."""
        site = self._site
        at = site.rng.choice([at for at, post in enumerate(posts) if not post.head])
        recruit = self._recruiter.take_on(
            site, replace(posts[at], title=replace(posts[at].title, key=False)), 0
        )
        start_date = since(site, recruit.human.birth_date, positions[at])
        last = positions[at].closed_on or site.today - timedelta(days=1)
        end_date = start_date + timedelta(days=site.rng.randint(10, max(11, (last - start_date).days)))
        worker = self._employ(recruit, posts[at].title, Terms("DISMISSED", start_date, end_date))
        self.assignments.append(past(site, worker, positions[at], start_date, end_date))

    def draft(self, posts: tuple[Post, ...]) -> None:
        """Enter somebody who has not been appointed yet, or was entered in error."""
        site = self._site
        post = site.rng.choice([post for post in posts if not post.title.key])
        status = "ENTERED_IN_ERROR" if site.rng.random() < _IN_ERROR_SHARE else "DRAFT"
        self._employ(self._recruiter.take_on(site, post, 1), post.title, Terms(status, None))

    def memorable(self) -> tuple[Human, ...]:
        """Choose those who may take a second job elsewhere."""
        active = [
            tenure.worker.human for tenure in self.tenures if tenure.active and not tenure.worker.title.key
        ]
        return tuple(self._site.rng.sample(active, min(_REMEMBERED, len(active))))

    def _employ(self, recruit: Recruit, title: Title, terms: Terms) -> Worker:
        worker = employ(self._site, recruit, title, terms, next(self._ordinals))
        self.people += rows_of(self._site, recruit, worker)
        return worker

    def _order(self, post: Post, seat: int, recruit: Recruit, fate: _Fate, start_date: date) -> Order:
        if post.title == BLOOD_BANK_DOUBLE:
            head = self._heads[post.department.id]
            start_date = max(start_date, head.start_date)
            mode = "ON_DEMAND" if seat else "ALWAYS"  # the first double is always there
            return Order("SUBSTITUTE", fate.assignment, start_date, substitutes=head.id, mode=mode)
        if recruit.guest:
            return Order("PART_TIME", fate.assignment, start_date, rate=Decimal("0.50"))
        whole = post.head or post.title.key
        rate = Decimal("1.00") if whole else self._site.rng.choice(_RATES)
        return Order("PRIMARY", fate.assignment, start_date, rate=rate)


def _start(site: Site, fate: _Fate, human: Human, position: PositionRow) -> date:
    if fate.starts_in is not None:
        return site.today + timedelta(days=site.rng.randint(1, fate.starts_in))
    return since(site, human.birth_date, position)
