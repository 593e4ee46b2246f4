"""Who stands in for a role set: somebody who holds it just now, with a token that opens exactly that."""

import asyncpg
import pytest

from commands.demo.identifiers import edrpou_of
from errors import BadRequest, NotFound, Unavailable
from permissions.role_sets import TEMPLATES
from store.stand_ins import OF_NOBODY, StandIns, first_holder
from tests.service import Service

HOSPITAL, SECOND, CENTRE = (edrpou_of(number) for number in (1, 2, 3))
HELD = [code for code in TEMPLATES if code != OF_NOBODY]


@pytest.fixture
def stand_ins(demo_url: str) -> StandIns:
    return StandIns(demo_url)


async def test_every_default_role_set_is_offered_with_the_facility_of_its_first_holder(
    stand_ins: StandIns,
) -> None:
    roles = {role.code: role for role in await stand_ins.roles()}
    assert list(roles) == list(TEMPLATES)
    assert all(role.is_held for role in roles.values())
    assert {code: role.place.edrpou if role.place else None for code, role in roles.items()} == {
        **dict.fromkeys(TEMPLATES, HOSPITAL),
        "REGISTRAR": CENTRE,
        "AUDITOR": CENTRE,
        "PUBLIC": None,
    }


async def test_a_registry_without_people_offers_nobody_but_nobody(own_database_url: str) -> None:
    roles = await StandIns(own_database_url).roles()
    assert [role.code for role in roles if role.is_held] == [OF_NOBODY]


@pytest.mark.parametrize("code", HELD)
async def test_a_token_opens_what_the_role_set_grants(
    stand_ins: StandIns, service: Service, code: str
) -> None:
    issued = await stand_ins.token_as(code)
    query = "{ facilities(first: 3) { nodes { edrpou departments(first: 1) { totalCount } } } }"
    answer = (await service.ask(query, token=issued.token)).json()
    counts = {
        each["edrpou"]: each["departments"]["totalCount"] for each in answer["data"]["facilities"]["nodes"]
    }
    reached = {edrpou for edrpou, count in counts.items() if count}
    everywhere, connected = {HOSPITAL, SECOND, CENTRE}, {HOSPITAL, SECOND}
    expected = {"REGISTRAR": everywhere, "AUDITOR": everywhere, "MIS": connected}
    assert reached == expected.get(code, {HOSPITAL})


async def test_somebody_who_holds_nothing_else_is_taken_before_others(stand_ins: StandIns) -> None:
    seldom = await stand_ins.token_as("HR_OFFICER", SECOND)
    assert seldom.holder is not None  # the second hospital's only one works at the first too
    assert seldom.holder.place.edrpou == SECOND


async def test_nobody_needs_no_token(stand_ins: StandIns) -> None:
    issued = await stand_ins.token_as(OF_NOBODY)
    assert (issued.holder, issued.token) == (None, None)


async def test_a_role_set_that_does_not_exist_is_refused_with_the_list(stand_ins: StandIns) -> None:
    with pytest.raises(BadRequest) as refused:
        await stand_ins.token_as("GOD" * 100)
    assert refused.value.evidence == {"roleSets": list(TEMPLATES)}
    assert len(refused.value.message_en) < 300


@pytest.mark.parametrize(
    ("code", "edrpou", "told"),
    [
        ("DOCTOR", "00000000", "no facility has"),
        ("DOCTOR", "'; --", "no facility has"),
        ("BLOOD_BANK_HEAD", CENTRE, f"nobody at the facility {CENTRE}"),
        ("MIS", "00000000", "no facility has"),
    ],
)
async def test_where_nobody_holds_it_that_is_told(
    stand_ins: StandIns, code: str, edrpou: str, told: str
) -> None:
    with pytest.raises(NotFound, match=told):
        await stand_ins.token_as(code, edrpou)


@pytest.mark.parametrize(
    "twist",
    [
        "UPDATE person SET blocked_at = now() FROM employee WHERE employee.person_id = person.id",
        "UPDATE employee SET status = 'SUSPENDED' WHERE status = 'ACTIVE'",
        "UPDATE assignment SET status = 'SUSPENDED' WHERE status = 'ACTIVE'",
        "UPDATE assignment SET end_date = start_date WHERE status = 'ACTIVE'",
        "UPDATE role_set SET status = 'RETIRED'",
    ],
)
async def test_whoever_holds_it_no_more_does_not_stand_in(demo_url: str, twist: str) -> None:
    connection = await asyncpg.connect(demo_url)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(twist)
        assert await first_holder(connection, "BLOOD_BANK_HEAD", None) is None
        await transaction.rollback()
        assert await first_holder(connection, "BLOOD_BANK_HEAD", None) is not None
    finally:
        await connection.close()


async def test_a_double_on_demand_stands_in_only_while_called(demo_url: str) -> None:
    connection = await asyncpg.connect(demo_url)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(
            "UPDATE assignment SET status = 'SUSPENDED'"
            " WHERE substitute_mode = 'ALWAYS' AND status = 'ACTIVE'"
        )
        called = await first_holder(connection, "BLOOD_BANK_DOUBLE", HOSPITAL)
        assert await first_holder(connection, "BLOOD_BANK_DOUBLE", SECOND) is None
        await connection.execute("UPDATE substitution_period SET ends_at = now() - interval '1 second'")
        assert called is not None
        assert await first_holder(connection, "BLOOD_BANK_DOUBLE", HOSPITAL) is None
        await transaction.rollback()
    finally:
        await connection.close()


async def test_a_database_that_is_away_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await StandIns("postgresql://nobody@127.0.0.1:1/nothing").roles()
