"""The rooms wired together: what the web needs, opened for as long as the service runs."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache, partial

from starlette.types import ASGIApp

from commands.rounds import ROUNDS
from running.database import prepared
from running.keys import checkpoint_signing, development_keys, means_of, secrets_of, trusted
from running.settings import Settings, read_settings
from schema.client_login import ClientLogin
from schema.execution import Ceilings, Executor
from schema.graph import graph
from schema.nonces import Nonces
from schema.rates import Rates
from schema.uploads import Uploads
from schema.verifying import Verifier
from schema.writing import Writing
from store.connections import Limits as StoreLimits
from store.development_people import PeoplesKeys
from store.journal_keeping import Keeper, kept_journal
from store.mailing import Desk
from store.pool import open_store
from store.post_office import post_office
from store.principals import Principals
from store.rounds import Rounds, kept_rounds
from store.sessions import touching
from store.stand_ins import StandIns
from store.transactions import open_transactions
from web.application import application
from web.limits import Limits as WebLimits
from web.parts import Parts

BEYOND_STATEMENT_SECONDS = 20.0  # for waiting, planning and sending: the statement's own time-out says more


@asynccontextmanager
async def serving(settings: Settings, url: str) -> AsyncIterator[Parts]:
    """Open what reads a database for the web, what writes to it, and what works in between."""
    limits = StoreLimits(size=settings.connections, statement=settings.statement_seconds)
    means, verifier = means_of(settings), Verifier(trusted(settings))
    keeper = Keeper(url, checkpoint_signing(settings), now)
    desk, caught = Desk(settings.sender, means.open_sealed), settings.folder if settings.is_sandbox else None
    async with (
        open_store(url, limits) as store,
        open_transactions(url, limits) as transactions,
        kept_journal(keeper),
        kept_rounds(Rounds(ROUNDS, transactions, means, now)),
        post_office(url, settings.smtp_url, desk, now, caught) as letters,
    ):
        rates = Rates(settings.rates)
        nonces = Nonces(secrets_of(settings), settings.audience, secrets.token_bytes)
        executor = Executor(
            graph(),
            store.fetch,
            fetch_recording=store.fetch_recording,
            ceilings=Ceilings(rows=settings.rows_max),
            writing=Writing(transactions, verifier, nonces, settings.audience, means, rates),
        )
        touch = touching(transactions)
        principals = Principals(store, now, sandbox=settings.is_sandbox, touch=touch)
        yield Parts(
            executor,
            principals.caller,
            store,
            sandbox=StandIns(url) if settings.is_sandbox else None,
            keys=PeoplesKeys(url, development_keys(settings)) if settings.is_sandbox else None,
            letters=letters,
            clients=ClientLogin(transactions, rates, now),
            files=Uploads(transactions, executor, rates, now),
        )


def now() -> datetime:
    """Give the time, with its zone."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Open everything that the web needs."""
    async with prepared(settings) as url, serving(settings, url) as parts:
        yield parts


@cache
def from_environment() -> ASGIApp:
    """Wire the application that opens its own database, for `uvicorn server:app`."""
    settings = read_settings()
    return application(partial(opened, settings), web_limits(settings), settings.is_sandbox)


def web_limits(settings: Settings) -> WebLimits:
    """Give the bounds on what arrives."""
    request_seconds = settings.statement_seconds + BEYOND_STATEMENT_SECONDS
    return WebLimits(body_bytes=settings.body_bytes_max, request_seconds=request_seconds)
