"""Behind a right stands the act that gave it: when it was signed, and by whom, where that may be seen."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest

from compiler.ids import decode_id
from tests.acting import OTHER_TAX_ID, Json, Signer, Stage, acting

READING = {"permission": "department:read", "scope": "FACILITY", "canUse": True}
MORE = [READING, {"permission": "employee.public:read", "scope": "FACILITY", "canUse": True}]
SIGNED = "signedAt signedBy { lastName }"
HELD = f"{{ me {{ permissions {{ permission sources {{ roleSet {{ name }} {SIGNED} }} }} }} }}"
EXPLAINED = f"""query($employee: ID) {{
  explainPermission(permission: "department:read", employee: $employee) {{ grounds {{ {SIGNED} }} }}
}}"""


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def reader_of_role_set(stage: Stage) -> tuple[Signer, str]:
    """A doctor who was given, by nobody's act, a role set of the facility; and its id."""
    answer = await stage.administrator.act(
        "createRoleSet", {"name": "Читачі", "grants": [READING]}, "roleSet { id }"
    )
    role_set: str = answer["data"]["createRoleSet"]["roleSet"]["id"]
    doctor = await stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    _, key = decode_id(role_set)
    await stage.world.connection.execute(
        "INSERT INTO assignment_role_set (assignment_id, version_id) SELECT assignment.id, version.id"
        " FROM assignment JOIN employee ON employee.id = employee_id, role_set_version AS version"
        " WHERE person_id = $1 AND role_set_id = $2",
        doctor.person["id"],
        key,
    )
    return doctor, role_set


async def asked(stage: Stage, document: str, token: str, **variables: Any) -> Json:
    answer = (await stage.service.ask(document, variables, token=token)).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def source(stage: Stage, doctor: Signer) -> Json:
    """The source of the right to read departments that the role set gives."""
    held = (await asked(stage, HELD, doctor.token))["me"]["permissions"]
    (found,) = [
        each
        for right in held
        if right["permission"] == "department:read"
        for each in right["sources"]
        if each["roleSet"]["name"] == "Читачі"
    ]
    return found


async def test_a_right_that_came_without_an_act_was_signed_by_nobody(stage: Stage) -> None:
    doctor, _ = await reader_of_role_set(stage)
    assert await source(stage, doctor) == {
        "roleSet": {"name": "Читачі"},
        "signedAt": None,
        "signedBy": None,
    }


async def test_the_act_that_moved_the_holders_is_the_one_that_gave_the_right(stage: Stage) -> None:
    doctor, role_set = await reader_of_role_set(stage)
    before = stage.now()
    wish = {"roleSetId": role_set, "grants": MORE, "moveHolders": True}
    assert "data" in await stage.administrator.act("updateRoleSet", wish)
    found = await source(stage, doctor)
    assert before <= dt.datetime.fromisoformat(found["signedAt"]) <= stage.now()
    assert found["signedBy"] == {"lastName": stage.administrator.person["last_name"]}
    explained = await asked(stage, EXPLAINED, doctor.token)
    signed = {"signedAt": found["signedAt"], "signedBy": found["signedBy"]}
    assert signed in explained["explainPermission"]["grounds"]
