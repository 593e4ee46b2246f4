"""What is told of a person and of how to reach them, as a wish holds it (§1.0.5)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from commands.act import Asked
from commands.contacts import PhoneInput
from models import DocumentType, Gender


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """A document that proves who somebody is."""

    type: Annotated[DocumentType, Asked("Тип документа")]
    number: Annotated[str, Asked("Серія та номер")]
    issued_by: Annotated[str | None, Asked("Ким виданий")] = None
    issued_at: Annotated[dt.date | None, Asked("Дата видачі")] = None
    expiration_date: Annotated[
        dt.date | None, Asked("Дійсний до", more="обов’язково для всіх документів, крім паспорта-книжечки")
    ] = None


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Who somebody is."""

    last_name: Annotated[str, Asked("Прізвище")]
    first_name: Annotated[str, Asked("Власне ім’я")]
    birth_date: Annotated[dt.date, Asked("Дата народження")]
    gender: Annotated[Gender, Asked("Стать")]
    tax_id: Annotated[
        str, Asked("РНОКПП (ІПН)", more="або серія та номер паспорта, якщо від РНОКПП відмовлено")
    ]
    documents: Annotated[tuple[DocumentInput, ...], Asked("Документи, що посвідчують особу")]
    middle_name: Annotated[str | None, Asked("По батькові (за наявності)")] = None
    no_tax_id: Annotated[bool, Asked("Відмова від РНОКПП")] = False
    unzr: Annotated[str | None, Asked("УНЗР", more="обов’язково з ID-карткою")] = None


@dataclass(frozen=True, slots=True)
class ContactInput:
    """How to reach somebody."""

    work_email: Annotated[str, Asked("Робоча електронна адреса", more="своя в кожної особи")]
    phones: Annotated[tuple[PhoneInput, ...], Asked("Телефони", more="бажано мобільний")]
    personal_email: Annotated[str | None, Asked("Особиста електронна адреса")] = None
