"""A permission: one right to read one group of fields, or to perform one act."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """How far a grant reaches, from the narrowest to the widest."""

    OWN = "OWN"
    DEPARTMENT = "DEPARTMENT"
    FACILITY = "FACILITY"
    ANY = "ANY"


@dataclass(frozen=True, slots=True)
class Permission:
    """A right by its code `entity[.group]:action`, with the scopes at which it may be granted.

    A signed permission guards an act that carries a qualified electronic signature.
    """

    code: str
    title: str
    scopes: tuple[Scope, ...]
    signed: bool = False

    def __str__(self) -> str:
        return self.code
