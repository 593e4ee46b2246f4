"""Rules that hold for a facility wherever the facility itself is changed (§2.1)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import forbidden
from commands.findings import Findings, foreign, not_found
from commands.premises import Premises
from models import Facility, FacilityStatus
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

_S = FacilityStatus

FACILITY_STEPS: Mapping[FacilityStatus, frozenset[FacilityStatus]] = MappingProxyType(
    {
        _S.REGISTERED: frozenset({_S.SUSPENDED, _S.CLOSED}),
        _S.SUSPENDED: frozenset({_S.REGISTERED, _S.CLOSED}),
        _S.CLOSED: frozenset(),
        _S.REORGANIZED: frozenset(),
    }
)
"""What is closed stays closed: a facility that opens again applies anew."""

_HOLD = "SELECT FROM facility WHERE id = $1 FOR NO KEY UPDATE"


class OfFacility(Protocol):
    """A wish about a facility that there is."""

    @property
    def facility_id(self) -> UUID:
        """The facility."""
        ...


async def hold_facility(tx: Transaction, wish: OfFacility) -> None:
    """Hold the facility, so that nobody changes it, or takes rights from its people, at the same time."""
    await tx.execute_query_dict(_HOLD, [wish.facility_id])


async def facility_seen(findings: Findings, facility_id: UUID, do: Permission) -> Facility | None:
    """Give a facility that the actor may change, or note why not; everybody sees facilities."""
    facility = await Facility.get_or_none(id=facility_id, using_db=findings.tx)
    if facility is None:
        findings.refusals.append(not_found("facilityId"))
    elif not may(findings.actor.access, do, Whereabouts(facility.id)):
        findings.refusals.append(forbidden(do, path="$.input.facilityId"))
    elif findings.is_foreign(facility.id, do):
        findings.refusals.append(foreign("facilityId"))
    else:
        findings.saw("Facility", facility.id, facility.version)
        return facility
    return None


def judge_works(findings: Findings, facility: Facility, premises: Premises, do: Permission) -> None:
    """Judge that a facility may be changed; of the actor's own that is told already.

    It holds the facility itself, and so sees what the act's premises, which are read before, may not.
    """
    if facility.id == premises.id and premises.status != FacilityStatus.REGISTERED:
        return
    found = Premises(facility.id, facility.kind_code, facility.name_short, facility.status)
    if refused := found.refusal(anywhere=findings.actor.access.held[do].anywhere):
        findings.refusals.append(refused)
