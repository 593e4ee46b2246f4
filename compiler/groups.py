"""Groups of fields that are guarded together, and what those see of them who may only peek.

Where the group's permission does not reach a row but its peek does, the object is there under a veil: fields
with a mask show it, the others are null. Elsewhere the whole group is null.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compiler.catalogue import Field, Kind, One, Part, Scalar, Several, Type
from compiler.cost import Weight
from compiler.disclosure import Telling
from compiler.scopes import NEVER
from compiler.tree import Gated, Leaf, Literal, Mark, Marked, Object, Row, Value
from permissions.catalogue import RECORDED

if TYPE_CHECKING:
    from compiler.planner import Planner, Spot
    from compiler.selection import Asked
    from permissions.permission import Permission

_NULL = Literal("null")


@dataclass(frozen=True, slots=True)
class Veil:
    """Over the fields of a group: the permission that would lift it, and whether it is held anywhere."""

    read: Permission
    is_held: bool


def group(planner: Planner, kind: Type, field: Part | One, asked: Asked, spot: Spot) -> Value:
    """Plan an object of the row, or of a row beside it, as far as it may be read or peeked at."""
    if field.permission is None:
        return _value(planner, kind, field, asked, spot)
    rights, coordinate = planner.rights, f"{kind.name}.{asked.name}"
    is_held = rights.scopes.holds(field.permission)
    may_peek = field.peek is not None and rights.scopes.holds(field.peek)
    gate, shown = NEVER, None
    if is_held or not may_peek:
        gate = rights.gate((field.permission,), kind, spot.known, coordinate, asked.node)
        shown = _value(planner, kind, field, asked, spot)
        if not gate or not may_peek:
            return spot.gated(gate, asked.name, shown)
    assert field.peek is not None
    peek = rights.gate((field.peek,), kind, spot.known, coordinate, asked.node)
    if shown is not None and peek == gate:
        return spot.gated(gate, asked.name, shown)
    veil = Veil(field.permission, is_held)
    if shown is None:
        return _peeked(planner, kind, field, asked, spot, veil, gate, peek)
    # rows are counted once: each is shown one way or the other
    beside = replace(spot, weight=Weight(1))
    return Gated(gate, shown, _peeked(planner, kind, field, asked, beside, veil, gate, peek))


def _peeked(
    planner: Planner,
    kind: Type,
    field: Part | One,
    asked: Asked,
    spot: Spot,
    veil: Veil,
    gate: str,
    peek: str,
) -> Value:
    """Plan the group under its veil; note what is hidden where only the peek reaches, and where neither."""
    under = replace(spot, veil=veil, hidden=[])
    value = _value(planner, kind, field, asked, under)
    unread = ((gate, False),) if gate != NEVER else ()
    peeks = ((peek, True),) if peek else ()
    spot.hidden.extend((f"{asked.name}.{name}", (*unread, *peeks)) for name, _ in under.hidden)
    if not peek:
        return value
    spot.hidden.append((asked.name, (*unread, (peek, False))))
    return Gated(peek, value)


def _value(planner: Planner, kind: Type, field: Part | One, asked: Asked, spot: Spot) -> Value:
    if field.permission in RECORDED:
        return _told(planner, kind, field, asked, spot)
    if isinstance(field, One):
        return planner.related("", field, asked, spot)
    inner = planner.object(planner.catalogue.types[field.type], asked, spot)
    return Object(inner.members, field.row, field.present)


def _told(planner: Planner, kind: Type, field: Part | One, asked: Asked, spot: Spot) -> Value:
    """Plan a group whose showing is told to whom it is about; one that shows nothing is not told."""
    assert isinstance(field, One), "what is recorded lies in a table of its own"
    assert kind.footing is not None
    assert kind.footing.person is not None
    telling = Telling(kind.name)
    value = planner.related("", field, asked, replace(spot, telling=telling))
    assert isinstance(value, Row)
    if not telling.names:
        return value
    place = planner.disclose(telling.names, [])
    return Marked(value, Mark(place, kind.footing.person, kind.footing.facility))


def veiled(planner: Planner, kind: Type, field: Field, asked: Asked, spot: Spot, veil: Veil) -> Value:
    """Plan a field of a group that is only peeked at."""
    if isinstance(field, Scalar) and field.mask is not None:
        spot.hidden.append((asked.name, ()))
        spot.tell(asked.name, peeked=True)
        return Leaf(field.mask, Kind.TEXT, field.nullable)
    if isinstance(field, Scalar) and not field.nullable:
        spot.tell(asked.name)
        return Leaf(field.sql, field.kind, nullable=False)
    if isinstance(field, Several) and _is_masked(planner.catalogue.types[field.type]):
        return _several(planner, kind, field, asked, spot)
    if not veil.is_held:
        planner.rights.allow((veil.read,), f"{kind.name}.{asked.name}", asked.node)
    spot.hidden.append((asked.name, ()))
    return _NULL


def _several(planner: Planner, kind: Type, field: Several, asked: Asked, spot: Spot) -> Value:
    below = replace(spot, hidden=[])
    value = planner.related(kind.name, field, asked, below)
    if below.hidden:
        spot.hidden.append((asked.name, ()))
    return value


def _is_masked(kind: Type) -> bool:
    return any(isinstance(each, Scalar) and each.mask is not None for each in kind.fields.values())
