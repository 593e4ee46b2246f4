"""What the write path is given by whoever wires the rooms."""

from dataclasses import dataclass

from commands.means import Means
from schema.nonces import Nonces
from schema.rates import Rates
from schema.verifying import Verifier
from store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Writing:
    """Transactions, the verifier of signatures, the nonces, and for whom signatures must be meant.

    `means` are what acts need beside the registry. `rates` bound attempts.
    """

    transactions: Transactions
    verifier: Verifier
    nonces: Nonces
    audience: str
    means: Means
    rates: Rates

    @property
    def pepper(self) -> bytes:
        """What the keys are made with under which signatures find people; it never changes."""
        return self.means.pepper
