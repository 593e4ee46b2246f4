"""What becomes of employees, over HTTP and by signatures: written down, changed, corrected, dismissed."""

from collections.abc import AsyncIterator

import pytest

from compiler.ids import encode_id
from schema.acts import told
from tests.acting import OTHER_TAX_ID, Json, Signer, Stage, acting, code_of
from tests.commands.personnel import card, tax_number
from tests.service import MEANS

THIRD_TAX_ID = tax_number(40)
SHOWN = "employee { id status lastName }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def done(signer: Signer, act: str, shown: str = SHOWN, /, **given: object) -> Json:
    """Perform an act that nothing hinders, and give what its payload shows."""
    answer = await signer.act(act, given, shown)
    assert "errors" not in answer, (act, answer["errors"])
    return answer["data"][act]


async def asked(signer: Signer, document: str) -> Json:
    answer = (await signer.stage.service.ask(document, token=signer.token)).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def employee_id(signer: Signer) -> str:
    """The global id of the employee that somebody is."""
    found = await signer.stage.world.connection.fetchval(
        "SELECT id FROM employee WHERE person_id = $1 ORDER BY id LIMIT 1", signer.person["id"]
    )
    return encode_id("Employee", found)


async def test_an_employee_is_written_down_and_changed(stage: Stage) -> None:
    office = stage.administrator
    wish = told(card(personnel_number="12"))
    shown = f"{SHOWN[:-1]} account {{ state }} }} invitation {{ id }} invitationUrl"
    made = await done(office, "registerEmployee", shown, **wish)
    assert made["employee"]["account"] == {"state": "ABSENT"}
    assert (made["invitation"], made["invitationUrl"]) == (None, None)
    at = made["employee"]["id"]
    renamed = await done(office, "updateEmployeeName", employeeId=at, lastName="Бондар")
    assert renamed["employee"]["lastName"] == "Бондар"
    learnt = {
        "educations": [
            {
                "country": "Україна",
                "city": "Львів",
                "institutionName": "Університет",
                "diplomaNumber": "М14 000001",
                "degree": "MASTER",
                "speciality": "Лікувальна справа",
            }
        ]
    }
    professional = "employee { professional { confirmed educations { degree } scienceDegree { degree } } }"
    changed = await done(office, "updateEmployeeProfessional", professional, employeeId=at, **learnt)
    assert changed["employee"]["professional"] == {
        "confirmed": True,
        "educations": [{"degree": "MASTER"}],
        "scienceDegree": None,
    }
    passport = {"type": "PASSPORT", "number": "КМ 654321"}
    documents = "employee { identity { documents { number } } }"
    changed = await done(office, "updateEmployeeDocuments", documents, employeeId=at, documents=[passport])
    assert changed["employee"]["identity"]["documents"] == [{"number": "КМ654321"}]


async def test_a_new_address_is_confirmed_by_its_owner(stage: Stage) -> None:
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    at = await employee_id(doctor)
    await done(stage.administrator, "updateEmployeeContacts", employeeId=at, workEmail="New@example.com")
    sealed = await stage.world.connection.fetchval(
        "SELECT secret_sealed FROM letter WHERE kind = 'EMAIL_CONFIRMATION'"
    )
    link = MEANS.open_sealed(sealed).decode()
    shown = "employee { workContact { workEmail } }"
    confirmed = await done(doctor, "confirmEmail", shown, token=link.partition("#")[2])
    assert confirmed["employee"]["workContact"]["workEmail"] == "new@example.com"


async def test_own_words_are_confirmed_by_the_office(stage: Stage) -> None:
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    at = await employee_id(doctor)
    shown = "employee { professional { confirmed aboutMyself } }"
    changed = await done(doctor, "updateEmployeeProfessional", shown, employeeId=at, aboutMyself="Лікую")
    assert changed["employee"]["professional"] == {"confirmed": False, "aboutMyself": "Лікую"}
    changed = await done(stage.administrator, "confirmProfessional", shown, employeeId=at)
    assert changed["employee"]["professional"]["confirmed"] is True


async def test_an_identity_is_corrected_by_two_signatures(stage: Stage) -> None:
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    registrar = await stage.signer(
        "REGISTRAR", tax_id=THIRD_TAX_ID, facility=await stage.world.add("facility")
    )
    proposed = await done(
        stage.administrator,
        "proposeIdentityCorrection",
        "identityCorrection { id status payloadSha256 }",
        employeeId=await employee_id(doctor),
        reason="Помилка в картці",
        taxId=tax_number(41),
        gender="MALE",
    )
    correction = proposed["identityCorrection"]
    assert correction["status"] == "PROPOSED"
    listed = await asked(
        registrar, "{ identityCorrections(filter: {status: {equal: PROPOSED}}) { nodes { id taxId } } }"
    )
    assert listed["identityCorrections"]["nodes"] == [{"id": correction["id"], "taxId": tax_number(41)}]
    decided = await done(
        registrar,
        "decideIdentityCorrection",
        "identityCorrection { status }",
        correctionId=correction["id"],
        payloadSha256=correction["payloadSha256"],
        approve=True,
    )
    assert decided["identityCorrection"]["status"] == "APPROVED"
    answer = (await stage.service.ask("{ me { id } }", token=doctor.token)).json()
    assert code_of(answer) == "UNAUTHENTICATED"


async def test_whoever_is_blocked_or_dismissed_is_out_at_once(stage: Stage) -> None:
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    registrar = await stage.signer(
        "REGISTRAR", tax_id=THIRD_TAX_ID, facility=await stage.world.add("facility")
    )
    at = await employee_id(doctor)
    account = "employee { account { state } }"
    await done(registrar, "blockPerson", "replayed", employeeId=at, reason="Підробка")
    assert code_of((await stage.service.ask("{ me { id } }", token=doctor.token)).json()) == "UNAUTHENTICATED"
    await done(registrar, "unblockPerson", "replayed", employeeId=at)
    rested = await done(stage.administrator, "suspendEmployee", account, employeeId=at)
    assert rested["employee"]["account"]["state"] == "SUSPENDED"
    await done(stage.administrator, "resumeEmployee", account, employeeId=at)
    gone = await done(stage.administrator, "dismissEmployee", SHOWN, employeeId=at, reason="За бажанням")
    assert gone["employee"]["status"] == "DISMISSED"


async def test_dismissal_here_leaves_the_rights_there_and_the_session(stage: Stage) -> None:
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    elsewhere = await stage.world.add("facility")
    await stage.employ(doctor.person, "DOCTOR", elsewhere)
    facilities = "{ me { facilities { nodes { databaseId } } } }"
    before = (await asked(doctor, facilities))["me"]["facilities"]["nodes"]
    assert len(before) == 2
    found = await stage.world.connection.fetchval(
        "SELECT id FROM employee WHERE person_id = $1 AND facility_id = $2",
        doctor.person["id"],
        stage.facility["id"],
    )
    await done(stage.administrator, "dismissEmployee", employeeId=encode_id("Employee", found))
    after = (await asked(doctor, facilities))["me"]["facilities"]["nodes"]
    assert after == [{"databaseId": str(elsewhere["id"])}]


async def test_what_others_told_of_a_person_opens_when_the_person_accepts(stage: Stage) -> None:
    person = await stage.world.add("person")
    await stage.world.add("person_identity", person_id=person["id"], tax_id=OTHER_TAX_ID)
    row = await stage.world.add(
        "employee",
        person_id=person["id"],
        facility_id=stage.facility["id"],
        status="PENDING",
        identity_open=False,
    )
    at = encode_id("Employee", row["id"])
    document = (
        f'{{ employee(id: "{at}") {{ lastName identity {{ taxId }} personalContact {{ personalEmail }}'
        " certificates { serial } account { state lastLoginAt } redacted } }"
    )
    shut = (await asked(stage.administrator, document))["employee"]
    assert (shut["identity"], shut["personalContact"], shut["certificates"]) == (None, None, [])
    assert shut["account"] == {"state": "INVITED", "lastLoginAt": None}
    await stage.world.change("employee", row, status="ACTIVE")
    opened = (await asked(stage.administrator, document))["employee"]
    assert opened["identity"] == {"taxId": OTHER_TAX_ID}


async def test_the_head_invites_an_officer(stage: Stage) -> None:
    wish = {key: value for key, value in told(card()).items() if key in ("person", "contact")}
    shown = "employee { status } invitation { status } invitationUrl"
    answer = await done(stage.administrator, "inviteEmployee", shown, **wish, delivery="LINK")
    assert answer["employee"]["status"] == "PENDING"
    assert answer["invitation"]["status"] == "CREATED"
    assert "/invite#" in answer["invitationUrl"]
