"""What the write path is given by whoever wires the rooms."""

from dataclasses import dataclass

from schema.nonces import Nonces
from schema.rates import Rates
from schema.verifying import Verifier
from store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Writing:
    """Transactions, the verifier of signatures, the nonces, and for whom signatures must be meant.

    `pepper` makes the keys under which signatures find people; it never changes. `rates` bound attempts.
    """

    transactions: Transactions
    verifier: Verifier
    nonces: Nonces
    audience: str
    pepper: bytes
    rates: Rates
