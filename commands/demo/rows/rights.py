"""The rows of rights: role sets that facilities own, what assignments carry, and vendors' programs."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class RoleSetRow(NamedTuple):
    """A row of `role_set`."""

    id: UUID
    facility_id: UUID | None
    code: str | None
    name: str
    description: str | None
    status: str


class RoleSetVersionRow(NamedTuple):
    """A row of `role_set_version`."""

    id: UUID
    role_set_id: UUID
    number: int
    digest: str


class RoleSetGrantRow(NamedTuple):
    """A row of `role_set_grant`."""

    id: UUID
    version_id: UUID
    permission: str
    scope: str
    can_use: bool
    can_delegate: bool


class AssignmentRoleSetRow(NamedTuple):
    """A row of `assignment_role_set`."""

    assignment_id: UUID
    version_id: UUID


class SubstitutionPeriodRow(NamedTuple):
    """A row of `substitution_period`."""

    id: UUID
    assignment_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    reason: str | None


class MisClientRow(NamedTuple):
    """A row of `mis_client`."""

    id: UUID
    name: str
    edrpou: str
    status: str


class MisConnectionRow(NamedTuple):
    """A row of `mis_connection`."""

    id: UUID
    client_id: UUID
    facility_id: UUID
    version_id: UUID
    starts_on: date
    ends_on: date | None
    status: str
