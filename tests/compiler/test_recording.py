"""The log of access is written from what was shown, by the statement that shows it."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from compiler.catalogue import One, Several, Type
from permissions.access import EXPLORER, Access, Principal, PrincipalKind
from permissions.catalogue import EMPLOYEE, RECORDED
from schema.access_log import TITLES
from schema.execution import Request
from schema.graph import graph
from tests.compiler.hospital import NOW, Hospital
from tests.compiler.roles import access_told
from tests.reading import Nowhere, Reader

IDENTITY = "{ employees { nodes { lastName identity { taxId } } } }"
CLIENT = UUID(int=0xC11E)


@pytest.fixture
async def log(hospital: Hospital) -> AsyncIterator[asyncpg.Connection]:
    """The hospital's database, whose log is as it was afterwards."""
    connection = hospital.story.connection
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("ALTER TABLE access_log DISABLE TRIGGER USER; DELETE FROM access_log")
    yield connection
    await transaction.rollback()


async def rows(log: asyncpg.Connection) -> list[asyncpg.Record]:
    return await log.fetch("SELECT * FROM access_log ORDER BY id")


async def test_whoever_reads_their_own_is_recorded_only_through_a_vendors_program(
    reader: Reader, hospital: Hospital, log: asyncpg.Connection
) -> None:
    alone = access_told("DOCTOR shevchenko haematology", hospital)
    await reader.data(IDENTITY, access=alone)
    assert await rows(log) == []
    person_id = alone.principal.person_id
    through = replace(alone, principal=Principal(PrincipalKind.PERSON, person_id, CLIENT))
    await reader.data(IDENTITY, access=through)
    [row] = await rows(log)
    assert (row["client_id"], row["subjects"]) == (CLIENT, [person_id])


async def test_a_row_tells_who_asked_when_and_of_whom(
    reader: Reader, hospital: Hospital, log: asyncpg.Connection
) -> None:
    data = await reader.data(IDENTITY)
    assert len(reader.sent) == 1
    found = await rows(log)
    shown = [node for node in data["employees"]["nodes"] if node["identity"]]
    assert {row["principal_id"] for row in found} == {UUID(int=0)}
    assert {row["at"] for row in found} == {NOW}
    assert sum(row["row_count"] for row in found) == len(shown)
    assert len({row["facility_id"] for row in found}) == len(found)  # a row for each facility
    assert hospital.rows["shevchenko"]["person_id"] in found[0]["subjects"] + found[-1]["subjects"]


async def test_who_is_shown_differently_stands_in_a_row_of_their_own(
    reader: Reader, hospital: Hospital, log: asyncpg.Connection
) -> None:
    key = hospital.ids["shevchenko"]
    query = (
        f'{{ one: employee(id: "{key}") {{ identity {{ taxId }} }}'
        " all: employees(first: 1000) { nodes { identity { gender } } } }"
    )
    await reader.data(query)
    told = {person: row["fields_read"] for row in await rows(log) for person in row["subjects"]}
    both = ["Employee.identity.gender", "Employee.identity.taxId"]
    subject = hospital.rows["shevchenko"]["person_id"]
    assert told.pop(subject) == both
    assert {*map(tuple, told.values())} == {("Employee.identity.gender",)}


async def test_a_statement_that_fails_records_nothing(reader: Reader, log: asyncpg.Connection) -> None:
    await reader.ask(IDENTITY)
    (text, arguments), *_ = reader.sent
    await log.execute("DELETE FROM access_log")
    failing = re.sub(r"\) AS json\)", ") || (1 / (SELECT 0))::text AS json)", text, count=1)
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with log.transaction():
            await log.fetch(failing, *arguments)
    assert await rows(log) == []


async def test_left_out_places_leave_no_trace(reader: Reader, log: asyncpg.Connection) -> None:
    held = {key: region for key, region in EXPLORER.held.items() if key not in RECORDED}
    anyone = Access({**held, EMPLOYEE.personal_contact: EXPLORER.held[EMPLOYEE.public]})
    query = (
        '{ a: employees(filter: {taxId: {equal: "1"}}) @ifPermitted { totalCount }'
        " b: employees { nodes { identity @ifPermitted { taxId } personalContact { personalEmail } } } }"
    )
    await reader.data(query, access=anyone)
    assert {(*row["fields_read"], *row["fields_filtered"]) for row in await rows(log)} == {
        ("Employee.personalContact.personalEmail",)
    }


@pytest.mark.parametrize(
    ("query", "records"),
    [
        ("{ employees { nodes { fullName workContact { workEmail } } } }", False),
        ("{ employees { nodes { identity { __typename } } } }", False),
        ("{ employees { nodes { identity { gender } } } }", True),
        ('{ employees(filter: {not: {taxId: {in: ["1"]}}}) { totalCount } }', True),
        ("{ employees(orderBy: [BIRTH_DATE_ASC]) { nodes { id } } }", True),
    ],
)
async def test_only_what_shows_personal_data_writes(query: str, records: bool) -> None:
    nowhere = Nowhere()
    answer = await nowhere.ask(Request(query))
    assert answer.errors == ()
    assert ("INSERT" in nowhere.texts[0]) is records


def test_everything_that_is_recorded_has_a_name_for_people() -> None:
    types = graph().catalogue.types
    told = {
        name
        for kind in types.values()
        for field, each in kind.fields.items()
        if isinstance(each, One) and each.permission in RECORDED
        for name in leaves(types[each.type], f"{kind.name}.{field}")
    }
    assert told == set(TITLES)


def leaves(kind: Type, path: str) -> list[str]:
    """Give the paths of all values below an object."""
    found: list[str] = []
    for name, each in kind.fields.items():
        below = graph().catalogue.types[each.type] if isinstance(each, One | Several) else None
        found += leaves(below, f"{path}.{name}") if below else [f"{path}.{name}"]
    return found
