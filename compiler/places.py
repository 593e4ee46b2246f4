"""Where the object of an argument stands, as far as the caller sees it, for questions about others' rights.

Three names in the SQL of a field with arguments are filled in here: `{place}`, a query of the facilities,
paths and persons of the object that the argument `on` names, and whether everyone who holds the permission
anywhere holds it there; `{subject}`, the condition that the caller may know the rights of the employee `x`;
and `{may}`, whether the caller holds the permission over the object. What the caller does not see stands
nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler.scopes import NOTHING
from permissions.catalogue import PERMISSIONS, ROLE_SET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compiler.catalogue import Type
    from compiler.given import Given
    from compiler.planner import Planner

_NOBODY = "SELECT NULL::uuid, NULL::text, NULL::uuid, false WHERE false"


def located(planner: Planner, template: str, arguments: Mapping[str, Given]) -> str:
    """Fill in what a template says of places."""
    if "{may}" in template:
        template = template.replace("{may}", _may(planner, arguments))
    if "{place}" in template:
        template = template.replace("{place}", _place(planner, str(arguments["permission"].code())))
    if "{subject}" in template:
        template = template.replace("{subject}", _subject(planner))
    return template


def _place(planner: Planner, code: str) -> str:
    seen = [
        way
        for entity in planner.catalogue.entities
        if entity.base is None or planner.scopes.holds(entity.base)
        for way in _ways(entity, planner.scopes.enter(entity, NOTHING)[0], code)
    ]
    return " UNION ALL ".join(seen) or _NOBODY


def _may(planner: Planner, arguments: Mapping[str, Given]) -> str:
    permission = PERMISSIONS.get(str(arguments["permission"].code()))
    if permission is None:
        return "FALSE"
    if "on" not in arguments:
        return "TRUE" if planner.scopes.holds(permission) else "FALSE"
    ways: list[str] = []
    for entity in planner.catalogue.entities:
        seen, known = planner.scopes.enter(entity, NOTHING)
        gate = planner.scopes.gate_of(permission, entity, known)
        where = " AND ".join(filter(None, (f"{{on.type}} = '{entity.name}' AND x.id = {{on}}", seen, gate)))
        ways.append(f"EXISTS (SELECT 1 FROM {entity.table} x WHERE {where})".replace("{row}", "x"))
    return f"({' OR '.join(ways)})"


def _ways(entity: Type, visible: str, code: str) -> list[str]:
    footing = entity.footing
    assert footing is not None
    where = f"{{on.type}} = '{entity.name}' AND x.id = {{on}}" + (f" AND {visible}" if visible else "")
    everyones = footing.everyones if footing.everyones and str(entity.base) == code else "false"
    place = f"{footing.facility}, {footing.path or 'NULL'}::text, {footing.person or 'NULL'}::uuid"
    columns = f"{place}, {everyones}"
    ways = [f"SELECT {columns} FROM {entity.table} x WHERE {where}"]
    if footing.below is not None:
        below = footing.below
        ways.append(
            f"SELECT b.facility_id, b.path, NULL, false FROM {below.table} b JOIN {entity.table} x"
            f" ON x.id = b.{below.key} WHERE {where} AND {below.where.replace('{row}', 'b')}"
        )
    return [way.replace("{row}", "x") for way in ways]


def _subject(planner: Planner) -> str:
    """Others' rights may be known where both the employees and the role sets may be read."""
    entity = planner.catalogue.types["Employee"]
    seen, known = planner.scopes.enter(entity, NOTHING)
    gate = planner.scopes.gate_of(ROLE_SET.read, entity, known)
    return (" AND ".join(filter(None, (seen, gate))) or "TRUE").replace("{row}", "x")
