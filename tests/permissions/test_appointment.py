"""Appointments from rows of rights: those in force, each with all its grants."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from permissions.appointment import appointments_in_force, standing_appointments
from permissions.catalogue import EMPLOYEE, POSITION
from permissions.holdings import RightState
from permissions.permission import Scope
from permissions.role_sets import Grant
from tests.permissions.appointments import to
from tests.permissions.rights import NOW, TODAY, right
from tests.permissions.rows import CITY, ME

FIRST, SECOND = UUID(int=51), UUID(int=52)


def test_the_rows_of_an_assignment_make_one_appointment() -> None:
    rows = [
        right(EMPLOYEE.public, assignment_id=FIRST, ends_on=TODAY),
        right(POSITION.read, assignment_id=SECOND, path="0002.", on_demand=False),
        right(POSITION.read, assignment_id=FIRST, ends_on=TODAY, can_use=False, can_delegate=True),
        right(EMPLOYEE.account, assignment_id=SECOND, path="0002.", role_set_version_id=UUID(int=77)),
        right(EMPLOYEE.public, assignment_id=UUID(int=53), ends_on=TODAY - timedelta(days=1)),
        replace(right(), permission="parking:reserve", assignment_id=UUID(int=54)),
    ]
    first, second = appointments_in_force(rows, NOW, doubles={SECOND})
    assert first == to(
        ME,
        Grant(EMPLOYEE.public, Scope.FACILITY),
        Grant(POSITION.read, Scope.FACILITY, use=False, delegate=True),
        assignment_id=FIRST,
        starts_on=rows[0].starts_on,
        ends_on=TODAY,
    )
    assert second == to(
        ME,
        Grant(POSITION.read, Scope.FACILITY),
        Grant(EMPLOYEE.account, Scope.FACILITY),
        assignment_id=SECOND,
        starts_on=rows[1].starts_on,
        path="0002.",
        double=True,
    )
    assert first.facility_id == CITY


def test_appointments_stand_that_are_not_over() -> None:
    rows = [
        right(assignment_id=FIRST, state=RightState.PENDING, starts_on=TODAY + timedelta(days=1)),
        right(assignment_id=SECOND, state=RightState.SUSPENDED, on_demand=True),
        right(assignment_id=UUID(int=53), ends_on=TODAY),
        right(assignment_id=UUID(int=54), ends_on=TODAY - timedelta(days=1)),
        right(assignment_id=UUID(int=55), state=RightState.ENDED),
    ]
    standing = standing_appointments(rows, TODAY, doubles={SECOND})
    assert [each.assignment_id for each in standing] == [FIRST, SECOND, UUID(int=53)]
    assert [each.double for each in standing] == [False, True, False]
