"""Doubles on demand are called and sent back (US-X5)."""

import datetime as dt
from dataclasses import replace

from commands.rights import rights_of_person
from commands.substitution import (
    ACTIVATE_SUBSTITUTE,
    END_SUBSTITUTION,
    ActivateSubstitute,
    EndSubstitution,
)
from permissions.catalogue import EQUIPMENT
from permissions.holdings import access_of_person
from permissions.permission import Scope
from tests.commands.assigning import double_of, rows
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row

HOUR = dt.timedelta(hours=1)
PERIODS = "SELECT starts_at, ends_at FROM substitution_period WHERE assignment_id = $1 ORDER BY starts_at"


async def on_demand(stage: Stage) -> Row:
    return await double_of(
        stage, await stage.appoint("BLOOD_BANK_HEAD", "bank"), "BLOOD_BANK_DOUBLE", "ON_DEMAND"
    )


async def acts(stage: Stage, double: Row, at: dt.datetime) -> bool:
    person_id = double["person_id"]
    return access_of_person(person_id, await rights_of_person(stage.tx, person_id), at).holds(
        EQUIPMENT.create
    )


async def test_a_double_acts_from_being_called_to_being_sent_back(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    double = await on_demand(stage)
    assert not await acts(stage, double, stage.now)
    examined = await stage.examined(
        ACTIVATE_SUBSTITUTE, administrator, ActivateSubstitute(double["id"], reason="Відпустка")
    )
    assert examined.wish.starts_at == stage.now
    assert "Заміщує з: 05.01.2026 11:00 (за Києвом)" in examined.text
    await stage.perform(ACTIVATE_SUBSTITUTE, administrator, examined.wish)
    assert await acts(stage, double, stage.now)
    later = replace(administrator, now=stage.now + HOUR)
    outcome = await stage.perform(END_SUBSTITUTION, later, EndSubstitution(double["id"]))
    assert [(each.id, each.version) for each in outcome.changes] == [(double["id"], 3)]
    assert await rows(stage, PERIODS, double["id"]) == [{"starts_at": stage.now, "ends_at": stage.now + HOUR}]
    assert not await acts(stage, double, stage.now + HOUR)
    kinds = [row["kind"] for row in await rows(stage, "SELECT kind FROM person_notice ORDER BY id")]
    assert kinds == ["SUBSTITUTION_STARTED", "SUBSTITUTION_ENDED"]


async def test_times_of_one_double_do_not_overlap(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    double = await on_demand(stage)
    first = ActivateSubstitute(double["id"], stage.now, stage.now + 2 * HOUR)
    await stage.perform(ACTIVATE_SUBSTITUTE, administrator, first)
    second = ActivateSubstitute(double["id"], stage.now + HOUR)
    assert await stage.problems(ACTIVATE_SUBSTITUTE, administrator, second) == {("startsAt", "unique")}
    await stage.perform(ACTIVATE_SUBSTITUTE, administrator, replace(second, starts_at=stage.now + 2 * HOUR))
    await stage.perform(
        END_SUBSTITUTION, replace(administrator, now=stage.now + HOUR), EndSubstitution(double["id"])
    )
    assert await rows(stage, PERIODS, double["id"]) == [{"starts_at": stage.now, "ends_at": stage.now + HOUR}]


async def test_times_are_now_or_soon_and_in_order(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    double = await on_demand(stage)
    for starts_at in (stage.now - HOUR, stage.now + dt.timedelta(days=400)):
        wish = ActivateSubstitute(double["id"], starts_at)
        assert await stage.problems(ACTIVATE_SUBSTITUTE, administrator, wish) == {("startsAt", "date")}
    backwards = ActivateSubstitute(double["id"], stage.now + HOUR, stage.now + HOUR)
    assert await stage.problems(ACTIVATE_SUBSTITUTE, administrator, backwards) == {("endsAt", "date")}


async def test_only_doubles_on_demand_are_called(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    always = await double_of(stage, await stage.appoint("DOCTOR", "bank"))
    for assignment in (always, await stage.appoint("DOCTOR", "bank")):
        wish = ActivateSubstitute(assignment["id"])
        assert await stage.problems(ACTIVATE_SUBSTITUTE, administrator, wish) == {("assignmentId", "invalid")}
    hidden = ActivateSubstitute(NOBODYS)
    assert await stage.codes(ACTIVATE_SUBSTITUTE, administrator, hidden) == ["NOT_FOUND"]


async def test_who_has_not_accepted_is_not_called(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    double = await on_demand(stage)
    for status in ("PENDING", "SUSPENDED", "ENDED"):
        await stage.world.change("assignment", double, status=status)
        wish = ActivateSubstitute(double["id"])
        assert await stage.codes(ACTIVATE_SUBSTITUTE, administrator, wish) == ["CONFLICT"]


async def test_who_does_not_act_is_not_sent_back(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    double = await on_demand(stage)
    assert await stage.codes(END_SUBSTITUTION, administrator, EndSubstitution(double["id"])) == ["CONFLICT"]


async def test_whoever_could_not_have_given_the_rights_does_not_call(stage: Stage) -> None:
    double = await on_demand(stage)
    wish = ActivateSubstitute(double["id"])
    officer = await stage.as_("HR_OFFICER")
    assert await stage.codes(ACTIVATE_SUBSTITUTE, officer, wish) == ["GRANT_EXCEEDS_OWN"]
    head = await stage.as_("BLOOD_BANK_HEAD", "bank")
    await stage.perform(ACTIVATE_SUBSTITUTE, head, wish)


async def test_nobody_calls_themselves(stage: Stage) -> None:
    head = await stage.appoint("FACILITY_HEAD")
    officer = await stage.appoint("HR_OFFICER", "bank")
    double = await stage.world.add(
        "assignment",
        employee={"id": officer["employee_id"]},
        position=await stage.world.add("position", department=stage.rows["bank"]),
        kind="SUBSTITUTE",
        substitutes_assignment_id=head["id"],
        substitute_mode="ON_DEMAND",
    )
    version = await stage.role_set((EQUIPMENT.create, Scope.FACILITY, True, False))
    await stage.world.add("assignment_role_set", assignment=double, version_id=version)
    found = await stage.codes(
        ACTIVATE_SUBSTITUTE, await stage.actor(officer), ActivateSubstitute(double["id"])
    )
    assert "SELF_GRANT" in found
