"""Access: what a principal may read now, as a value that the compiler takes as an argument.

An access maps each permission held to its reach. Its shape leaves the reach's values out, so that callers
who hold the same kinds of rights share plans. The principals of today reach everywhere or nowhere; a
narrower reach adds its regions here and its predicate in the compiler.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from permissions.catalogue import DICTIONARY, FACILITY, READING
from permissions.permission import Permission


class Reach(StrEnum):
    """The rows for which a permission is held."""

    EVERYWHERE = "EVERYWHERE"


@dataclass(frozen=True, slots=True)
class Access:
    """The permissions held, each with its reach."""

    held: Mapping[Permission, Reach]
    shape: str = field(init=False)

    def __post_init__(self) -> None:
        grants = sorted(f"{permission} {reach}" for permission, reach in self.held.items())
        object.__setattr__(self, "shape", hashlib.sha256("\n".join(grants).encode()).hexdigest()[:16])

    def holds(self, permission: Permission) -> bool:
        """Tell whether the permission is held anywhere."""
        return permission in self.held


def _everywhere(permissions: Iterable[Permission]) -> Access:
    return Access(MappingProxyType(dict.fromkeys(permissions, Reach.EVERYWHERE)))


ANONYMOUS = _everywhere((FACILITY.public, DICTIONARY.read))
"""Whoever gives no token: the public fields of facilities, and the dictionaries."""

EXPLORER = _everywhere(READING)
"""The sandbox's explorer of synthetic data: whatever can be read."""
