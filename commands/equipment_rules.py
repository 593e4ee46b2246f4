"""Rules for what is told of a device (§2.9): texts and lists, dates, temperatures and capacity."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from commands.cold_chain import HIGHEST, LOWEST, USUAL
from commands.equipment_input import CreateEquipment, values_of
from commands.findings import Findings
from commands.numbers import within
from commands.written import bounded
from models import EquipmentAvailability
from models.validators import Accepted, Rejected, text

NAMES_MAX = 10
PROPERTIES_MAX = 50
UDI_MAX = 10
CAPACITY_MIN, CAPACITY_MAX = Decimal("0.01"), Decimal("999999.99")
TOO_LONG = {
    "equipment_names_shape": bounded("names"),
    "equipment_properties_shape": bounded("properties"),
    "equipment_udi_shape": bounded("udi"),
}
"""What the database bounds as a whole: a list of long texts may be too long although each one is not."""


def normal(findings: Findings, wish: CreateEquipment) -> CreateEquipment:
    """Bring texts and numbers into their normal form."""
    return replace(
        wish,
        names=tuple(
            replace(each, name=findings.checked(f"names[{at}].name", text(each.name, 300), each.name))
            for at, each in enumerate(wish.names)
        ),
        serial_number=findings.optional("serialNumber", wish.serial_number, _up_to(100)),
        manufacturer=findings.optional("manufacturer", wish.manufacturer, _up_to(200)),
        model_number=findings.optional("modelNumber", wish.model_number, _up_to(100)),
        lot_number=findings.optional("lotNumber", wish.lot_number, _up_to(100)),
        note=findings.optional("note", wish.note, _up_to(2000)),
        temperature_min=findings.optional("temperatureMin", wish.temperature_min, _temperature),
        temperature_max=findings.optional("temperatureMax", wish.temperature_max, _temperature),
        capacity=findings.optional("capacity", wish.capacity, _capacity),
        properties=tuple(
            replace(
                each,
                type=findings.checked(f"properties[{at}].type", text(each.type, 100), each.type),
                value_string=findings.optional(
                    f"properties[{at}].valueString", each.value_string, _up_to(300)
                ),
            )
            for at, each in enumerate(wish.properties)
        ),
        udi=tuple(
            replace(
                each,
                value=findings.checked(f"udi[{at}].value", text(each.value, 200), each.value),
                type=findings.checked(f"udi[{at}].type", text(each.type, 50), each.type),
                assigner=findings.checked(f"udi[{at}].assigner", text(each.assigner, 200), each.assigner),
            )
            for at, each in enumerate(wish.udi)
        ),
    )


def judge_lists(findings: Findings, wish: CreateEquipment) -> None:
    """Judge how many names, properties and identifiers there are, and that a property has one value."""
    for at, given, least, most in (
        ("names", wish.names, 1, NAMES_MAX),
        ("properties", wish.properties, 0, PROPERTIES_MAX),
        ("udi", wish.udi, 0, UDI_MAX),
    ):
        if not least <= len(given) <= most:
            rule = "required" if not given else "length"
            findings.problem(
                at, rule, f"від {least} до {most}", f"{least} to {most}", (str(least), str(most))
            )
    for place, each in enumerate(wish.properties):
        if len(tuple(values_of(each))) != 1:
            findings.problem(f"properties[{place}]", "dependency", "рівно одне значення", "exactly one value")


def judge_availability(findings: Findings, wish: CreateEquipment) -> None:
    """Judge that what is entered is not gone already."""
    if wish.availability_status == EquipmentAvailability.DESTROYED:
        findings.problem(
            "availabilityStatus",
            "exclusion",
            "знищене обладнання не вносять як чинне",
            "what is destroyed is not entered as active",
        )


def judge_dates(findings: Findings, wish: CreateEquipment, today: dt.date) -> None:
    """Judge that the device was made, put to use and verified in this order, and not in the future."""
    made, used, verified = wish.manufacture_date, wish.commissioned_on, wish.last_verified_on
    for at, day in (("manufactureDate", made), ("commissionedOn", used), ("lastVerifiedOn", verified)):
        if day is not None and day > today:
            findings.problem(at, "date", "дата в майбутньому", "the date is in the future")
    if made and used and used < made:
        findings.problem(
            "commissionedOn", "date", "введено раніше, ніж виготовлено", "commissioned before it was made"
        )
    if verified and wish.next_verification_on and wish.next_verification_on < verified:
        findings.problem(
            "nextVerificationOn", "date", "раніше за останню повірку", "before the last verification"
        )
    for at, day in (
        ("expirationDate", wish.expiration_date),
        ("nextVerificationOn", wish.next_verification_on),
    ):
        if day is not None and day < today:
            findings.warn(at, "date", "ця дата вже минула", "this date has passed")


def judge_temperatures(findings: Findings, wish: CreateEquipment) -> None:
    """Judge the range of temperatures, without which equipment of the cold chain is not entered."""
    low, high = wish.temperature_min, wish.temperature_max
    usual = USUAL.get(wish.type_code)
    if usual is not None:
        for at, value in (("temperatureMin", low), ("temperatureMax", high)):
            if value is None:
                findings.problem(
                    at,
                    "required",
                    "обладнання холодового ланцюга потребує температурного режиму",
                    "equipment of the cold chain needs its range of temperatures",
                )
    if low is None or high is None:
        return
    if low > high:
        findings.problem("temperatureMax", "number", "менша за найнижчу", "below the lowest", (str(low),))
    elif usual is not None and not usual.covers(low, high):
        findings.warn(
            "temperatureMin",
            "number",
            f"зазвичай таке обладнання тримає від {usual.lowest} до {usual.highest} °C",
            f"such equipment usually keeps {usual.lowest} to {usual.highest} °C",
        )


def judge_capacity(findings: Findings, wish: CreateEquipment) -> None:
    """Judge that a capacity has its unit."""
    if (wish.capacity is None) != (wish.capacity_unit is None):
        at = "capacity" if wish.capacity is None else "capacityUnit"
        findings.problem(
            at, "dependency", "місткість зазначають разом з одиницею", "a capacity comes with its unit"
        )


def _up_to(length_max: int) -> Callable[[str], Accepted[str] | Rejected]:
    return lambda written: text(written, length_max)


def _temperature(degrees: Decimal) -> Accepted[Decimal] | Rejected:
    return within(degrees, LOWEST, HIGHEST, decimals=1)


def _capacity(capacity: Decimal) -> Accepted[Decimal] | Rejected:
    return within(capacity, CAPACITY_MIN, CAPACITY_MAX)
