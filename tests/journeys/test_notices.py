"""The registrar's notice reaches those whom it is for, and people see what they were told (US-K15)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from compiler.ids import encode_id
from tests.acting import OTHER_TAX_ID, Signer, Stage, acting

ALL = "Усім: очікуйте подальших вказівок від МОЗ."
MINE = "{ me { notices { id kind text about at validTo seenAt } } }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def notices(signer: Signer) -> list[Any]:
    answer = (await signer.stage.service.ask(MINE, token=signer.token)).json()
    assert "errors" not in answer, answer
    found: list[Any] = answer["data"]["me"]["notices"]
    return found


async def registrar_of(stage: Stage) -> Signer:
    centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
    return await stage.signer("REGISTRAR", tax_id=OTHER_TAX_ID, facility=centre)


async def test_a_notice_reaches_whom_it_is_for_as_long_as_it_is_valid(stage: Stage) -> None:
    registrar, administrator = await registrar_of(stage), stage.administrator
    today = stage.now().date()
    here = encode_id("Facility", stage.facility["id"])
    for given in (
        {"text": ALL, "validTo": str(today + timedelta(days=2))},
        {
            "text": "Закладам трансфузії",
            "audience": "FACILITY_KIND",
            "facilityKindCode": "TRANSFUSION_FACILITY",
        },
        {"text": "Одному закладу", "audience": "FACILITY", "facilityId": here},
        {"text": "Потім", "validFrom": str(today + timedelta(days=2))},
    ):
        shown = "notice { text audience facility { nameShort } } replayed"
        answer = await registrar.act("publishNotice", given, shown)
        assert answer["data"]["publishNotice"]["notice"]["text"] == given["text"], answer
    assert [each["text"] for each in await notices(administrator)] == [
        "Одному закладу",
        "Закладам трансфузії",
        ALL,
    ]
    assert [each["text"] for each in await notices(registrar)] == [ALL]
    three_days_later = "UPDATE notice SET valid_from = valid_from - 3, valid_to = valid_to - 3"
    await stage.world.connection.execute(three_days_later)  # a session would not live so long
    assert [each["text"] for each in await notices(registrar)] == ["Потім"]
    assert [each["text"] for each in await notices(administrator)] == [
        "Потім",
        "Одному закладу",
        "Закладам трансфузії",
    ]


async def test_only_who_publishes_reads_the_list_of_notices(stage: Stage) -> None:
    registrar = await registrar_of(stage)
    await registrar.act("publishNotice", {"text": "Усім"})
    question = "{ notices { nodes { text audience facilityKind { title } validFrom } } }"
    told = (await stage.service.ask(question, token=registrar.token)).json()
    assert [each["text"] for each in told["data"]["notices"]["nodes"]] == ["Усім"]
    refused = (await stage.service.ask(question, token=stage.administrator.token)).json()
    assert refused["errors"][0]["extensions"]["missingPermissions"] == ["notice:publish"]


async def test_a_person_sees_what_they_were_told_and_marks_it_and_nobody_elses(stage: Stage) -> None:
    administrator, other = stage.administrator, await stage.signer(tax_id=OTHER_TAX_ID)
    for signer in (administrator, other):
        for text in ("Перше", "Друге"):
            await stage.world.add(
                "person_notice",
                person_id=signer.person["id"],
                text=text,
                about=f"Person:{signer.person['id']}",
            )
    told = await notices(administrator)
    assert {each["text"] for each in told} == {"Перше", "Друге"}
    assert {each["about"] for each in told} == {encode_id("Person", administrator.person["id"])}
    assert {each["seenAt"] for each in told} == {None}

    async def mark(signer: Signer, ids: list[str] | None) -> int:
        document = "mutation($ids: [UUID!]) { markNoticesSeen(ids: $ids) { seen } }"
        answer = (await stage.service.ask(document, {"ids": ids}, token=signer.token)).json()
        assert "errors" not in answer, answer
        seen: int = answer["data"]["markNoticesSeen"]["seen"]
        return seen

    assert await mark(other, [told[0]["id"]]) == 0
    assert await mark(administrator, [told[0]["id"]]) == 1
    assert await mark(administrator, None) == 1
    assert await mark(administrator, None) == 0
    assert None not in {each["seenAt"] for each in await notices(administrator)}
    assert {each["seenAt"] for each in await notices(other)} == {None}
    nobody = (await stage.service.ask("mutation { markNoticesSeen { seen } }")).json()
    assert nobody["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
