"""One page for everybody: GraphiQL's first example as each role set sees it."""

import pytest

from permissions.role_sets import TEMPLATES
from store.stand_ins import OF_NOBODY, StandIns
from tests.service import Service
from web import graphiql

EXAMPLE = graphiql.ASSETS.parent / "source" / "src" / "examples" / "blood-bank.graphql"
LEFT_OUT = {
    "HR_OFFICER": {
        *("Workplace.inventoryNumberLabel", "Equipment.inventoryNumberLabel", "Equipment.temperatureMin"),
        *("Equipment.temperatureMax", "Equipment.verificationOverdue"),
    },
    "BLOOD_BANK_HEAD": {"Facility.head"},
    "BLOOD_BANK_DOUBLE": {"Facility.head"},
    "DOCTOR": {
        *("Workplace.inventoryNumberLabel", "Equipment.inventoryNumberLabel", "Equipment.temperatureMin"),
        *("Equipment.temperatureMax", "Equipment.verificationOverdue", "Facility.head"),
    },
}


@pytest.mark.parametrize("code", [code for code in TEMPLATES if code != OF_NOBODY])
async def test_everybody_who_holds_a_role_set_reads_the_first_example_and_is_told_what_is_left_out(
    service: Service, demo_url: str, code: str
) -> None:
    issued = await StandIns(demo_url).token_as(code)
    answer = (await service.ask(EXAMPLE.read_text(), token=issued.token)).json()
    assert "errors" not in answer
    (bank,) = answer["data"]["facility"]["departments"]["nodes"]
    assert bank["name"] == "Лікарняний банк крові (ЛБК)"
    omitted = {each["coordinate"] for each in answer["extensions"].get("omitted", ())}
    assert omitted == LEFT_OUT.get(code, set())
