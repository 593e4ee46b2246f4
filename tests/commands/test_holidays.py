"""The working calendar is kept by the centre, and the terms that run follow it."""

from datetime import date

from commands.act import Change, ChangeKind
from commands.holidays import REMOVE_HOLIDAY, SET_HOLIDAY, RemoveHoliday, SetHoliday
from models import ExtraWorkday, FacilityApplication, Holiday
from tests.commands.stage import Stage, places

FREE = SetHoliday(date(2026, 1, 14), " День без роботи ")
WORKED = SetHoliday(date(2026, 1, 17), "Відпрацювання", working=True)


async def test_a_weekday_becomes_free_and_a_saturday_a_working_day(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    outcome = await stage.perform(SET_HOLIDAY, registrar, FREE)
    day = await Holiday.get(day=FREE.day, using_db=stage.tx)
    assert day.title == "День без роботи"
    assert outcome.changes == (Change("Holiday", day.id, 1, ChangeKind.CREATED),)
    await stage.perform(SET_HOLIDAY, registrar, WORKED)
    assert await ExtraWorkday.exists(day=WORKED.day, using_db=stage.tx)


async def test_the_signer_reads_what_the_day_becomes(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    examined = await SET_HOLIDAY.examine(stage.tx, registrar, WORKED)
    assert examined.text.startswith("Зробити 17.01.2026 робочим днем.")
    assert examined.warnings == ()
    saturday = SetHoliday(date(2026, 1, 17), "Субота")
    examined = await SET_HOLIDAY.examine(stage.tx, registrar, saturday)
    assert places(examined.warnings) == {("day", "invalid")}


async def test_a_day_is_in_the_calendar_once(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    await stage.perform(SET_HOLIDAY, registrar, FREE)
    renamed = SetHoliday(FREE.day, "Інша назва")
    outcome = await stage.perform(SET_HOLIDAY, registrar, renamed)
    assert [(each.entity, each.act) for each in outcome.changes] == [("Holiday", ChangeKind.UPDATED)]
    worked = SetHoliday(FREE.day, "Таки працюємо", working=True)
    outcome = await stage.perform(SET_HOLIDAY, registrar, worked)
    assert [(each.entity, each.act) for each in outcome.changes] == [
        ("Holiday", ChangeKind.ENDED),
        ("ExtraWorkday", ChangeKind.CREATED),
    ]
    assert not await Holiday.exists(day=FREE.day, using_db=stage.tx)


async def test_a_day_leaves_the_calendar(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    await stage.perform(SET_HOLIDAY, registrar, FREE)
    outcome = await stage.perform(REMOVE_HOLIDAY, registrar, RemoveHoliday(FREE.day))
    assert [(each.entity, each.version, each.act) for each in outcome.changes] == [
        ("Holiday", 2, ChangeKind.ENDED)
    ]
    assert await stage.codes(REMOVE_HOLIDAY, registrar, RemoveHoliday(FREE.day)) == ["NOT_FOUND"]


async def test_terms_that_run_follow_the_calendar(stage: Stage) -> None:
    application = await stage.world.add(
        "facility_application", received_on=date(2026, 1, 5), due_on=date(2026, 2, 2)
    )
    registrar = await stage.as_("REGISTRAR")
    outcome = await stage.perform(SET_HOLIDAY, registrar, FREE)
    assert Change("FacilityApplication", application["id"], 2, ChangeKind.UPDATED) in outcome.changes
    moved = await FacilityApplication.get(id=application["id"], using_db=stage.tx)
    assert moved.due_on == date(2026, 2, 3)
    await stage.perform(SET_HOLIDAY, registrar, WORKED)
    moved = await FacilityApplication.get(id=application["id"], using_db=stage.tx)
    assert moved.due_on == date(2026, 2, 2)


async def test_days_lie_ahead_and_not_too_far(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    for day in (date(2026, 1, 5), date(2026, 1, 4), date(2126, 1, 5)):
        wish = SetHoliday(day, " ")
        assert await stage.problems(SET_HOLIDAY, registrar, wish) == {("day", "date"), ("title", "length")}


async def test_only_the_centre_keeps_the_calendar(stage: Stage) -> None:
    assert await stage.codes(SET_HOLIDAY, await stage.as_("FACILITY_ADMIN"), FREE) == ["FORBIDDEN"]
