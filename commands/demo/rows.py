"""The rows that the demo makes: one named tuple per table, its fields in the order of the loaded columns.

Columns that the database fills by itself are left out: versions, generated ones, copies of names.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
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


class PersonRow(NamedTuple):
    """A row of `person`."""

    id: UUID
    last_name: str
    first_name: str
    middle_name: str | None
    personal_email: str | None
    mobile_phones: str
    verification_status: str


class IdentityRow(NamedTuple):
    """A row of `person_identity`."""

    person_id: UUID
    birth_date: date
    gender: str
    tax_id: str | None
    no_tax_id: bool
    unzr: str | None


class DocumentRow(NamedTuple):
    """A row of `identity_document`."""

    id: UUID
    person_id: UUID
    type: str
    number: str
    issued_by: str | None
    issued_at: date
    expiration_date: date | None


class EmailRow(NamedTuple):
    """A row of `email_address`."""

    address: str
    person_id: UUID


class EmployeeRow(NamedTuple):
    """A row of `employee`; the names are copied by the database."""

    id: UUID
    facility_id: UUID
    person_id: UUID
    personnel_number: str | None
    employee_type: str
    work_email: str
    work_phones: str
    status: str
    start_date: date | None
    end_date: date | None
    dismissal_reason: str | None
    about_myself: str | None
    working_experience: int | None


class EducationRow(NamedTuple):
    """A row of `employee_education`."""

    id: UUID
    employee_id: UUID
    country: str
    city: str
    institution_name: str
    issued_date: date
    diploma_number: str
    degree: str
    speciality: str


class QualificationRow(NamedTuple):
    """A row of `employee_qualification`."""

    id: UUID
    employee_id: UUID
    type: str
    institution_name: str
    speciality: str
    issued_date: date
    certificate_number: str | None
    valid_to: date | None
    additional_info: str | None


class SpecialityRow(NamedTuple):
    """A row of `employee_speciality`."""

    id: UUID
    employee_id: UUID
    speciality_code: str
    speciality_officio: bool
    level: str
    qualification_type: str
    attestation_name: str
    attestation_date: date
    valid_to_date: date | None
    certificate_number: str


class ScienceDegreeRow(NamedTuple):
    """A row of `employee_science_degree`."""

    id: UUID
    employee_id: UUID
    country: str
    city: str
    degree: str
    institution_name: str
    diploma_number: str
    speciality: str
    issued_date: date


class AssignmentRow(NamedTuple):
    """A row of `assignment`."""

    id: UUID
    facility_id: UUID
    path: str
    position_id: UUID
    position_kind: str
    employee_id: UUID
    kind: str
    substitutes_assignment_id: UUID | None
    substitute_mode: str | None
    rate: Decimal
    start_date: date
    end_date: date | None
    order_number: str | None
    order_date: date | None
    status: str


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


Row = (
    FacilityRow
    | LicenceRow
    | ExternalIdRow
    | DepartmentRow
    | PositionRow
    | PersonRow
    | IdentityRow
    | DocumentRow
    | EmailRow
    | EmployeeRow
    | EducationRow
    | QualificationRow
    | SpecialityRow
    | ScienceDegreeRow
    | AssignmentRow
    | WorkplaceRow
    | WorkplaceAssignmentRow
    | EquipmentRow
)

TABLES: Mapping[type[Row], str] = MappingProxyType(
    {
        FacilityRow: "facility",
        LicenceRow: "facility_licence",
        ExternalIdRow: "facility_external_id",
        DepartmentRow: "department",
        PositionRow: "position",
        PersonRow: "person",
        IdentityRow: "person_identity",
        DocumentRow: "identity_document",
        EmailRow: "email_address",
        EmployeeRow: "employee",
        EducationRow: "employee_education",
        QualificationRow: "employee_qualification",
        SpecialityRow: "employee_speciality",
        ScienceDegreeRow: "employee_science_degree",
        AssignmentRow: "assignment",
        WorkplaceRow: "workplace",
        WorkplaceAssignmentRow: "workplace_assignment",
        EquipmentRow: "equipment",
    }
)
"""The table of each kind of row, in the order in which foreign keys let them be loaded."""
