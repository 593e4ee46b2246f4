"""The database before anybody is served: found or started, migrated, and filled in the sandbox."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from datetime import datetime

import uvloop

from commands.demo.facilities import Wish
from commands.demo.loading import DemoSummary, load_demo
from commands.policy import settle_policy
from errors import Refusal, Refused, StartRefused, Unprocessable
from models.migrating import migrate
from running.keys import pepper_of
from running.progress import progress_bar
from running.settings import Settings
from schema.execution import KYIV
from store.connections import check_reachable, writing
from store.embedded import EmbeddedServer, embedded_server
from store.loading import is_empty, open_loading
from store.pepper import refuse_other_pepper
from store.subjects import settle_subjects


@contextmanager
def database(settings: Settings) -> Iterator[tuple[str, EmbeddedServer | None]]:
    """Give the address of the operator's database, or of the embedded one that runs for our own time."""
    if settings.database_url is not None:
        yield settings.database_url, None
        return
    with embedded_server(settings.folder) as server:
        yield server.database_url, server


async def ready(url: str) -> list[str]:
    """Migrate a database that can be reached, settle the policy; give the names of the migrations applied."""
    await check_reachable(url)
    applied = await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    return applied


@contextmanager
def migrated(settings: Settings) -> Iterator[str]:
    """Give the address of a database that is up to date, for a verb's time."""
    with database(settings) as (url, _):
        uvloop.run(ready(url))
        yield url


async def fill(url: str, facilities: int, seed: int) -> DemoSummary:
    """Load the demo behind a progress bar."""
    wish = Wish(facilities, seed, datetime.now(KYIV).date())
    with progress_bar("Демо · demo") as progress:
        async with open_loading(url) as copy:
            return await load_demo(copy, wish, progress)


async def fill_sandbox(url: str, facilities: int) -> None:
    """Fill the empty sandbox, or let another process that starts just now do it."""
    try:
        await fill(url, facilities, seed=1)
    except StartRefused:
        if await is_empty(url):
            raise


@contextmanager
def one_sentence() -> Iterator[None]:
    """Let a start end with a sentence when the database refuses on the way."""
    try:
        yield
    except Refusal as refusal:
        raise StartRefused(_sentence(refusal)) from refusal
    except Refused as refused:
        raise StartRefused("; ".join(map(_sentence, refused.refusals))) from refused


def _sentence(refusal: Refusal) -> str:
    """Say why in both languages; of an input every problem with its place."""
    if isinstance(refusal, Unprocessable):
        return "; ".join(f"{each.path}: {each.message} / {each.message_en}" for each in refusal.problems)
    return f"{refusal.message} / {refusal.message_en}"


@asynccontextmanager
async def prepared(settings: Settings) -> AsyncIterator[str]:
    """Give the address of a database that is up to date and, in the sandbox, filled with a demo."""
    with one_sentence(), database(settings) as (url, server):
        async with server.kept() if server else nullcontext():
            await ready(url)
            if settings.is_sandbox and await is_empty(url):
                await fill_sandbox(url, settings.demo_facilities)
            await settle_people(url, settings)
            yield url


async def settle_people(url: str, settings: Settings) -> None:
    """Let people be found by their signatures, whoever brought them in; raises StartRefused."""
    async with writing(url) as connection:
        pepper = pepper_of(settings)
        await refuse_other_pepper(connection, pepper)
        await settle_subjects(connection, pepper)
