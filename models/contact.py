"""Addresses and phones: typed values that lie in jsonb columns."""

from typing import TypedDict

from models.entity import Enumeration


class PhoneType(Enumeration):
    """Whether a phone is carried about."""

    MOBILE = "MOBILE", "мобільний"
    LAND_LINE = "LAND_LINE", "стаціонарний"


class Phone(TypedDict):
    """A phone number in the form +380XXXXXXXXX."""

    type: str
    number: str


class Address(TypedDict, total=False):
    """A postal address; `katottg` names the territory, `text` is the address in free words."""

    katottg: str
    zip: str
    region: str
    district: str
    settlement: str
    street: str
    building: str
    text: str
