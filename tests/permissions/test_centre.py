"""The national centre gives a facility its administrator and its head, and else only what it holds."""

import pytest

from permissions.catalogue import EMPLOYEE, FACILITY
from permissions.centre import FIXED, escalations_of_centre
from permissions.escalation import Change
from permissions.permission import Scope
from permissions.role_sets import Grant
from tests.permissions.appointments import actor, appointing, codes, to
from tests.permissions.rows import ME, SOMEBODY

OFFICE = FACILITY.head_change
REGISTRAR = actor(to(ME, "REGISTRAR"))
ADMINISTRATOR = actor(to(ME, "FACILITY_ADMIN"))


@pytest.mark.parametrize("code", FIXED)
def test_a_registrar_gives_what_no_registrar_holds(code: str) -> None:
    assert codes(escalations_of_centre(REGISTRAR, OFFICE, appointing(to(SOMEBODY, code)))) == []


@pytest.mark.parametrize("code", FIXED)
def test_whoever_holds_the_fixed_template_is_replaced_too(code: str) -> None:
    before = to(SOMEBODY, code)
    assert codes(escalations_of_centre(REGISTRAR, OFFICE, [Change(before, None)])) == []


@pytest.mark.parametrize("given", ["AUDITOR", Grant(EMPLOYEE.identity, Scope.ANY)])
def test_nothing_else_is_given_in_its_name(given: str | Grant) -> None:
    found = codes(escalations_of_centre(REGISTRAR, OFFICE, appointing(to(SOMEBODY, "FACILITY_HEAD", given))))
    assert "GRANT_EXCEEDS_OWN" in found


def test_whoever_holds_more_than_the_fixed_templates_is_not_replaced() -> None:
    before = to(SOMEBODY, "FACILITY_ADMIN", Grant(EMPLOYEE.identity, Scope.ANY))
    assert codes(escalations_of_centre(REGISTRAR, OFFICE, [Change(before, None)])) == ["TARGET_OUTRANKS"]


def test_nobody_appoints_oneself_in_its_name() -> None:
    assert "SELF_GRANT" in codes(
        escalations_of_centre(REGISTRAR, OFFICE, appointing(to(ME, "FACILITY_HEAD")))
    )


def test_a_double_is_not_appointed_in_its_name() -> None:
    primary, double = to(SOMEBODY, "FACILITY_HEAD"), to(SOMEBODY, "FACILITY_HEAD", double=True)
    assert "GRANT_EXCEEDS_OWN" in codes(escalations_of_centre(REGISTRAR, OFFICE, appointing(double, primary)))


def test_who_does_not_hold_the_office_everywhere_is_judged_as_everybody() -> None:
    found = escalations_of_centre(ADMINISTRATOR, OFFICE, appointing(to(SOMEBODY, "FACILITY_HEAD")))
    assert "GRANT_EXCEEDS_OWN" in codes(found)
