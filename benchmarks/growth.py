"""How the cost of an answer grows with the number of its objects."""

import json

from benchmarks.client import Connection, request_of
from benchmarks.processes import Server, postgres_cpu_seconds

SIZES = (10, 100, 1_000, 10_000)
OBJECTS_EACH = 40_000
"""Objects asked for at each size, so that processor time is counted in seconds, not in ticks."""


def document(objects: int) -> str:
    """Give a query for so many employees: of one page, or of ten pages when one may not hold them."""
    pages = max(1, objects // 1_000)
    fields = "nodes { id lastName firstName employeeType status }"
    parts = [f"p{page}: employees(first: {objects // pages}) {{ {fields} }}" for page in range(pages)]
    return "{ " + " ".join(parts) + " }"


async def growth(server: Server, postmaster: int, token: str) -> list[str]:
    """Measure the processor time for each object, at each size."""
    lines = ["| objects | CPU µs for each object, server | PostgreSQL | together |", "|---:|---:|---:|---:|"]
    connection = await Connection.open(server.port)
    for size in SIZES:
        request = request_of(server.port, json.dumps({"query": document(size)}).encode(), token)
        for _ in range(10):
            await connection.ask(request)
        times = OBJECTS_EACH // size
        before = server.cpu_seconds(), postgres_cpu_seconds(postmaster)
        for _ in range(times):
            await connection.ask(request)
        after = server.cpu_seconds(), postgres_cpu_seconds(postmaster)
        ours, theirs = ((then - now) / (times * size) * 1e6 for then, now in zip(after, before, strict=True))
        lines.append(f"| {size} | {ours:.2f} | {theirs:.2f} | {ours + theirs:.2f} |")
    connection.close()
    return lines
