"""The printed policy: fresh, complete, and true about scopes and masks."""

from pathlib import Path

import pytest

from permissions.catalogue import EMPLOYEE, PERMISSIONS
from permissions.permission import Scope
from permissions.role_sets import TEMPLATES
from schema import policy
from schema.graph import graph
from schema.needs import Need
from schema.policy import difference, printed, seen


def line(name: str) -> list[str]:
    """Give the cells of a permission or a coordinate, with what stands behind them."""
    (found,) = [each for each in map(str.split, printed().splitlines()) if each[:1] == [name]]
    return found[1:]


def cell(name: str, code: str) -> str:
    return line(name)[list(TEMPLATES).index(code)]


def test_the_committed_policy_is_fresh() -> None:
    assert difference() == "", "write it anew: python server.py policy print > permissions/policy.txt"


def test_every_permission_and_every_coordinate_has_one_line() -> None:
    words = [each.split()[0] for each in printed().splitlines() if each.strip()]
    for name in (*PERMISSIONS, *graph().needs):
        assert words.count(name) == 1, name


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("employee.identity:read", "FACILITY_ADMIN", "Ff"),
        ("employee.identity:read", "DOCTOR", "O"),
        ("employee.identity:peek", "DOCTOR", "·"),
        ("Employee.lastName", "FACILITY_ADMIN", "F"),
        ("Employee.lastName", "REGISTRAR", "A"),
        ("Employee.lastName", "PUBLIC", "·"),
        ("Employee.facility", "FACILITY_ADMIN", "F"),  # public anywhere, yet on rows of one facility
        ("EmployeeIdentity.taxId", "DOCTOR", "O"),
        ("EmployeeIdentity.taxId", "BLOOD_BANK_HEAD", "Od"),
        ("EmployeeIdentity.birthDate", "BLOOD_BANK_HEAD", "O"),
        ("EmployeePersonalContact.personalEmail", "BLOOD_BANK_HEAD", "D"),  # peeking reaches no farther
        ("Position.vacancies", "DOCTOR", "F"),
        ("Facility.nameShort", "PUBLIC", "A"),
        ("Query.employees", "MIS", "F"),
        ("EmployeeFilter.lastName", "PUBLIC", "·"),
        ("EmployeeOrder.LAST_NAME_ASC", "AUDITOR", "A"),
    ],
)
def test_a_cell_tells_how_far(name: str, code: str, expected: str) -> None:
    assert cell(name, code) == expected


def test_a_line_ends_with_what_is_needed() -> None:
    behind = line("EmployeeIdentity.taxId")[len(TEMPLATES) :]
    assert behind == ["employee.identity:read", "mask", "LAST3"]
    assert line("employee:create")[len(TEMPLATES) :] == ["signed"]


def test_of_several_permissions_the_narrowest_scope_counts_and_a_missing_one_ends_it() -> None:
    need = Need((EMPLOYEE.public, EMPLOYEE.identity))
    assert seen(need, {EMPLOYEE.public: Scope.ANY, EMPLOYEE.identity: Scope.OWN}) is Scope.OWN
    assert seen(need, {EMPLOYEE.public: Scope.FACILITY, EMPLOYEE.identity: Scope.ANY}) is Scope.FACILITY
    assert seen(need, {EMPLOYEE.public: Scope.ANY}) is None


def test_a_policy_that_is_not_fresh_shows_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "policy.txt"
    monkeypatch.setattr(policy, "COMMITTED", older)
    assert "+Employee.lastName" in difference()
    older.write_text(printed().replace("\nEmployee.lastName ", "\nEmployee.surname ", 1))
    changed = [each for each in difference().splitlines()[2:] if each[0] in "+-"]
    assert [each.split()[0] for each in changed] == ["-Employee.surname", "+Employee.lastName"]
