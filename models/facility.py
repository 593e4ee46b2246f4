"""Facility: a health-care facility that takes part in the registry."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.contact import Address, Phone
from models.entity import Entity, Enumeration, Part

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.department import Department
    from models.employee import Employee
    from models.equipment import Equipment
    from models.position import Position
    from models.workplace import Workplace


class FacilityStatus(Enumeration):
    """Where a facility stands in its life."""

    REGISTERED = "REGISTERED", "Зареєстрований"
    SUSPENDED = "SUSPENDED", "Призупинений"
    CLOSED = "CLOSED", "Закритий"
    REORGANIZED = "REORGANIZED", "Реорганізований"


class Facility(Entity):
    """A health-care facility, by its EDRPOU or, for a sole practitioner, by the owner's tax number."""

    dictionary_of: ClassVar[Mapping[str, str]] = {"kind_code": "FACILITY_KIND"}

    kind_code = fields.CharField(40)
    edrpou = fields.CharField(8, null=True)
    owner_tax_id = fields.CharField(10, null=True)
    name_full = fields.CharField(500)
    name_short = fields.CharField(200)
    name_full_en = fields.CharField(500, null=True)
    name_short_en = fields.CharField(200, null=True)
    status = fields.CharEnumField(FacilityStatus)
    merged_to: fields.ForeignKeyNullableRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="merged_from", on_delete=RESTRICT, null=True
    )
    merged_to_id: UUID | None
    legal_address = fields.JSONField[Address]()
    actual_address = fields.JSONField[Address]()
    latitude = fields.DecimalField(9, 6, null=True)
    longitude = fields.DecimalField(9, 6, null=True)
    phones = fields.JSONField[list[Phone]](default=list)
    website = fields.CharField(300, null=True)
    email = fields.CharField(254)
    head_employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="heads", on_delete=RESTRICT, null=True
    )
    head_employee_id: UUID | None
    administrator_employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="administers", on_delete=RESTRICT, null=True
    )
    administrator_employee_id: UUID | None
    chief_accountant_name = fields.CharField(300, null=True)
    registered_at = fields.DatetimeField()
    decision_number = fields.CharField(50, null=True)
    decision_date = fields.DateField(null=True)
    isbt128_code = fields.CharField(5, null=True)

    merged_from: fields.ReverseRelation[Facility]
    licences: fields.ReverseRelation[FacilityLicence]
    external_ids: fields.ReverseRelation[FacilityExternalId]
    departments: fields.ReverseRelation[Department]
    positions: fields.ReverseRelation[Position]
    employees: fields.ReverseRelation[Employee]
    assignments: fields.ReverseRelation[Assignment]
    workplaces: fields.ReverseRelation[Workplace]
    equipment: fields.ReverseRelation[Equipment]

    class Meta:
        table = "facility"


class FacilityLicence(Part):
    """A licence of a facility."""

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="licences", on_delete=RESTRICT
    )
    facility_id: UUID
    type = fields.CharField(100)
    number = fields.CharField(100)
    issued_by = fields.CharField(300)
    issued_date = fields.DateField()
    expiry_date = fields.DateField(null=True)
    active_from = fields.DateField()
    what_licensed = fields.CharField(500, null=True)
    order_number = fields.CharField(50, null=True)

    class Meta:
        table = "facility_licence"


class FacilityExternalId(Part):
    """The id that another system knows a facility by."""

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="external_ids", on_delete=RESTRICT
    )
    facility_id: UUID
    system = fields.CharField(100)
    value = fields.CharField(200)

    class Meta:
        table = "facility_external_id"
