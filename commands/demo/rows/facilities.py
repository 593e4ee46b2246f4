"""The rows of facilities: the facility itself, departments, positions."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class FacilityRow(NamedTuple):
    """A row of `facility`; addresses and phones are JSON text."""

    id: UUID
    kind_code: str
    edrpou: str | None
    owner_tax_id: str | None
    name_full: str
    name_short: str
    name_full_en: str
    name_short_en: str
    status: str
    merged_to_id: UUID | None
    legal_address: str
    actual_address: str
    latitude: Decimal | None
    longitude: Decimal | None
    phones: str
    website: str | None
    email: str
    head_employee_id: UUID | None
    administrator_employee_id: UUID | None
    chief_accountant_name: str | None
    registered_at: datetime
    decision_number: str
    decision_date: date
    isbt128_code: str | None


class LicenceRow(NamedTuple):
    """A row of `facility_licence`."""

    id: UUID
    facility_id: UUID
    type: str
    number: str
    issued_by: str
    issued_date: date
    expiry_date: date | None
    active_from: date
    what_licensed: str | None
    order_number: str | None


class ExternalIdRow(NamedTuple):
    """A row of `facility_external_id`."""

    id: UUID
    facility_id: UUID
    system: str
    value: str


class DepartmentRow(NamedTuple):
    """A row of `department`; its path is what the database generates."""

    id: UUID
    facility_id: UUID
    parent_id: UUID | None
    parent_path: str | None
    segment: str
    name: str
    code: str | None
    type_code: str
    status: str
    opened_on: date
    closed_on: date | None
    address: str | None
    phones: str
    email: str | None
    working_hours: str | None

    @property
    def path(self) -> str:
        """Give the path that the database generates."""
        return f"{self.parent_path or ''}{self.segment}."


class PositionRow(NamedTuple):
    """A row of `position`."""

    id: UUID
    department_id: UUID
    facility_id: UUID
    path: str
    title_code: str | None
    custom_title: str | None
    kind: str
    headcount: Decimal
    status: str
    opened_on: date
    closed_on: date | None
