"""A signature finds a person by a key that tells nothing of the number."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from signing.person import Signer
from store.subjects import key_of_signer, settle_subjects
from tests.models.world import World
from tests.reading import connected

PEPPER = b"a pepper"


@pytest.fixture
async def world(own_database_url: str) -> AsyncIterator[World]:
    async with connected(own_database_url) as connection:
        yield World(connection)


def signer(tax_id: str | None = None, document: str | None = None) -> Signer:
    return Signer(tax_id, document, "Шевченко", "Тарас", None)


async def found(connection: asyncpg.Connection, who: Signer) -> object:
    key = key_of_signer(who, PEPPER)
    return await connection.fetchval("SELECT person_id FROM person_subject WHERE subject_key = $1", key)


async def test_a_person_is_found_by_the_tax_number_alone(world: World) -> None:
    identity = await world.add("person_identity", tax_id="2923400112")
    await world.add("identity_document", person_id=identity["person_id"])
    await settle_subjects(world.connection, PEPPER)
    await settle_subjects(world.connection, PEPPER)
    assert await found(world.connection, signer("2923400112")) == identity["person_id"]
    assert await found(world.connection, signer(document="АЯ123456")) is None
    assert await world.connection.fetchval("SELECT count(*) FROM person_subject") == 1


async def test_who_has_refused_a_tax_number_is_found_by_a_document(world: World) -> None:
    identity = await world.add("person_identity", no_tax_id=True)
    await world.add("identity_document", person_id=identity["person_id"])
    await settle_subjects(world.connection, PEPPER)
    assert await found(world.connection, signer(document="АЯ123456")) == identity["person_id"]


async def test_a_document_that_two_people_claim_names_neither(world: World) -> None:
    for _ in range(2):
        identity = await world.add("person_identity", no_tax_id=True)
        await world.add("identity_document", person_id=identity["person_id"])
    await settle_subjects(world.connection, PEPPER)
    assert await found(world.connection, signer(document="АЯ123456")) is None


async def test_a_key_tells_nothing_of_the_number() -> None:
    key = key_of_signer(signer("2923400112"), PEPPER)
    assert len(key) == 32
    assert key != key_of_signer(signer("2923400112"), b"another pepper")
    assert key != key_of_signer(signer(document="2923400112"), PEPPER)
