"""The last administrator does not leave."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from permissions.administrators import ADMINISTERING, last_administrator
from permissions.catalogue import ASSIGNMENT, EMPLOYEE
from permissions.holdings import RightRow, RightState
from permissions.permission import Scope
from tests.permissions.rights import NOW, TODAY, period, right
from tests.permissions.rows import ME, SOMEBODY, UNHURRIED

MINE, THEIRS = UUID(int=51), UUID(int=52)


def administrator(person: UUID, assignment: UUID, **given: Any) -> list[RightRow]:
    return [right(each, person_id=person, assignment_id=assignment, **given) for each in ADMINISTERING]


def test_one_of_two_administrators_may_leave_and_the_last_may_not() -> None:
    two = [*administrator(ME, MINE), *administrator(SOMEBODY, THEIRS)]
    assert not last_administrator(two, {MINE}, NOW)
    assert not last_administrator(two, {THEIRS}, NOW)
    (violation,) = last_administrator(two, {MINE, THEIRS}, NOW)
    assert violation.code == "LAST_ADMINISTRATOR"
    assert violation.evidence == {
        "needs": ["assignment:create", "assignment.roleSets:update", "invitation:create"]
    }


@pytest.mark.parametrize(
    "given",
    [
        {"ends_on": TODAY + timedelta(days=1)},
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": TODAY + timedelta(days=1)},
        {"state": RightState.PENDING},
        {"state": RightState.SUSPENDED},
        {"state": RightState.ENDED},
        {"on_demand": True, "periods": (period(-1),)},
        {"can_use": False, "can_delegate": True},
        {"scope": Scope.DEPARTMENT},
    ],
    ids=str,
)
def test_whoever_does_not_stay_or_cannot_act_is_no_administrator(given: dict[str, Any]) -> None:
    rows = [*administrator(ME, MINE), *administrator(SOMEBODY, THEIRS, **given)]
    assert last_administrator(rows, {MINE}, NOW)
    assert not last_administrator(rows, {THEIRS}, NOW)


def test_two_of_three_rights_make_no_administrator_but_two_assignments_may() -> None:
    create, update, invite = administrator(SOMEBODY, THEIRS)
    mine = administrator(ME, MINE)
    assert last_administrator([*mine, create, update], {MINE}, NOW)
    elsewhere = replace(invite, assignment_id=UUID(int=53))
    assert not last_administrator([*mine, create, update, elsewhere], {MINE}, NOW)
    assert last_administrator(
        [*mine, create, update, replace(elsewhere, person_id=UUID(int=13))], {MINE}, NOW
    )


def test_a_facility_without_administrators_has_none_to_lose() -> None:
    assert not last_administrator([], {MINE}, NOW)
    assert not last_administrator([right(EMPLOYEE.public, assignment_id=MINE)], {MINE}, NOW)


PEOPLE = [UUID(int=number) for number in range(1, 4)]
ROWS = some.lists(
    some.builds(
        right,
        some.sampled_from((*ADMINISTERING, ASSIGNMENT.end)),
        some.sampled_from((Scope.DEPARTMENT, Scope.FACILITY)),
        person_id=some.sampled_from(PEOPLE),
        assignment_id=some.sampled_from([UUID(int=number) for number in range(51, 56)]),
        ends_on=some.none() | some.just(TODAY),
        on_demand=some.booleans(),
    ),
    max_size=14,
)


def stays(rows: list[RightRow], person: UUID) -> bool:
    return all(
        any(
            (row.person_id, row.permission, row.ends_on, row.on_demand, row.scope)
            == (person, needed.code, None, False, Scope.FACILITY)
            for row in rows
        )
        for needed in ADMINISTERING
    )


@UNHURRIED
@given(ROWS, some.sets(some.sampled_from([UUID(int=number) for number in range(51, 56)])))
def test_an_act_that_passes_leaves_an_administrator_where_there_was_one(
    rows: list[RightRow], leaving: set[UUID]
) -> None:
    left = [row for row in rows if row.assignment_id not in leaving]
    emptied = any(stays(rows, each) for each in PEOPLE) and not any(stays(left, each) for each in PEOPLE)
    assert bool(last_administrator(rows, leaving, NOW)) == emptied
