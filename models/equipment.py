"""Equipment: a device that belongs to a department, never to a user."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, TypedDict, cast
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration
from models.inventory import InventoryStatus

if TYPE_CHECKING:
    from models.department import Department
    from models.employee import Employee
    from models.facility import Facility
    from models.workplace import Workplace


class EquipmentStatus(Enumeration):
    """State of the record; entered in error is final."""

    ACTIVE = "ACTIVE", "Активний"
    INACTIVE = "INACTIVE", "Неактивний"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "Внесено помилково"


class EquipmentAvailability(Enumeration):
    """Whether the device can be used."""

    AVAILABLE = "AVAILABLE", "Доступне"
    DAMAGED = "DAMAGED", "Пошкоджене"
    LOST = "LOST", "Втрачене"
    DESTROYED = "DESTROYED", "Знищене"


class CapacityUnit(Enumeration):
    """What the capacity is counted in."""

    L = "L", "літри"
    UNITS = "UNITS", "одиниці"


class EquipmentNameType(Enumeration):
    """Who gave the device its name."""

    REGISTERED = "REGISTERED", "Зареєстрована"
    USER_FRIENDLY = "USER_FRIENDLY", "Побутова"


class EquipmentName(TypedDict):
    """A name of a device."""

    name: str
    type: str


class EquipmentProperty(TypedDict, total=False):
    """A property of a device: its type and exactly one value."""

    type: str
    valueInteger: int
    valueDecimal: str | float
    valueBoolean: bool
    valueString: str


class EquipmentUdi(TypedDict):
    """A unique device identifier and who assigned it."""

    value: str
    type: str
    assigner: str


class Equipment(Entity):
    """A device of a department; `name` is the first of `names`, copied by the database."""

    dictionary_of: ClassVar[Mapping[str, str]] = {"type_code": "EQUIPMENT_TYPE"}

    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="equipment", on_delete=RESTRICT
    )
    department_id: UUID
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="equipment", on_delete=RESTRICT
    )
    facility_id: UUID
    path = fields.CharField(40)
    workplace: fields.ForeignKeyNullableRelation[Workplace] = fields.ForeignKeyField(
        "models.Workplace", related_name="equipment", on_delete=RESTRICT, null=True
    )
    workplace_id: UUID | None
    parent: fields.ForeignKeyNullableRelation[Equipment] = fields.ForeignKeyField(
        "models.Equipment", related_name="parts", on_delete=RESTRICT, null=True
    )
    parent_id: UUID | None
    type_code = fields.CharField(40)
    names = fields.JSONField[list[EquipmentName]]()
    name = fields.CharField(300, generated=True)
    inventory_status = fields.CharEnumField(InventoryStatus)
    inventory_number = fields.CharField(64, null=True)
    serial_number = fields.CharField(100, null=True)
    manufacturer = fields.CharField(200, null=True)
    model_number = fields.CharField(100, null=True)
    lot_number = fields.CharField(100, null=True)
    manufacture_date = fields.DateField(null=True)
    commissioned_on = fields.DateField(null=True)
    expiration_date = fields.DateField(null=True)
    temperature_min = fields.DecimalField(5, 1, null=True)
    temperature_max = fields.DecimalField(5, 1, null=True)
    capacity = fields.DecimalField(8, 2, null=True)
    # CharEnumField's own type cannot say that the column is nullable.
    capacity_unit = cast("fields.Field[CapacityUnit | None]", fields.CharEnumField(CapacityUnit, null=True))
    last_verified_on = fields.DateField(null=True)
    next_verification_on = fields.DateField(null=True)
    next_maintenance_on = fields.DateField(null=True)
    properties = fields.JSONField[list[EquipmentProperty]](default=list)
    status = fields.CharEnumField(EquipmentStatus)
    error_reason = fields.CharField(300, null=True)
    availability_status = fields.CharEnumField(EquipmentAvailability)
    udi = fields.JSONField[list[EquipmentUdi]](default=list)
    note = fields.CharField(2000, null=True)
    recorder: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="recorded_equipment", on_delete=RESTRICT, null=True
    )
    recorder_id: UUID | None

    parts: fields.ReverseRelation[Equipment]

    class Meta:
        table = "equipment"
