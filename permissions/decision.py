"""Decisions about single rows: the regions that statements are compiled from, asked of one row in Python.

Reads never come here; an act asks it of the few rows that it touches, in the transaction that changes them.
"""

from dataclasses import dataclass
from uuid import UUID

from permissions.access import Access, Principal
from permissions.permission import Permission
from permissions.region import Region


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a row lies: its facility, the path of its department, and whose own it is, if anybody's."""

    facility_id: UUID | None = None
    path: str | None = None
    owner_id: UUID | None = None


def may(access: Access, permission: Permission, row: Whereabouts) -> bool:
    """Tell whether the permission is held for the row."""
    region = access.held.get(permission)
    return region is not None and lies_in(region, row, access.principal)


def lies_in(region: Region, row: Whereabouts, principal: Principal) -> bool:
    """Tell whether a row lies in a region of the principal's; own rows are the person's, or the client's."""
    if region.anywhere or row.facility_id in region.facilities:
        return True
    path = row.path
    if path is not None and any(
        facility == row.facility_id and path.startswith(above) for facility, above in region.subtrees
    ):
        return True
    owner_id = principal.owner_id
    is_own = region.own and owner_id is not None and row.owner_id == owner_id
    return is_own and (not region.own_within or row.facility_id in region.own_within)
