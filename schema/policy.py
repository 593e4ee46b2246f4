"""The policy as a text to be read and compared: what each default role set may do, and what it may read."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from permissions.catalogue import PERMISSIONS
from permissions.permission import Permission, Scope
from permissions.role_sets import TEMPLATES, Grant, Template
from schema.graph import Graph, graph
from schema.needs import Need, Needs

COMMITTED = Path(__file__).parents[1] / "permissions" / "policy.txt"
_ORDER = tuple(Scope)  # from the narrowest
_WIDTH = 56
_HELD_NOWHERE = "·"
_HEAD = """\
What each default role set may do, and which coordinates of the graph it may ask for.
Made by `python server.py policy print`; `python server.py policy check` tells whether it is fresh.

A anywhere, F in the facility, D in the department and below, O one's own, · nowhere.
"""
_PERMISSIONS = "Permissions: a capital letter to use, a small one to hand out."
_COORDINATES = (
    "Coordinates, with what they need: a capital letter to see, a small one to see under a mask as far."
)
_FREE = "Free: needs nothing of its own, and is seen wherever what holds it is."

Scopes = Mapping[Permission, Scope]


def printed() -> str:
    """Print the policy in force."""
    templates = tuple(TEMPLATES.values())
    coordinates = sorted(coordinates_of(graph()).items())
    used = [used_scopes(each) for each in templates]
    given = [_widest(grant for grant in each.grants if grant.delegate) for each in templates]
    lines = [
        _HEAD,
        _PERMISSIONS,
        *_columns(templates),
        *(_of_permission(each, used, given) for each in PERMISSIONS.values()),
        "",
        _COORDINATES,
        *_columns(templates),
        *(_of_coordinate(name, need, used) for name, need in coordinates if need.permissions),
        "",
        _FREE,
        *(name for name, need in coordinates if not need.permissions),
    ]
    return "\n".join(lines) + "\n"


def coordinates_of(described: Graph) -> Needs:
    """Give what each coordinate needs, the permission of its type's rows included."""
    rows = {
        f"{each.name}{owner}": each.base
        for each in described.catalogue.entities
        for owner in ("", "Filter", "Order")
    }
    return {name: _with(need, rows.get(name.partition(".")[0])) for name, need in described.needs.items()}


def _with(need: Need, base: Permission | None) -> Need:
    if base is None or base in need.permissions:
        return need
    return replace(need, permissions=(*need.permissions, base))


def difference() -> str:
    """Tell how the committed policy differs from the one in force; nothing when it is fresh."""
    old = COMMITTED.read_text().splitlines() if COMMITTED.exists() else []
    names = "permissions/policy.txt", "in force"
    return "\n".join(difflib.unified_diff(old, printed().splitlines(), *names, n=1, lineterm=""))


def _columns(templates: tuple[Template, ...]) -> Iterator[str]:
    """Write the names of the role sets as stairs that lead down to their columns."""
    for place, each in enumerate(templates):
        yield f"{'':{_WIDTH}}{'|  ' * place}{each.code}  {each.title}"
    yield f"{'':{_WIDTH}}{'|  ' * len(templates)}".rstrip()


def _of_permission(permission: Permission, used: list[Scopes], given: list[Scopes]) -> str:
    cells = [
        _cell(use.get(permission), hand_out.get(permission))
        for use, hand_out in zip(used, given, strict=True)
    ]
    return _line(permission.code, cells, "signed" if permission.signed else "")


def _of_coordinate(name: str, need: Need, used: list[Scopes]) -> str:
    cells = [_cell(seen(need, scopes), _masked(need, scopes)) for scopes in used]
    mask = f" mask {need.mask}" if need.mask else ""
    return _line(name, cells, " & ".join(map(str, need.permissions)) + mask)


def seen(need: Need, scopes: Scopes) -> Scope | None:
    """Give how far a coordinate is seen by whoever holds permissions at scopes: the narrowest counts."""
    found = [scopes.get(each) for each in need.permissions]
    held = [each for each in found if each is not None]
    return min(held, key=_ORDER.index) if len(held) == len(found) else None


def _masked(need: Need, scopes: Scopes) -> Scope | None:
    """Give how far the coordinate is seen under a mask, where that is farther than without."""
    if need.peek is None:
        return None
    masked = seen(Need((need.peek, *need.permissions[1:])), scopes)
    plain = seen(need, scopes)
    is_farther = masked is not None and (plain is None or _ORDER.index(plain) < _ORDER.index(masked))
    return masked if is_farther else None


def used_scopes(template: Template) -> Scopes:
    """Give how far a role set holds each permission for use."""
    return _widest(grant for grant in template.grants if grant.use)


def _widest(grants: Iterable[Grant]) -> Scopes:
    found: dict[Permission, Scope] = {}
    for grant in sorted(grants, key=lambda each: _ORDER.index(each.scope)):
        found[grant.permission] = grant.scope
    return found


def _cell(capital: Scope | None, small: Scope | None) -> str:
    if capital is None and small is None:
        return _HELD_NOWHERE
    return (capital[0] if capital else _HELD_NOWHERE) + (small[0].lower() if small else "")


def _line(name: str, cells: list[str], end: str) -> str:
    return f"{name:{_WIDTH}}{''.join(f'{cell:3}' for cell in cells)}{end}".rstrip()
