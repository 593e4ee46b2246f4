"""Equipment in the graph."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import models
from permissions.catalogue import DEPARTMENT, EQUIPMENT, FACILITY, WORKPLACE
from schema.declare import (
    SEARCH_KEY,
    Node,
    below,
    connection,
    dictionary_value,
    entity,
    field,
    items,
    reference,
    values,
)

if TYPE_CHECKING:
    from schema.department import Department
    from schema.dictionary import DictionaryValue
    from schema.employee import Employee
    from schema.enums import (
        CapacityUnit,
        EquipmentAvailability,
        EquipmentNameType,
        EquipmentStatus,
        InventoryStatus,
    )
    from schema.facility import Facility
    from schema.relay import Connection
    from schema.workplace import Workplace


@values("Назва обладнання")
class EquipmentName:
    """A name of a device."""

    name: str = field(None, "Назва", sql="{row}.value->>'name'")
    type: EquipmentNameType = field(None, "Хто так називає", sql="{row}.value->>'type'")


@values("Властивість обладнання; значення одне")
class EquipmentProperty:
    """A property of a device."""

    type: str = field(None, "Яка властивість", sql="{row}.value->>'type'")
    # a whole number may be written in JSON as 4.0, which PostgreSQL does not take for an integer
    value_integer: int | None = field(
        None, "Ціле значення", sql="trunc(({row}.value->>'valueInteger')::numeric)"
    )
    value_decimal: Decimal | None = field(None, "Десяткове значення", sql="{row}.value->>'valueDecimal'")
    value_boolean: bool | None = field(None, "Так чи ні", sql="({row}.value->>'valueBoolean')::bool")
    value_string: str | None = field(None, "Текстове значення", sql="{row}.value->>'valueString'")


@values("Унікальний ідентифікатор медичного виробу")
class EquipmentUdi:
    """A unique device identifier."""

    value: str = field(None, "Ідентифікатор", sql="{row}.value->>'value'")
    type: str | None = field(None, "Вид", sql="{row}.value->>'type'")
    assigner: str | None = field(None, "Хто присвоїв", sql="{row}.value->>'assigner'")


@entity(models.Equipment, EQUIPMENT.public, "Обладнання відділу")
class Equipment(Node):
    """A device."""

    name: str = field(EQUIPMENT.public, "Назва", filter=True, order=True, search=SEARCH_KEY)
    names: list[EquipmentName] = items(EQUIPMENT.public, "Усі назви", column="names")
    type_code: str = field(
        EQUIPMENT.public, "Код типу (довідник EQUIPMENT_TYPE)", filter=True, order="{row}.type_code"
    )
    type: DictionaryValue = dictionary_value(
        EQUIPMENT.public, "Тип обладнання", dictionary="EQUIPMENT_TYPE", column="type_code"
    )
    status: EquipmentStatus = field(EQUIPMENT.public, "Стан запису", filter=True, order=True)
    availability_status: EquipmentAvailability = field(
        EQUIPMENT.public, "Доступність", filter=True, order=True
    )

    inventory_status: InventoryStatus | None = field(
        EQUIPMENT.inventory, "Чи присвоєно інвентарний номер", filter=True
    )
    inventory_number: str | None = field(EQUIPMENT.inventory, "Інвентарний номер", filter=True, order=True)
    inventory_number_label: str | None = field(
        EQUIPMENT.inventory,
        "Інвентарний номер, як його пишуть: номер або «відсутній»",
        sql="coalesce({row}.inventory_number, 'відсутній')",
    )
    serial_number: str | None = field(EQUIPMENT.inventory, "Серійний номер", filter=True, order=True)
    manufacturer: str | None = field(EQUIPMENT.inventory, "Виробник", filter=True, order=True)
    model_number: str | None = field(EQUIPMENT.inventory, "Модель", filter=True, order=True)
    lot_number: str | None = field(EQUIPMENT.inventory, "Партія", filter=True)
    manufacture_date: dt.date | None = field(
        EQUIPMENT.inventory, "Дата виготовлення", filter=True, order=True
    )
    commissioned_on: dt.date | None = field(
        EQUIPMENT.inventory, "Дата введення в експлуатацію", filter=True, order=True
    )
    expiration_date: dt.date | None = field(EQUIPMENT.inventory, "Строк служби до", filter=True, order=True)
    temperature_min: Decimal | None = field(EQUIPMENT.inventory, "Найнижча температура, °C", filter=True)
    temperature_max: Decimal | None = field(EQUIPMENT.inventory, "Найвища температура, °C", filter=True)
    capacity: Decimal | None = field(EQUIPMENT.inventory, "Місткість", filter=True)
    capacity_unit: CapacityUnit | None = field(EQUIPMENT.inventory, "У чому місткість")
    last_verified_on: dt.date | None = field(
        EQUIPMENT.inventory, "Остання повірка або калібрування", filter=True, order=True
    )
    next_verification_on: dt.date | None = field(
        EQUIPMENT.inventory, "Наступна повірка або калібрування", filter=True, order=True
    )
    verification_overdue: bool | None = field(
        EQUIPMENT.inventory,
        "Чи прострочено повірку на сьогодні (за Києвом)",
        sql="coalesce({row}.next_verification_on < {today}, false)",
        filter=True,
    )
    next_maintenance_on: dt.date | None = field(
        EQUIPMENT.inventory, "Наступне технічне обслуговування", filter=True, order=True
    )
    properties: list[EquipmentProperty] | None = items(
        EQUIPMENT.inventory, "Властивості", column="properties"
    )
    error_reason: str | None = field(EQUIPMENT.inventory, "Чому запис помилковий")
    udi: list[EquipmentUdi] | None = items(EQUIPMENT.inventory, "Ідентифікатори UDI", column="udi")
    note: str | None = field(EQUIPMENT.inventory, "Примітка")

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    department: Department | None = reference(
        DEPARTMENT.read,
        "Відділ",
        via="department_id",
        filter=True,
        within=below("{row}"),
        contained=("equipment_of_department",),
    )
    workplace: Workplace | None = reference(
        WORKPLACE.read, "Робоче місце", via="workplace_id", filter=True, contained=("equipment_at_workplace",)
    )
    parent: Equipment | None = reference(
        EQUIPMENT.public, "Складовою чого є", via="parent_id", filter=True, contained=("equipment_part_of",)
    )
    recorder: Employee | None = reference(
        EQUIPMENT.inventory, "Хто вніс", via="recorder_id", contained=("equipment_entered_by_employee",)
    )
    parts: Connection[Equipment] = connection(
        EQUIPMENT.public, "Складові частини", by="parent_id", contained=("equipment_part_of",)
    )
