"""Sealing: committed entries get their place in the chain, soon after and apart from those who write them.

Writers insert and never wait for a number: what they commit stands in `journal_pending` until the sealer
comes. One sealer works at a time, whichever worker it is in; the others find the lock taken and go. The
order within one round is that of the entries' ids, which begin with the moment that made them.
"""

from journal.canonical import BEGINNING, seal_hash
from journal.connection import Connection

LOCK = 7_303_014_812_554_090_003  # any number that nobody else locks
ROUND_MAX = 2000
"""Entries sealed in one transaction, so that none grows long."""

_TRY_LOCK = "SELECT pg_try_advisory_xact_lock($1)"
_HEAD = "SELECT seq, hash FROM journal_seal ORDER BY seq DESC LIMIT 1"
_TAKE = """
WITH taken AS (
    DELETE FROM journal_pending
    WHERE entry_id = ANY (ARRAY(SELECT entry_id FROM journal_pending ORDER BY entry_id LIMIT $1))
    RETURNING entry_id
)
SELECT id, entry_hash FROM taken JOIN journal_entry ON id = taken.entry_id
WHERE NOT EXISTS (SELECT FROM journal_seal WHERE journal_seal.entry_id = id)
ORDER BY id
"""
_SEAL = """
INSERT INTO journal_seal (seq, entry_id, prev, hash)
SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])
"""


async def seal_pending(connection: Connection, at_most: int = ROUND_MAX) -> int:
    """Seal what is committed and waits, all or nothing; give how many, 0 too if another one is sealing.

    Not within a transaction: the lock has to be given back after what was sealed can be seen.
    """
    async with connection.transaction(isolation="read_committed"):
        if not await connection.fetchval(_TRY_LOCK, LOCK):
            return 0
        entries = await connection.fetch(_TAKE, at_most)
        if entries:
            await _chain(connection, [(row["id"], row["entry_hash"]) for row in entries])
        return len(entries)


async def _chain(connection: Connection, entries: list[tuple[object, bytes]]) -> None:
    head = await connection.fetchrow(_HEAD)
    seq, last = (head["seq"], head["hash"]) if head else (0, BEGINNING)
    hashes = [last]
    for number, (_, digest) in enumerate(entries, start=seq + 1):
        hashes.append(seal_hash(hashes[-1], number, digest))
    numbers = list(range(seq + 1, seq + 1 + len(entries)))
    await connection.execute(_SEAL, numbers, [each for each, _ in entries], hashes[:-1], hashes[1:])
