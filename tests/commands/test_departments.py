"""Departments are created and described anew (US-K8): every rule, told all at once."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from commands.act import Change, ChangeKind
from commands.contacts import AddressInput, PhoneInput
from commands.department_types import is_allowed
from commands.department_update import UPDATE_DEPARTMENT, UpdateDepartment
from commands.departments import CREATE_DEPARTMENT, CreateDepartment
from commands.paths import free_segment
from errors import Refused
from models import Department, DepartmentStatus, PhoneType
from permissions.catalogue import DEPARTMENT
from permissions.permission import Scope
from permissions.region import Region
from tests.commands.stage import NOBODYS, Stage, places

BANK = CreateDepartment("Лікарняний банк крові (ЛБК)", "LOGISTICS_INVENTORY")
PHONE = PhoneInput(PhoneType.MOBILE, "067 123 45 67")


async def made(stage: Stage, department_id: UUID) -> Department:
    return await Department.get(id=department_id, using_db=stage.tx)


async def test_an_administrator_creates_the_blood_bank_of_the_seed(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(CREATE_DEPARTMENT, administrator, BANK)
    department = await made(stage, outcome.one("department"))
    assert outcome.changes == (Change("Department", department.id, 1, ChangeKind.CREATED),)
    assert department.parent_id == stage.id("root")
    assert department.path.startswith("0001.")
    assert (department.status, department.opened_on) == (DepartmentStatus.ACTIVE, administrator.today)


async def test_everything_given_is_kept_in_its_normal_form(stage: Stage) -> None:
    wish = CreateDepartment(
        "  Відділ   якості ",
        "QUALITY",
        parent_id=stage.id("bank"),
        code=" ВЯ-1 ",
        address=AddressInput(settlement=" Київ ", building="5"),
        phones=(PHONE,),
        email="Quality@Лікарня.ua",
        opened_on=dt.date(2026, 3, 1),
        working_hours="Пн–Пт 8–17",
    )
    outcome = await stage.perform(CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    department = await made(stage, outcome.one("department"))
    assert (department.name, department.code, department.parent_id) == (
        "Відділ якості",
        "ВЯ-1",
        stage.id("bank"),
    )
    assert department.address == {"settlement": "Київ", "building": "5"}
    assert department.phones == [{"type": "MOBILE", "number": "+380671234567"}]
    assert department.email == "quality@" + "лікарня".encode("idna").decode() + ".ua"
    assert (department.opened_on, department.working_hours) == (dt.date(2026, 3, 1), "Пн–Пт 8–17")


async def test_what_is_signed_is_complete_and_judged_alike_again(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    first = await CREATE_DEPARTMENT.examine(stage.tx, administrator, replace(BANK, name=" Банк  крові 2 "))
    assert first.wish == replace(
        BANK, name="Банк крові 2", parent_id=stage.id("root"), opened_on=administrator.today
    )
    assert first.text == (
        "Створити відділ «Банк крові 2» у закладі «Лікарня 1». Назва: «Банк крові 2»; Тип відділу: «Відділ "
        "логістики з центром управління запасами»; Вищий відділ: «Лікарня»; "
        f"Дата відкриття: {administrator.today:%d.%m.%Y}."
    )
    assert first.versions == {f"Department:{stage.id('root')}": 1}
    again = await CREATE_DEPARTMENT.examine(stage.tx, administrator, first.wish)
    assert (again.wish, again.text) == (first.wish, first.text)


async def test_every_problem_is_told_at_once(stage: Stage) -> None:
    bad = CreateDepartment(
        "Отдел ы",
        "NO_SUCH_TYPE",
        code="к" * 21,
        address=AddressInput(zip="12", katottg="UA1"),
        phones=(replace(PHONE, number="12"), PHONE),
        email="не пошта",
        working_hours="\x00",
    )
    assert await stage.problems(CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), bad) == {
        ("name", "format"),
        ("typeCode", "inclusion"),
        ("code", "length"),
        ("address.zip", "format"),
        ("address.katottg", "format"),
        ("phones[0].number", "phone_number"),
        ("phones", "unique"),
        ("email", "email"),
        ("workingHours", "format"),
    }


async def test_an_unknown_type_is_told_with_those_that_there_are(stage: Stage) -> None:
    examined = await CREATE_DEPARTMENT.examine(
        stage.tx, await stage.as_("FACILITY_ADMIN"), replace(BANK, type_code="NO_SUCH_TYPE")
    )
    (problem,) = examined.problems
    assert "QUALITY" in problem.params


async def test_a_facility_has_only_departments_of_its_kind(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(
        CREATE_DEPARTMENT, administrator, replace(BANK, name="Донори", type_code="COLLECTION")
    ) == {("typeCode", "inclusion")}
    assert is_allowed("ADDED_BY_A_REGISTRAR", "PHARMACY")


async def test_a_blood_bank_of_another_type_is_worth_a_warning(stage: Stage) -> None:
    examined = await CREATE_DEPARTMENT.examine(
        stage.tx, await stage.as_("FACILITY_ADMIN"), replace(BANK, type_code="OTHER")
    )
    assert places(examined.warnings) == {("typeCode", "invalid")}
    examined.refuse()


@pytest.mark.parametrize("name", ["Банк крові", "банк  КРОВІ"])
async def test_siblings_differ_in_their_names(stage: Stage, name: str) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    taken = replace(BANK, name=name)
    assert await stage.problems(CREATE_DEPARTMENT, administrator, taken) == {("name", "unique")}
    await stage.perform(CREATE_DEPARTMENT, administrator, replace(taken, parent_id=stage.id("ward")))


async def test_the_name_of_a_closed_department_is_free_again(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["bank"], status="CLOSED")
    await stage.perform(
        CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), replace(BANK, name="Банк крові")
    )


async def test_a_code_is_had_once_in_a_facility(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["room"], code="К-1")
    await stage.world.change("department", stage.rows["far"], code="К-2")
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(CREATE_DEPARTMENT, administrator, replace(BANK, code="К-1")) == {
        ("code", "unique")
    }
    await stage.perform(CREATE_DEPARTMENT, administrator, replace(BANK, code="К-2"))


async def test_the_tree_has_eight_levels(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    parent = stage.id("room")
    for level in range(4, 9):
        wish = CreateDepartment(f"Рівень {level}", "OTHER", parent_id=parent)
        parent = (await stage.perform(CREATE_DEPARTMENT, administrator, wish)).one("department")
    ninth = CreateDepartment("Рівень 9", "OTHER", parent_id=parent)
    assert await stage.problems(CREATE_DEPARTMENT, administrator, ninth) == {("parentId", "invalid")}


async def test_nothing_comes_below_a_closed_department(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["ward"], status="CLOSED")
    assert await stage.problems(
        CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), replace(BANK, parent_id=stage.id("ward"))
    ) == {("parentId", "invalid")}


async def test_the_first_department_of_a_facility_is_its_root(stage: Stage) -> None:
    new = await stage.world.add("facility")
    elsewhere = await stage.appoint("FACILITY_ADMIN")
    actor = await stage.actor(elsewhere)
    access = replace(actor.access, held={**actor.access.held, DEPARTMENT.create: held_in(new["id"])})
    outcome = await stage.perform(
        CREATE_DEPARTMENT, replace(actor, access=access, facility_id=new["id"]), replace(BANK, name="Корінь")
    )
    root = await made(stage, outcome.one("department"))
    assert (root.parent_id, root.facility_id) == (None, new["id"])


def held_in(facility_id: UUID) -> Region:
    return Region(facilities=frozenset({facility_id}))


async def test_with_two_roots_the_parent_is_named(stage: Stage) -> None:
    await stage.world.add("department", facility_id=stage.hospital, segment="0009", name="Друга")
    assert await stage.problems(CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), BANK) == {
        ("parentId", "required")
    }


async def test_a_hidden_department_is_refused_like_one_that_is_not_there(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    answers = []
    for department_id in (stage.id("far"), NOBODYS):
        creation = replace(BANK, parent_id=department_id)
        update = UpdateDepartment(department_id, name="Інша")
        answers.append(
            [
                *(
                    each.formatted()
                    for each in await stage.refused(CREATE_DEPARTMENT, administrator, creation)
                ),
                *(each.formatted() for each in await stage.refused(UPDATE_DEPARTMENT, administrator, update)),
            ]
        )
    assert answers[0] == answers[1]
    assert str(answers[0]).count("'NOT_FOUND'") == len(answers[0]) == 2


async def test_problems_are_told_beside_what_is_not_there(stage: Stage) -> None:
    wish = replace(BANK, name="ы", parent_id=NOBODYS)
    assert await stage.codes(CREATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish) == [
        "NOT_FOUND",
        "UNPROCESSABLE_ENTITY",
    ]


async def test_whoever_works_in_two_facilities_acts_in_the_one_that_is_named(stage: Stage) -> None:
    appointed = await stage.appoint("FACILITY_ADMIN")
    employee = await stage.world.add(
        "employee", facility_id=stage.rows["far"]["facility_id"], person_id=appointed["person_id"]
    )
    await stage.appoint("FACILITY_ADMIN", "far", employee=employee)
    actor = await stage.actor(appointed)
    wish = replace(BANK, parent_id=stage.id("far"))
    assert await stage.codes(CREATE_DEPARTMENT, actor, wish) == ["FACILITY_MISMATCH"]
    await stage.perform(CREATE_DEPARTMENT, replace(actor, facility_id=stage.rows["far"]["facility_id"]), wish)


async def test_a_doctor_creates_no_department(stage: Stage) -> None:
    (refusal,) = await stage.refused(CREATE_DEPARTMENT, await stage.as_("DOCTOR"), BANK)
    assert refusal.formatted()["extensions"] == {
        "code": "FORBIDDEN",
        "messageEn": 'the permission "department:create" is needed',
        "coordinate": "Mutation.createDepartment",
        "requires": "department:create",
        "missingPermissions": ["department:create"],
        "grantableAt": ["FACILITY"],
    }


@pytest.mark.parametrize("status", ["SUSPENDED", "CLOSED"])
async def test_nothing_changes_in_a_facility_that_does_not_work(stage: Stage, status: str) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.world.change("facility", stage.rows["hospital"], status=status)
    assert await stage.codes(CREATE_DEPARTMENT, administrator, BANK) == ["CONFLICT"]


async def test_a_department_is_described_anew(stage: Stage) -> None:
    wish = UpdateDepartment(
        stage.id("ward"),
        name=" Клініка ",
        type_code="QUALITY",
        code="К",
        address=AddressInput(text="Другий поверх"),
        phones=(PHONE,),
        email="Ward@example.com",
        opened_on=dt.date(2020, 1, 1),
        working_hours="цілодобово",
    )
    outcome = await stage.perform(UPDATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish)
    assert outcome.changes == (Change("Department", stage.id("ward"), 2, ChangeKind.UPDATED),)
    ward = await made(stage, stage.id("ward"))
    assert (ward.version, ward.name, ward.type_code, ward.code) == (2, "Клініка", "QUALITY", "К")
    assert (ward.email, ward.opened_on, ward.working_hours) == (
        "ward@example.com",
        dt.date(2020, 1, 1),
        "цілодобово",
    )
    assert ward.address == {"text": "Другий поверх"}


async def test_what_is_left_out_stays_and_null_empties(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["ward"], code="К", email="a@example.com")
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateDepartment(stage.id("ward"), code=None)
    examined = await UPDATE_DEPARTMENT.examine(stage.tx, administrator, wish)
    assert "(порожньо)" in examined.text
    await stage.perform(UPDATE_DEPARTMENT, administrator, wish)
    ward = await made(stage, stage.id("ward"))
    assert (ward.code, ward.email, ward.name) == (None, "a@example.com", "Терапія")


async def test_a_department_keeps_its_own_name_but_takes_no_siblings(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.perform(UPDATE_DEPARTMENT, administrator, UpdateDepartment(stage.id("ward"), name="терапія"))
    assert await stage.problems(
        UPDATE_DEPARTMENT, administrator, UpdateDepartment(stage.id("ward"), name="Банк крові")
    ) == {("name", "unique")}


async def test_an_update_says_what_changes(stage: Stage) -> None:
    assert await stage.problems(
        UPDATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), UpdateDepartment(stage.id("ward"))
    ) == {("", "required")}


async def test_a_closed_department_stays_as_it_is(stage: Stage) -> None:
    await stage.world.change("department", stage.rows["ward"], status="CLOSED")
    wish = UpdateDepartment(stage.id("ward"), name="Нова")
    assert await stage.codes(UPDATE_DEPARTMENT, await stage.as_("FACILITY_ADMIN"), wish) == ["CONFLICT"]


async def test_the_head_of_the_blood_bank_changes_what_is_below_and_nothing_else(stage: Stage) -> None:
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    for name in ("bank", "room"):
        await stage.perform(UPDATE_DEPARTMENT, head, UpdateDepartment(stage.id(name), name=f"Наш {name}"))
    assert await stage.codes(UPDATE_DEPARTMENT, head, UpdateDepartment(stage.id("ward"), name="Наш")) == [
        "FORBIDDEN"
    ]


async def test_a_department_that_changed_since_is_not_overwritten(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    ward = f"Department:{stage.id('ward')}"
    wish = UpdateDepartment(stage.id("ward"), name="Клініка")
    await stage.perform(UPDATE_DEPARTMENT, administrator, wish, {ward: 1})
    with pytest.raises(Refused) as refused:
        await stage.perform(UPDATE_DEPARTMENT, administrator, replace(wish, name="Інше"), {ward: 1})
    (stale,) = refused.value.refusals
    assert (stale.code, dict(stale.evidence)) == (
        "VERSION_CONFLICT",
        {"id": ward, "expected": 1, "actual": 2},
    )


async def test_a_version_of_what_the_act_does_not_look_at_is_no_oracle(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    answers = []
    for other in (stage.id("far"), NOBODYS):
        with pytest.raises(Refused) as refused:
            await stage.perform(CREATE_DEPARTMENT, administrator, BANK, {f"Department:{other}": 1})
        answers.append(str(refused.value.refusals[0].formatted()).replace(str(other), "?"))
    assert answers[0] == answers[1]


def test_a_segment_is_free_and_follows_the_id() -> None:
    ends = UUID(int=36**4 - 1)
    assert free_segment(UUID(int=1), ()) == "0001"
    assert free_segment(ends, ()) == "ZZZZ"
    assert free_segment(ends, {"ZZZZ", "0000"}) == "0001"


async def test_a_right_to_update_does_not_show_what_may_not_be_read(stage: Stage) -> None:
    version = await stage.role_set((DEPARTMENT.update, Scope.FACILITY, True, False))
    blind = await stage.as_(version)
    wish = UpdateDepartment(stage.id("ward"), name="Навмання")
    assert await stage.codes(UPDATE_DEPARTMENT, blind, wish) == ["NOT_FOUND"]
