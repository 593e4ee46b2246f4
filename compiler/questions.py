"""Questions about the caller's own rights: may I do this, would this document be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from compiler.ids import decode_id
from compiler.limits import LIMITS, locations_of, too_complex
from compiler.tree import Certain, Found, Parameter, Test, Value
from errors import BadRequest
from permissions.catalogue import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compiler.given import Given
    from compiler.planner import Planner
    from compiler.selection import Asked
    from permissions.permission import Permission


def can(planner: Planner, arguments: Mapping[str, Given], asked: Asked) -> Value:
    """Plan whether a permission is held: anywhere, or for the object of an id."""
    permission = named(planner, arguments["permission"], asked)
    if "on" not in arguments:
        return Certain("true" if planner.scopes.holds(permission) else "false")
    get = arguments["on"].get
    key = Parameter(lambda call: decode_id(get(call.variables))[1], "uuid")
    kind = Parameter(lambda call: decode_id(get(call.variables))[0], "text")
    rows = planner.visible(Test("{row}.id = {0}", (key,)), permission)
    return Found(kind, tuple((name, source) for name, (source, _) in rows.items()))


def named(planner: Planner, given: Given, asked: Asked) -> Permission:
    """Give the permission that an argument names; in a dry run, some permission for a name not yet known."""
    code = str(given.code())
    permission = PERMISSIONS.get(code)
    if permission is None and planner.is_dry:
        return next(iter(PERMISSIONS.values()))
    if permission is None:
        shown = code[:60]
        raise BadRequest(
            f"права «{shown}» немає; усі права дає permissionCatalogue",
            f"there is no permission {shown!r}; permissionCatalogue lists them all",
            locations=locations_of(asked.node),
        )
    return permission


def check(planner: Planner, arguments: Mapping[str, Given], asked: Asked) -> Value:
    """Plan the list of what a document would be refused for."""
    planner.reusable = False
    planner.checks += 1
    if planner.checks > LIMITS.checks:
        raise too_complex("checks", LIMITS.checks, planner.checks)
    text = str(arguments["document"].get(planner.sight.variables))
    denials = planner.dry_run(text) if planner.dry_run else ()
    fields = planner.selection.of("CheckedDenial", asked)
    told = [
        {
            key: "CheckedDenial" if found.name == "__typename" else getattr(each, found.name)
            for key, found in fields.items()
        }
        for each in denials
    ]
    return Certain(orjson.dumps(told).decode())
