"""A closed loop of clients over keep-alive connections, raw, so that it costs little beside the servers."""

import asyncio
import time
from dataclasses import dataclass

_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """What a burst of requests did: how many were answered, and how long each took, in seconds, sorted."""

    seconds: float
    latencies: tuple[float, ...]

    @property
    def requests(self) -> int:
        """How many requests were answered."""
        return len(self.latencies)

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    def quantile(self, share: float) -> float:
        """The latency that this share of requests stayed within."""
        return self.latencies[min(self.requests - 1, int(self.requests * share))]


def request_of(port: int, body: bytes, token: str | None) -> bytes:
    """Give the bytes of a POST."""
    authorization = f"authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"accept: application/json\r\n{authorization}content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Connect to a server on this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=64 * 1024 * 1024))

    async def ask(self, request: bytes) -> bytes:
        """Send one request and give the body of its answer, which must be 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(_HEAD_END)
        lines = head.lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
        body = await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{head.decode()}{body[:500].decode(errors='replace')}")
        return body

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()


async def burst(port: int, request: bytes, clients: int, seconds: float) -> Load:
    """Keep so many clients asking for so long."""
    latencies: list[float] = []
    started = time.perf_counter()
    end = started + seconds

    async def client() -> None:
        connection = await Connection.open(port)
        now = time.perf_counter()
        while now < end:
            await connection.ask(request)
            then, now = now, time.perf_counter()
            latencies.append(now - then)
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return Load(time.perf_counter() - started, tuple(sorted(latencies)))
