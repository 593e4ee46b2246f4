"""Opening a facility: its row and its root department, before anybody works there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.application_rules import registered_already
from commands.paths import free_segment
from commands.written import told
from models import Department, DepartmentStatus, Facility, FacilityStatus

ROOT_TYPE = "ADMINISTRATION"

TAKEN = {"facility_edrpou_and_kind": registered_already(), "facility_owner_and_kind": registered_already()}
"""What to say when another facility was registered first."""


async def open_facility(
    tx: Transaction, now: dt.datetime, today: dt.date, columns: Mapping[str, Any]
) -> tuple[Facility, Department]:
    """Write down a facility and its root, which bears its name."""
    facility = Facility(id=uuid7(), status=FacilityStatus.REGISTERED, registered_at=now, **columns)
    with told(TAKEN):
        await facility.save(using_db=tx, force_create=True)
    root_id = uuid7()
    segment = free_segment(root_id, ())
    root = Department(
        id=root_id,
        facility_id=facility.id,
        segment=segment,
        name=facility.name_short,
        type_code=ROOT_TYPE,
        status=DepartmentStatus.ACTIVE,
        opened_on=today,
    )
    await root.save(using_db=tx, force_create=True)
    root.path = f"{segment}."  # as the database makes it of a root
    return facility, root
