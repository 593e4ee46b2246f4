"""Says which role set each assignment carries: a template by its position, or its facility's own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from commands.demo.plans import Site
from commands.demo.positions import Post
from commands.demo.rows import (
    AssignmentRoleSetRow,
    AssignmentRow,
    RoleSetGrantRow,
    RoleSetRow,
    RoleSetVersionRow,
    SubstitutionPeriodRow,
)
from commands.demo.staff import Staff
from permissions.catalogue import EQUIPMENT
from permissions.role_sets import TEMPLATES, Grant, digest_of

Versions = Mapping[str, UUID]
"""The newest version of each template, by the template's code."""

RightRow = RoleSetRow | RoleSetVersionRow | RoleSetGrantRow | AssignmentRoleSetRow | SubstitutionPeriodRow

ORDINARY = "DOCTOR"
_BY_TITLE = {
    "FACILITY_ADMIN": "FACILITY_ADMIN",
    "P14": "HR_OFFICER",
    "BB_HEAD": "BLOOD_BANK_HEAD",
    "BB_DOUBLE": "BLOOD_BANK_DOUBLE",
}
_BY_EMPLOYEE_TYPE = {"REGISTRAR": "REGISTRAR", "AUDITOR": "AUDITOR"}
# A double's rights never exceed those of whom it doubles, and only the blood bank's have a template.
_OF_DOUBLES = {"BLOOD_BANK_HEAD": "BLOOD_BANK_DOUBLE", "BLOOD_BANK_DOUBLE": "BLOOD_BANK_DOUBLE"}

_OWN_EVERY = 10  # one facility in so many has a role set of its own, the first of them all too
_OWN_NAME = "Лікар без доступу до обладнання"
_OWN_DESCRIPTION = "Як шаблон «Лікар», але без переліку обладнання закладу."
_LEFT_OUT = EQUIPMENT.public


def rights_of(site: Site, posts: tuple[Post, ...], staff: Staff, versions: Versions) -> Iterator[RightRow]:
    """Give a role set to every assignment, and a period to every second double who is called on demand."""
    held = zip(posts, staff.positions, strict=True)
    codes = {position.id: _template_of(site, post) for post, position in held}
    carried = {row.id: _carried(row, codes[row.position_id]) for row in staff.assignments}
    bearer = _bearer_of_own(site, staff.assignments, carried)
    if bearer is not None:
        version_id = site.ids.next()
        yield from _own_role_set(site, version_id)
        yield AssignmentRoleSetRow(bearer, version_id)
    for assignment_id, code in carried.items():
        if assignment_id != bearer:
            yield AssignmentRoleSetRow(assignment_id, versions[code])
    yield from _periods(site, staff.assignments)


def _template_of(site: Site, post: Post) -> str:
    if post.head and post.department.parent_id is None:
        return "FACILITY_HEAD"
    if site.plan.kind_code == "NATIONAL_CENTER" and post.title.employee_type in _BY_EMPLOYEE_TYPE:
        return _BY_EMPLOYEE_TYPE[post.title.employee_type]
    return _BY_TITLE.get(post.title.code or "", ORDINARY)


def _carried(assignment: AssignmentRow, of_position: str) -> str:
    return _OF_DOUBLES.get(of_position, ORDINARY) if assignment.kind == "SUBSTITUTE" else of_position


def _bearer_of_own(
    site: Site, assignments: Sequence[AssignmentRow], carried: Mapping[UUID, str]
) -> UUID | None:
    """Choose who carries the facility's own role set: the last of several ordinary ones."""
    if site.plan.number % _OWN_EVERY != 1 or site.ended:
        return None
    ordinary = [
        row.id
        for row in assignments
        if (row.kind, row.status, carried[row.id]) == ("PRIMARY", "ACTIVE", ORDINARY)
    ]
    return ordinary[-1] if len(ordinary) > 1 else None


def _own_role_set(site: Site, version_id: UUID) -> Iterator[RightRow]:
    """Clone the ordinary template with one grant less."""
    grants = frozenset(grant for grant in TEMPLATES[ORDINARY].grants if grant.permission != _LEFT_OUT)
    role_set = RoleSetRow(site.ids.next(), site.id, None, _OWN_NAME, _OWN_DESCRIPTION, "ACTIVE")
    yield role_set
    yield RoleSetVersionRow(version_id, role_set.id, 1, digest_of(grants))
    for grant in sorted(grants, key=_line):
        permission, scope = _line(grant)
        yield RoleSetGrantRow(site.ids.next(), version_id, permission, scope, grant.use, grant.delegate)


def _line(grant: Grant) -> tuple[str, str]:
    return grant.permission.code, grant.scope


def _periods(site: Site, assignments: Sequence[AssignmentRow]) -> Iterator[SubstitutionPeriodRow]:
    """Call every second double on demand since yesterday; the first facility's first one is among them."""
    called = datetime.combine(site.today - timedelta(days=1), time(6), tzinfo=UTC)
    on_demand = (row for row in assignments if (row.substitute_mode, row.status) == ("ON_DEMAND", "ACTIVE"))
    for at, double in enumerate(on_demand, site.plan.number):
        if at % 2 == 1:
            yield SubstitutionPeriodRow(site.ids.next(), double.id, called, None, "відпустка основної особи")
