"""The rows of people: who they are, where they are employed, what they hold and what they have learnt."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


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
