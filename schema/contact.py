"""Addresses and phones in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.declare import Mask, field, values

if TYPE_CHECKING:
    from schema.enums import PhoneType


@values("Адреса")
class Address:
    """An address; the row is its jsonb value."""

    katottg: str | None = field(None, "Код території за КАТОТТГ", sql="{row}->>'katottg'")
    zip: str | None = field(None, "Поштовий індекс", sql="{row}->>'zip'")
    region: str | None = field(None, "Область", sql="{row}->>'region'")
    district: str | None = field(None, "Район", sql="{row}->>'district'")
    settlement: str | None = field(None, "Населений пункт", sql="{row}->>'settlement'")
    street: str | None = field(None, "Вулиця", sql="{row}->>'street'")
    building: str | None = field(None, "Будинок", sql="{row}->>'building'")
    text: str | None = field(None, "Адреса одним рядком", sql="{row}->>'text'")


@values("Телефон")
class Phone:
    """A phone; the row is an element of a jsonb array."""

    type: PhoneType = field(None, "Вид", sql="{row}.value->>'type'")
    number: str = field(None, "Номер у вигляді +380…", sql="{row}.value->>'number'", mask=Mask.LAST3)
