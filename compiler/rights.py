"""What one operation may ask, and under which conditions: denials, gates, and what is left out instead.

Every permission that the planner meets is asked for here. One that is held nowhere is a denial; one that is
held for some rows becomes a gate, the condition under which a value is shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphql import FieldNode

from compiler.catalogue import Type
from compiler.limits import locations_of
from compiler.scopes import Known, Scopes
from errors import Forbidden
from permissions.permission import Permission


@dataclass(frozen=True, slots=True, order=True)
class Omission:
    """A field that was left out, by the path of its response key, and what it needed."""

    path: str
    coordinate: str
    requires: str


@dataclass(slots=True)
class Rights:
    """Asks what one caller holds, and notes what is not held."""

    scopes: Scopes
    denials: dict[str, Forbidden] = field(default_factory=dict)
    omissions: set[Omission] = field(default_factory=set)

    def allow(self, permissions: tuple[Permission, ...], coordinate: str, node: FieldNode) -> bool:
        """Tell whether all permissions are held somewhere; note the denial of the first that is not."""
        missing = next((each for each in permissions if not self.scopes.holds(each)), None)
        if missing is None:
            return True
        self.denials.setdefault(coordinate, _denial(missing, coordinate, node))
        return False

    def gate(
        self,
        permissions: tuple[Permission, ...],
        kind: Type,
        known: Known,
        coordinate: str,
        node: FieldNode,
    ) -> str:
        """Give the condition under which all permissions are held for a row; empty when for every row."""
        if not self.allow(permissions, coordinate, node):
            return ""
        return self.scopes.gate(permissions, kind, known)

    @contextmanager
    def instead(self, path: str) -> Iterator[list[Forbidden]]:
        """Let what is denied within be left out instead of refused; gives the denials that were noted."""
        before, self.denials = self.denials, {}
        found: list[Forbidden] = []
        try:
            yield found
        finally:
            found += self.denials.values()
            self.denials = before
            self.omissions |= {omission(each, path) for each in found}


def omission(denial: Forbidden, path: str = "") -> Omission:
    """Say what a denial was about, at the path of a response key."""
    return Omission(path, str(denial.evidence["coordinate"]), str(denial.evidence["requires"]))


def _denial(permission: Permission, coordinate: str, node: FieldNode) -> Forbidden:
    return Forbidden(
        f"поле «{coordinate}» потребує права «{permission}»",
        f"{coordinate!r} requires the permission {permission.code!r}",
        evidence={
            "coordinate": coordinate,
            "requires": permission.code,
            "missingPermissions": [permission.code],
            "grantableAt": [str(scope) for scope in permission.scopes],
        },
        locations=locations_of(node),
    )
