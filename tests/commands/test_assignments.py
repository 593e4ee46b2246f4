"""Employees are appointed to positions (US-K10)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from commands.act import ChangeKind
from commands.assignments import ASSIGN_EMPLOYEE
from commands.policy import template_id, template_version_id
from errors import Refused
from models import AssignmentKind, Delivery, Employee, SubstituteMode
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, INVITATION, POSITION, ROLE_SET
from permissions.permission import Permission, Scope
from tests.commands.assigning import DOCTOR, employee, position, rows, seen, wish
from tests.commands.stage import NOBODYS, Stage

DOUBLE, ACTING, PART_TIME = AssignmentKind.SUBSTITUTE, AssignmentKind.ACTING, AssignmentKind.PART_TIME


async def test_whoever_does_not_work_here_yet_is_invited(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage))
    assignment = await seen(stage, outcome.result["assignment"])
    assert (assignment.status, assignment.path, assignment.rate) == ("PENDING", "0001.0001.", Decimal(1))
    (invitation,) = await rows(stage, "SELECT * FROM invitation WHERE assignment_id = $1", assignment.id)
    assert (invitation["kind"], invitation["delivery"]) == ("EMPLOYEE", "LINK")
    assert str(outcome.told["invitation_url"]).startswith("https://zaklad.example/invite#")
    hired = await Employee.get(id=assignment.employee_id, using_db=stage.tx)
    assert (hired.status, hired.version) == ("PENDING", 2)
    assert [(each.entity, each.version, each.act) for each in outcome.changes] == [
        ("Assignment", 1, ChangeKind.CREATED),
        ("Employee", 2, ChangeKind.UPDATED),
        ("Invitation", 1, ChangeKind.CREATED),
    ]


async def test_whoever_works_here_is_appointed_at_once_and_told_so(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    person = await stage.world.add("person")
    known = await employee(stage, person_id=person["id"])
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage, employee_id=known))
    assignment = await seen(stage, outcome.result["assignment"])
    assert assignment.status == "ACTIVE"
    assert not outcome.told
    assert await rows(stage, "SELECT FROM invitation") == []
    (letter,) = await rows(stage, "SELECT kind FROM letter WHERE person_id = $1", person["id"])
    (notice,) = await rows(stage, "SELECT kind FROM person_notice WHERE person_id = $1", person["id"])
    assert (letter["kind"], notice["kind"]) == ("APPOINTED", "APPOINTED")
    carried = await rows(
        stage, "SELECT version_id FROM assignment_role_set WHERE assignment_id = $1", assignment.id
    )
    assert carried == [{"version_id": template_version_id("DOCTOR", 1)}]


async def test_an_appointment_for_later_is_scheduled(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    begins = administrator.today + dt.timedelta(days=3)
    later = await wish(stage, employee_id=await employee(stage), start_date=begins)
    outcome = await stage.perform(ASSIGN_EMPLOYEE, administrator, later)
    assert (await seen(stage, outcome.result["assignment"])).status == "SCHEDULED"


async def test_the_signed_words_say_everything(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    asked = await wish(stage, rate=Decimal("0.50"), order_number=" 12-к ", order_date=dt.date(2026, 1, 5))
    examined = await ASSIGN_EMPLOYEE.examine(stage.tx, administrator, asked)
    assert "Шевченко Тарас, посада «Сестра медична», відділ «Банк крові»" in examined.text
    assert "Номер наказу: «12-к»" in examined.text
    assert "Рольові набори: «Лікар, працівник»" in examined.text
    assert examined.wish.role_set_digests is not None
    assert examined.wish.role_set_digests[0] in examined.text
    assert (examined.wish.start_date, examined.wish.delivery) == (administrator.today, Delivery.LINK)
    again = await ASSIGN_EMPLOYEE.examine(stage.tx, administrator, examined.wish)
    assert (again.wish, again.text) == (examined.wish, examined.text)


async def test_role_sets_are_those_of_the_position_unless_others_are_named(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage)
    retired = await stage.world.add("role_set", facility_id=stage.hospital, status="RETIRED")
    for role_set_id in (*DOCTOR, retired["id"]):
        await stage.world.add("position_role_set", position_id=place, role_set_id=role_set_id)
    asked = await wish(stage, position_id=place, role_set_ids=None)
    assert (await stage.examined(ASSIGN_EMPLOYEE, administrator, asked)).wish.role_set_ids == DOCTOR
    none = await stage.examined(ASSIGN_EMPLOYEE, administrator, replace(asked, role_set_ids=()))
    assert [warning.path for warning in none.warnings] == ["$.input.roleSetIds"]


async def test_what_was_prepared_of_other_rights_is_not_performed(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    examined = await ASSIGN_EMPLOYEE.examine(stage.tx, administrator, await wish(stage))
    stale = replace(examined.wish, role_set_digests=("0" * 64,))
    assert await stage.codes(ASSIGN_EMPLOYEE, administrator, stale) == ["VERSION_CONFLICT"]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"kind": DOUBLE}, ("substitutesAssignmentId", "dependency")),
        ({"substitutes_assignment_id": NOBODYS}, ("substitutesAssignmentId", "dependency")),
        ({"substitute_mode": SubstituteMode.ALWAYS}, ("substituteMode", "dependency")),
        ({"rate": Decimal("0.24")}, ("rate", "number")),
        ({"rate": Decimal("1.01")}, ("rate", "number")),
        ({"start_date": dt.date(1900, 1, 1)}, ("startDate", "date")),
        ({"start_date": dt.date(2099, 1, 1)}, ("startDate", "date")),
        ({"end_date": dt.date(2026, 1, 4)}, ("endDate", "date")),
        ({"order_date": dt.date(2026, 1, 6)}, ("orderDate", "date")),
        ({"order_number": "н" * 51}, ("orderNumber", "length")),
        ({"role_set_ids": DOCTOR * 2}, ("roleSetIds", "unique")),
    ],
)
async def test_terms_are_judged(stage: Stage, given: Mapping[str, Any], place: tuple[str, str]) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, await wish(stage, **given)) >= {place}


async def test_all_problems_are_told_at_once(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    bad = await wish(stage, kind=DOUBLE, rate=Decimal(2), end_date=dt.date(2020, 1, 1))
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, bad) == {
        ("substitutesAssignmentId", "dependency"),
        ("rate", "number"),
        ("endDate", "date"),
    }


async def test_rates_stay_within_the_headcount_and_doubles_take_none(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage, headcount=Decimal("1.50"))
    first = await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage, position_id=place))
    second = await wish(stage, position_id=place, kind=PART_TIME, rate=Decimal("0.75"))
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, second) == {("rate", "number")}
    await stage.perform(ASSIGN_EMPLOYEE, administrator, replace(second, rate=Decimal("0.50")))
    double = await wish(
        stage, position_id=place, kind=DOUBLE, substitutes_assignment_id=first.result["assignment"]
    )
    await stage.perform(ASSIGN_EMPLOYEE, administrator, double)


async def test_only_those_who_hold_on_the_same_days_take_the_rate(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place, today = await position(stage), administrator.today
    leaving = await wish(stage, position_id=place, end_date=today + dt.timedelta(days=9))
    await stage.perform(ASSIGN_EMPLOYEE, administrator, leaving)
    next_one = await wish(stage, position_id=place, start_date=today + dt.timedelta(days=9))
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, next_one) == {("rate", "number")}
    later = replace(next_one, start_date=today + dt.timedelta(days=10))
    await stage.perform(ASSIGN_EMPLOYEE, administrator, later)


async def test_nobody_holds_a_position_twice_at_once(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place, known = await position(stage, headcount=Decimal(3)), await employee(stage)
    asked = await wish(stage, position_id=place, employee_id=known, rate=Decimal("0.50"))
    await stage.perform(ASSIGN_EMPLOYEE, administrator, asked)
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, asked) == {("startDate", "unique")}


async def test_one_person_heads_at_a_time(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    place = await position(stage, kind="HEAD", headcount=Decimal(2))
    await stage.perform(ASSIGN_EMPLOYEE, administrator, await wish(stage, position_id=place))
    second = await wish(stage, position_id=place)
    assert await stage.problems(ASSIGN_EMPLOYEE, administrator, second) == {("kind", "unique")}
    await stage.perform(ASSIGN_EMPLOYEE, administrator, replace(second, kind=ACTING))


async def test_who_may_not_see_assignments_is_not_told_of_them(stage: Stage) -> None:
    place = await position(stage)
    await stage.perform(
        ASSIGN_EMPLOYEE, await stage.as_("FACILITY_ADMIN"), await wish(stage, position_id=place)
    )
    seeing: tuple[Permission, ...] = (POSITION.read, EMPLOYEE.public, ROLE_SET.read, DEPARTMENT.read)
    granted = [
        (each, Scope.FACILITY, True, False) for each in (*seeing, ASSIGNMENT.create, INVITATION.create)
    ]
    appointing = await stage.as_(await stage.role_set(*granted))
    asked = await wish(stage, position_id=place, role_set_ids=())
    examined = await stage.examined(ASSIGN_EMPLOYEE, appointing, asked)
    with pytest.raises(Refused) as refused:
        await ASSIGN_EMPLOYEE.apply(stage.tx, appointing, examined)
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {})


class TestDoubles:
    """Whom a double doubles, for how long, and with which rights."""

    async def test_a_double_ends_with_whom_it_doubles(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        ends = administrator.today + dt.timedelta(days=30)
        primary = await stage.appoint("DOCTOR", "bank", end_date=ends)
        double = await wish(stage, kind=DOUBLE, substitutes_assignment_id=primary["id"])
        examined = await stage.examined(ASSIGN_EMPLOYEE, administrator, double)
        assert (examined.wish.end_date, examined.wish.substitute_mode) == (ends, SubstituteMode.ALWAYS)
        longer = replace(double, end_date=ends + dt.timedelta(days=1))
        assert await stage.problems(ASSIGN_EMPLOYEE, administrator, longer) == {("endDate", "date")}

    async def test_doubles_are_not_doubled_nor_oneself_nor_who_is_gone(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        primary = await stage.appoint("DOCTOR", "bank")
        gone = await stage.appoint("DOCTOR", "bank", status="ENDED")
        double = await stage.appoint(
            "DOCTOR",
            "bank",
            kind="SUBSTITUTE",
            substitutes_assignment_id=primary["id"],
            substitute_mode="ALWAYS",
        )
        at = {("substitutesAssignmentId", "invalid")}
        for assignment in (double, gone):
            asked = await wish(
                stage, kind=DOUBLE, substitutes_assignment_id=assignment["id"], role_set_ids=()
            )
            assert await stage.problems(ASSIGN_EMPLOYEE, administrator, asked) == at
        own = await wish(
            stage,
            employee_id=primary["employee_id"],
            kind=DOUBLE,
            substitutes_assignment_id=primary["id"],
        )
        assert await stage.problems(ASSIGN_EMPLOYEE, administrator, own) == at

    async def test_a_double_holds_no_more_than_whom_it_doubles(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        primary = await stage.appoint("DOCTOR", "bank")
        asked = await wish(
            stage,
            kind=DOUBLE,
            substitutes_assignment_id=primary["id"],
            role_set_ids=(template_id("BLOOD_BANK_DOUBLE"),),
        )
        assert await stage.codes(ASSIGN_EMPLOYEE, administrator, asked) == ["DOUBLE_EXCEEDS_PRIMARY"]
        assert await stage.codes(
            ASSIGN_EMPLOYEE, administrator, replace(asked, substitutes_assignment_id=NOBODYS)
        ) == ["NOT_FOUND", "DOUBLE_EXCEEDS_PRIMARY"]


class TestRights:
    """Who may appoint whom, and with which rights."""

    async def test_nobody_gives_what_they_may_not_hand_out(self, stage: Stage) -> None:
        officer = await stage.as_("HR_OFFICER")
        await stage.perform(ASSIGN_EMPLOYEE, officer, await wish(stage))
        higher = await wish(stage, role_set_ids=(template_id("FACILITY_ADMIN"),))
        assert await stage.codes(ASSIGN_EMPLOYEE, officer, higher) == ["GRANT_EXCEEDS_OWN"]

    async def test_nobody_appoints_themselves_to_more(self, stage: Stage) -> None:
        appointed = await stage.appoint("HR_OFFICER")
        officer = await stage.actor(appointed)
        own = await wish(
            stage, employee_id=appointed["employee_id"], role_set_ids=(template_id("HR_OFFICER"),)
        )
        await stage.perform(ASSIGN_EMPLOYEE, officer, own)
        more = replace(own, position_id=await position(stage), role_set_ids=(template_id("BLOOD_BANK_HEAD"),))
        assert set(await stage.codes(ASSIGN_EMPLOYEE, officer, more)) == {"GRANT_EXCEEDS_OWN", "SELF_GRANT"}

    async def test_a_head_of_a_department_appoints_in_it(self, stage: Stage) -> None:
        head = await stage.as_("BLOOD_BANK_HEAD", "bank")
        await stage.perform(ASSIGN_EMPLOYEE, head, await wish(stage))
        elsewhere = await wish(stage, position_id=await position(stage, "ward"))
        assert await stage.codes(ASSIGN_EMPLOYEE, head, elsewhere) == ["FORBIDDEN"]

    async def test_whoever_may_not_invite_appoints_only_those_who_work_here(self, stage: Stage) -> None:
        seeing = (POSITION.read, EMPLOYEE.public, ASSIGNMENT.read, ROLE_SET.read)
        granted = [(each, Scope.FACILITY, True, False) for each in (*seeing, ASSIGNMENT.create)]
        appointing = await stage.as_(await stage.role_set(*granted))
        invited = await wish(stage, role_set_ids=())
        assert await stage.codes(ASSIGN_EMPLOYEE, appointing, invited) == ["FORBIDDEN"]
        known = replace(invited, employee_id=await employee(stage))
        await stage.perform(ASSIGN_EMPLOYEE, appointing, known)

    async def test_what_is_hidden_is_not_there(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        foreign = await stage.world.add("employee", facility_id=stage.rows["far"]["facility_id"])
        far = await stage.world.add("position", department=stage.rows["far"])
        answers = [
            [each.formatted() for each in await stage.refused(ASSIGN_EMPLOYEE, administrator, asked)]
            for asked in (
                await wish(stage, employee_id=foreign["id"], position_id=far["id"]),
                await wish(stage, employee_id=NOBODYS, position_id=NOBODYS),
            )
        ]
        assert answers[0] == answers[1]
        assert len(answers[0]) == 2


class TestEmployees:
    """Whom one appoints."""

    @pytest.mark.parametrize("status", ["SUSPENDED", "DISMISSED", "ENTERED_IN_ERROR"])
    async def test_who_does_not_work_is_not_appointed(self, stage: Stage, status: str) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        asked = await wish(stage, employee_id=await employee(stage, status=status))
        assert await stage.codes(ASSIGN_EMPLOYEE, administrator, asked) == ["CONFLICT"]

    async def test_who_is_blocked_is_refused_when_it_is_signed(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        person = await stage.world.add("person", blocked_at=stage.now)
        asked = await wish(stage, employee_id=await employee(stage, person_id=person["id"], status="DRAFT"))
        await stage.examined(ASSIGN_EMPLOYEE, administrator, asked)
        with pytest.raises(Refused):
            await stage.perform(ASSIGN_EMPLOYEE, administrator, asked)

    async def test_a_closed_position_is_not_held(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        asked = await wish(stage, position_id=await position(stage, status="CLOSED"))
        assert await stage.codes(ASSIGN_EMPLOYEE, administrator, asked) == ["CONFLICT"]

    async def test_a_suspended_facility_appoints_nobody(self, stage: Stage) -> None:
        administrator = await stage.as_("FACILITY_ADMIN")
        await stage.world.change("facility", stage.rows["hospital"], status="SUSPENDED")
        assert await stage.codes(ASSIGN_EMPLOYEE, administrator, await wish(stage)) == ["CONFLICT"]
