"""A naive world: every kind of row that a region can hold or leave out, and a slow test of each."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as some

from permissions.region import Region

CITY, VILLAGE, ABROAD = UUID(int=1), UUID(int=2), UUID(int=3)
ME, SOMEBODY = UUID(int=11), UUID(int=12)
PATHS = ("0001.", "0001.0001.", "0001.0001.0001.", "0001.0002.", "0002.", "0003.")

UNHURRIED = settings(deadline=None)
"""A busy machine may take its time over an example."""

FACILITIES = some.frozensets(some.sampled_from((CITY, VILLAGE)))
SUBTREES = some.frozensets(
    some.tuples(some.sampled_from((CITY, VILLAGE)), some.sampled_from(PATHS[:-1])), max_size=4
)
OWN = some.booleans().flatmap(
    lambda own: some.tuples(some.just(own), FACILITIES if own else some.just(frozenset[UUID]()))
)
REGIONS = some.one_of(
    some.just(Region(anywhere=True)),
    some.builds(
        lambda facilities, subtrees, own: Region(False, facilities, subtrees, *own), FACILITIES, SUBTREES, OWN
    ),
)
CEILINGS = some.one_of(
    some.just(Region(anywhere=True)), some.builds(lambda each: Region(facilities=each), FACILITIES)
)


@dataclass(frozen=True)
class Row:
    """A facility has its id alone, a thing a path, an employee a person and the paths of assignments."""

    facility: UUID | None
    paths: tuple[str, ...] = ()
    person: UUID | None = None


def _rows() -> frozenset[Row]:
    placed = [paths for count in range(3) for paths in combinations(PATHS, count)]
    return frozenset(
        [
            Row(None),  # as a dictionary's value, which belongs to nobody
            *(
                Row(facility, paths)
                for facility in (CITY, VILLAGE, ABROAD)
                for paths in placed
                if len(paths) < 2
            ),
            *(
                Row(facility, paths, person)
                for facility in (CITY, VILLAGE, ABROAD)
                for paths in placed
                for person in (ME, SOMEBODY)
            ),
        ]
    )


ROWS = _rows()


def lies(row: Row, region: Region) -> bool:
    if region.anywhere:
        return True
    if row.facility in region.facilities:
        return True
    for facility, above in region.subtrees:
        if facility == row.facility and any(path[: len(above)] == above for path in row.paths):
            return True
    return region.own and row.person == ME and (not region.own_within or row.facility in region.own_within)


@lru_cache(4096)
def rows_of(region: Region) -> frozenset[Row]:
    return frozenset(row for row in ROWS if lies(row, region))
