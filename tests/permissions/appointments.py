"""Appointments for tests: with grants and default role sets, told by their differences, or by chance."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import strategies as some

from errors import Escalation
from permissions.appointment import Appointment
from permissions.catalogue import ACCESS_LOG, DEPARTMENT, EMPLOYEE, JOURNAL
from permissions.escalation import Actor, Change
from permissions.role_sets import TEMPLATES, Grant
from tests.permissions.rows import CITY, ME, VILLAGE

DAY = dt.date(2026, 11, 22)
ROOT, WARD, ROOM, ELSEWHERE = "0001.", "0001.0001.", "0001.0001.0001.", "0001.0002."


def to(person: UUID | None, *grants: Grant | str, path: str | None = ROOT, **given: Any) -> Appointment:
    held = [TEMPLATES[each].grants if isinstance(each, str) else {each} for each in grants]
    made = Appointment(CITY, frozenset[Grant]().union(*held), DAY, assignment_id=UUID(int=41), path=path)
    return replace(made, person_id=person, **given)


def actor(*appointments: Appointment) -> Actor:
    return Actor(ME, appointments)


def appointing(appointment: Appointment, primary: Appointment | None = None) -> list[Change]:
    return [Change(None, appointment, primary)]


def codes(violations: Sequence[Escalation]) -> list[str]:
    return [each.code for each in violations]


def missing(violations: Sequence[Escalation]) -> object:
    (violation,) = violations
    return violation.evidence["missingPermissions"]


_PERMISSIONS = (EMPLOYEE.work_contact, EMPLOYEE.account, ACCESS_LOG.read, JOURNAL.verify, DEPARTMENT.update)
GRANTS = some.sampled_from(_PERMISSIONS).flatmap(
    lambda permission: some.builds(
        Grant, some.just(permission), some.sampled_from(permission.scopes), some.booleans(), some.booleans()
    )
)
PATHS = some.sampled_from((ROOT, WARD, ROOM, ELSEWHERE, None))
APPOINTMENTS = some.builds(
    lambda number, **given: Appointment(person_id=UUID(int=number), **given),
    some.integers(1, 5),
    facility_id=some.sampled_from((CITY, CITY, VILLAGE)),
    grants=some.frozensets(GRANTS, min_size=1, max_size=5),
    starts_on=some.just(DAY),
    ends_on=some.none() | some.integers(0, 2).map(lambda days: DAY + dt.timedelta(days=days)),
    path=PATHS,
    double=some.booleans(),
    on_demand=some.booleans(),
)
