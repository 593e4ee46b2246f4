"""The vendors' programs that facilities have let in, each below the ceiling of the template for them."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from commands.demo.identifiers import FACILITIES_MAX, Ids, edrpou_of
from commands.demo.plans import Site
from commands.demo.rows import MisClientRow, MisConnectionRow

_NAMES = ("МІС «Здоровий край»", "МІС «Лінія крові»")
# Of every ten facilities those with these last digits have let the program in: two each, the first by both.
_LET_IN = (frozenset({1, 2}), frozenset({1, 3}))
_SINCE = timedelta(days=90)


def clients_of(ids: Ids) -> tuple[MisClientRow, ...]:
    """Make the programs; their ЄДРПОУ lie beyond those of facilities."""
    return tuple(
        MisClientRow(ids.next(), name, edrpou_of(FACILITIES_MAX + ordinal), "ACTIVE")
        for ordinal, name in enumerate(_NAMES, 1)
    )


def connections_of(
    site: Site, clients: tuple[MisClientRow, ...], ceiling: UUID
) -> Iterator[MisConnectionRow]:
    """Connect a working facility to the programs that it has let in."""
    for client, digits in zip(clients, _LET_IN, strict=True):
        if site.plan.number % 10 in digits and not site.ended:
            since = site.today - _SINCE
            yield MisConnectionRow(site.ids.next(), client.id, site.id, ceiling, since, None, "ACTIVE")
