"""A writer that is killed: it writes acts for ever, each in a transaction with a row of the registry."""

import asyncio
import sys
from itertools import count
from uuid import uuid4

import asyncpg

from journal.recording import append
from tests.journal.conftest import act

INSERT = (
    "INSERT INTO person (id, last_name, first_name, verification_status) VALUES ($1, $2, 'Т', 'VERIFIED')"
)


async def write(url: str) -> None:
    """Write until killed; each person's name is the act that made it."""
    connection = await asyncpg.connect(url)
    for number in count():
        entry = act(number)
        async with connection.transaction():
            await connection.execute(INSERT, uuid4(), str(entry.id))
            await append(connection, entry)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
