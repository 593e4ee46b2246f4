"""Disclosures: which personal data an operation shows of whom, and by which of it rows are chosen.

The planner notes the fields place by place. Where a place shows them of somebody, a mark stands in the text
of the answer, and the statement takes the marks out again to write the log of access
(`compiler/recording.py`): so what is told is what was shown, whatever gates, pages and joins led there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

PEEKED = ":peek"
"""Ends the name of a field that was shown under its mask."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What one place of an operation tells: the fields that it shows, or those that chose its rows."""

    shown: tuple[str, ...] = ()
    chosen_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """The fields shown so far in one place, and the path of fields that leads to the object at hand."""

    path: str
    names: list[str] = field(default_factory=list)

    def under(self, name: str) -> "Telling":
        """Stand in the object of a field."""
        return Telling(f"{self.path}.{name}", self.names)

    def note(self, name: str, *, peeked: bool = False) -> None:
        """Note that a field of the object at hand is shown."""
        self.names.append(f"{self.path}.{name}{PEEKED if peeked else ''}")


@dataclass(frozen=True, slots=True)
class Choosing:
    """The fields by which rows are chosen or ordered, and the gates under which that reaches a row."""

    names: list[str] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)

    def note(self, name: str, gate: str) -> None:
        """Note a field; the empty gate always holds."""
        self.names.append(name)
        self.gates.append(gate)

    @property
    def gate(self) -> str:
        """The condition under which the choice tells anything of a row."""
        return "" if "" in self.gates else " OR ".join(f"({each})" for each in dict.fromkeys(self.gates))


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Give each name once, in the order of the alphabet, so that equal places print equally."""
    return tuple(sorted(set(names)))
