"""A registry of hospitals whose administrators have keys, and acts that they have signed."""

import datetime as dt
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import rfc8785

from commands.demo.facilities import Wish
from commands.demo.loading import load_demo
from commands.means import Means
from commands.policy import settle_policy
from models.migrating import migrate
from permissions.access import Access
from schema.execution import KYIV, Executor, Request
from schema.graph import graph
from schema.nonces import Nonces
from schema.rates import RateLimits, Rates
from schema.verifying import Verifier
from schema.writing import Writing
from signing.development.authority import DevelopmentKey, from_pem
from signing.development.signer import sign_cms
from signing.trust import Trust
from store.connections import Limits, writing
from store.development_keys import DevelopmentKeys
from store.development_people import PeoplesKeys
from store.embedded import EmbeddedServer
from store.loading import open_loading
from store.pool import open_store
from store.principals import Principals
from store.sealed import Sealer
from store.sessions import full_token
from store.stand_ins import StandIns
from store.transactions import Transactions, open_transactions

AUDIENCE = "http://127.0.0.1#bench"
SECRET = "a-secret-of-benchmarks-that-is-long-enough"  # noqa: S105 -- of a throwaway service
UNBOUNDED = RateLimits(*["1000000/second"] * 4)
PREPARE = "query($input: CreateDepartmentInput!) { prepare { createDepartment(input: $input) { payload } } }"


@dataclass(frozen=True, slots=True)
class Signer:
    """An administrator of a hospital: a session, a key, the root of its tree, a prepared act."""

    token: str
    bind: UUID
    key: DevelopmentKey
    access: Access
    facility_id: UUID
    root_id: UUID
    root_path: str
    prepared: dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """The registry under measurement."""

    url: str
    postmaster: int
    executor: Executor
    transactions: Transactions
    nonces: Nonces
    signers: tuple[Signer, ...]


async def fill(url: str, facilities: int) -> None:
    """Make the registry."""
    await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    async with open_loading(url) as copy:
        await load_demo(copy, Wish(facilities, 1, dt.datetime.now(KYIV).date()), lambda *_: None)


SEALER = Sealer([SECRET.encode()], secrets.token_bytes)
MEANS = Means(b"pepper", AUDIENCE, SEALER.seal, SEALER.open_sealed, secrets.token_bytes)


@asynccontextmanager
async def opened(server: EmbeddedServer, folder: Path) -> AsyncIterator[World]:
    """Open the registry as the service does."""
    url = server.database_url
    keys = DevelopmentKeys(folder, lambda: dt.datetime.now(dt.UTC), secrets.randbelow)
    keys.trust(folder / "trust")
    nonces = Nonces([SECRET.encode()], AUDIENCE, secrets.token_bytes)
    verifier = Verifier(Trust.of_directory(folder / "trust"))
    async with open_store(url, Limits()) as store, open_transactions(url, Limits(size=16)) as transactions:
        writing_ = Writing(transactions, verifier, nonces, AUDIENCE, MEANS, Rates(UNBOUNDED))
        executor = Executor(graph(), store.fetch, writing=writing_)
        principals = Principals(store, lambda: dt.datetime.now(dt.UTC), sandbox=True)
        signers = [each async for each in _signers(url, keys, executor, principals)]
        postmaster = server.pid
        assert postmaster is not None
        yield World(url, postmaster, executor, transactions, nonces, tuple(signers))


async def _signers(
    url: str, keys: DevelopmentKeys, executor: Executor, principals: Principals
) -> AsyncIterator[Signer]:
    async with writing(url) as connection:
        hospitals = await connection.fetch(
            "SELECT DISTINCT ON (facility.id) facility.id, edrpou, department.id AS root_id, path"
            " FROM facility JOIN department ON department.facility_id = facility.id"
            " WHERE parent_id IS NULL AND facility.status = 'REGISTERED' AND edrpou IS NOT NULL"
        )
        for hospital in hospitals:
            signer = await _signer(connection, url, hospital, keys, executor, principals)
            if signer is not None:
                yield signer


async def _signer(
    connection: asyncpg.Connection,
    url: str,
    hospital: asyncpg.Record,
    keys: DevelopmentKeys,
    executor: Executor,
    principals: Principals,
) -> Signer | None:
    holder = await StandIns(url).holder("FACILITY_ADMIN", hospital["edrpou"])
    person_id = holder.person_id
    assert person_id is not None
    token = await full_token(connection, person_id=person_id)
    access = await principals.access_of(token, None)
    if access.facilities != {hospital["id"]} or access.session_id is None:
        return None
    key = from_pem(await PeoplesKeys(url, keys).key_of(person_id))
    wish = {"name": "Відділення", "typeCode": "OTHER"}
    answer = await executor.execute(Request(PREPARE, variables={"input": wish}), access)
    assert answer.data is not None, answer.errors
    payload = orjson.loads(answer.data)["prepare"]["createDepartment"]["payload"]
    return Signer(
        token,
        access.session_id,
        key,
        access,
        hospital["id"],
        hospital["root_id"],
        hospital["path"],
        orjson.loads(payload),
    )


def stock(world: World, acts: int) -> Iterator[tuple[Signer, str]]:
    """Sign so many acts, hospital by hospital in turn."""
    now = dt.datetime.now(dt.UTC)
    for signer, number in zip(cycle(world.signers), range(acts), strict=False):
        named = {**signer.prepared["input"], "name": name_of(number)}
        nonce = world.nonces.give(signer.bind, now)
        payload = rfc8785.dumps({**signer.prepared, "nonce": nonce, "input": named})
        message = sign_cms(payload, signer.key, now, secrets.randbelow)
        yield signer, b64encode(message).decode()


def name_of(number: int) -> str:
    """Give a name that nobody has, burst after burst."""
    return f"Відділення {number} {secrets.token_hex(4)}"
