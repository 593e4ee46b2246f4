"""Rights as a transaction sees them: held from here to its end, so that what was authorised is what is done.

Whoever changes somebody's rights raises their epoch before committing. So whoever holds the epoch's row has
either seen the change or is waited for, and the access read after the lock stays true until the commit.
"""

import datetime as dt
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from permissions.access import Access
from store.principals import access_told
from store.rights import STATEMENT_BY_BIND
from store.transactions import value_of

_HOLD = """
SELECT count(*) FROM (
    SELECT FROM principal_epoch
    WHERE principal_id IN (SELECT unnest(ARRAY[principal_id, client_id]) FROM session WHERE bind = $1)
    ORDER BY principal_id FOR SHARE
) AS held
"""


async def held_access(tx: Transaction, session_id: UUID, now: dt.datetime) -> Access:
    """Give the access of a session and let nobody change it before the end; raises Unauthenticated."""
    await value_of(tx, _HOLD, (session_id,))
    return await seen_access(tx, session_id, now)


async def seen_access(tx: Transaction, session_id: UUID, now: dt.datetime) -> Access:
    """Give the access of a session as this transaction sees it; raises Unauthenticated."""
    return access_told(await value_of(tx, STATEMENT_BY_BIND, (session_id,)), now, sandbox=False)
