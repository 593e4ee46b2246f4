"""Rights as a transaction sees them: held from here to its end, so that what was authorised is what is done.

Whoever changes somebody's rights raises their epoch before committing. So whoever holds the epoch's row has
either seen the change or is waited for, and what the epoch says after the lock stays true until the commit.
Rights that were read at the same epoch are these rights; they are read anew only where the epoch has risen.
"""

import datetime as dt

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from permissions.access import Access
from store.principals import access_told
from store.rights import STATEMENT_BY_BIND
from store.transactions import value_of

_SEE = "SELECT sum(epoch)::bigint FROM principal_epoch WHERE principal_id = ANY ($1)"
_HOLD = """
SELECT sum(epoch)::bigint FROM (
    SELECT epoch FROM principal_epoch WHERE principal_id = ANY ($1) ORDER BY principal_id FOR SHARE
) AS held
"""


async def held_access(tx: Transaction, known: Access, now: dt.datetime) -> Access:
    """Give the access of a session and let nobody change it before the end; raises Unauthenticated.

    `known` is what was read of the session before; its epoch names whose rights they are.
    """
    return await _current(tx, _HOLD, known, now)


async def seen_access(tx: Transaction, known: Access, now: dt.datetime) -> Access:
    """Give the access of a session as this transaction sees it; raises Unauthenticated."""
    return await _current(tx, _SEE, known, now)


async def _current(tx: Transaction, statement: str, known: Access, now: dt.datetime) -> Access:
    if known.epoch is not None:
        epoch = await value_of(tx, statement, (list(known.epoch.principals),))
        if epoch == known.epoch.sum and (known.valid_until is None or now < known.valid_until):
            return known
    # whoever is not known has no epoch, only a session that may have ended
    return access_told(await value_of(tx, STATEMENT_BY_BIND, (known.session_id,)), now, sandbox=False)
