"""What an application says of a facility, of its head and of its administrator (US-K1)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from commands.act import Asked
from commands.attachments import AttachmentInput
from commands.contacts import AddressInput, PhoneInput
from models import Gender

TOLD_BY_NUMBER = "якщо не вказано, за РНОКПП"


@dataclass(frozen=True, slots=True)
class HeadInput:
    """Who heads the facility."""

    last_name: Annotated[str, Asked("Прізвище")]
    first_name: Annotated[str, Asked("Власне ім’я")]
    tax_id: Annotated[str, Asked("РНОКПП")]
    position_code: Annotated[str, Asked("Посада", more="код довідника POSITION: P1–P5, P23–P26")]
    email: Annotated[str, Asked("Електронна адреса")]
    phones: Annotated[tuple[PhoneInput, ...], Asked("Телефони")]
    middle_name: Annotated[str | None, Asked("По батькові (за наявності)")] = None
    birth_date: Annotated[dt.date | None, Asked("Дата народження", more=TOLD_BY_NUMBER)] = None
    gender: Annotated[Gender | None, Asked("Стать", more=TOLD_BY_NUMBER)] = None


@dataclass(frozen=True, slots=True)
class AdministratorInput:
    """Who administers the facility in the system."""

    last_name: Annotated[str, Asked("Прізвище")]
    first_name: Annotated[str, Asked("Власне ім’я")]
    tax_id: Annotated[str, Asked("РНОКПП")]
    email: Annotated[str, Asked("Електронна адреса")]
    phones: Annotated[tuple[PhoneInput, ...], Asked("Телефони")]
    middle_name: Annotated[str | None, Asked("По батькові (за наявності)")] = None
    birth_date: Annotated[dt.date | None, Asked("Дата народження", more=TOLD_BY_NUMBER)] = None
    gender: Annotated[Gender | None, Asked("Стать", more=TOLD_BY_NUMBER)] = None


@dataclass(frozen=True, slots=True)
class NameInput:
    """A person of whom nothing but the name is told."""

    last_name: Annotated[str, Asked("Прізвище")]
    first_name: Annotated[str, Asked("Власне ім’я")]
    middle_name: Annotated[str | None, Asked("По батькові (за наявності)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """What an application says, and what may be put otherwise when it is submitted again."""

    name_full: Annotated[str, Asked("Повна назва")]
    name_short: Annotated[str, Asked("Скорочена назва")]
    name_full_en: Annotated[str, Asked("Повна міжнародна назва", more="англійською")]
    name_short_en: Annotated[str | None, Asked("Скорочена міжнародна назва", more="англійською")] = None
    legal_address: Annotated[AddressInput, Asked("Юридична адреса")]
    actual_address: Annotated[
        AddressInput | None, Asked("Фактична адреса", more="якщо не вказано, та сама, що юридична")
    ] = None
    email: Annotated[str, Asked("Електронна пошта закладу")]
    phones: Annotated[tuple[PhoneInput, ...], Asked("Телефони закладу")]
    website: Annotated[str | None, Asked("Вебсайт")] = None
    head: Annotated[HeadInput, Asked("Керівник")]
    administrator: Annotated[
        AdministratorInput | None, Asked("Адміністратор", more="якщо не вказано, ним буде керівник")
    ] = None
    chief_accountant: Annotated[NameInput | None, Asked("Головний бухгалтер")] = None
    transfusion_declared: Annotated[bool, Asked("Заклад надає послуги з трансфузії")]
    attachments: Annotated[
        tuple[AttachmentInput, ...], Asked("Додатки", more="наказ, ліцензія; файли завантажують заздалегідь")
    ] = ()
