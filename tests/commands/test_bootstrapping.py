"""The national centre and its first registrar come before everybody."""

from dataclasses import replace

import pytest

from commands.bootstrapping import Beginning, Begun, bootstrap
from errors import Refused, Unprocessable
from models import Assignment, Employee, Facility, Invitation, JournalEntry
from models.letter import OutboxLetter
from tests.commands.stage import MEANS, Stage

BEGINNING = Beginning("42032422", "3346800122", "registrar@example.com", "Коваль", "Оксана")


async def begin(stage: Stage, beginning: Beginning = BEGINNING) -> Begun:
    begun = await bootstrap(stage.tx, beginning, stage.now, MEANS)
    await stage.world.judge()
    return begun


async def test_the_centre_begins_with_an_invited_registrar(stage: Stage) -> None:
    begun = await begin(stage)
    centre = await Facility.get(id=begun.facility_id, using_db=stage.tx)
    assert (centre.kind_code, centre.edrpou, centre.status) == ("NATIONAL_CENTER", "42032422", "REGISTERED")
    employee = await Employee.get(facility_id=centre.id, using_db=stage.tx)
    assert (employee.employee_type, employee.status, employee.last_name) == ("REGISTRAR", "PENDING", "Коваль")
    assert centre.administrator_employee_id == employee.id
    assignment = await Assignment.get(facility_id=centre.id, using_db=stage.tx)
    versions = await assignment.role_sets.all().using_db(stage.tx).prefetch_related("role_set")
    assert {each.role_set.code for each in versions} == {"REGISTRAR", "FACILITY_ADMIN"}
    invitation = await Invitation.get(id=begun.invitation_id, using_db=stage.tx)
    assert (invitation.kind, invitation.inviter_id) == ("FIRST_LOGIN", None)
    assert begun.url.startswith("https://zaklad.example/invite#")
    assert await OutboxLetter.filter(to_address="registrar@example.com").using_db(stage.tx).count() == 1
    entry = await JournalEntry.get(kind="SYSTEM", facility_id=centre.id, using_db=stage.tx)
    assert entry.header["operation"] == "bootstrap"


async def test_done_again_it_replaces_the_invitation(stage: Stage) -> None:
    first, second = await begin(stage), await begin(stage)
    assert first.facility_id == second.facility_id
    invitations = await Invitation.filter(facility_id=first.facility_id).using_db(stage.tx)
    assert {each.id: each.status.value for each in invitations} == {
        first.invitation_id: "REVOKED",
        second.invitation_id: "CREATED",
    }
    assert await Employee.filter(facility_id=first.facility_id).using_db(stage.tx).count() == 1


async def test_done_again_for_somebody_else_the_first_is_a_mere_card(stage: Stage) -> None:
    await begin(stage)
    other = replace(BEGINNING, tax_id="2923400112", email="other@example.com", last_name="Мельник")
    begun = await begin(stage, other)
    employees = await Employee.filter(facility_id=begun.facility_id).using_db(stage.tx)
    assert {each.last_name: each.status.value for each in employees} == {
        "Коваль": "DRAFT",
        "Мельник": "PENDING",
    }


async def test_it_is_refused_while_a_registrar_is_active(stage: Stage) -> None:
    await stage.appoint("REGISTRAR")
    with pytest.raises(Refused) as refused:
        await begin(stage)
    assert [each.code for each in refused.value.refusals] == ["CONFLICT"]


async def test_all_that_is_amiss_is_told_at_once(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        await begin(stage, Beginning("1", "2", "3", "4", "5", "6"))
    (refusal,) = refused.value.refusals
    assert isinstance(refusal, Unprocessable)
    told = {problem.path for problem in refusal.problems}
    assert told == {"edrpou", "tax_id", "email", "last_name", "first_name", "middle_name"}
