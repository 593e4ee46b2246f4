"""Whoever the registry does not know signs in, applies for a facility, and sees that application alone."""

import base64
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from schema.acts import told
from schema.rates import RateLimits
from signing.development.authority import DevelopmentKey
from signing.development.signer import sign_cms
from store.subjects import settle_subjects
from tests.acting import PREPARED, Json, Stage, acting, code_of
from tests.commands.applying import HEAD_TAX_ID, form, head
from tests.inviting import START, key_of
from tests.service import PEPPER

ACT = "submitFacilityApplication"
COMPLETE = "mutation($signed: SignedPayload!) { completeLogin(signed: $signed) { kind token } }"
SHOWN = "replayed application { id number status }"
MINE = "{ facilityApplications { nodes { number status } } }"
OTHER_TAX_ID = "3346800122"


@dataclass(frozen=True)
class Visitor:
    """Somebody with a key and a session."""

    stage: Stage
    key: DevelopmentKey
    kind: str = ""
    token: str | None = None

    async def ask(self, document: str, variables: object = None) -> Json:
        return (await self.stage.service.ask(document, variables, token=self.token)).json()

    def signed(self, payload: str) -> dict[str, str]:
        message = sign_cms(payload.encode(), self.key, self.stage.now(), secrets.randbelow)
        return {"signed": base64.b64encode(message).decode()}

    async def prepare(self, act: str = ACT, given: object = None) -> Json:
        kind = act[0].upper() + act[1:]
        document = f"query($input: {kind}Input!) {{ prepare {{ {act}(input: $input) {{ {PREPARED} }} }} }}"
        return await self.ask(document, {"input": told(form()) if given is None else given})

    async def submit(self) -> Json:
        prepared = (await self.prepare())["data"]["prepare"][ACT]["payload"]
        document = f"mutation($signed: SignedPayload!) {{ {ACT}(signed: $signed) {{ {SHOWN} }} }}"
        return await self.ask(document, self.signed(prepared))


async def visitor(stage: Stage, tax_id: str = HEAD_TAX_ID, surname: str = "Мельник") -> Visitor:
    """Log somebody in."""
    plain = Visitor(stage, key_of(stage, tax_id, surname=surname))
    challenge = (await plain.ask(START))["data"]["startLogin"]
    waiting = Visitor(stage, plain.key, token=challenge["token"])
    opened = (await waiting.ask(COMPLETE, plain.signed(challenge["payload"])))["data"]["completeLogin"]
    return Visitor(stage, plain.key, opened["kind"], opened["token"])


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url, rates=RateLimits(login_by_person="100/minute")) as stage:
        await stage.world.connection.execute("DELETE FROM person_identity")  # nobody is the applicant yet
        yield stage


async def test_an_applicant_applies_by_a_signature_and_sees_the_application(stage: Stage) -> None:
    chief = await visitor(stage)
    assert chief.kind == "APPLICANT"
    assert (await chief.ask("{ me { kind } }"))["data"]["me"]["kind"] == "APPLICANT"
    answer = await chief.submit()
    application = answer["data"][ACT]["application"]
    assert application["status"] == "SUBMITTED"
    mine = await chief.ask(MINE)
    assert [each["number"] for each in mine["data"]["facilityApplications"]["nodes"]] == [
        application["number"]
    ]
    (entry,) = await stage.world.connection.fetch("SELECT * FROM journal_entry WHERE kind = 'ACT'")
    (applicant,) = await stage.world.connection.fetch("SELECT * FROM applicant")
    assert (entry["person_id"], entry["facility_id"]) == (applicant["id"], None)


async def test_the_same_applicant_comes_again_and_another_one_sees_nothing(stage: Stage) -> None:
    chief = await visitor(stage)
    assert "data" in await chief.submit()
    again, other = await visitor(stage), await visitor(stage, OTHER_TAX_ID)
    assert len((await again.ask(MINE))["data"]["facilityApplications"]["nodes"]) == 1
    assert (await other.ask(MINE))["data"]["facilityApplications"]["nodes"] == []
    assert code_of(await Visitor(stage, chief.key).ask(MINE)) == "FORBIDDEN"
    assert await stage.count("applicant") == 2


async def test_whoever_becomes_a_person_keeps_the_application(stage: Stage) -> None:
    chief = await visitor(stage)
    assert "data" in await chief.submit()
    person = await stage.world.add("person", last_name="Мельник")
    await stage.world.add("person_identity", person_id=person["id"], tax_id=HEAD_TAX_ID)
    await settle_subjects(stage.world.connection, PEPPER)
    known = await visitor(stage)
    assert known.kind == "FULL"
    assert len((await known.ask(MINE))["data"]["facilityApplications"]["nodes"]) == 1


async def test_an_applicant_signs_with_the_key_that_logged_in(stage: Stage) -> None:
    chief = await visitor(stage)
    stranger = Visitor(stage, key_of(stage, OTHER_TAX_ID, surname="Мельник"), token=chief.token)
    answer = await stranger.submit()
    assert code_of(answer) == "SIGNER_MISMATCH"
    assert OTHER_TAX_ID not in str(answer)
    assert await stage.count("facility_application") == 0


async def test_an_applicant_does_nothing_else(stage: Stage) -> None:
    chief = await visitor(stage)
    wish = {"name": "Відділення", "typeCode": "TRANSFUSIOLOGY", "parentId": stage.root_id}
    assert code_of(await chief.prepare("createDepartment", wish)) == "FORBIDDEN"
    assert code_of(await chief.ask("{ employees { nodes { id } } }")) == "FORBIDDEN"


async def test_an_applicants_retry_is_answered_from_the_first_outcome(stage: Stage) -> None:
    chief = await visitor(stage)
    payload = (await chief.prepare())["data"]["prepare"][ACT]["payload"]
    document = f"mutation($signed: SignedPayload!) {{ {ACT}(signed: $signed) {{ {SHOWN} }} }}"
    first, second = [(await chief.ask(document, chief.signed(payload)))["data"][ACT] for _ in range(2)]
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert first["application"] == second["application"]
    assert await stage.count("facility_application") == 1


async def test_whoever_works_at_one_facility_applies_for_another_in_no_facility(
    own_database_url: str,
) -> None:
    async with acting(own_database_url) as stage:
        await settle_subjects(stage.world.connection, PEPPER)
        administrator = stage.administrator
        named = told(form(head=head(last_name=administrator.person["last_name"])))
        payload = await administrator.payload(ACT, named)
        assert b'"facility"' not in payload
        answer = await administrator.perform(ACT, administrator.sign(payload), SHOWN)
        assert answer["data"][ACT]["application"]["status"] == "SUBMITTED"
