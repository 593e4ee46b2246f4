"""A vendor's client logs in by its secret (RFC 6749 §4.4): counted, and remembered where it fails."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import Unauthenticated
from permissions.access import ANONYMOUS
from schema.failures import remember
from schema.rates import Rates
from store.client_tokens import ClientToken, is_client, open_client_session
from store.transactions import Transactions

OPERATION = "clientLogin"
NOBODY = UUID(int=0)


class ClientLogin:
    """Gives tokens to vendors' clients."""

    def __init__(self, transactions: Transactions, rates: Rates, clock: Callable[[], dt.datetime]) -> None:
        self._transactions = transactions
        self._rates = rates
        self._clock = clock

    async def token(self, client_id: str, secret: str, address: str | None) -> ClientToken:
        """Give a token for a client's id and secret; raises Unauthenticated, RateLimited."""
        await self._rates.take_client_login(address)
        now, claimed = self._clock(), _id(client_id)

        async def work(tx: Transaction) -> ClientToken:
            if not await is_client(tx, claimed, secret):
                raise Unauthenticated(
                    "клієнта або секрету не знайдено", "the client or its secret is unknown"
                )
            await self._rates.take_client_login_of(str(claimed))
            return await open_client_session(tx, claimed, now)

        try:
            return await self._transactions.write(work)
        except Unauthenticated as refused:
            await remember(self._transactions, ANONYMOUS, OPERATION, now, refused)
            raise


def _id(written: str) -> UUID:
    """Read a client's id; what is none is nobody's, and is answered as any other that nobody has."""
    try:
        return UUID(written)
    except ValueError:
        return NOBODY
