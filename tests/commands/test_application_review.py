"""The national centre takes, returns and rejects applications (US-K2)."""

from itertools import product

import pytest

from commands.act import Act
from commands.application_changes import RESUBMIT_APPLICATION, WITHDRAW_APPLICATION, WithdrawApplication
from commands.application_review import (
    REJECT_APPLICATION,
    RETURN_APPLICATION,
    TAKE_APPLICATION,
    RejectApplication,
    ReturnApplication,
    TakeApplication,
)
from commands.application_states import APPLICATION_STEPS, OPEN
from commands.facility_registration import REGISTER_FACILITY, RegisterFacility
from models import ApplicationStatus, FacilityApplication
from models.letter import LetterKind, OutboxLetter
from permissions.catalogue import FACILITY_APPLICATION
from permissions.permission import Scope
from tests.commands.applying import again, applicant, returning, seen, submitted, taken
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import NOW

S = ApplicationStatus


def rejecting(application: FacilityApplication) -> RejectApplication:
    return RejectApplication(application.id, "NOT_SUBJECT_TO_REGISTRATION", "Заклад не переливає крові")


async def test_a_registrar_takes_an_application(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    assert (application.status, application.taken_by_id) == ("IN_REVIEW", registrar.person_id)
    assert (application.taken_at, application.version) == (stage.now, 2)
    take = TakeApplication(application.id)
    assert await stage.codes(TAKE_APPLICATION, registrar, take) == ["CONFLICT"]


async def test_a_return_stops_the_term_and_says_why(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    examined = await stage.examined(RETURN_APPLICATION, registrar, returning(application))
    assert application.number in examined.text
    assert "«Заяву заповнено не повністю»" in examined.text
    await stage.perform(RETURN_APPLICATION, registrar, returning(application))
    returned = await seen(stage, application.id)
    assert (returned.status, returned.paused_at) == ("RETURNED", stage.now)
    assert (returned.reason_code, returned.comment) == ("INCOMPLETE", "Додайте ліцензію")
    letter = await OutboxLetter.get(kind=LetterKind.APPLICATION_RETURNED, using_db=stage.tx)
    assert letter.to_address == "melnyk@example.com"
    assert letter.parameters["comment"] == "Додайте ліцензію"


async def test_a_rejection_is_final(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    await stage.perform(REJECT_APPLICATION, registrar, rejecting(application))
    rejected = await seen(stage, application.id)
    assert (rejected.status, rejected.decided_at) == ("REJECTED", stage.now)
    assert await OutboxLetter.filter(kind=LetterKind.APPLICATION_REJECTED).using_db(stage.tx).exists()
    assert (await submitted(stage)).status == "SUBMITTED"


async def test_a_reason_is_of_the_dictionary_and_explained(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await taken(stage, registrar)
    wish = ReturnApplication(application.id, "BAD_MOOD", " ")
    assert await stage.problems(RETURN_APPLICATION, registrar, wish) == {
        ("reasonCode", "inclusion"),
        ("comment", "length"),
    }


async def test_whoever_typed_an_application_or_heads_the_facility_does_not_decide_on_it(stage: Stage) -> None:
    typist, other = await stage.as_("REGISTRAR"), await stage.as_("REGISTRAR")
    application = await submitted(stage, typist)
    await stage.perform(TAKE_APPLICATION, typist, TakeApplication(application.id))
    register = RegisterFacility(application.id, "1")
    assert await stage.codes(REJECT_APPLICATION, typist, rejecting(application)) == ["DUTIES_CONFLICT"]
    assert await stage.codes(REGISTER_FACILITY, typist, register) == ["DUTIES_CONFLICT"]
    head_key = applicant(stage).subject
    assert head_key is not None
    await stage.world.add("person_subject", subject_key=head_key.subject_key, person_id=other.person_id)
    assert await stage.codes(REGISTER_FACILITY, other, register) == ["DUTIES_CONFLICT"]


async def test_what_is_hidden_is_as_if_it_were_not_there(stage: Stage) -> None:
    application = await submitted(stage)
    version = await stage.role_set((FACILITY_APPLICATION.decide, Scope.ANY, True, False))
    blind = await stage.as_(version)
    hidden = TakeApplication(application.id)
    assert await stage.codes(TAKE_APPLICATION, blind, hidden) == ["NOT_FOUND"]
    told = [
        [each.formatted() for each in await stage.refused(TAKE_APPLICATION, blind, TakeApplication(each_id))]
        for each_id in (application.id, NOBODYS)
    ]
    assert told[0] == told[1]


async def test_a_decision_is_expected_at_the_version_that_was_seen(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    application = await submitted(stage)
    examined = await stage.examined(TAKE_APPLICATION, registrar, TakeApplication(application.id))
    assert examined.versions == {f"FacilityApplication:{application.id}": 1}


async def test_an_act_follows_the_table_of_states_and_nothing_else(stage: Stage) -> None:
    registrar, head = await stage.as_("REGISTRAR"), applicant(stage)
    application = await submitted(stage)
    acts: dict[ApplicationStatus, tuple[Act, object, object]] = {  # type: ignore[type-arg]
        S.IN_REVIEW: (TAKE_APPLICATION, registrar, TakeApplication(application.id)),
        S.RETURNED: (RETURN_APPLICATION, registrar, returning(application)),
        S.REJECTED: (REJECT_APPLICATION, registrar, rejecting(application)),
        S.REGISTERED: (REGISTER_FACILITY, registrar, RegisterFacility(application.id, "1")),
        S.SUBMITTED: (RESUBMIT_APPLICATION, head, again(application.id)),
        S.WITHDRAWN: (WITHDRAW_APPLICATION, head, WithdrawApplication(application.id)),
    }
    facility = await stage.world.add("facility")
    for before, (after, (act, actor, wish)) in product(S, acts.items()):
        await stage.world.change(
            "facility_application", {"id": application.id}, **_standing(before, registrar, facility)
        )
        examined = await act.examine(stage.tx, actor, wish)
        is_refused = any(refusal.code == "CONFLICT" for refusal in examined.refusals)
        assert is_refused == (after not in APPLICATION_STEPS[before]), (before, after)


def _standing(status: ApplicationStatus, registrar: object, facility: dict[str, object]) -> dict[str, object]:
    fresh = status in (S.SUBMITTED, S.WITHDRAWN)
    return {
        "status": status.value,
        "taken_by_id": None if fresh else registrar.person_id,  # type: ignore[attr-defined]
        "taken_at": None if fresh else NOW,
        "paused_at": NOW if status == S.RETURNED else None,
        "decided_at": None if status in OPEN else NOW,
        "reason_code": "OTHER",
        "comment": "так",
        "facility_id": facility["id"] if status == S.REGISTERED else None,
    }


@pytest.mark.parametrize("status", APPLICATION_STEPS)
def test_every_state_is_reached_and_the_last_ones_lead_nowhere(status: ApplicationStatus) -> None:
    assert (not APPLICATION_STEPS[status]) == (status not in OPEN)
    assert any(status in after for after in APPLICATION_STEPS.values())
