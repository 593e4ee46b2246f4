"""Certificates end, and what they opened ends with them."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256

import asyncpg
import pytest

from signing.development.authority import make_key
from signing.development.profile import Person
from store.subjects import settle_subjects
from tests.acting import OTHER_TAX_ID, TAX_ID, acting, code_of
from tests.knocking import WHO, Door
from tests.service import PEPPER


@pytest.fixture
async def door(own_database_url: str) -> AsyncIterator[Door]:
    async with acting(own_database_url) as stage:
        await settle_subjects(stage.world.connection, PEPPER)
        yield Door(stage)


async def until_somebody_waits(connection: asyncpg.Connection) -> None:
    async with asyncio.timeout(20):
        while not await connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass  # asking is what takes the time


async def test_a_lost_key_is_unbound_by_another_one(door: Door) -> None:
    administrator = door.stage.administrator
    person = Person(surname="Та", given_names="Сама", tax_id="2923400112")
    spare = make_key(door.stage.authority, person, door.stage.now(), secrets.randbelow)
    await door.log_in()
    lost = {"fingerprint": sha256(administrator.key.certificate).hexdigest()}
    answer = await replace(administrator, key=spare).act("unbindCertificate", lost)
    assert answer["data"]["unbindCertificate"]["replayed"] is False
    assert code_of(await door.complete(await door.challenge())) == "CERTIFICATE_REVOKED"
    assert (await door.log_in(spare))["kind"] == "FULL"
    again = await replace(administrator, key=spare).prepare("unbindCertificate", lost)
    assert code_of(again) == "CONFLICT"


async def test_sessions_end_at_once_with_the_certificate_that_opened_them_and_others_stay(door: Door) -> None:
    administrator = door.stage.administrator
    person = Person(surname=administrator.person["last_name"], given_names="Та", tax_id=TAX_ID)
    spare = make_key(door.stage.authority, person, door.stage.now(), secrets.randbelow)
    by_lost, by_spare = await door.log_in(), await door.log_in(spare)
    assert (await door.told(WHO, token=by_lost["token"]))["data"]["me"]["kind"] == "PERSON"
    lost = {"fingerprint": sha256(administrator.key.certificate).hexdigest()}
    signer = replace(administrator, key=spare, token=by_spare["token"])
    assert "data" in await signer.act("unbindCertificate", lost)
    ended = await door.told(WHO, token=by_lost["token"])
    assert ended["errors"][0]["extensions"]["reason"] == "REVOKED"
    for token in (by_spare["token"], administrator.token):
        assert (await door.told(WHO, token=token))["data"]["me"]["kind"] == "PERSON"


async def test_a_login_waits_for_whoever_is_just_ending_its_certificate(door: Door) -> None:
    await door.log_in()
    challenge = await door.challenge()
    connection = door.stage.world.connection
    ending = connection.transaction()
    await ending.start()
    await connection.execute("UPDATE signing_certificate SET status = 'REVOKED', ended_at = now()")
    login = asyncio.create_task(door.complete(challenge))
    await until_somebody_waits(connection)
    await ending.commit()
    assert code_of(await login) == "CERTIFICATE_REVOKED"


async def test_an_administrator_unbinds_a_colleagues_certificate_and_a_doctor_only_their_own(
    door: Door,
) -> None:
    doctor = await door.stage.signer("DOCTOR", tax_id=OTHER_TAX_ID)
    await settle_subjects(door.stage.world.connection, PEPPER)
    await door.log_in(doctor.key)
    await door.log_in()
    theirs = {"fingerprint": sha256(doctor.key.certificate).hexdigest()}
    mine = {"fingerprint": sha256(door.stage.administrator.key.certificate).hexdigest()}
    assert code_of(await doctor.prepare("unbindCertificate", mine)) == "NOT_FOUND"
    assert code_of(await doctor.prepare("unbindCertificate", {"fingerprint": "0" * 64})) == "NOT_FOUND"
    assert "data" in await door.stage.administrator.act("unbindCertificate", theirs)
    assert code_of(await door.complete(await door.challenge(), doctor.key)) == "CERTIFICATE_REVOKED"
