"""Time brings applications to somebody's notice, and closes those that nobody amends."""

from datetime import UTC, datetime, timedelta

from commands.application_review import RETURN_APPLICATION
from commands.application_rounds import expire_applications, tell_overdue
from models import JournalEntry
from models.letter import LetterKind, OutboxLetter
from tests.commands.applying import returning, seen, submitted, taken
from tests.commands.stage import MEANS, Stage

LAST_SECOND = datetime(2026, 2, 2, 21, 59, 59, tzinfo=UTC)


async def test_an_overdue_application_is_told_of_once_and_stays_undecided(stage: Stage) -> None:
    centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER", email="centre@example.com")
    application = await submitted(stage)
    assert await tell_overdue(stage.tx, LAST_SECOND, MEANS) == 0
    late = LAST_SECOND + timedelta(seconds=1)
    assert await tell_overdue(stage.tx, late, MEANS) == 1
    assert await tell_overdue(stage.tx, late, MEANS) == 0
    letter = await OutboxLetter.get(kind=LetterKind.APPLICATION_OVERDUE, using_db=stage.tx)
    assert (letter.to_address, letter.facility_id) == ("centre@example.com", centre["id"])
    assert (await seen(stage, application.id)).status == "SUBMITTED"


async def test_the_head_of_the_centre_and_whoever_took_it_are_told(stage: Stage) -> None:
    centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
    lead = await stage.world.add("employee", facility_id=centre["id"], status="ACTIVE")
    await stage.world.change("facility", centre, head_employee_id=lead["id"])
    registrar = await stage.as_("REGISTRAR")
    await taken(stage, registrar)
    assert await tell_overdue(stage.tx, LAST_SECOND + timedelta(days=1), MEANS) == 1
    letter = await OutboxLetter.get(kind=LetterKind.APPLICATION_OVERDUE, using_db=stage.tx)
    assert letter.to_address == lead["work_email"]
    told = await stage.tx.execute_query_dict("SELECT person_id FROM person_notice")
    assert {row["person_id"] for row in told} == {lead["person_id"], registrar.person_id}


async def test_a_returned_application_expires_after_sixty_idle_days(stage: Stage) -> None:
    application = await taken(stage, registrar := await stage.as_("REGISTRAR"))
    await stage.perform(RETURN_APPLICATION, registrar, returning(application))
    idle = stage.now + timedelta(days=60)
    assert await expire_applications(stage.tx, idle - timedelta(seconds=1), MEANS) == 0
    assert await expire_applications(stage.tx, idle, MEANS) == 1
    assert await expire_applications(stage.tx, idle, MEANS) == 0
    expired = await seen(stage, application.id)
    assert (expired.status, expired.decided_at, expired.paused_at) == ("EXPIRED", idle, None)
    entry = await JournalEntry.get(kind="SYSTEM", using_db=stage.tx)
    assert entry.header["operation"] == "expireApplications"
    assert (await submitted(stage)).status == "SUBMITTED"
