"""Access: what a principal may do now, as a value that the compiler takes as an argument.

An access maps each permission held to its region. Its shape leaves the values out (which facility, which
path, whose rows), so that callers who hold the same kinds of rights share plans: a statement's text is made
from a shape, and the values are bound when it is run.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from permissions.catalogue import DICTIONARY, FACILITY, FACILITY_APPLICATION, READING
from permissions.permission import Permission
from permissions.region import ANYWHERE, OWN, Region, RegionShape, united
from permissions.role_sets import Grant

Pairs = frozenset[tuple[int, int]]


class PrincipalKind(StrEnum):
    """Who asks."""

    ANONYMOUS = "ANONYMOUS"
    PERSON = "PERSON"
    CLIENT = "CLIENT"
    EXPLORER = "EXPLORER"
    APPLICANT = "APPLICANT"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks; own rows are those of the person or applicant, or of the client when there is neither."""

    kind: PrincipalKind
    person_id: UUID | None = None
    client_id: UUID | None = None
    applicant_id: UUID | None = None

    @property
    def owner_id(self) -> UUID | None:
        """Whose own rows are meant."""
        return self.person_id or self.applicant_id or self.client_id


@dataclass(frozen=True, slots=True)
class Epoch:
    """The state of rights that an access was read in: it holds while the sum of these epochs is the same."""

    principals: tuple[UUID, ...]
    sum: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Grants in force behind an access, with the role set and the assignment through which they are held.

    Of a client's connections under one version there is one, with the facilities of all of them.
    """

    grants: frozenset[Grant]
    role_set_version_id: UUID
    role_set_id: UUID
    assignment_id: UUID | None
    facilities: frozenset[UUID]
    valid_to: dt.date | None


class Reason(StrEnum):
    """Why a right that somebody was given is not held just now."""

    NOT_YET_VALID = "NOT_YET_VALID"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    CLIENT_CEILING = "CLIENT_CEILING"


@dataclass(frozen=True, slots=True)
class Shape:
    """An access without its values.

    `held` names the region of each permission by its place in `regions`; a pair (a, b) of `covers` says that
    all rows of region b lie in region a, one of `covers_facilities` that all rows of the facilities in which
    b has rows do.
    """

    held: Mapping[Permission, int]
    regions: tuple[RegionShape, ...]
    covers: Pairs
    covers_facilities: Pairs
    guarded: bool
    key: str

    def holds(self, permission: Permission) -> bool:
        """Tell whether the permission is held anywhere."""
        return permission in self.held


@dataclass(frozen=True, slots=True)
class Access:
    """The permissions held, each with its region; `missed` tells why others that were given are not held.

    `session_id` names the session in which they are held, for what may only happen in it. `derived` remembers
    texts made of the access, by name, for as long as it lives.
    """

    held: Mapping[Permission, Region]
    principal: Principal = Principal(PrincipalKind.ANONYMOUS)
    epoch: Epoch | None = None
    valid_until: dt.datetime | None = None
    holdings: tuple[Holding, ...] = ()
    missed: Mapping[Permission, Reason] = field(default_factory=dict)
    session_id: UUID | None = None
    regions: tuple[Region, ...] = field(init=False)
    shape: Shape = field(init=False)
    derived: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.held.items(), key=lambda each: each[0].code)
        regions = tuple(dict.fromkeys(region for _, region in ordered))
        object.__setattr__(self, "regions", regions)
        object.__setattr__(self, "shape", _shape(dict(ordered), regions, guarded=self.epoch is not None))

    @property
    def facilities(self) -> frozenset[UUID]:
        """The facilities through which anything is held."""
        return frozenset[UUID]().union(*(each.facilities for each in self.holdings))

    def holds(self, permission: Permission) -> bool:
        """Tell whether the permission is held anywhere."""
        return permission in self.held


def _shape(held: Mapping[Permission, Region], regions: tuple[Region, ...], *, guarded: bool) -> Shape:
    places = {region: place for place, region in enumerate(regions)}
    numbered = {permission: places[region] for permission, region in held.items()}
    shapes = tuple(region.shape for region in regions)
    pairs = [(a, b) for a in range(len(regions)) for b in range(len(regions))]
    covers = frozenset((a, b) for a, b in pairs if regions[a].contains(regions[b]))
    wide = frozenset((a, b) for a, b in pairs if regions[a].contains_facilities_of(regions[b]))
    lines = [
        *(f"{permission} {place}" for permission, place in numbered.items()),
        *map(str, (shapes, sorted(covers), sorted(wide), guarded)),
    ]
    key = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]
    return Shape(MappingProxyType(numbered), shapes, covers, wide, guarded, key)


def _everywhere(kind: PrincipalKind, permissions: Iterable[Permission]) -> Access:
    return Access(MappingProxyType(dict.fromkeys(permissions, ANYWHERE)), Principal(kind))


ANONYMOUS = _everywhere(PrincipalKind.ANONYMOUS, (FACILITY.public, DICTIONARY.read))
"""Whoever gives no token: the public fields of facilities, and the dictionaries."""

APPLYING = (FACILITY_APPLICATION.create, FACILITY_APPLICATION.read)
"""What whoever has signed may do, of the person's own: apply for a facility, and see what becomes of it."""


def access_of_applicant(
    applicant_id: UUID, session_id: UUID, valid_until: dt.datetime, epoch: Epoch | None = None
) -> Access:
    """Give the access of somebody who has signed and is no person of the registry."""
    held = {**ANONYMOUS.held, **dict.fromkeys(APPLYING, OWN)}
    principal = Principal(PrincipalKind.APPLICANT, applicant_id=applicant_id)
    return Access(MappingProxyType(held), principal, epoch, valid_until, session_id=session_id)


def applying(access: Access) -> Access:
    """Let a person apply too, as any applicant may."""
    own = {each: united((access.held.get(each, OWN), OWN)) for each in APPLYING}
    return replace(access, held=MappingProxyType({**access.held, **own}))


EXPLORER = _everywhere(PrincipalKind.EXPLORER, READING)
"""The sandbox's explorer of synthetic data: whatever can be read."""
