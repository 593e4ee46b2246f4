"""What is signed is what is executed: a department is created over HTTP by a signature and nothing else."""

from collections.abc import AsyncIterator

import pytest

from tests.acting import Stage, acting

WISH = {"name": "Трансфузіологія", "typeCode": "TRANSFUSIOLOGY"}
SHOWN = "replayed department { id name status version parent { name } }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


def wish_below(stage: Stage) -> dict[str, object]:
    return {**WISH, "parentId": stage.root_id}


async def test_a_department_is_created_by_a_signature(stage: Stage) -> None:
    answer = await stage.administrator.act("createDepartment", wish_below(stage), SHOWN)
    shown = answer["data"]["createDepartment"]
    assert shown["replayed"] is False
    assert shown["department"]["name"] == "Трансфузіологія"
    assert shown["department"]["parent"] == {"name": "Лікарня"}
    entry = await stage.world.connection.fetchrow("SELECT * FROM journal_entry")
    assert entry["person_id"] == stage.administrator.person["id"]
    assert entry["facility_id"] == stage.facility["id"]
