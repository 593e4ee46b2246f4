"""Makes a facility's tree of departments."""

from datetime import date, timedelta
from itertools import count

from commands.demo.identifiers import base36
from commands.demo.places import address, land_line, phones
from commands.demo.plans import Site
from commands.demo.rows import DepartmentRow
from commands.demo.trees import Line

_HOURS = ("пн–пт 08:00–16:30", "пн–сб 08:00–20:00", "цілодобово", "пн–чт 08:30–17:30, пт 08:30–16:15")
_CLOSED_SHARE = 0.1
_SUSPENDED_SHARE = 0.01
_CLOSABLE_SIZE = 8


def open_departments(site: Site, lines: tuple[Line, ...]) -> tuple[DepartmentRow, ...]:
    """Make a department of each line; a larger facility may have closed its last one."""
    closing = len(lines) - 1 if _closes_its_last(site, lines) else len(lines)
    rows: list[DepartmentRow] = []
    segments = {None: count(1)} | {at: count(1) for at in range(len(lines))}
    for at, line in enumerate(lines):
        parent = None if line.above is None else rows[line.above]
        segment = base36(next(segments[line.above]), 4)
        rows.append(_department(site, at, line, parent, segment, closed=site.ended or at >= closing))
    return tuple(rows)


def _closes_its_last(site: Site, lines: tuple[Line, ...]) -> bool:
    return len(lines) >= _CLOSABLE_SIZE and not lines[-1].required and site.rng.random() < _CLOSED_SHARE


def _department(
    site: Site, at: int, line: Line, parent: DepartmentRow | None, segment: str, *, closed: bool
) -> DepartmentRow:
    rng = site.rng
    opened_on = _opened_on(site, parent)
    elsewhere = line.type_code in {"DIVISION_CLINIC", "AMBULANT_CLINIC", "FAP"}
    return DepartmentRow(
        id=site.ids.next(),
        facility_id=site.id,
        parent_id=parent.id if parent else None,
        parent_path=parent.path if parent else None,
        segment=segment,
        name=line.name,
        code=f"{at + 1:02d}" if rng.random() < 0.8 else None,
        type_code=line.type_code,
        status=_status(site, line, closed=closed),
        opened_on=opened_on,
        closed_on=site.today - timedelta(days=rng.randint(5, 300)) if closed else None,
        address=address(rng, site.place) if elsewhere else None,
        phones=phones(land_line_number=land_line(rng, site.place)) if rng.random() < 0.5 else "[]",
        email=f"viddil-{at + 1:02d}@{site.domain}" if rng.random() < 0.4 else None,
        working_hours=rng.choice(_HOURS) if rng.random() < 0.6 else None,
    )


def _status(site: Site, line: Line, *, closed: bool) -> str:
    if closed:
        return "CLOSED"
    if not line.required and site.rng.random() < _SUSPENDED_SHARE:
        return "SUSPENDED"
    return "ACTIVE"


def _opened_on(site: Site, parent: DepartmentRow | None) -> date:
    """Draw a day after the parent's opening and at least two years before today."""
    if parent is None:
        return date(site.rng.randint(1998, 2016), site.rng.randint(1, 12), 1)
    latest = site.today - timedelta(days=730)
    return parent.opened_on + timedelta(
        days=site.rng.randrange(max(1, (latest - parent.opened_on).days // 2))
    )
