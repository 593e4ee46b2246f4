"""Makes the staff list: which positions a department has, and how many people hold each."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from commands.demo.crews import CREWS, FACILITY_HEADS, SOLE_PRACTITIONER, Title, titles_of
from commands.demo.plans import POSITIONS_PER_DEPARTMENT, Site, balanced
from commands.demo.rows import DepartmentRow, PositionRow
from commands.demo.trees import Line

_VACANT_SHARE = 0.14
_HALF, _WHOLE = Decimal("0.50"), Decimal("1.00")


@dataclass(frozen=True, slots=True)
class Post:
    """A position before it is known how many hold it."""

    title: Title
    head: bool
    department: DepartmentRow

    @property
    def closed(self) -> bool:
        """Tell whether the position goes with a closed department."""
        return self.department.status == "CLOSED"


def posts_of(site: Site, lines: tuple[Line, ...], departments: tuple[DepartmentRow, ...]) -> tuple[Post, ...]:
    """List the positions of all departments, three each on average; the root's head is the facility's."""
    counts = balanced(site.rng, len(lines), POSITIONS_PER_DEPARTMENT, (0, 0, 1, 1, 2))
    posts = []
    for line, department, count in zip(lines, departments, counts, strict=True):
        titles = titles_of(CREWS[line.crew], count)
        posts += [Post(title, at == 0, department) for at, title in enumerate(titles)]
    return (replace(posts[0], title=_facility_head(site)), *posts[1:])


def _facility_head(site: Site) -> Title:
    title = SOLE_PRACTITIONER if site.sole_practitioner else FACILITY_HEADS[site.plan.kind_code]
    return replace(title, key=True, seats=1)


def seats_of(rng: Random, posts: tuple[Post, ...], holders: int) -> tuple[int, ...]:
    """Say how many people hold each position, `holders` in all; a vacant one has none."""
    if not holders:
        return (0,) * len(posts)
    seats = [post.title.seats or 0 if post.title.key and not post.closed else 0 for post in posts]
    free = [at for at, post in enumerate(posts) if not post.title.key and not post.closed]
    wanted = holders - sum(seats)
    vacant = max(round(len(free) * _VACANT_SHARE), len(free) - wanted)
    filled = rng.sample(free, len(free) - vacant)
    for at in filled:
        seats[at] = 1
    shared = [at for at in filled if not posts[at].head]
    for at in rng.choices(shared, k=wanted - len(filled)):
        seats[at] += 1
    return tuple(seats)


def open_positions(site: Site, posts: tuple[Post, ...], seats: tuple[int, ...]) -> tuple[PositionRow, ...]:
    """Make the positions; the headcount has room for all who hold it."""
    return tuple(_position(site, post, count) for post, count in zip(posts, seats, strict=True))


def _position(site: Site, post: Post, holders: int) -> PositionRow:
    department = post.department
    closed = post.closed or (not holders and not post.head and site.rng.random() < 0.1)
    opened_on = department.opened_on + timedelta(days=site.rng.randrange(400))
    return PositionRow(
        id=site.ids.next(),
        department_id=department.id,
        facility_id=site.id,
        path=department.path,
        title_code=post.title.code,
        custom_title=post.title.words,
        kind="HEAD" if post.head else "STAFF",
        headcount=_headcount(site.rng, post, holders),
        status="CLOSED" if closed else "ACTIVE",
        opened_on=opened_on,
        closed_on=(department.closed_on or site.today - timedelta(days=20)) if closed else None,
    )


def _headcount(rng: Random, post: Post, holders: int) -> Decimal:
    """Draw the number of rates: now and then more than are held, and half a rate when nobody holds it."""
    if post.head or post.title.key:
        return _WHOLE * max(1, holders)
    if not holders:
        return rng.choice((_WHOLE, _WHOLE, _HALF))
    return _WHOLE * holders + rng.choice((0, 0, 0, 0, 0, 0, 0, _HALF, _WHOLE))
