"""Remembering acts that were refused: a row beside the chain, in a transaction of its own."""

import datetime as dt
import logging

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import Internal, Refusal, Refused, SigningBusy, TimedOut, Unavailable
from journal.security_events import SecurityEvent, record_event
from permissions.access import Access
from store.transactions import Transactions

_OURS = (Internal, SigningBusy, TimedOut, Unavailable)
"""What is no fault of whoever acts."""

logger = logging.getLogger(__name__)


async def remember(
    transactions: Transactions, access: Access, operation: str, now: dt.datetime, refused: Refusal | Refused
) -> None:
    """Note that an act was refused, by the codes alone: messages may repeat what a person typed."""
    refusals = refused.refusals if isinstance(refused, Refused) else (refused,)
    codes = [each.code for each in refusals if not isinstance(each, _OURS)]
    if not codes:
        return
    event = SecurityEvent(
        now,
        codes[0],
        operation=operation,
        person=access.principal.person_id,
        client=access.principal.client_id,
        evidence={"codes": codes},
    )

    async def write(tx: Transaction) -> None:
        async with tx.acquire_connection() as connection:
            await record_event(connection, event)

    try:
        await transactions.write(write)
    except Refusal as problem:
        # the act's own refusal matters more; a traceback would repeat its words, and so what a person typed
        logger.error("a refused act could not be remembered: %s", problem.code)  # noqa: TRY400
