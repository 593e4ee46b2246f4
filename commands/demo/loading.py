"""Loads the demo: makes the rows in batches and hands them to a copier, table by table.

The database's side is `store.loading`; whoever may see both rooms puts them together:

    async with open_loading(database_url) as loading:
        summary = await load_demo(loading, Wish(facilities, seed, today), progress)
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from commands.demo.facilities import MadeFacility, Wish, make_facilities
from commands.demo.plans import HOSPITAL_WITHOUT_FREEZER, SEEDED_HOSPITAL
from commands.demo.recruiting import SEARCHED_FOR
from commands.demo.rows import TABLES, FacilityRow, Row

Progress = Callable[[str, int, int], None]
"""Hears how far the loading is: what is counted (in Ukrainian), how many are done, of how many."""

_BATCH = 50  # facilities: about 15,000 rows or 20 MiB at a time
_ENTITIES = frozenset(
    {
        *("facility", "department", "position", "person", "employee", "assignment", "workplace", "equipment"),
        *("role_set", "mis_client", "mis_connection"),
    }
)
_MOMENTS = ("created_at", "updated_at")


class Loading(Protocol):
    """The database as a loading sees it: the templates' newest versions by code, and a way in."""

    @property
    def versions(self) -> Mapping[str, UUID]:
        """Give the newest version of each template."""
        ...

    async def copy(self, table: str, columns: Sequence[str], records: Iterable[tuple[object, ...]]) -> None:
        """Put records into a table."""
        ...


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was loaded, and what is worth looking at first."""

    counts: Mapping[str, int]  # rows by table
    hospital: FacilityRow  # the seeds' hospital with its blood bank
    hospital_without_freezer: (
        FacilityRow | None
    )  # its blood bank lacks the freezer; None in a demo of one facility
    blood_bank_head: str
    search: str  # finds the blood bank's head


async def load_demo(loading: Loading, wish: Wish, progress: Progress) -> DemoSummary:
    """Make and load the demo; every batch goes in the order that foreign keys want."""
    counts: Counter[str] = Counter()
    batches = _batches(make_facilities(wish, loading.versions))
    batch = first = next(batches)
    done = 0
    while batch:
        # A thread makes the next batch while the database takes this one.
        upcoming, copied = await asyncio.gather(
            asyncio.to_thread(next, batches, []), _copy_batch(loading, batch, wish.moment)
        )
        counts += copied
        done += len(batch)
        progress("Заклади", done, wish.facilities)
        batch = upcoming
    return DemoSummary(
        counts=MappingProxyType(dict(counts)),
        hospital=first[SEEDED_HOSPITAL - 1].facility,
        hospital_without_freezer=first[HOSPITAL_WITHOUT_FREEZER - 1].facility if len(first) > 1 else None,
        blood_bank_head=str(SEARCHED_FOR),
        search=f"{SEARCHED_FOR.last[:4]} {SEARCHED_FOR.first[:3]}".lower(),
    )


def _batches(facilities: Iterator[MadeFacility]) -> Iterator[list[MadeFacility]]:
    while batch := list(islice(facilities, _BATCH)):
        yield batch


async def _copy_batch(loading: Loading, batch: Sequence[MadeFacility], moment: datetime) -> Counter[str]:
    copied: Counter[str] = Counter()
    for table, columns, records in _by_table(batch, moment):
        await loading.copy(table, columns, records)
        copied[table] = len(records)
    return copied


def _by_table(
    batch: Sequence[MadeFacility], moment: datetime
) -> Iterator[tuple[str, tuple[str, ...], Sequence[tuple[object, ...]]]]:
    """Sort a batch's rows by table; entities get the moment of their making."""
    sorted_rows: dict[type[Row], list[Row]] = defaultdict(list)
    for made in batch:
        for row in made.rows:
            sorted_rows[type(row)].append(row)
    for kind, table in TABLES.items():
        rows = sorted_rows.pop(kind, [])
        if rows and table in _ENTITIES:
            yield table, (*kind._fields, *_MOMENTS), [(*row, moment, moment) for row in rows]
        elif rows:
            yield table, kind._fields, rows
