"""How long the digests and curves of DSTU take: `.venv/bin/python -m benchmarks.dstu`.

Processor time in medians of many rounds. Beside DSTU 4145 stands SHA-256 over the same bytes, as a measure of
the machine.
"""

import hashlib
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from rich.console import Console
from rich.table import Table

from signing.dstu import accelerator, comb, gost34311, kupyna, signature
from signing.dstu.curves import CURVES, Curve
from signing.dstu.sign import private_key, public_key, sign

KIB = 1024
ACCEPTED_FROM = 257
RANDOM = Random(1)  # noqa: S311  # the same numbers every time


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: an act, what is done before each round outside of the clock, and how many rounds."""

    title: str
    act: Callable[[], object]
    before: Callable[[], object] = lambda: None
    rounds: int = 25

    def median_ms(self) -> float:
        """Give the median of the rounds; the first is not counted."""
        taken = []
        for _ in range(self.rounds + 1):
            self.before()
            started = time.process_time_ns()
            self.act()
            taken.append((time.process_time_ns() - started) / 1e6)
        return statistics.median(taken[1:])


def digests() -> Iterator[Measure]:
    """Measure the digests over the sizes of one act and of a batch."""
    for size, rounds in ((KIB, 101), (64 * KIB, 9)):
        data = RANDOM.randbytes(size)
        name = f"{size // KIB} KiB"
        yield Measure(f"GOST 34.311, {name}", partial(gost34311.digest, data), rounds=rounds)
        yield Measure(f"Kupyna-256, {name}", partial(kupyna.digest, data, 256), rounds=rounds)
        yield Measure(f"Kupyna-512, {name}", partial(kupyna.digest, data, 512), rounds=rounds)
        yield Measure(f"SHA-256, {name}", partial(hashlib.sha256, data), rounds=rounds)


def verifications(curve: Curve) -> Iterator[Measure]:
    """Measure a curve: a key seen for the first time, the same again, and both by libcrypto."""
    data = RANDOM.randbytes(KIB)
    digest = gost34311.digest(data)
    private = private_key(curve, RANDOM.randrange)
    key, signed = public_key(curve, private), sign(curve, private, digest, RANDOM.randrange)

    def verify(accelerated: bool) -> None:
        assert signature.verify(curve, key, digest, signed, accelerated=accelerated)

    def verify_message(accelerated: bool) -> None:
        assert signature.verify(curve, key, gost34311.digest(data), signed, accelerated=accelerated)

    def forget() -> None:
        comb.key_comb.cache_clear()
        signature.key_point.cache_clear()

    ways = [("", False)] + [(", libcrypto", True)] * (accelerator.arithmetic(curve) is not None)
    for way, accelerated in ways:
        name = f"DSTU 4145 m={curve.m}{way}"
        yield Measure(f"{name}, new key", partial(verify, accelerated), forget)
        yield Measure(f"{name}, known key", partial(verify, accelerated))
        yield Measure(f"{name}, 1 KiB with GOST 34.311", partial(verify_message, accelerated))


def main() -> None:
    """Measure everything and print a table."""
    table = Table("what", "CPU ms")
    table.columns[1].justify = "right"
    for measure in digests():
        table.add_row(measure.title, f"{measure.median_ms():.3f}")
    for curve in CURVES.values():
        if curve.m >= ACCEPTED_FROM:
            for measure in verifications(curve):
                table.add_row(measure.title, f"{measure.median_ms():.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
