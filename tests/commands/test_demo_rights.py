"""Who may do what in the demo: every assignment carries a role set, and each kind of holder is there."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

import pytest
from stdnum.ua import edrpou

from commands.demo.facilities import MadeFacility, Wish, make_facilities
from commands.demo.rows import (
    AssignmentRoleSetRow,
    AssignmentRow,
    DepartmentRow,
    EmployeeRow,
    FacilityRow,
    MisClientRow,
    MisConnectionRow,
    PositionRow,
    RoleSetGrantRow,
    RoleSetRow,
    RoleSetVersionRow,
    Row,
    SubstitutionPeriodRow,
)
from permissions.role_sets import TEMPLATES, digest_of

TODAY = date(2026, 11, 22)
VERSIONS = {code: UUID(int=at) for at, code in enumerate(TEMPLATES, 1)}
CODES = {version: code for code, version in VERSIONS.items()}
OWN = "OWN"

Kind = TypeVar("Kind", bound=Row)


def rows(made: list[MadeFacility], kind: type[Kind]) -> Iterator[Kind]:
    return (row for each in made for row in each.rows if isinstance(row, kind))


def held(made: list[MadeFacility]) -> Iterator[tuple[AssignmentRow, str]]:
    """Every assignment with the code of its role set, OWN for a facility's own."""
    carried = {row.assignment_id: row.version_id for row in rows(made, AssignmentRoleSetRow)}
    return ((row, CODES.get(carried[row.id], OWN)) for row in rows(made, AssignmentRow))


def holders(made: list[MadeFacility]) -> Counter[str]:
    """How many hold each role set just now, doubles on demand left out."""
    return Counter(
        code for row, code in held(made) if row.status == "ACTIVE" and row.substitute_mode != "ON_DEMAND"
    )


@pytest.fixture(scope="module")
def demo() -> list[MadeFacility]:
    return list(make_facilities(Wish(120, 7, TODAY), VERSIONS))


def test_every_assignment_carries_exactly_one_role_set(demo: list[MadeFacility]) -> None:
    carried = Counter(row.assignment_id for row in rows(demo, AssignmentRoleSetRow))
    assert set(carried.values()) == {1}
    assert set(carried) == {row.id for row in rows(demo, AssignmentRow)}


def test_a_role_set_goes_with_the_position(demo: list[MadeFacility]) -> None:
    titles = {row.id: row.title_code for row in rows(demo, PositionRow)}
    by_title = defaultdict(set)
    for row, code in held(demo):
        if row.kind != "SUBSTITUTE":
            by_title[titles[row.position_id]].add(code)
    assert by_title["FACILITY_ADMIN"] == {"FACILITY_ADMIN"}
    assert by_title["P14"] == {"HR_OFFICER"}
    assert by_title["BB_HEAD"] == {"BLOOD_BANK_HEAD"}
    assert by_title["P1"] == {"FACILITY_HEAD"}
    assert by_title["NURSE"] <= {"DOCTOR", OWN}


def test_doubles_of_the_blood_bank_carry_its_doubles_role_set_and_others_the_ordinary_one(
    demo: list[MadeFacility],
) -> None:
    titles = {row.id: row.title_code for row in rows(demo, PositionRow)}
    seen = {
        (titles[row.position_id] in {"BB_HEAD", "BB_DOUBLE"}, code)
        for row, code in held(demo)
        if row.kind == "SUBSTITUTE"
    }
    assert seen == {(True, "BLOOD_BANK_DOUBLE"), (False, "DOCTOR")}


@pytest.mark.parametrize(("facilities", "seed"), [(1, 1), (3, 1), (60, 1), (120, 7)])
def test_every_working_facility_has_an_administrator_a_head_and_ordinary_staff(
    facilities: int, seed: int
) -> None:
    for made in make_facilities(Wish(facilities, seed, TODAY), VERSIONS):
        if made.facility.status in {"CLOSED", "REORGANIZED"}:
            continue
        now = holders([made])
        assert now["FACILITY_ADMIN"] == now["FACILITY_HEAD"] == 1
        assert now["DOCTOR"] >= 1
        has_bank = any("(ЛБК)" in row.name for row in rows([made], DepartmentRow))
        assert now["BLOOD_BANK_HEAD"] == has_bank


@pytest.mark.parametrize("seed", range(5))
def test_the_national_centre_alone_has_registrars_and_auditors(seed: int) -> None:
    made = list(make_facilities(Wish(12, seed, TODAY), VERSIONS))
    for each in made:
        now = holders([each])
        is_centre = each.facility.kind_code == "NATIONAL_CENTER"
        assert (now["REGISTRAR"] > 0, now["AUDITOR"] > 0) == (is_centre, is_centre)
    assert [each.facility.kind_code for each in made].count("NATIONAL_CENTER") == 1


def test_some_facilities_own_a_role_set_that_is_the_ordinary_one_with_a_grant_less(
    demo: list[MadeFacility],
) -> None:
    owned = list(rows(demo, RoleSetRow))
    assert len(owned) > 5
    assert demo[0].facility.id in {row.facility_id for row in owned}
    versions = {row.role_set_id: row for row in rows(demo, RoleSetVersionRow)}
    facilities = {row.id: row.facility_id for row in rows(demo, AssignmentRow)}
    bearers = {
        row.version_id: row.assignment_id
        for row in rows(demo, AssignmentRoleSetRow)
        if row.version_id not in CODES
    }
    ordinary = TEMPLATES["DOCTOR"].grants
    for role_set in owned:
        version = versions[role_set.id]
        assert facilities[bearers[version.id]] == role_set.facility_id
        granted = {
            (row.permission, row.scope) for row in rows(demo, RoleSetGrantRow) if row.version_id == version.id
        }
        kept = frozenset(grant for grant in ordinary if (grant.permission.code, str(grant.scope)) in granted)
        assert len(granted) == len(kept) == len(ordinary) - 1
        assert version.digest == digest_of(kept)


def test_somebody_has_different_role_sets_in_two_facilities() -> None:
    made = list(make_facilities(Wish(3, 1, TODAY), VERSIONS))
    people = {row.id: row.person_id for row in rows(made, EmployeeRow)}
    codes: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row, code in held(made):
        if row.status == "ACTIVE":
            codes[people[row.employee_id]][row.facility_id] = code
    both = [set(each.values()) for each in codes.values() if len(each) > 1]
    assert {"DOCTOR", "HR_OFFICER"} in both
    assert {"DOCTOR", "BLOOD_BANK_DOUBLE"} in both


def test_one_double_on_demand_is_called_now_and_another_is_not() -> None:
    made = list(make_facilities(Wish(2, 1, TODAY), VERSIONS))
    on_demand = [
        row
        for row in rows(made, AssignmentRow)
        if (row.substitute_mode, row.status) == ("ON_DEMAND", "ACTIVE")
    ]
    called = {row.assignment_id: row for row in rows(made, SubstitutionPeriodRow)}
    assert {row.id in called for row in on_demand} == {True, False}
    assert set(called) <= {row.id for row in on_demand}
    for period in called.values():
        assert period.starts_at < datetime(2026, 11, 22, tzinfo=UTC)
        assert period.ends_at is None


def test_two_programs_are_let_in_by_several_facilities_each_below_the_template_for_them(
    demo: list[MadeFacility],
) -> None:
    clients = list(rows(demo, MisClientRow))
    assert len({client.name for client in clients}) == len(clients) == 2
    assert all(edrpou.is_valid(client.edrpou) and client.edrpou[0] == "9" for client in clients)
    assert {row.edrpou for row in rows(demo, FacilityRow)}.isdisjoint(client.edrpou for client in clients)
    working = {made.facility.id for made in demo if made.facility.status not in {"CLOSED", "REORGANIZED"}}
    let_in = Counter(row.client_id for row in rows(demo, MisConnectionRow))
    assert set(let_in) == {client.id for client in clients}
    assert min(let_in.values()) > 1
    for row in rows(demo, MisConnectionRow):
        assert (CODES[row.version_id], row.status, row.ends_on) == ("MIS", "ACTIVE", None)
        assert row.facility_id in working
