"""The demo's rows: the same wish makes the same registry, and nothing in it is impossible."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import orjson
import pytest
from stdnum.ua import edrpou, rntrc

from commands.demo.facilities import MadeFacility, Wish, make_facilities
from commands.demo.identifiers import mrz_check_digit
from commands.demo.outlines import BLOOD_BANK, OUTLINES, SEEDED
from commands.demo.rows import (
    TABLES,
    AssignmentRoleSetRow,
    AssignmentRow,
    DepartmentRow,
    DocumentRow,
    EmailRow,
    EmployeeRow,
    EquipmentRow,
    FacilityRow,
    IdentityRow,
    PersonRow,
    PositionRow,
    Row,
    SpecialityRow,
    WorkplaceRow,
)
from commands.demo.trees import lines_of
from permissions.role_sets import TEMPLATES

TODAY = date(2026, 11, 22)
WISH = Wish(facilities=120, seed=7, today=TODAY)
VERSIONS = {code: UUID(int=at) for at, code in enumerate(TEMPLATES, 1)}
WITHOUT_ID = (IdentityRow, EmailRow, AssignmentRoleSetRow)
PERSON_NAME = re.compile(r"^[А-ЩЬЮЯҐЇІЄа-щьюяґїіє][А-ЩЬЮЯҐЇІЄа-щьюяґїіє' -]{0,99}$")
FINAL = {"DISMISSED", "ENTERED_IN_ERROR"}

Kind = TypeVar("Kind", bound=Row)


class Demo:
    """A made registry, asked by kinds of rows."""

    def __init__(self, wish: Wish) -> None:
        self.facilities = list(make_facilities(wish, VERSIONS))

    def every(self, kind: type[Kind], number: int | None = None) -> Iterator[Kind]:
        chosen = self.facilities if number is None else self.facilities[number - 1 : number]
        return (row for made in chosen for row in made.rows if isinstance(row, kind))

    def names(self) -> dict[UUID, str]:
        """Give the full name of every employee."""
        people = {person.id: f"{person.last_name} {person.first_name}" for person in self.every(PersonRow)}
        return {employee.id: people[employee.person_id] for employee in self.every(EmployeeRow)}


@pytest.fixture(scope="module")
def demo() -> Demo:
    return Demo(WISH)


def counts(facilities: int) -> dict[str, int]:
    made = Counter(
        type(row)
        for facility in make_facilities(Wish(facilities, 1, TODAY), VERSIONS)
        for row in facility.rows
    )
    return {
        TABLES[kind]: made[kind]
        for kind in (DepartmentRow, PositionRow, EmployeeRow, WorkplaceRow, EquipmentRow)
    }


def test_the_same_wish_makes_the_same_rows(demo: Demo) -> None:
    assert Demo(WISH).facilities == demo.facilities


@pytest.mark.parametrize(
    "other", [Wish(120, 8, TODAY), Wish(120, 7, date(2026, 11, 23))], ids=["another seed", "another day"]
)
def test_another_wish_makes_other_rows(demo: Demo, other: Wish) -> None:
    assert next(make_facilities(other, VERSIONS)) != demo.facilities[0]


@pytest.mark.parametrize("facilities", [0, 20_001])
def test_a_demo_without_facilities_or_beyond_the_reserved_numbers_is_refused(facilities: int) -> None:
    with pytest.raises(ValueError, match="number of facilities"):
        Wish(facilities, 1, TODAY)


@pytest.mark.parametrize("facilities", [2, 3, 7, 50, 51])
def test_a_demo_has_exactly_the_promised_numbers(facilities: int) -> None:
    departments = 10 * facilities
    assert counts(facilities) == {
        "department": departments,
        "position": 3 * departments,
        "employee": 3 * departments,
        "workplace": 2 * departments,
        "equipment": 4 * departments,
    }


def test_a_single_facility_is_the_hospital_of_sixteen_departments() -> None:
    assert counts(1)["department"] == 16


def test_ids_are_uuids_of_version_7_and_grow_from_facility_to_facility(demo: Demo) -> None:
    ids = [row.id for made in demo.facilities for row in made.rows if not isinstance(row, WITHOUT_ID)]
    assert {each.version for each in ids} == {7}
    assert len(set(ids)) == len(ids)
    facility_ids = [made.facility.id for made in demo.facilities]
    assert facility_ids == sorted(facility_ids)


def test_every_edrpou_and_owner_has_a_valid_check_digit(demo: Demo) -> None:
    for facility in demo.every(FacilityRow):
        assert facility.edrpou is None or (edrpou.is_valid(facility.edrpou) and facility.edrpou[0] == "9")
        assert facility.owner_tax_id is None or rntrc.is_valid(facility.owner_tax_id)
        assert (facility.edrpou is None) == (facility.owner_tax_id is not None)
    codes = [facility.edrpou for facility in demo.every(FacilityRow) if facility.edrpou]
    assert len(set(codes)) == len(codes)


def test_every_tax_number_is_valid_and_tells_birth_date_and_gender(demo: Demo) -> None:
    for identity in demo.every(IdentityRow):
        assert identity.no_tax_id == (identity.tax_id is None)
        if identity.tax_id is not None:
            assert rntrc.is_valid(identity.tax_id)
            assert int(identity.tax_id[:5]) == (identity.birth_date - date(1899, 12, 31)).days
            assert (int(identity.tax_id[8]) % 2 == 1) == (identity.gender == "MALE")
            assert identity.tax_id[5] == "9"


def test_no_two_people_share_a_number(demo: Demo) -> None:
    for numbers in zip(*((row.tax_id, row.unzr) for row in demo.every(IdentityRow)), strict=True):
        given = [number for number in numbers if number]
        assert len(set(given)) == len(given)


def test_every_unzr_carries_birth_date_and_check_digit(demo: Demo) -> None:
    assert mrz_check_digit("199108190001") == 3
    for identity in demo.every(IdentityRow):
        if identity.unzr is not None:
            assert re.fullmatch(r"[0-9]{8}-[0-9]{5}", identity.unzr)
            assert identity.unzr[:8] == f"{identity.birth_date:%Y%m%d}"
            assert int(identity.unzr[-1]) == mrz_check_digit(identity.unzr[:-1].replace("-", ""))


def test_a_person_has_a_passport_or_an_id_card_and_never_both(demo: Demo) -> None:
    papers = defaultdict(list)
    for document in demo.every(DocumentRow):
        papers[document.person_id].append(document)
        assert document.issued_at <= TODAY
    unzr = {identity.person_id: identity.unzr for identity in demo.every(IdentityRow)}
    for person, documents in papers.items():
        kinds = [document.type for document in documents]
        assert len({"PASSPORT", "NATIONAL_ID"} & set(kinds)) == 1
        assert len(set(kinds)) == len(kinds)
        assert ("NATIONAL_ID" in kinds) == (unzr[person] is not None)


def test_people_are_called_in_ukrainian(demo: Demo) -> None:
    people = list(demo.every(PersonRow))
    for person in people:
        for name in filter(None, (person.last_name, person.first_name, person.middle_name)):
            assert PERSON_NAME.match(name), name
    letters = "".join(person.last_name + person.first_name for person in people).lower()
    assert set("ґєї'") <= set(letters)
    assert len({person.last_name for person in people}) > 150


def test_addresses_are_reserved_ones_and_each_belongs_to_one_person(demo: Demo) -> None:
    addresses = list(demo.every(EmailRow))
    owners = {email.address: email.person_id for email in addresses}
    assert len(owners) == len(addresses)
    assert all(re.search(r"@([a-z0-9-]+\.)?example\.(com|org|net)$", address) for address in owners)
    for employee in demo.every(EmployeeRow):
        assert owners[employee.work_email] == employee.person_id


def test_departments_form_trees_of_at_most_eight_levels(demo: Demo) -> None:
    paths = {department.id: department.path for department in demo.every(DepartmentRow)}
    for department in demo.every(DepartmentRow):
        assert department.parent_path == (paths[department.parent_id] if department.parent_id else None)
    depths = Counter(len(path) // 5 for path in paths.values())
    assert max(depths) == 8
    assert depths[1] == WISH.facilities


def test_every_outline_is_a_tree_with_sibling_names_apart() -> None:
    for outline in OUTLINES:
        lines = lines_of(outline)
        assert [at for at, line in enumerate(lines) if line.above is None] == [0]
        assert all(lines[line.above].required for line in lines if line.required and line.above is not None)
        assert len({(line.above, line.name.lower()) for line in lines}) == len(lines)


def test_a_position_has_one_head_who_holds_it_alone(demo: Demo) -> None:
    heads = Counter(
        row.position_id
        for row in demo.every(AssignmentRow)
        if (row.kind, row.status, row.position_kind) == ("PRIMARY", "ACTIVE", "HEAD")
    )
    assert set(heads.values()) == {1}
    acting = [row.position_id for row in demo.every(AssignmentRow) if row.kind == "ACTING"]
    assert acting
    assert not set(acting) & set(heads)


def test_nobody_is_appointed_beyond_the_headcount(demo: Demo) -> None:
    held: Counter[UUID] = Counter()
    rates: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    for row in demo.every(AssignmentRow):
        if row.kind != "SUBSTITUTE" and row.status not in {"ENDED", "CANCELLED"}:
            held[row.position_id] += 1
            rates[row.position_id] += row.rate
    for position in demo.every(PositionRow):
        assert rates[position.id] <= position.headcount
    vacant = [row for row in demo.every(PositionRow) if row.status == "ACTIVE" and not held[row.id]]
    assert vacant


def test_doubles_stand_in_for_main_appointments_of_their_facility(demo: Demo) -> None:
    primary = {row.id: row for row in demo.every(AssignmentRow) if row.kind == "PRIMARY"}
    doubles = [row for row in demo.every(AssignmentRow) if row.kind == "SUBSTITUTE"]
    assert {row.substitute_mode for row in doubles} == {"ALWAYS", "ON_DEMAND"}
    for row in doubles:
        assert row.substitutes_assignment_id is not None
        stood_for = primary[row.substitutes_assignment_id]
        assert stood_for.facility_id == row.facility_id
        assert stood_for.employee_id != row.employee_id


def test_what_has_ended_has_an_end_and_statuses_agree(demo: Demo) -> None:
    by_employee = defaultdict(set)
    for row in demo.every(AssignmentRow):
        by_employee[row.employee_id].add(row.status)
        assert (row.status == "ENDED") == (row.end_date is not None)
        assert row.end_date is None or row.start_date < row.end_date < TODAY
    seen = Counter(employee.status for employee in demo.every(EmployeeRow))
    assert {"ACTIVE", "PENDING", "SUSPENDED", "DISMISSED", "DRAFT"} <= set(seen)
    for employee in demo.every(EmployeeRow):
        if employee.status in FINAL | {"DRAFT"}:
            assert by_employee[employee.id] <= {"ENDED"}


def test_some_people_work_at_two_facilities(demo: Demo) -> None:
    facilities = defaultdict(set)
    for employee in demo.every(EmployeeRow):
        facilities[employee.person_id].add(employee.facility_id)
    assert max(map(len, facilities.values())) > 1


def test_every_doctor_has_exactly_one_main_speciality(demo: Demo) -> None:
    main = Counter(row.employee_id for row in demo.every(SpecialityRow) if row.speciality_officio)
    doctors = [row.id for row in demo.every(EmployeeRow) if row.employee_type == "DOCTOR"]
    assert doctors
    assert all(main[doctor] == 1 for doctor in doctors)


@pytest.mark.parametrize("kind", [WorkplaceRow, EquipmentRow])
def test_inventory_numbers_are_unique_within_a_facility_or_absent(
    demo: Demo, kind: type[WorkplaceRow | EquipmentRow]
) -> None:
    rows = list(demo.every(kind))
    numbers = [(row.facility_id, row.inventory_number) for row in rows if row.inventory_number]
    assert len(set(numbers)) == len(numbers)
    assert all((row.inventory_status == "ABSENT") == (row.inventory_number is None) for row in rows)
    assert {row.inventory_status for row in rows} == {"ASSIGNED", "ABSENT"}


def test_equipment_is_partly_damaged_overdue_retired_and_made_of_parts(demo: Demo) -> None:
    rows = list(demo.every(EquipmentRow))
    assert {row.status for row in rows} == {"ACTIVE", "INACTIVE", "ENTERED_IN_ERROR"}
    assert {row.availability_status for row in rows} == {"AVAILABLE", "DAMAGED", "LOST", "DESTROYED"}
    assert any(row.next_verification_on and row.next_verification_on < TODAY for row in rows)
    departments = {row.id: row.department_id for row in rows}
    parts = [row for row in rows if row.parent_id]
    assert parts
    assert all(departments[row.parent_id] == row.department_id for row in parts if row.parent_id)


@pytest.mark.parametrize("seed", range(5))
def test_the_hospital_of_the_seeds_is_complete_whatever_the_seed(seed: int) -> None:
    demo = Demo(Wish(1, seed, TODAY))
    departments = {row.id: row for row in demo.every(DepartmentRow)}
    assert {row.type_code for row in departments.values() if row.name == BLOOD_BANK} == {
        "LOGISTICS_INVENTORY"
    }
    bank = next(row.id for row in departments.values() if row.name == BLOOD_BANK)
    names = demo.names()
    active = defaultdict(list)
    titles = {row.id: row.title_code for row in demo.every(PositionRow)}
    for row in demo.every(AssignmentRow):
        if row.status == "ACTIVE":
            active[titles[row.position_id]].append((names[row.employee_id], row.kind))
    assert ("Шевченко Тарас", "PRIMARY") in active["BB_HEAD"]
    assert [kind for _, kind in active["BB_DOUBLE"]] == ["SUBSTITUTE", "SUBSTITUTE"]
    assert active["P1"]
    assert active["FACILITY_ADMIN"]
    assert active["P14"]
    machines = {row.type_code: row for row in demo.every(EquipmentRow) if row.department_id == bank}
    for needed in ("BLOOD_REFRIGERATOR", "PLASMA_FREEZER", "PLATELET_AGITATOR"):
        assert (machines[needed].status, machines[needed].availability_status) == ("ACTIVE", "AVAILABLE")
    assert any(
        row.inventory_status == "ABSENT" for row in demo.every(WorkplaceRow) if row.department_id == bank
    )
    assert len(lines_of(SEEDED)) == len(departments) == 16


def test_one_blood_bank_lacks_the_freezer(demo: Demo) -> None:
    bank = next(row.id for row in demo.every(DepartmentRow, 2) if row.name == BLOOD_BANK)
    machines = [row.type_code for row in demo.every(EquipmentRow, 2) if row.department_id == bank]
    assert "BLOOD_REFRIGERATOR" in machines
    assert "PLASMA_FREEZER" not in machines


def test_an_ended_facility_has_nobody_at_work_and_nothing_open(demo: Demo) -> None:
    ended = [made for made in demo.facilities if made.facility.status in {"CLOSED", "REORGANIZED"}]
    assert ended
    for made in ended:
        assert made.facility.head_employee_id is None
        statuses = {
            row.status for row in made.rows if isinstance(row, (AssignmentRow, DepartmentRow, WorkplaceRow))
        }
        assert statuses <= {"ENDED", "CLOSED"}


def test_a_working_facility_has_a_head_and_an_administrator(demo: Demo) -> None:
    employees = {row.id: row for row in demo.every(EmployeeRow)}
    for made in demo.facilities:
        if made.facility.status in {"REGISTERED", "SUSPENDED"}:
            assert made.facility.head_employee_id is not None
            assert employees[made.facility.head_employee_id].employee_type == "HEAD"
            assert made.facility.administrator_employee_id is not None


def test_columns_of_json_hold_json(demo: Demo) -> None:
    for made in demo.facilities[:20]:
        assert_json(made)


def assert_json(made: MadeFacility) -> None:
    for row in made.rows:
        if isinstance(row, EquipmentRow):
            assert orjson.loads(row.names)[0]["name"]
            assert isinstance(orjson.loads(row.properties), list)
        if isinstance(row, FacilityRow):
            assert orjson.loads(row.legal_address)["settlement"]
