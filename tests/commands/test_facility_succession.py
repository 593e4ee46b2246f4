"""Heads and administrators are replaced, and a facility keeps an administrator (US-X6)."""

from dataclasses import replace
from uuid import UUID

import pytest

from commands.act import Actor
from commands.facility_succession import (
    CHANGE_FACILITY_ADMIN,
    CHANGE_FACILITY_HEAD,
    ChangeFacilityAdmin,
    ChangeFacilityHead,
)
from errors import Refused
from models import Assignment, Delivery, Employee, Facility, Invitation, Position
from tests.commands.applying import administrator, head
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row


async def leading(stage: Stage, role: str, column: str) -> Row:
    """Somebody who leads the hospital."""
    appointed = await stage.appoint(role)
    await stage.world.change("facility", stage.rows["hospital"], **{column: appointed["employee_id"]})
    return appointed


async def led(stage: Stage) -> tuple[Row, Row]:
    """The hospital's head and administrator."""
    return (
        await leading(stage, "FACILITY_HEAD", "head_employee_id"),
        await leading(stage, "FACILITY_ADMIN", "administrator_employee_id"),
    )


async def registrar_of(stage: Stage) -> Actor:
    centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
    stage.rows["centre"] = await stage.world.add("department", facility_id=centre["id"])
    return await stage.as_("REGISTRAR", "centre")


async def status_of(stage: Stage, assignment: Row) -> str:
    return (await Assignment.get(id=assignment["id"], using_db=stage.tx)).status.value


async def test_a_new_administrator_is_invited_and_the_former_one_has_no_rights_left(stage: Stage) -> None:
    headed, administered = await led(stage)
    wish = ChangeFacilityAdmin(stage.hospital, person=administrator(), delivery=Delivery.BOTH)
    outcome = await stage.perform(CHANGE_FACILITY_ADMIN, await stage.actor(headed), wish)
    assert await status_of(stage, administered) == "ENDED"
    facility = await Facility.get(id=stage.hospital, using_db=stage.tx)
    employee = await Employee.get(id=outcome.result["employee"], using_db=stage.tx)
    assert facility.administrator_employee_id == employee.id
    assert (employee.status, employee.employee_type) == ("PENDING", "ADMINISTRATOR")
    assignment = await Assignment.get(employee_id=employee.id, using_db=stage.tx)
    assert (assignment.position_id, assignment.status) == (administered["position_id"], "PENDING")
    assert (await Invitation.get(employee_id=employee.id, using_db=stage.tx)).kind == "FIRST_LOGIN"
    assert outcome.told["invitation_url"]
    former = await Employee.get(id=administered["employee_id"], using_db=stage.tx)
    assert former.status == "ACTIVE"


async def test_a_colleague_administers_at_once(stage: Stage) -> None:
    headed, _ = await led(stage)
    doctor = await stage.appoint("DOCTOR")
    wish = ChangeFacilityAdmin(stage.hospital, employee_id=doctor["employee_id"])
    await stage.perform(CHANGE_FACILITY_ADMIN, await stage.actor(headed), wish)
    assignments = Assignment.filter(employee_id=doctor["employee_id"], status="ACTIVE")
    assert await assignments.using_db(stage.tx).count() == 2
    assert not await Invitation.all().using_db(stage.tx).exists()


async def test_the_centre_replaces_a_head_whose_position_gets_the_new_title(stage: Stage) -> None:
    headed, _ = await led(stage)
    registrar = await registrar_of(stage)
    wish = ChangeFacilityHead(stage.hospital, person=head(position_code="P2"))
    examined = await stage.examined(CHANGE_FACILITY_HEAD, registrar, wish)
    assert "керівник закладу «Лікарня 1» тепер Мельник Іван" in examined.text
    outcome = await stage.perform(CHANGE_FACILITY_HEAD, registrar, wish)
    assert await status_of(stage, headed) == "ENDED"
    position = await Position.get(id=headed["position_id"], using_db=stage.tx)
    assert (position.title_code, position.version) == ("P2", 2)
    facility = await Facility.get(id=stage.hospital, using_db=stage.tx)
    assert facility.head_employee_id == outcome.result["employee"]
    invitation = await Invitation.get(employee_id=facility.head_employee_id, using_db=stage.tx)
    assert (invitation.kind, outcome.told) == ("FACILITY_HEAD", {})


async def test_a_facility_that_nobody_heads_gets_a_position_for_it(stage: Stage) -> None:
    await stage.appoint("FACILITY_ADMIN")
    registrar = await registrar_of(stage)
    wish = ChangeFacilityHead(stage.hospital, person=head())
    outcome = await stage.perform(CHANGE_FACILITY_HEAD, registrar, wish)
    assignment = await Assignment.get(employee_id=outcome.result["employee"], using_db=stage.tx)
    position = await Position.get(id=assignment.position_id, using_db=stage.tx)
    assert (position.kind, position.department_id) == ("HEAD", stage.id("root"))


async def test_a_facility_never_has_no_administrator(stage: Stage) -> None:
    await leading(stage, "FACILITY_ADMIN", "administrator_employee_id")
    registrar = await registrar_of(stage)
    wish = ChangeFacilityAdmin(stage.hospital, person=administrator())
    assert await stage.codes(CHANGE_FACILITY_ADMIN, registrar, wish) == ["LAST_ADMINISTRATOR"]
    await leading(stage, "FACILITY_HEAD", "head_employee_id")
    await stage.perform(CHANGE_FACILITY_ADMIN, registrar, wish)


async def test_one_successor_is_named_who_is_there_and_another(stage: Stage) -> None:
    headed, administered = await led(stage)
    actor = await stage.actor(headed)
    nobody = ChangeFacilityAdmin(stage.hospital)
    assert await stage.problems(CHANGE_FACILITY_ADMIN, actor, nobody) == {("employeeId", "required")}
    both = replace(nobody, person=administrator(), employee_id=administered["employee_id"])
    assert "UNPROCESSABLE_ENTITY" in await stage.codes(CHANGE_FACILITY_ADMIN, actor, both)

    def naming(employee_id: UUID) -> ChangeFacilityAdmin:
        return ChangeFacilityAdmin(stage.hospital, employee_id=employee_id)

    same = naming(administered["employee_id"])
    assert await stage.codes(CHANGE_FACILITY_ADMIN, actor, same) == ["CONFLICT"]
    far = await stage.appoint("DOCTOR", "far")
    for each in (far["employee_id"], NOBODYS):
        assert await stage.codes(CHANGE_FACILITY_ADMIN, actor, naming(each)) == ["NOT_FOUND"]


async def test_only_the_centre_replaces_heads_and_nobody_those_of_others(stage: Stage) -> None:
    headed, administered = await led(stage)
    wish = ChangeFacilityHead(stage.hospital, person=head())
    for appointed in (headed, administered):
        with pytest.raises(Refused) as refused:
            await CHANGE_FACILITY_HEAD.examine(stage.tx, await stage.actor(appointed), wish)
        assert [each.code for each in refused.value.refusals] == ["FORBIDDEN"]
    far = ChangeFacilityAdmin(stage.rows["far"]["facility_id"], person=administrator())
    assert await stage.codes(CHANGE_FACILITY_ADMIN, await stage.actor(headed), far) == ["FORBIDDEN"]
