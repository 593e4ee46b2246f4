"""Regions: the rows for which a permission is held, as a union of facilities, subtrees and own rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

Subtree = tuple[UUID, str]
"""A department and everything below it: its facility and its path."""

RANGES_WRITTEN_OUT = (1, 2, 4, 8)
"""So many subtrees are written out in a statement, the list padded; more are joined."""
MANY = 9


@dataclass(frozen=True, slots=True)
class RegionShape:
    """A region without its values: what the text of a statement depends on.

    `facilities` is 0, 1 or 2 for several; `subtrees` is 0, the padded number of ranges, or MANY.
    """

    anywhere: bool = False
    facilities: int = 0
    subtrees: int = 0
    own: bool = False
    own_limited: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A union: everything, whole facilities, subtrees of departments, and the principal's own rows.

    Own rows may be limited to `own_within`; empty, it limits nothing.
    """

    anywhere: bool = False
    facilities: frozenset[UUID] = frozenset()
    subtrees: frozenset[Subtree] = frozenset()
    own: bool = False
    own_within: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether any row can lie in the region."""
        return self.anywhere or self.own or bool(self.facilities or self.subtrees)

    @property
    def shape(self) -> RegionShape:
        """Give what a statement's text depends on."""
        padded = next((most for most in RANGES_WRITTEN_OUT if len(self.subtrees) <= most), MANY)
        return RegionShape(
            self.anywhere,
            min(len(self.facilities), 2),
            padded if self.subtrees else 0,
            self.own,
            bool(self.own_within),
        )

    def contains(self, other: "Region") -> bool:
        """Tell whether every row of the other region lies in this one, whatever the rows are."""
        if self.anywhere:
            return True
        if other.anywhere or not other.facilities <= self.facilities:
            return False
        return self._contains_own(other) and all(map(self.contains_subtree, other.subtrees))

    def _contains_own(self, other: "Region") -> bool:
        if not other.own:
            return True
        if not other.own_within:
            return self.own and not self.own_within
        beyond = other.own_within - self.facilities
        return not beyond or (self.own and (not self.own_within or beyond <= self.own_within))

    def contains_subtree(self, subtree: Subtree) -> bool:
        """Tell whether everything below a department lies in the region."""
        facility, path = subtree
        return (
            self.anywhere
            or facility in self.facilities
            or any(home == facility and path.startswith(above) for home, above in self.subtrees)
        )

    def contains_facilities_of(self, other: "Region") -> bool:
        """Tell whether every row of any facility in which the other region has rows lies in this one."""
        if self.anywhere:
            return True
        if other.anywhere or (other.own and not other.own_within):
            return False
        touched = other.facilities | other.own_within | {facility for facility, _ in other.subtrees}
        return touched <= self.facilities

    def within(self, ceiling: "Region") -> "Region":
        """Give the part of the region that lies below a ceiling of whole facilities."""
        if ceiling.anywhere:
            return self
        facilities = ceiling.facilities if self.anywhere else self.facilities & ceiling.facilities
        own_within = self.own_within & ceiling.facilities if self.own_within else ceiling.facilities
        own = self.own and bool(own_within)
        return Region(
            facilities=facilities,
            subtrees=frozenset(each for each in self.subtrees if each[0] in ceiling.facilities),
            own=own,
            own_within=own_within if own else frozenset(),
        )


ANYWHERE = Region(anywhere=True)
OWN = Region(own=True)


def united(regions: Iterable[Region]) -> Region:
    """Unite regions, leaving out what others contain."""
    parts = tuple(regions)
    if any(part.anywhere for part in parts):
        return ANYWHERE
    facilities = frozenset[UUID]().union(*(part.facilities for part in parts))
    subtrees = frozenset[Subtree]().union(*(part.subtrees for part in parts))
    owning = [part for part in parts if part.own]
    limits = frozenset[UUID]() if not all(part.own_within for part in owning) else _limits(owning)
    return Region(
        facilities=facilities,
        subtrees=_outermost(each for each in subtrees if each[0] not in facilities),
        own=bool(owning),
        own_within=limits,
    )


def _limits(owning: Iterable[Region]) -> frozenset[UUID]:
    return frozenset[UUID]().union(*(part.own_within for part in owning))


def _outermost(subtrees: Iterable[Subtree]) -> frozenset[Subtree]:
    """Leave out the subtrees that lie in others; in order of paths, what is above comes first."""
    kept: list[Subtree] = []
    for facility, path in sorted(subtrees):
        if not (kept and kept[-1][0] == facility and path.startswith(kept[-1][1])):
            kept.append((facility, path))
    return frozenset(kept)
