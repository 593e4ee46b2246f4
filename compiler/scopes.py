"""The caller's rights as SQL: which rows a permission is held for.

A condition is a template over `{row}` with the names of `compiler/ambient.py`, so it holds no value of the
caller. The empty text stands for a condition that always holds.
"""

from dataclasses import dataclass

from compiler.catalogue import Below, Footing, Type
from permissions.access import Shape
from permissions.permission import Permission
from permissions.region import MANY, RegionShape

Known = frozenset[tuple[int, bool]]
"""Regions in which a row is known to lie; True marks those in which only its facility is known to be."""

NOTHING: Known = frozenset()
NEVER = "FALSE"


@dataclass(frozen=True, slots=True)
class Scopes:
    """Turns the permissions of one shape into conditions."""

    shape: Shape

    def holds(self, permission: Permission) -> bool:
        """Tell whether the permission is held anywhere."""
        return self.shape.holds(permission)

    def enter(self, entity: Type, known: Known) -> tuple[str, Known]:
        """Give the condition for rows of an entity to be seen, and what is known of those that are."""
        if entity.base is None:
            return "", known
        place = self.shape.held.get(entity.base)
        if place is None:
            return NEVER, known
        footing = entity.footing
        # a row that everyone sees may lie outside the region
        found = known if footing is not None and footing.everyones else known | {(place, False)}
        if self._is_known(place, known):
            return "", found
        return reaching(place, self.shape.regions[place], entity, base=True), found

    def gate(self, permissions: tuple[Permission, ...], kind: Type, known: Known) -> str:
        """Give the condition for a row that is seen to lie in the regions of permissions, which are held."""
        places = dict.fromkeys(self.shape.held[each] for each in permissions if each != kind.base)
        return " AND ".join(
            reaching(place, self.shape.regions[place], kind)
            for place in places
            if not self._is_known(place, known)
        )

    def gate_of(self, permission: Permission, entity: Type, known: Known) -> str:
        """Give the condition for a row to lie in the region of a permission, which may be held nowhere."""
        return self.gate((permission,), entity, known) if self.holds(permission) else NEVER

    def _is_known(self, place: int, known: Known) -> bool:
        if self.shape.regions[place].anywhere:
            return True
        return any(
            (place, other) in (self.shape.covers_facilities if widened else self.shape.covers)
            for other, widened in known
        )


def inherited(known: Known, *, contained: bool) -> Known:
    """Give what is known of rows that a relation leads to: of their facility, where it is the same."""
    return frozenset((place, True) for place, _ in known) if contained else NOTHING


def reaching(place: int, region: RegionShape, kind: Type, *, base: bool = False) -> str:
    """Give the condition for a row to lie in a region; for the base permission, or to be everyone's."""
    footing = kind.footing
    if footing is None:
        return NEVER
    ways = [*_facilities(place, region, footing), *_subtrees(place, region, footing, kind.table)]
    ways += _own(place, region, footing, base=base)
    if base and footing.everyones is not None and (region.facilities or region.subtrees):
        ways.append(footing.everyones)
    return f"({' OR '.join(ways)})" if ways else NEVER


def _facilities(place: int, region: RegionShape, footing: Footing) -> list[str]:
    if not region.facilities:
        return []
    one = f"= {{r{place}.facility}}"
    return [f"{footing.facility} {one if region.facilities == 1 else f'= ANY ({{r{place}.facilities}})'}"]


def _subtrees(place: int, region: RegionShape, footing: Footing, table: str | None) -> list[str]:
    if not region.subtrees or (footing.path is None and footing.below is None):
        return []
    if region.subtrees == MANY:
        return [_joined(place, footing.below or Below(str(table), "id", "TRUE"))]
    below, numbers = footing.below, range(region.subtrees)
    if below is None:
        return [_range(place, number, footing.facility, str(footing.path)) for number in numbers]
    ranges = " OR ".join(_range(place, number, "b.facility_id", "b.path") for number in numbers)
    where = f"b.{below.key} = {{row}}.id AND {below.where.replace('{row}', 'b')} AND ({ranges})"
    return [f"EXISTS (SELECT 1 FROM {below.table} b WHERE {where})"]


def _range(place: int, number: int, facility: str, path: str) -> str:
    region = f"r{place}"
    return (
        f"({facility} = {{{region}.home{number}}}"
        f" AND {path} >= {{{region}.from{number}}} AND {path} < {{{region}.to{number}}})"
    )


def _joined(place: int, below: Below) -> str:
    """Join many subtrees, which do not overlap, by the index of paths."""
    region = f"r{place}"
    return (
        f"{{row}}.id IN (SELECT b.{below.key}"
        f" FROM unnest({{{region}.homes}}, {{{region}.froms}}, {{{region}.tos}}) AS s(home, low, high)"
        f" JOIN {below.table} b ON b.facility_id = s.home AND b.path >= s.low AND b.path < s.high"
        f" WHERE {below.where.replace('{row}', 'b')})"
    )


def _own(place: int, region: RegionShape, footing: Footing, *, base: bool) -> list[str]:
    if not region.own or footing.own is None:
        return []
    if not region.own_limited:
        return [footing.own]
    limits = f"{footing.facility} = ANY ({{r{place}.limits}})"
    if base and footing.everyones is not None:
        limits = f"({limits} OR {footing.everyones})"
    return [f"({footing.own} AND {limits})"]
