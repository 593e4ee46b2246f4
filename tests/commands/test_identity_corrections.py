"""A wrong tax number is corrected by two signatures, and the person stays the same (US-X3)."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from commands.act import Actor
from commands.identity_decision import DECIDE_IDENTITY_CORRECTION, DecideIdentityCorrection
from commands.identity_proposal import PROPOSE_IDENTITY_CORRECTION, ProposeIdentityCorrection
from errors import Refused
from models import CorrectionStatus, Employee, IdentityCorrection, IdentityDocument, PersonIdentity
from signing.subject import subject_key
from tests.commands.personnel import BIRTH, tax_number
from tests.commands.stage import Stage

SIGNED = sha256(b"what was signed").digest()
WRONG, RIGHT = tax_number(1), tax_number(2)


@pytest.fixture
async def officer(stage: Stage) -> Actor:
    return replace(await stage.as_("HR_OFFICER"), payload_sha256=SIGNED)


@pytest.fixture
async def registrar(stage: Stage) -> Actor:
    return await stage.as_("REGISTRAR")


async def mistaken(stage: Stage, **given: Any) -> Employee:
    """Somebody of the hospital whose tax number is wrong."""
    row = await stage.world.add("person", last_name="Коваль", first_name="Оксана")
    identity = {"tax_id": WRONG, "birth_date": BIRTH, **given}
    await stage.world.add("person_identity", person_id=row["id"], **identity)
    row = await stage.world.add("employee", person_id=row["id"], facility_id=stage.hospital)
    return await Employee.get(id=row["id"], using_db=stage.tx)


async def proposed(stage: Stage, officer: Actor, employee: Employee, **given: Any) -> UUID:
    wish = ProposeIdentityCorrection(employee.id, "Помилка в паспорті", **({"tax_id": RIGHT} | given))
    outcome = await stage.perform(PROPOSE_IDENTITY_CORRECTION, officer, wish)
    correction_id = outcome.result["identityCorrection"]
    assert isinstance(correction_id, UUID)
    return correction_id


def decision(correction_id: UUID, **given: Any) -> DecideIdentityCorrection:
    return replace(DecideIdentityCorrection(correction_id, SIGNED.hex(), approve=True), **given)


async def found_by(stage: Stage, number: str, pepper: bytes, kind: Any = "RNOKPP") -> UUID | None:
    rows = await stage.tx.execute_query_dict(
        "SELECT person_id FROM person_subject WHERE subject_key = $1", [subject_key(kind, number, pepper)]
    )
    return rows[0]["person_id"] if rows else None


async def test_nothing_changes_before_the_decision(stage: Stage, officer: Actor) -> None:
    employee = await mistaken(stage)
    correction_id = await proposed(stage, officer, employee)
    identity = await PersonIdentity.get(person_id=employee.person_id, using_db=stage.tx)
    assert identity.tax_id == WRONG
    correction = await IdentityCorrection.get(id=correction_id, using_db=stage.tx)
    assert (correction.former_tax_id, correction.tax_id) == (WRONG, RIGHT)
    assert correction.payload_sha256 == SIGNED


async def test_the_registrar_approves_and_the_person_is_found_by_the_right_number(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    employee = await mistaken(stage)
    pepper = officer.means.pepper
    await stage.world.add(
        "person_subject", subject_key=subject_key("RNOKPP", WRONG, pepper), person_id=employee.person_id
    )
    session = await stage.world.add(
        "session", kind="FULL", principal_id=employee.person_id, person_id=employee.person_id
    )
    correction_id = await proposed(stage, officer, employee)
    examined = await stage.examined(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id))
    assert WRONG in examined.text
    assert RIGHT in examined.text
    outcome = await stage.perform(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id))
    assert [each.entity for each in outcome.changes] == ["IdentityCorrection", "Person"]
    identity = await PersonIdentity.get(person_id=employee.person_id, using_db=stage.tx)
    assert identity.tax_id == RIGHT
    assert await found_by(stage, RIGHT, pepper) == employee.person_id
    assert await found_by(stage, WRONG, pepper) is None
    (row,) = await stage.tx.execute_query_dict(
        "SELECT revoked_at FROM session WHERE token_sha256 = $1", [session["token_sha256"]]
    )
    assert row["revoked_at"] is not None
    rows = await stage.tx.execute_query_dict(
        "SELECT 1 FROM letter WHERE kind = 'IDENTITY_CORRECTION_DECIDED' AND person_id = $1",
        [employee.person_id],
    )
    assert len(rows) == 1
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id)) == ["CONFLICT"]


async def test_a_rejection_is_explained_and_changes_nothing(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    employee = await mistaken(stage)
    correction_id = await proposed(stage, officer, employee)
    silent = decision(correction_id, approve=False)
    assert await stage.problems(DECIDE_IDENTITY_CORRECTION, registrar, silent) == {("comment", "required")}
    await stage.perform(DECIDE_IDENTITY_CORRECTION, registrar, replace(silent, comment="Додайте скан"))
    correction = await IdentityCorrection.get(id=correction_id, using_db=stage.tx)
    assert correction.status == CorrectionStatus.REJECTED
    identity = await PersonIdentity.get(person_id=employee.person_id, using_db=stage.tx)
    assert identity.tax_id == WRONG
    await proposed(stage, officer, employee)


async def test_a_decision_names_what_the_proposer_signed(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    correction_id = await proposed(stage, officer, await mistaken(stage))
    other = decision(correction_id, payload_sha256="00" * 32)
    assert await stage.problems(DECIDE_IDENTITY_CORRECTION, registrar, other) == {
        ("payloadSha256", "invalid")
    }


async def test_one_does_not_decide_on_ones_own_proposal_or_data(stage: Stage) -> None:
    version = await stage.appoint("HR_OFFICER")
    await stage.world.add(
        "assignment_role_set",
        assignment=await stage.world.add(
            "assignment",
            position=await stage.world.add("position", department=stage.rows["root"]),
            employee=await stage.world.seen("employee", {"id": version["employee_id"]}),
        ),
        version_id=(await stage.tx.execute_query_dict(_REGISTRAR))[0]["id"],
    )
    both = replace(await stage.actor(version), payload_sha256=SIGNED)
    correction_id = await proposed(stage, both, await mistaken(stage))
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, both, decision(correction_id)) == ["DUTIES_CONFLICT"]
    own = await stage.world.add("person_identity", person_id=version["person_id"], tax_id=tax_number(5))
    assert own
    officer = replace(await stage.as_("HR_OFFICER"), payload_sha256=SIGNED)
    mine = await Employee.get(id=version["employee_id"], using_db=stage.tx)
    correction_id = await proposed(stage, officer, mine, tax_id=tax_number(6))
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, both, decision(correction_id)) == ["DUTIES_CONFLICT"]


_REGISTRAR = """
SELECT version.id FROM role_set_version AS version JOIN role_set ON role_set.id = version.role_set_id
WHERE role_set.code = 'REGISTRAR' ORDER BY version.number DESC LIMIT 1
"""


async def test_one_correction_of_a_person_waits_at_a_time(stage: Stage, officer: Actor) -> None:
    employee = await mistaken(stage)
    await proposed(stage, officer, employee)
    wish = ProposeIdentityCorrection(employee.id, "Ще раз", tax_id=tax_number(3))
    (refusal,) = await stage.refused(PROPOSE_IDENTITY_CORRECTION, officer, wish)
    assert refusal.evidence["reason"] == "CORRECTION_OPEN"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, {("", "required")}),
        ({"tax_id": WRONG}, {("", "invalid")}),
        ({"tax_id": "1234567890"}, {("taxId", "checksum")}),
        ({"birth_date": date(2030, 1, 1)}, {("birthDate", "date")}),
        ({"unzr": "19800115-00013"}, {("unzr", "birthDateMismatch")}),
        ({"no_tax_id": True}, {("taxId", "format")}),
    ],
)
async def test_what_is_to_be_right_is_judged_whole(
    stage: Stage, officer: Actor, given: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    wish = ProposeIdentityCorrection((await mistaken(stage)).id, "Помилка", **given)
    assert await stage.problems(PROPOSE_IDENTITY_CORRECTION, officer, wish) == found


async def test_a_number_of_somebody_else_is_told_by_the_decision_alone(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    await stage.world.add("person_identity", tax_id=RIGHT)
    correction_id = await proposed(stage, officer, await mistaken(stage))
    await stage.examined(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id))
    with pytest.raises(Refused) as refused:
        await stage.perform(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id))
    assert refused.value.refusals[0].code == "CONFLICT"


async def test_what_changed_since_the_proposal_is_not_corrected(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    employee = await mistaken(stage)
    correction_id = await proposed(stage, officer, employee)
    identity = PersonIdentity.filter(person_id=employee.person_id).using_db(stage.tx)
    await identity.update(birth_date=date(1991, 8, 20))
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id)) == ["CONFLICT"]


async def test_a_passport_in_place_of_a_number_is_corrected_with_the_document(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    employee = await mistaken(stage, tax_id="АЯ123456", no_tax_id=True)
    await stage.world.add("identity_document", person_id=employee.person_id, number="АЯ123456")
    correction_id = await proposed(stage, officer, employee, tax_id="AB 654321")
    await stage.perform(DECIDE_IDENTITY_CORRECTION, registrar, decision(correction_id))
    document = await IdentityDocument.get(person_id=employee.person_id, using_db=stage.tx)
    assert document.number == "АВ654321"
    assert await found_by(stage, "AB654321", officer.means.pepper, "DOC") == employee.person_id


async def test_only_the_centre_decides_and_only_the_facility_proposes(
    stage: Stage, officer: Actor, registrar: Actor
) -> None:
    employee = await mistaken(stage)
    correction_id = await proposed(stage, officer, employee)
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, officer, decision(correction_id)) == ["FORBIDDEN"]
    assert await stage.codes(DECIDE_IDENTITY_CORRECTION, registrar, decision(UUID(int=5))) == ["NOT_FOUND"]
    doctor = await stage.as_("DOCTOR")
    wish = ProposeIdentityCorrection(employee.id, "Помилка", tax_id=RIGHT)
    assert await stage.codes(PROPOSE_IDENTITY_CORRECTION, doctor, wish) == ["FORBIDDEN"]
