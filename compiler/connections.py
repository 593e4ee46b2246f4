"""Planning connections: which rows, in which order, which part of them, and what is asked of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler.catalogue import FilterKey, OrderKey, Pages, Type
from compiler.cost import TABLE_ROWS
from compiler.disclosure import Choosing
from compiler.filters import Filters
from compiler.pages import Pager, size_of
from compiler.places import located
from compiler.scopes import NOTHING, Known, inherited
from compiler.tree import (
    All,
    Cursor,
    Edges,
    Literal,
    Mark,
    Nodes,
    Page,
    PageInfo,
    Source,
    Test,
    TotalCount,
    Value,
    Window,
)
from permissions.catalogue import RECORDED

if TYPE_CHECKING:
    from compiler.planner import Planner, Spot
    from compiler.selection import Asked
    from permissions.permission import Permission


def connection(planner: Planner, owner: str, field: Pages, asked: Asked, spot: Spot, default: int) -> Value:
    """Plan a page of an entity's rows; `default` is its size when none is asked for."""
    entity, arguments = planner.catalogue.types[field.entity], planner.arguments(owner, asked)
    coordinate, choosing = f"{owner}.{asked.name}", Choosing()
    needed = _needed(field, entity)
    planner.rights.allow((*needed, *field.through), coordinate, asked.node)
    known = inherited(spot.known, contained=field.contained)
    seen, known = planner.scopes.enter(entity, known) if needed else ("", NOTHING)

    def gate(key: FilterKey | OrderKey, coordinate: str) -> str:
        found = planner.rights.gate(key.permissions, entity, known, coordinate, asked.node)
        if not RECORDED.isdisjoint(key.permissions):
            choosing.note(key.tells, found)
        return found

    own = planner.rights.gate(needed, entity, known, coordinate, asked.node)
    conditions = (seen, own, _through(planner, owner, field, spot))
    filters = Filters(entity, gate, planner.tally)
    where = filters.condition(arguments["filter"]) if "filter" in arguments else All(())
    window = Pager(entity, gate, default).window(arguments)
    fields = planner.selection.of(f"{entity.name}Connection", asked)
    names = {found.name for found in fields.values()}
    narrowed = "totalCount" in names or {"filter", "orderBy"} & arguments.keys()
    if field.broad or (field.on is None and narrowed):
        spot.weight.below(TABLE_ROWS)
    if field.broad:
        planner.count_question()
    if not names & {"nodes", "edges", "pageInfo"}:
        spot.weight.below(lambda call: 0 * size_of(window.size, call))  # nothing reads it, yet it is checked
    assert entity.table is not None
    given, on = planner.given(field.arguments, owner, asked), field.on
    if on is not None and field.broad:
        # the rows that are seen come first where they are few: what is apart is not joined with them
        on = located(planner, on, arguments).replace("{apart}", "OFFSET 0" if seen else "")
    tests = tuple(Test(each) for each in conditions if each)
    source = Source(entity.table, on, All((*tests, where)) if tests else where, given)
    members = planner.members(
        fields, spot, lambda found, at: _member(planner, entity, found, window, known, at)
    )
    return Page(source, window, members, _mark(planner, entity, choosing))


def _needed(field: Pages, entity: Type) -> tuple[Permission, ...]:
    """Give what the rows need; nothing where they are the caller's own, whatever is held."""
    if field.permission is None:
        return ()
    assert entity.base is not None
    return field.permission, entity.base


def _mark(planner: Planner, entity: Type, choosing: Choosing) -> Mark | None:
    """Give the mark of rows that are chosen by personal data, which tells of them."""
    if not choosing.names:
        return None
    assert entity.footing is not None
    assert entity.footing.person is not None
    place = planner.disclose([], choosing.names)
    return Mark(place, entity.footing.person, entity.footing.facility, choosing.gate)


def _through(planner: Planner, owner: str, field: Pages, spot: Spot) -> str:
    """Give the condition on the row that the connection hangs on for what lies on the way to be known."""
    if not field.through or not all(map(planner.scopes.holds, field.through)):
        return ""
    gate = planner.scopes.gate(field.through, planner.catalogue.types[owner], spot.known)
    return gate.replace("{row}", "{parent}")


def _member(planner: Planner, entity: Type, asked: Asked, window: Window, known: Known, spot: Spot) -> Value:
    if asked.name in ("nodes", "edges"):
        row = spot.row(spot.weight.below(lambda call: size_of(window.size, call)), known)
        if asked.name == "edges":
            return _edges(planner, entity, asked, row)
        return Nodes(planner.object(entity, asked, row))
    spot.weight.below(1)
    if asked.name == "totalCount":
        return TotalCount()
    if asked.name == "pageInfo":
        fields = planner.selection.of("PageInfo", asked)
        return PageInfo(tuple((key, found.name) for key, found in fields.items()))
    return Literal(f'"{entity.name}Connection"')


def _edges(planner: Planner, entity: Type, asked: Asked, spot: Spot) -> Edges:
    def edge(found: Asked, at: Spot) -> Value:
        if found.name == "cursor":
            return Cursor()
        if found.name == "node":
            return planner.object(entity, found, at.row(at.weight, at.known))
        return Literal(f'"{entity.name}Edge"')

    return Edges(planner.members(planner.selection.of(f"{entity.name}Edge", asked), spot, edge))
