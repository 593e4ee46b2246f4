import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import pytest

from schema.execution import Answer, Request
from tests.web.world import World, listening
from web.application import application
from web.limits import Limits

LIMITS = Limits(head_seconds=0.2, body_seconds=0.2, send_seconds=0.2, head_bytes=2_000)
BODY = b'{"query":"{ hello }"}'
HEAD = b"POST /graphql HTTP/1.1\r\nhost: zaklad\r\ncontent-type: application/json\r\n"
HELLO = HEAD + b"content-length: %d\r\n\r\n" % len(BODY) + BODY


class Client:
    """A client that speaks HTTP byte by byte, as slowly as its test likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def say(self, text: bytes) -> None:
        self._writer.write(text)
        await self._writer.drain()

    async def hear(self) -> tuple[int, bytes]:
        """Read one response: its status and its body."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:-2])
        body = await self._reader.readexactly(int(fields["content-length"]))
        return int(head.split(b" ")[1]), body

    async def hear_nothing_more(self) -> None:
        """Wait until the server closes the connection."""
        async with asyncio.timeout(10):
            try:
                assert await self._reader.read() == b""
            except ConnectionResetError:
                return

    async def drip(self, text: bytes) -> None:
        """Say one byte after another until the server has had enough."""
        async with asyncio.timeout(10):
            try:
                for number in range(1_000_000):
                    await self.say(text[number % len(text) :][:1])
                    await asyncio.sleep(0.01)
            except ConnectionError:
                return


@pytest.fixture
async def port(world: World) -> AsyncIterator[int]:
    async with listening(application(world.open, LIMITS, graphiql=False), LIMITS) as port:
        yield port


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Client(reader, writer)
    finally:
        writer.transport.abort()


async def neighbour(port: int) -> None:
    async with connected(port) as client:
        await client.say(HELLO)
        assert await client.hear() == (200, b'{"data":{"hello":"world"}}')


async def test_a_connection_serves_request_after_request(port: int) -> None:
    async with connected(port) as client:
        for _ in range(3):
            await client.say(HELLO)
            assert (await client.hear())[0] == 200
        await client.say(HELLO + HELLO)
        assert [(await client.hear())[0] for _ in range(2)] == [200, 200]


async def test_a_request_may_come_in_pieces(port: int) -> None:
    async with connected(port) as client:
        for at in range(0, len(HELLO), 40):
            await client.say(HELLO[at : at + 40])
            await asyncio.sleep(0.002)
        assert (await client.hear())[0] == 200


async def test_a_client_that_connects_and_says_nothing_is_cut(port: int) -> None:
    async with connected(port) as client:
        await client.hear_nothing_more()


@pytest.mark.parametrize("said", [b"", HEAD, HELLO + HEAD], ids=["line", "head", "second head"])
async def test_a_head_that_drips_is_cut_and_a_neighbour_is_served(port: int, said: bytes) -> None:
    async with connected(port) as client:
        await client.say(said)
        await asyncio.gather(client.drip(b"x-slow: very\r\n"), neighbour(port))


async def test_empty_lines_between_requests_keep_no_connection(port: int) -> None:
    async with connected(port) as client:
        await client.say(HELLO)
        await client.hear()
        await client.drip(b"\r\n")


async def test_a_body_that_drips_is_answered_and_cut(port: int) -> None:
    async with connected(port) as client:
        await client.say(HEAD + b"content-length: 100000\r\n\r\n{")
        status, body = await client.hear()
        assert (status, orjson.loads(body)["errors"][0]["extensions"]["code"]) == (408, "REQUEST_TIMEOUT")
        await client.hear_nothing_more()


async def test_a_refused_body_that_drips_on_is_cut(port: int) -> None:
    async with connected(port) as client:
        await client.say(HEAD + b"content-length: 100000000\r\n\r\n")
        assert (await client.hear())[0] == 413
        await asyncio.gather(client.drip(b" "), neighbour(port))


async def test_a_client_that_closes_after_a_long_body_still_hears_why(port: int) -> None:
    long = b"a" * 3_000_000
    async with connected(port) as client:
        await client.say(HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(long) + long)
        assert (await client.hear())[0] == 413


async def test_a_body_waits_for_leave_and_gets_none_when_it_is_too_long(port: int) -> None:
    async with connected(port) as client:
        await client.say(HEAD + b"expect: 100-continue\r\ncontent-length: 100000000\r\n\r\n")
        assert (await client.hear())[0] == 413


async def test_a_head_that_grows_is_refused(port: int) -> None:
    async with connected(port) as client:
        await client.say(HEAD + b"x-long: " + b"a" * LIMITS.head_bytes)
        assert (await client.hear())[0] == 431
        await client.hear_nothing_more()


async def test_an_answer_that_nobody_reads_is_cut(port: int, world: World) -> None:
    async def long(_: Request) -> Answer:
        return Answer(b'"' + b"a" * 30_000_000 + b'"')

    world.twist = long
    async with connected(port) as client:
        await client.say(HELLO)
        await client.drip(b"\r\n")
    world.twist = None
    await neighbour(port)


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"GET /\xff HTTP/1.1\r\n\r\n", b"\x00" * 100])
async def test_what_is_not_http_is_refused(port: int, said: bytes) -> None:
    async with connected(port) as client:
        await client.say(said)
        assert (await client.hear())[0] == 400
        await client.hear_nothing_more()
