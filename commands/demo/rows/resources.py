"""The rows of what a department has: workplaces and equipment."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class WorkplaceRow(NamedTuple):
    """A row of `workplace`."""

    id: UUID
    department_id: UUID
    facility_id: UUID
    path: str
    name: str
    building: str | None
    floor: str | None
    room_number: str | None
    inventory_status: str
    inventory_number: str | None
    status: str


class WorkplaceAssignmentRow(NamedTuple):
    """A row of `workplace_assignment`."""

    id: UUID
    workplace_id: UUID
    assignment_id: UUID
    facility_id: UUID


class EquipmentRow(NamedTuple):
    """A row of `equipment`; names, properties and UDIs are JSON text."""

    id: UUID
    department_id: UUID
    facility_id: UUID
    path: str
    workplace_id: UUID | None
    parent_id: UUID | None
    type_code: str
    names: str
    inventory_status: str
    inventory_number: str | None
    serial_number: str | None
    manufacturer: str
    model_number: str
    lot_number: str | None
    manufacture_date: date
    commissioned_on: date
    expiration_date: date | None
    temperature_min: Decimal | None
    temperature_max: Decimal | None
    capacity: Decimal | None
    capacity_unit: str | None
    last_verified_on: date | None
    next_verification_on: date | None
    next_maintenance_on: date | None
    properties: str
    status: str
    error_reason: str | None
    availability_status: str
    udi: str
    note: str | None
