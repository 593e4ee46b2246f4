"""A facility applies, is registered and gets ready, through the public door (US-K1…K3, US-K15, US-X6)."""

import base64
import datetime as dt
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from signing.development.authority import make_key
from signing.development.profile import Person
from signing.development.signer import sign_cms
from store.subjects import settle_subjects
from tests.acting import Json, Signer, Stage, acting, code_of
from tests.inviting import Guest
from tests.service import MEANS, PEPPER

HEAD, OTHER, CLERK, COLLEAGUE = "3346800122", "2900000140", "3694900722", "1234567899"
EDRPOU = "14360570"
START = "mutation { startLogin { payload token } }"
COMPLETE = "mutation($signed: SignedPayload!) { completeLogin(signed: $signed) { kind token } }"
PHONES = [{"type": "MOBILE", "number": "0501112233"}]
SHOWN = """id number channel status receivedOn dueOn workingDaysLeft isOverdue takenByMe nameShort
    head { lastName position { title } phones { number } } headIdentity { taxId }
    administrator { email } facility { nameShort }"""
FIND = f"query($id: ID!) {{ facilityApplication(id: $id) {{ {SHOWN} }} }}"
LIST = (
    "query($filter: FacilityApplicationFilter, $orderBy: [FacilityApplicationOrder!])"
    f" {{ facilityApplications(filter: $filter, orderBy: $orderBy) {{ totalCount nodes {{ {SHOWN} }} }} }}"
)
FACILITY = """query($id: ID!) { facility(id: $id) { nameShort status
    head { lastName } administrator { lastName } applications { nodes { number } }
    onboarding { percent steps { code title done doneAt } } risks { nodes { title } } } }"""


def form(**given: Any) -> dict[str, Any]:
    return {
        "kindCode": "TRANSFUSION_FACILITY",
        "edrpou": EDRPOU,
        "nameFull": "Комунальне підприємство «Зразкова лікарня»",
        "nameShort": "Зразкова лікарня",
        "nameFullEn": "Sample hospital",
        "legalAddress": {"settlement": "Київ", "street": "вулиця Зразкова", "building": "1"},
        "email": "office@example.com",
        "phones": PHONES,
        "transfusionDeclared": True,
        "head": {
            "lastName": "Мельник",
            "firstName": "Оксана",
            "taxId": HEAD,
            "positionCode": "P3",
            "email": "head@example.com",
            "phones": PHONES,
        },
        **given,
    }


@dataclass(frozen=True)
class Centre:
    """The national centre with two registrars, and the door that applicants come to."""

    stage: Stage
    registrar: Signer
    colleague: Signer

    async def applicant(self, tax_id: str = HEAD, surname: str = "МЕЛЬНИК") -> Signer:
        """Somebody whom the registry does not know logs in."""
        person = Person(surname=surname, given_names="Оксана", tax_id=tax_id)
        key = make_key(self.stage.authority, person, self.stage.now(), secrets.randbelow)
        begun = (await self.ask(START))["data"]["startLogin"]
        message = sign_cms(begun["payload"].encode(), key, self.stage.now(), secrets.randbelow)
        signed = {"signed": base64.b64encode(message).decode()}
        opened = (await self.ask(COMPLETE, signed, begun["token"]))["data"]["completeLogin"]
        assert opened["kind"] == "APPLICANT"
        return Signer(self.stage, {}, opened["token"], key)

    async def ask(self, document: str, variables: object = None, token: str | None = None) -> Json:
        return (await self.stage.service.ask(document, variables, token=token)).json()

    async def submitted(self, applicant: Signer, **given: Any) -> Json:
        answer = await applicant.act("submitFacilityApplication", form(**given), f"application {{ {SHOWN} }}")
        assert "errors" not in answer, answer["errors"]
        return answer["data"]["submitFacilityApplication"]["application"]

    async def registered(self, application: Json) -> Json:
        await self.registrar.act("takeApplication", {"applicationId": application["id"]})
        wish = {"applicationId": application["id"], "decisionNumber": "15-р"}
        answer = await self.registrar.act("registerFacility", wish, "facility { id nameShort status }")
        assert "errors" not in answer, answer["errors"]
        return answer["data"]["registerFacility"]["facility"]

    async def guests(self, signer: Signer) -> list[Guest]:
        """The invited, each with the link that waits in the outbox."""
        letters = await self.stage.world.connection.fetch(
            "SELECT secret_sealed FROM letter WHERE secret_sealed IS NOT NULL ORDER BY queued_at, id"
        )
        links = [MEANS.open_sealed(letter["secret_sealed"]).decode() for letter in letters]
        return [Guest(self.stage, link.partition("#")[2], signer.key) for link in links]


@pytest.fixture
async def centre(own_database_url: str) -> AsyncIterator[Centre]:
    async with acting(own_database_url) as stage:
        facility = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
        registrar = await stage.signer("REGISTRAR", tax_id=CLERK, facility=facility)
        colleague = await stage.signer("REGISTRAR", tax_id=COLLEAGUE, facility=facility)
        await settle_subjects(stage.world.connection, PEPPER)
        yield Centre(stage, registrar, colleague)


async def test_a_head_applies_without_an_account_and_sees_what_becomes_of_it(centre: Centre) -> None:
    applicant = await centre.applicant()
    application = await centre.submitted(applicant)
    assert application["number"].startswith("ЗР-")
    assert (application["channel"], application["status"]) == ("ONLINE", "SUBMITTED")
    assert (application["workingDaysLeft"], application["isOverdue"]) == (20, False)
    assert application["headIdentity"]["taxId"].endswith(HEAD[-3:])
    assert HEAD not in application["headIdentity"]["taxId"]
    assert application["administrator"]["email"] == "head@example.com"
    again = await centre.applicant()
    found = await centre.ask(FIND, {"id": application["id"]}, again.token)
    assert found["data"]["facilityApplication"]["number"] == application["number"]
    (entry,) = await centre.stage.world.connection.fetch("SELECT * FROM journal_entry WHERE kind = 'ACT'")
    assert entry["header"]["operation"] == "submitFacilityApplication"


async def test_nobody_else_sees_it(centre: Centre) -> None:
    application = await centre.submitted(await centre.applicant())
    stranger = await centre.applicant(OTHER, "ІНША")
    assert (await centre.ask(FIND, {"id": application["id"]}, stranger.token))["data"] == {
        "facilityApplication": None
    }
    assert code_of(await centre.ask(LIST)) == "FORBIDDEN"
    hidden = {"applicationId": application["id"]}
    assert code_of(await stranger.prepare("withdrawApplication", hidden)) == "NOT_FOUND"
    assert code_of(await stranger.prepare("takeApplication", hidden)) == "FORBIDDEN"


async def test_only_the_heads_own_key_submits(centre: Centre) -> None:
    stranger = await centre.applicant(OTHER, "ІНША")
    assert code_of(await stranger.prepare("submitFacilityApplication", form())) == "SIGNER_MISMATCH"
    married = await centre.applicant(surname="КОВАЛЬ")
    payload = await married.payload("submitFacilityApplication", form())
    answer = await married.perform("submitFacilityApplication", married.sign(payload))
    assert code_of(answer) == "SIGNER_MISMATCH"
    assert await centre.stage.count("facility_application") == 0


async def test_a_second_application_is_a_conflict(centre: Centre) -> None:
    applicant = await centre.applicant()
    await centre.submitted(applicant)
    payload = await applicant.payload("submitFacilityApplication", form())
    answer = await applicant.perform("submitFacilityApplication", applicant.sign(payload))
    assert code_of(answer) == "CONFLICT"
    assert await centre.stage.count("facility_application") == 1


async def test_registrars_find_what_is_urgent(centre: Centre) -> None:
    application = await centre.submitted(await centre.applicant())
    await centre.stage.world.add("facility_application", due_on=dt.date(2026, 1, 6))
    await centre.registrar.act("takeApplication", {"applicationId": application["id"]})
    token = centre.registrar.token

    async def listed(**filters: Any) -> list[Json]:
        variables = {"filter": filters, "orderBy": ["DUE_AT_ASC"]}
        answer = await centre.ask(LIST, variables, token)
        assert "errors" not in answer, answer["errors"]
        nodes: list[Json] = answer["data"]["facilityApplications"]["nodes"]
        return nodes

    overdue, mine = await listed()
    assert (overdue["isOverdue"], overdue["workingDaysLeft"]) == (True, 0)
    assert (mine["status"], mine["takenByMe"]) == ("IN_REVIEW", True)
    assert mine["headIdentity"] == {"taxId": HEAD}
    assert [each["id"] for each in await listed(isOverdue={"equal": True})] == [overdue["id"]]
    assert [each["id"] for each in await listed(status={"in": ["IN_REVIEW"]})] == [mine["id"]]
    assert [each["id"] for each in await listed(takenByMe={"equal": True})] == [mine["id"]]


async def test_whoever_typed_a_paper_does_not_register_it(centre: Centre) -> None:
    today = centre.stage.now().date().isoformat()
    paper = {"receivedOn": today, "scanSha256": "ab" * 32}
    application = await centre.submitted(centre.colleague, **paper)
    assert application["channel"] == "PAPER"
    wish = {"applicationId": application["id"], "decisionNumber": "1"}
    await centre.registrar.act("takeApplication", {"applicationId": application["id"]})
    assert code_of(await centre.colleague.prepare("registerFacility", wish)) == "DUTIES_CONFLICT"
    answer = await centre.registrar.act("registerFacility", wish, "facility { nameShort }")
    assert answer["data"]["registerFacility"]["facility"]["nameShort"] == "Зразкова лікарня"


async def test_one_who_heads_and_administers_accepts_both_and_sees_how_far_it_is(centre: Centre) -> None:
    applicant = await centre.applicant()
    facility = await centre.registered(await centre.submitted(applicant))
    assert facility["status"] == "REGISTERED"
    guests = await centre.guests(applicant)
    sessions = [(await guest.accept())["data"]["acceptInvitation"] for guest in guests]
    assert [session["kind"] for session in sessions] == ["FULL", "FULL"]
    answer = await centre.ask(FACILITY, {"id": facility["id"]}, sessions[0]["token"])
    assert "errors" not in answer, answer["errors"]
    shown = answer["data"]["facility"]
    assert shown["head"] == shown["administrator"] == {"lastName": "Мельник"}
    done = [step["code"] for step in shown["onboarding"]["steps"] if step["done"]]
    assert done == ["APPLICATION_SUBMITTED", "FACILITY_REGISTERED", "ADMINISTRATOR_LOGGED_IN"]
    assert shown["onboarding"]["percent"] == 25
    assert all(bool(step["doneAt"]) == step["done"] for step in shown["onboarding"]["steps"])
    assert {node["title"] for node in shown["risks"]["nodes"]} == {"Головний лікар", "Адміністратор закладу"}
    assert len(shown["applications"]["nodes"]) == 1


async def test_a_suspended_facility_answers_and_changes_nothing(centre: Centre) -> None:
    applicant = await centre.applicant()
    facility = await centre.registered(await centre.submitted(applicant))
    (first, *_) = await centre.guests(applicant)
    session = (await first.accept())["data"]["acceptInvitation"]
    leader = replace(applicant, token=session["token"])
    wish = {"facilityId": facility["id"], "status": "SUSPENDED", "reason": "Перевірка"}
    answer = await centre.registrar.act("changeFacilityStatus", wish, "facility { status }")
    assert answer["data"]["changeFacilityStatus"]["facility"] == {"status": "SUSPENDED"}
    shown = await centre.ask(FACILITY, {"id": facility["id"]}, leader.token)
    assert shown["data"]["facility"]["status"] == "SUSPENDED"
    renaming = {"facilityId": facility["id"], "nameShort": "Інша"}
    assert code_of(await leader.prepare("updateFacility", renaming)) == "CONFLICT"
    closing = {**wish, "status": "CLOSED"}
    await centre.registrar.act("changeFacilityStatus", closing)
    assert code_of(await leader.prepare("updateFacility", renaming)) == "FACILITY_MISMATCH"


async def test_an_applicant_reads_no_more_than_the_own_application(centre: Centre) -> None:
    applicant = await centre.applicant()
    await centre.submitted(applicant)
    await centre.stage.world.add("facility_application", applicant_key=b"s" * 32)
    answer = await centre.ask(LIST, None, applicant.token)
    assert answer["data"]["facilityApplications"]["totalCount"] == 1
    assert code_of(await centre.ask("{ employees { totalCount } }", None, applicant.token)) == "FORBIDDEN"


async def test_an_application_is_returned_amended_rejected_and_another_withdrawn(centre: Centre) -> None:
    applicant = await centre.applicant()
    application = await centre.submitted(applicant)
    named = {"applicationId": application["id"]}
    reason = {**named, "reasonCode": "INCOMPLETE", "comment": "Додайте ліцензію"}
    shown = "application { status number nameShort pausedAt reason { title } comment workingDaysLeft }"

    async def done(signer: Signer, act: str, given: Json) -> Json:
        answer = await signer.act(act, given, shown)
        assert "errors" not in answer, (act, answer["errors"])
        return answer["data"][act]["application"]

    await done(centre.registrar, "takeApplication", named)
    returned = await done(centre.registrar, "returnApplication", reason)
    assert (returned["status"], returned["comment"]) == ("RETURNED", "Додайте ліцензію")
    assert returned["pausedAt"]
    again = form(nameShort="Краща лікарня")
    amended = {key: again[key] for key in again if key not in ("kindCode", "edrpou")}
    resubmitted = await done(applicant, "resubmitApplication", {**amended, **named})
    assert (resubmitted["status"], resubmitted["nameShort"]) == ("SUBMITTED", "Краща лікарня")
    assert (resubmitted["number"], resubmitted["pausedAt"]) == (application["number"], None)
    await done(centre.colleague, "takeApplication", named)
    rejected = await done(centre.colleague, "rejectApplication", {**reason, "reasonCode": "DUPLICATE"})
    assert (rejected["status"], rejected["reason"]["title"]) == ("REJECTED", "Заклад уже зареєстровано")
    assert rejected["workingDaysLeft"] is None
    second = await centre.submitted(applicant)
    withdrawn = await done(applicant, "withdrawApplication", {"applicationId": second["id"]})
    assert withdrawn["status"] == "WITHDRAWN"


async def test_who_leads_a_facility_is_replaced_and_the_new_one_gets_a_link(centre: Centre) -> None:
    facility = await centre.registered(await centre.submitted(await centre.applicant()))
    given = {"facilityId": facility["id"]}
    renamed = await centre.registrar.act(
        "updateFacility", {**given, "nameShort": "Інша назва"}, "facility { nameShort }"
    )
    assert renamed["data"]["updateFacility"]["facility"] == {"nameShort": "Інша назва"}
    person = {"lastName": "Нова", "firstName": "Ганна", "taxId": OTHER, "phones": PHONES}
    person["email"] = "new@example.com"
    wish = {**given, "person": person, "delivery": "BOTH"}
    shown = "facility { administrator { lastName } } employee { lastName status } invitationUrl"
    answer = await centre.registrar.act("changeFacilityAdmin", wish, shown)
    assert "errors" not in answer, answer["errors"]
    changed = answer["data"]["changeFacilityAdmin"]
    assert changed["facility"]["administrator"] == {"lastName": "Нова"}
    assert changed["employee"] == {"lastName": "Нова", "status": "PENDING"}
    assert "/invite#" in changed["invitationUrl"]
    head = {**person, "taxId": "3694900020", "email": "head2@example.com", "positionCode": "P2"}
    wish = {**given, "person": {**head, "lastName": "Головна"}}
    answer = await centre.registrar.act("changeFacilityHead", wish, "facility { head { lastName } }")
    assert "errors" not in answer, answer["errors"]
    assert answer["data"]["changeFacilityHead"]["facility"]["head"] == {"lastName": "Головна"}
