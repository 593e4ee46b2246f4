"""Notices are published to all, to a kind of facilities or to one (US-K15), and people are told things."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commands.act import Change, ChangeKind
from commands.notice_publishing import PUBLISH_NOTICE, PublishNotice
from commands.notices import tell
from models import LetterKind, Notice, NoticeAudience
from tests.commands.stage import NOBODYS, Stage

WAIT = PublishNotice("Очікуйте подальших вказівок від МОЗ.")


async def test_the_registrar_tells_everybody_to_wait(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    examined = await PUBLISH_NOTICE.examine(stage.tx, registrar, replace(WAIT, text=" Очікуйте. "))
    assert examined.text == (
        "Опублікувати оголошення. Текст оголошення: «Очікуйте.»; Кому: Усі; Показувати з: 05.01.2026."
    )
    outcome = await stage.perform(PUBLISH_NOTICE, registrar, WAIT)
    notice = await Notice.get(id=outcome.result["notice"], using_db=stage.tx)
    assert outcome.changes == (Change("Notice", notice.id, 1, ChangeKind.CREATED),)
    assert (notice.audience, notice.text) == (NoticeAudience.EVERYBODY, WAIT.text)
    assert (notice.valid_from, notice.valid_to) == (registrar.today, None)


async def test_a_notice_is_for_one_kind_or_one_facility(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    by_kind = replace(WAIT, audience=NoticeAudience.FACILITY_KIND, facility_kind_code="TRANSFUSION_FACILITY")
    to_one = replace(WAIT, audience=NoticeAudience.FACILITY, facility_id=stage.hospital)
    assert "Заклад: «Лікарня 1»" in (await PUBLISH_NOTICE.examine(stage.tx, registrar, to_one)).text
    for wish in (by_kind, to_one):
        await stage.perform(PUBLISH_NOTICE, registrar, wish)
    assert await Notice.all().using_db(stage.tx).count() == 2


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"text": " "}, ("text", "length")),
        ({"text": "я" * 2001}, ("text", "length")),
        ({"audience": NoticeAudience.FACILITY_KIND}, ("facilityKindCode", "required")),
        ({"audience": NoticeAudience.FACILITY}, ("facilityId", "required")),
        ({"facility_kind_code": "TRANSFUSION_FACILITY"}, ("facilityKindCode", "exclusion")),
        ({"valid_to": date(2026, 1, 4)}, ("validTo", "date")),
        ({"valid_from": date(2026, 2, 2), "valid_to": date(2026, 2, 1)}, ("validTo", "date")),
    ],
)
async def test_a_notice_says_something_to_somebody_for_some_time(
    stage: Stage, given: dict[str, object], place: tuple[str, str]
) -> None:
    wish = replace(WAIT, **given)  # type: ignore[arg-type]
    assert await stage.problems(PUBLISH_NOTICE, await stage.as_("REGISTRAR"), wish) == {place}


async def test_an_unknown_kind_and_an_unknown_facility_are_refused(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    by_kind = replace(WAIT, audience=NoticeAudience.FACILITY_KIND, facility_kind_code="GARDEN")
    assert await stage.problems(PUBLISH_NOTICE, registrar, by_kind) == {("facilityKindCode", "inclusion")}
    to_nobody = replace(WAIT, audience=NoticeAudience.FACILITY, facility_id=NOBODYS)
    assert await stage.codes(PUBLISH_NOTICE, registrar, to_nobody) == ["NOT_FOUND"]
    await stage.world.change("facility", stage.rows["hospital"], status="CLOSED")
    elsewhere = replace(registrar, facility_id=stage.rows["far"]["facility_id"])
    closed = replace(WAIT, audience=NoticeAudience.FACILITY, facility_id=stage.hospital)
    assert await stage.problems(PUBLISH_NOTICE, elsewhere, closed) == {("facilityId", "invalid")}


@pytest.mark.parametrize("role", ["FACILITY_ADMIN", "FACILITY_HEAD", "HR_OFFICER", "DOCTOR"])
async def test_nobody_else_publishes(stage: Stage, role: str) -> None:
    assert await stage.codes(PUBLISH_NOTICE, await stage.as_(role), WAIT) == ["FORBIDDEN"]


async def test_a_notice_ends_on_its_last_day(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    await stage.perform(PUBLISH_NOTICE, registrar, replace(WAIT, valid_to=registrar.today))
    await stage.perform(
        PUBLISH_NOTICE, registrar, replace(WAIT, valid_from=registrar.today - timedelta(days=9))
    )


async def test_a_person_is_told_what_a_letter_would_say_and_of_one_thing_once(stage: Stage) -> None:
    person = await stage.world.add("person")
    parameters = {
        "person.name": "Шевченко Тарас",
        "position.title": "Лікар",
        "facility.shortName": "Лікарня 1",
        "expiresAt": "06.01.2026 11:00 (за Києвом)",
    }
    for _ in range(2):
        await tell(
            stage.tx,
            person["id"],
            LetterKind.INVITATION_EXPIRED,
            parameters,
            about=("Invitation", NOBODYS),
            once="INVITATION_EXPIRED:1",
        )
    (told,) = await stage.tx.execute_query_dict(
        "SELECT text, about FROM person_notice WHERE person_id = $1", [person["id"]]
    )
    assert told == {
        "text": "Шевченко Тарас: строк запрошення на посаду «Лікар» минув 06.01.2026 11:00 (за Києвом);"
        " можна створити нове посилання",
        "about": f"Invitation:{NOBODYS}",
    }
