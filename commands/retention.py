"""What is kept for a time only: letters that are done with, and what people were told inside the system.

The registry itself, its journal and the log of reads are never shortened. Sessions and used nonces leave as
new ones come.
"""

import datetime as dt
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.means import Means
from commands.round import BATCH, Round

LETTERS_KEPT = dt.timedelta(days=90)
"""As long as somebody may ask what became of a letter; its words are forgotten when it is sent."""
TOLD_KEPT = dt.timedelta(days=365)

_LETTERS = """
DELETE FROM letter WHERE id IN (
    SELECT id FROM letter WHERE queued_at < $1 AND state NOT IN ('QUEUED', 'DEFERRED')
    ORDER BY queued_at LIMIT $2 FOR UPDATE SKIP LOCKED
) RETURNING id
"""
_TOLD = """
DELETE FROM person_notice WHERE id IN (
    SELECT id FROM person_notice WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED
) RETURNING id
"""


async def forget_letters(tx: Transaction, now: datetime, _means: Means) -> int:
    """Forget letters that were done with long ago."""
    return len(await tx.execute_query_dict(_LETTERS, [now - LETTERS_KEPT, BATCH]))


async def forget_told(tx: Transaction, now: datetime, _means: Means) -> int:
    """Forget what people were told long ago."""
    return len(await tx.execute_query_dict(_TOLD, [now - TOLD_KEPT, BATCH]))


RETENTION_ROUNDS = (
    Round("forgetLetters", dt.timedelta(hours=1), forget_letters),
    Round("forgetTold", dt.timedelta(hours=1), forget_told),
)
