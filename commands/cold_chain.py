"""Temperatures that equipment of the cold chain keeps.

Red cells +2 to +6 °C and platelets +20 to +24 °C are of Directive 2004/33/EC, annex IV; plasma at −25 °C and
below is of the EDQM guide. They are what is usual, so another range is worth a warning and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

LOWEST = Decimal(-200)
HIGHEST = Decimal(200)


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest temperature to the highest, in °C."""

    lowest: Decimal
    highest: Decimal

    def covers(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether another range lies in this one."""
        return self.lowest <= low and high <= self.highest


def _usual(lowest: int | Decimal, highest: int) -> Range:
    return Range(Decimal(lowest), Decimal(highest))


USUAL: Mapping[str, Range] = MappingProxyType(
    {
        "BLOOD_REFRIGERATOR": _usual(2, 6),
        "PLASMA_FREEZER": _usual(LOWEST, -25),
        "PLATELET_AGITATOR": _usual(20, 24),
        "PLATELET_INCUBATOR": _usual(20, 24),
        "ULTRA_LOW_FREEZER": _usual(LOWEST, -65),
        "TRANSPORT_CONTAINER": _usual(LOWEST, 24),
    }
)
"""Types of equipment of the cold chain, which must say what they keep, and the usual range of each."""
