"""What is told of a device (US-K14, §2.9): the wish for a new one, and lists as columns hold them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from commands.act import Asked
from models import (
    CapacityUnit,
    Equipment,
    EquipmentAvailability,
    EquipmentName,
    EquipmentNameType,
    EquipmentProperty,
    EquipmentUdi,
)


@dataclass(frozen=True, slots=True)
class EquipmentNameInput:
    """A name of a device."""

    name: Annotated[str, Asked("Назва")]
    type: Annotated[EquipmentNameType, Asked("Вид назви")] = EquipmentNameType.REGISTERED


@dataclass(frozen=True, slots=True)
class EquipmentPropertyInput:
    """A property of a device, with exactly one value."""

    type: Annotated[str, Asked("Властивість")]
    value_integer: Annotated[int | None, Asked("Ціле значення")] = None
    value_decimal: Annotated[Decimal | None, Asked("Десяткове значення")] = None
    value_boolean: Annotated[bool | None, Asked("Так чи ні")] = None
    value_string: Annotated[str | None, Asked("Текстове значення")] = None


@dataclass(frozen=True, slots=True)
class EquipmentUdiInput:
    """A unique device identifier."""

    value: Annotated[str, Asked("Ідентифікатор")]
    type: Annotated[str, Asked("Вид")]
    assigner: Annotated[str, Asked("Хто присвоїв")]


@dataclass(frozen=True, slots=True)
class CreateEquipment:
    """What a new device is; it belongs to a department, never to a user."""

    department_id: Annotated[UUID, Asked("Відділ", "Department")]
    type_code: Annotated[str, Asked("Тип обладнання")]
    names: Annotated[tuple[EquipmentNameInput, ...], Asked("Назви", more="перша — основна")]
    inventory_number: Annotated[str, Asked("Інвентарний номер", more="якщо номера немає, слово «відсутній»")]
    workplace_id: Annotated[
        UUID | None, Asked("Робоче місце", "Workplace", "цього відділу або нижче за нього")
    ] = None
    parent_id: Annotated[UUID | None, Asked("Складова частина чого", "Equipment")] = None
    serial_number: Annotated[str | None, Asked("Серійний номер")] = None
    manufacturer: Annotated[str | None, Asked("Виробник")] = None
    model_number: Annotated[str | None, Asked("Модель")] = None
    lot_number: Annotated[str | None, Asked("Партія")] = None
    manufacture_date: Annotated[dt.date | None, Asked("Дата виготовлення")] = None
    commissioned_on: Annotated[dt.date | None, Asked("Дата введення в експлуатацію")] = None
    expiration_date: Annotated[dt.date | None, Asked("Строк служби до")] = None
    temperature_min: Annotated[Decimal | None, Asked("Температура від, °C")] = None
    temperature_max: Annotated[Decimal | None, Asked("Температура до, °C")] = None
    capacity: Annotated[Decimal | None, Asked("Місткість")] = None
    capacity_unit: Annotated[CapacityUnit | None, Asked("Одиниця місткості")] = None
    last_verified_on: Annotated[dt.date | None, Asked("Остання повірка")] = None
    next_verification_on: Annotated[dt.date | None, Asked("Наступна повірка")] = None
    next_maintenance_on: Annotated[dt.date | None, Asked("Наступне технічне обслуговування")] = None
    properties: Annotated[tuple[EquipmentPropertyInput, ...], Asked("Властивості")] = ()
    availability_status: Annotated[EquipmentAvailability, Asked("Доступність")] = (
        EquipmentAvailability.AVAILABLE
    )
    udi: Annotated[tuple[EquipmentUdiInput, ...], Asked("Ідентифікатори UDI")] = ()
    note: Annotated[str | None, Asked("Примітка")] = None


_LISTS = ("names", "properties", "udi")


def described(device: Equipment) -> CreateEquipment:
    """Give a device as one would enter it anew."""
    plain = (each.name for each in fields(CreateEquipment) if each.name not in _LISTS)
    return CreateEquipment(
        names=tuple(
            EquipmentNameInput(each["name"], EquipmentNameType[each["type"]]) for each in device.names
        ),
        properties=tuple(_told(each) for each in device.properties),
        udi=tuple(EquipmentUdiInput(each["value"], each["type"], each["assigner"]) for each in device.udi),
        **{name: getattr(device, name) for name in plain},
    )


def stored_names(wish: CreateEquipment) -> list[EquipmentName]:
    """Give the names as their column holds them."""
    return [{"name": each.name, "type": each.type.value} for each in wish.names]


def stored_properties(wish: CreateEquipment) -> list[EquipmentProperty]:
    """Give the properties as their column holds them."""
    return [_property(each) for each in wish.properties]


def stored_udi(wish: CreateEquipment) -> list[EquipmentUdi]:
    """Give the identifiers as their column holds them."""
    return [{"value": each.value, "type": each.type, "assigner": each.assigner} for each in wish.udi]


def values_of(given: EquipmentPropertyInput) -> Iterator[object]:
    """Give the values of a property; there should be one."""
    values = (given.value_integer, given.value_decimal, given.value_boolean, given.value_string)
    yield from (value for value in values if value is not None)


def _told(stored: EquipmentProperty) -> EquipmentPropertyInput:
    decimal = stored.get("valueDecimal")
    return EquipmentPropertyInput(
        stored["type"],
        stored.get("valueInteger"),
        None if decimal is None else Decimal(str(decimal)),
        stored.get("valueBoolean"),
        stored.get("valueString"),
    )


def _property(given: EquipmentPropertyInput) -> EquipmentProperty:
    if given.value_integer is not None:
        return {"type": given.type, "valueInteger": given.value_integer}
    if given.value_decimal is not None:
        return {"type": given.type, "valueDecimal": f"{given.value_decimal:f}"}
    if given.value_boolean is not None:
        return {"type": given.type, "valueBoolean": given.value_boolean}
    return {"type": given.type, "valueString": given.value_string or ""}
