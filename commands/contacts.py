"""How something is reached, as the inputs of acts give it: addresses and phones."""

from dataclasses import dataclass, fields
from typing import Annotated, cast

from commands.act import Asked
from commands.findings import Findings
from models import Address, Phone, PhoneType
from models.validators import address as judged_address
from models.validators import phone_list


@dataclass(frozen=True, slots=True)
class PhoneInput:
    """A phone."""

    type: Annotated[PhoneType, Asked("Вид")]
    number: Annotated[str, Asked("Номер")]


@dataclass(frozen=True, slots=True)
class AddressInput:
    """A postal address."""

    katottg: Annotated[str | None, Asked("Код території за КАТОТТГ")] = None
    zip: Annotated[str | None, Asked("Поштовий індекс")] = None
    region: Annotated[str | None, Asked("Область")] = None
    district: Annotated[str | None, Asked("Район")] = None
    settlement: Annotated[str | None, Asked("Населений пункт")] = None
    street: Annotated[str | None, Asked("Вулиця")] = None
    building: Annotated[str | None, Asked("Будинок")] = None
    text: Annotated[str | None, Asked("Адреса вільним текстом")] = None


def checked_address(findings: Findings, at: str, given: AddressInput | None) -> AddressInput | None:
    """Give an address in its normal form, or note its problems (V-KATOTTG)."""
    if given is None:
        return None
    stored = stored_address(given) or Address()
    return AddressInput(**findings.checked(at, judged_address(stored), stored))


def stored_address(given: AddressInput | None) -> Address | None:
    """Give an address as its column holds it."""
    if given is None:
        return None
    parts = {each.name: getattr(given, each.name) for each in fields(given)}
    return cast("Address", {name: part for name, part in parts.items() if part is not None})


def checked_phones(findings: Findings, at: str, given: tuple[PhoneInput, ...]) -> tuple[PhoneInput, ...]:
    """Give phones in their normal form, or note their problems (V-PHONE)."""
    stored = findings.checked(at, phone_list(stored_phones(given)), stored_phones(given))
    return tuple(PhoneInput(PhoneType[phone["type"]], phone["number"]) for phone in stored)


def stored_phones(given: tuple[PhoneInput, ...]) -> list[Phone]:
    """Give phones as their column holds them."""
    return [{"type": phone.type.value, "number": phone.number} for phone in given]
