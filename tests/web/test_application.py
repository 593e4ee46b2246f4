import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.types import Message

from errors import StartRefused
from tests.web.world import LIMITS, World, living
from web.application import application
from web.parts import Parts


async def test_the_parts_are_open_while_the_application_lives(world: World) -> None:
    story: list[str] = []

    @asynccontextmanager
    async def opened() -> AsyncIterator[Parts]:
        story.append("opened")
        async with world.open() as parts:
            yield parts
        story.append("closed")

    async with living(application(opened, LIMITS, graphiql=False)):
        assert story == ["opened"]
    assert story == ["opened", "closed"]


async def test_a_refused_start_ends_with_its_one_sentence() -> None:
    class RefusedStart(AbstractAsyncContextManager[Parts]):
        async def __aenter__(self) -> Parts:
            raise StartRefused("no database")

        async def __aexit__(self, *_: object) -> None:
            raise AssertionError

    sent: list[Message] = []
    incoming: asyncio.Queue[Message] = asyncio.Queue()
    incoming.put_nowait({"type": "lifespan.startup"})

    async def send(message: Message) -> None:
        sent.append(message)

    await application(RefusedStart, LIMITS, graphiql=False)({"type": "lifespan"}, incoming.get, send)
    assert sent == [{"type": "lifespan.startup.failed", "message": "no database"}]
