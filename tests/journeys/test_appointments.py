"""Appointments over HTTP, each by a signature: the link is told once, and what ends is gone at once."""

import datetime as dt
import json
from collections.abc import AsyncIterator

import pytest

from commands.policy import template_id, template_version_id
from compiler.ids import encode_id
from tests.acting import LONG_AGO, OTHER_TAX_ID, Json, Signer, Stage, acting, code_of

TITLE = "Дублер завідувача лікарняного банку крові"
SHOWN = """replayed invitationUrl invitationQr invitation { status }
    assignment { id status kind rate employee { status } position { title } roleSets { nodes { code } } }"""
CARRYING = """{ me { permissions { permission } facilities(first: 5) { nodes { id } } }
    departments(first: 9) { nodes { name } } }"""


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def opened(stage: Stage, **given: object) -> str:
    """A position that the administrator adds."""
    wish = {"departmentId": stage.root_id, "titleCode": "BB_DOUBLE", **given}
    answer = await stage.administrator.act("createPosition", wish, "position { id }")
    return str(answer["data"]["createPosition"]["position"]["id"])


async def hired(stage: Stage, status: str = "DRAFT") -> str:
    employee = await stage.world.add("employee", facility_id=stage.facility["id"], status=status)
    return encode_id("Employee", employee["id"])


async def appointment(stage: Stage, **given: object) -> dict[str, object]:
    return {
        "positionId": await opened(stage),
        "employeeId": await hired(stage),
        "roleSetIds": [encode_id("RoleSet", template_id("BLOOD_BANK_DOUBLE"))],
        **given,
    }


async def problems(stage: Stage, act: str, wish: dict[str, object]) -> set[tuple[str, str]]:
    answer = await stage.administrator.prepare(act, wish)
    (error,) = answer["errors"]
    return {(each["path"], each["rule"]) for each in error["extensions"]["inputErrors"]}


async def test_an_appointment_tells_its_link_once(stage: Stage) -> None:
    administrator = stage.administrator
    payload = await administrator.payload("assignEmployee", await appointment(stage))
    signed = json.loads(payload)["input"]
    assert signed["roleSetIds"] == [f"RoleSet:{template_id('BLOOD_BANK_DOUBLE')}"]
    assert len(signed["roleSetDigests"][0]) == 64
    assert (signed["delivery"], signed["rate"], signed["endDate"]) == ("LINK", "1", None)
    message = administrator.sign(payload)
    first = (await administrator.perform("assignEmployee", message, SHOWN))["data"]["assignEmployee"]
    assert first["assignment"] == {
        "id": first["assignment"]["id"],
        "status": "PENDING",
        "kind": "PRIMARY",
        "rate": "1.00",
        "employee": {"status": "PENDING"},
        "position": {"title": TITLE},
        "roleSets": {"nodes": [{"code": "BLOOD_BANK_DOUBLE"}]},
    }
    assert first["invitation"] == {"status": "CREATED"}
    assert "/invite#" in first["invitationUrl"]
    assert first["invitationQr"].startswith("data:image/svg+xml")
    second = (await administrator.perform("assignEmployee", message, SHOWN))["data"]["assignEmployee"]
    assert (second["replayed"], second["invitationUrl"], second["invitationQr"]) == (True, None, None)
    assert second["assignment"] == first["assignment"]
    token = first["invitationUrl"].partition("#")[2]
    kept = await stage.world.connection.fetchval(
        "SELECT count(*) FROM journal_blob WHERE position($1::bytea IN bytes) > 0", token.encode()
    )
    assert kept == 0


async def test_all_that_an_appointment_changes_is_in_the_journal(stage: Stage) -> None:
    await stage.administrator.act("assignEmployee", await appointment(stage))
    found = await stage.world.connection.fetch(
        "SELECT entity, version FROM journal_entity JOIN journal_entry ON id = entry_id"
        " WHERE header->>'operation' = 'assignEmployee' ORDER BY entity"
    )
    assert [tuple(row) for row in found] == [("Assignment", 1), ("Employee", 2), ("Invitation", 1)]


async def test_a_substitute_says_whom_it_doubles(stage: Stage) -> None:
    wish = await appointment(stage, kind="SUBSTITUTE")
    assert await problems(stage, "assignEmployee", wish) == {
        ("$.input.substitutesAssignmentId", "dependency")
    }


async def test_doubles_follow_whom_they_double(stage: Stage) -> None:
    administrator = stage.administrator
    head = await appointment(stage, employeeId=await hired(stage, "ACTIVE"))
    made = await administrator.act("assignEmployee", head, SHOWN)
    primary = made["data"]["assignEmployee"]["assignment"]
    assert primary["status"] == "ACTIVE"
    assert made["data"]["assignEmployee"]["invitation"] is None
    double = await appointment(
        stage,
        employeeId=await hired(stage, "ACTIVE"),
        kind="SUBSTITUTE",
        substitutesAssignmentId=primary["id"],
        substituteMode="ON_DEMAND",
    )
    made = await administrator.act("assignEmployee", double, SHOWN)
    doubling = made["data"]["assignEmployee"]["assignment"]["id"]
    starts_at = stage.now().replace(microsecond=0) + dt.timedelta(minutes=1)
    called = {"assignmentId": doubling, "startsAt": starts_at.isoformat(), "reason": "Відпустка"}
    shown = "assignment { substitutionPeriods { startsAt endsAt reason } }"
    answer = await administrator.act("activateSubstitute", called, shown)
    (period,) = answer["data"]["activateSubstitute"]["assignment"]["substitutionPeriods"]
    assert (period["endsAt"], period["reason"]) == (None, "Відпустка")
    assert dt.datetime.fromisoformat(period["startsAt"]) == starts_at
    assert await problems(stage, "activateSubstitute", called) == {("$.input.startsAt", "unique")}
    await administrator.act("endSubstitution", {"assignmentId": doubling})
    ended = await administrator.act("endAssignment", {"assignmentId": primary["id"]}, "assignment { status }")
    assert ended["data"]["endAssignment"] == {"assignment": {"status": "ENDED"}}
    statuses = await stage.world.connection.fetch("SELECT status FROM assignment WHERE kind = 'SUBSTITUTE'")
    assert [row["status"] for row in statuses] == ["ENDED"]


async def carried(signer: Signer) -> Json:
    answer = await signer.stage.service.ask(CARRYING, {}, token=signer.token)
    return answer.json()


async def test_what_ends_here_is_gone_at_once_and_what_is_elsewhere_stays(stage: Stage) -> None:
    elsewhere = await stage.world.add("facility")
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID, facility=elsewhere)
    place = await stage.world.add("position", department=stage.root)
    employee = await stage.world.add(
        "employee", facility_id=stage.facility["id"], person_id=doctor.person["id"]
    )
    here = await stage.world.add("assignment", position=place, employee=employee, start_date=LONG_AGO)
    version_id = template_version_id("DOCTOR", 1)
    await stage.world.add("assignment_role_set", assignment=here, version_id=version_id)
    before = (await carried(doctor))["data"]
    assert len(before["me"]["facilities"]["nodes"]) == 2
    ending = {"assignmentId": encode_id("Assignment", here["id"]), "reason": "Заява"}
    await stage.administrator.act("endAssignment", ending)
    after = (await carried(doctor))["data"]
    left = [each["id"] for each in after["me"]["facilities"]["nodes"]]
    assert left == [encode_id("Facility", elsewhere["id"])]
    assert {each["name"] for each in after["departments"]["nodes"]} < {
        each["name"] for each in before["departments"]["nodes"]
    }
    assert after["me"]["permissions"]


async def test_rights_change_from_digest_to_digest(stage: Stage) -> None:
    administrator = stage.administrator
    made = await administrator.act(
        "assignEmployee", await appointment(stage, employeeId=await hired(stage, "ACTIVE")), SHOWN
    )
    assignment_id = made["data"]["assignEmployee"]["assignment"]["id"]
    wish = {"assignmentId": assignment_id, "roleSetIds": [encode_id("RoleSet", template_id("DOCTOR"))]}
    payload = await administrator.payload("setAssignmentRoleSets", wish)
    signed = json.loads(payload)["input"]
    assert signed["oldDigests"] != signed["roleSetDigests"]
    assert signed["holders"] == 1
    await administrator.perform("setAssignmentRoleSets", administrator.sign(payload))
    again = await administrator.perform("setAssignmentRoleSets", administrator.sign(payload), "replayed")
    assert again["data"]["setAssignmentRoleSets"]["replayed"] is True


async def test_positions_change_and_close(stage: Stage) -> None:
    administrator = stage.administrator
    place = await opened(stage)
    shown = "position { title headcount status version }"
    changed = await administrator.act("updatePosition", {"positionId": place, "headcount": "2.5"}, shown)
    assert changed["data"]["updatePosition"]["position"] == {
        "title": TITLE,
        "headcount": "2.50",
        "status": "ACTIVE",
        "version": 2,
    }
    closed = await administrator.act("closePosition", {"positionId": place}, "position { status }")
    assert closed["data"]["closePosition"] == {"position": {"status": "CLOSED"}}
    again = await administrator.prepare("closePosition", {"positionId": place})
    assert code_of(again) == "CONFLICT"


async def test_an_assignment_changes_rests_and_goes_on(stage: Stage) -> None:
    administrator = stage.administrator
    made = await administrator.act(
        "assignEmployee", await appointment(stage, employeeId=await hired(stage, "ACTIVE")), SHOWN
    )
    its = {"assignmentId": made["data"]["assignEmployee"]["assignment"]["id"]}
    shown = "assignment { status rate orderNumber }"
    for act, given, status in (
        ("updateAssignment", {"rate": "0.5", "orderNumber": "12-к"}, "ACTIVE"),
        ("suspendAssignment", {"reason": "Відпустка"}, "SUSPENDED"),
        ("resumeAssignment", {}, "ACTIVE"),
    ):
        answer = await administrator.act(act, {**its, **given}, shown)
        assert answer["data"][act]["assignment"] == {
            "status": status,
            "rate": "0.50",
            "orderNumber": "12-к",
        }
