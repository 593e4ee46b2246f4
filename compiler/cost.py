"""What a call may cost at most: the rows and values that its page sizes permit.

A plan keeps the tree of its pages; a call's own page sizes are put in before anything is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from compiler.tree import Call

TABLE_ROWS = 2_000
"""What a count, a filter or an order over a whole table counts for: an index may not serve it."""

Times = int | Callable[[Call], int]


@dataclass(frozen=True, slots=True)
class Cost:
    """The most rows that one call can read for its answer, and the most values that it can return."""

    rows: int
    leaves: int


class Weight:
    """One level of rows: how many there are for each row above, and how many values each holds."""

    __slots__ = ("children", "leaves", "times")

    def __init__(self, times: Times) -> None:
        self.times = times
        self.leaves = 0
        self.children: list[Weight] = []

    def below(self, times: Times) -> "Weight":
        """Add a level under this one."""
        child = Weight(times)
        self.children.append(child)
        return child

    def cost(self, call: Call) -> Cost:
        """Count what the call permits; the level at the top is the answer itself, which is no row."""
        rows = leaves = 0
        levels = [(child, 1) for child in self.children]
        while levels:
            level, above = levels.pop()
            times = level.times
            count = above * (times if isinstance(times, int) else times(call))
            rows += count
            leaves += count * level.leaves
            levels += [(child, count) for child in level.children]
        return Cost(rows, leaves)


def given_length(given: object) -> int:
    """Give the length of a list argument; a single value counts as a list of one."""
    return len(given) if isinstance(given, list) else 1
