"""The real service over a real database, on a port of its own, within the test's process."""

import datetime as dt
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from commands.means import Means
from schema.client_login import ClientLogin
from schema.execution import Executor
from schema.graph import graph
from schema.nonces import Nonces
from schema.rates import RateLimits, Rates
from schema.uploads import Uploads
from schema.verifying import Verifier
from schema.writing import Writing
from signing.trust import Trust
from store.connections import Limits as StoreLimits
from store.connections import writing
from store.development_keys import DevelopmentKeys
from store.development_people import PeoplesKeys
from store.pool import Store, open_store
from store.principals import Principals
from store.sealed import Sealer
from store.sessions import explorer_token, touching
from store.stand_ins import StandIns
from store.transactions import open_transactions
from tests.web.world import LIMITS, listening
from web.application import application
from web.parts import Parts

AUDIENCE = "https://zaklad.example#test"
PEPPER = b"a pepper of tests"
SEALER = Sealer([b"a secret of tests"], secrets.token_bytes)
MEANS = Means(PEPPER, "https://zaklad.example", SEALER.seal, SEALER.open_sealed, secrets.token_bytes)
NONCES = Nonces([b"a secret of tests"], AUDIENCE, secrets.token_bytes)


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address without a slash at the end, an explorer's token, and its store."""

    url: str
    token: str
    store: Store

    async def ask(self, query: str, variables: object = None, *, token: str | None = None) -> httpx2.Response:
        """Ask as a client does; without a token, anonymously."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(timeout=60) as client:
            body = {"query": query, "variables": variables}
            return await client.post(f"{self.url}/graphql", json=body, headers=headers)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@asynccontextmanager
async def serving(
    database_url: str,
    *,
    clock: Callable[[], dt.datetime] = _now,
    sandbox: bool = True,
    trust: Trust | None = None,
    rates: RateLimits | None = None,
    keys: DevelopmentKeys | None = None,
) -> AsyncIterator[Service]:
    """Serve a migrated database until the block ends; tokens of people come from `full_token`.

    With authorities that are trusted, signed acts are performed; with keys, the sandbox's page gets them.
    """
    async with writing(database_url) as connection:
        token = await explorer_token(connection)
    async with (
        open_store(database_url, StoreLimits(size=2)) as store,
        open_transactions(database_url, StoreLimits(size=10)) as transactions,
    ):
        counted = Rates(rates)
        acts = Writing(transactions, Verifier(trust), NONCES, AUDIENCE, MEANS, counted) if trust else None

        @asynccontextmanager
        async def opened() -> AsyncIterator[Parts]:
            executor = Executor(
                graph(), store.fetch, fetch_recording=store.fetch_recording, clock=clock, writing=acts
            )
            stand_ins = StandIns(database_url) if sandbox else None
            yield Parts(
                executor,
                Principals(store, clock, sandbox=sandbox, touch=touching(transactions)).caller,
                store,
                stand_ins,
                PeoplesKeys(database_url, keys) if keys else None,
                clients=ClientLogin(transactions, counted, clock),
                files=Uploads(transactions, executor, counted, clock),
            )

        async with listening(application(opened, LIMITS, graphiql=True), LIMITS) as port:
            yield Service(f"http://127.0.0.1:{port}", token, store)
