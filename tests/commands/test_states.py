"""Which states of assignments and employees follow which."""

import pytest

from commands.states import (
    ASSIGNMENT_STEPS,
    EMPLOYEE_STEPS,
    OPEN_ASSIGNMENTS,
    OPEN_EMPLOYEES,
    sources,
    step_refused,
    stepped,
)
from errors import Refused
from models import AssignmentStatus, EmployeeStatus


def test_every_state_is_in_its_table() -> None:
    assert set(ASSIGNMENT_STEPS) == set(AssignmentStatus)
    assert set(EMPLOYEE_STEPS) == set(EmployeeStatus)


def test_what_is_over_stays_so() -> None:
    over = set(AssignmentStatus) - set(OPEN_ASSIGNMENTS)
    assert over == {AssignmentStatus.ENDED, AssignmentStatus.CANCELLED}
    gone = set(EmployeeStatus) - set(OPEN_EMPLOYEES)
    assert gone == {EmployeeStatus.DISMISSED, EmployeeStatus.ENTERED_IN_ERROR}


@pytest.mark.parametrize("before", AssignmentStatus)
@pytest.mark.parametrize("after", AssignmentStatus)
def test_a_step_is_taken_or_refused_as_the_table_says(
    before: AssignmentStatus, after: AssignmentStatus
) -> None:
    assert (before in sources(after)) == (after in ASSIGNMENT_STEPS[before])
    if after in ASSIGNMENT_STEPS[before]:
        assert stepped(before, after) is after
        return
    with pytest.raises(Refused) as refused:
        stepped(before, after)
    assert refused.value.refusals == (refused.value.refusals[0],)
    refusal = step_refused(before, after)
    assert refusal is not None
    assert refusal.evidence == {"status": before.value, "wanted": after.value}


def test_nothing_becomes_what_it_is_by_a_step() -> None:
    assert all(status not in steps for status, steps in ASSIGNMENT_STEPS.items())
    assert all(status not in steps for status, steps in EMPLOYEE_STEPS.items())


def test_tables_of_two_things_do_not_mix() -> None:
    assert EmployeeStatus.DRAFT in sources(EmployeeStatus.PENDING)
    assert sources(AssignmentStatus.PENDING) == ()
