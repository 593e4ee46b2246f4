"""Application of a facility in the graph: what it says, how far it is, and how long there is left."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import FACILITY, FACILITY_APPLICATION
from schema.declare import (
    SEARCH_KEY,
    Footing,
    Mask,
    Node,
    dictionary_value,
    entity,
    field,
    items,
    part,
    reference,
    several,
    values,
)

if TYPE_CHECKING:
    from schema.contact import Address, Phone
    from schema.dictionary import DictionaryValue
    from schema.enums import ApplicationChannel, ApplicationStatus
    from schema.facility import Facility

_OWN = (
    "{row}.applicant_key IN (SELECT a.subject_key FROM applicant a WHERE a.id = {applicant}"
    " UNION ALL SELECT k.subject_key FROM person_subject k WHERE k.person_id = {person})"
)
_OVERDUE = "({row}.status IN ('SUBMITTED', 'IN_REVIEW') AND {row}.due_at < {now})"
# while the term stands still, what is left is counted from the day on which it stopped
_LEFT = (
    "CASE WHEN {row}.decided_at IS NULL THEN working_days_between("
    "coalesce(({row}.paused_at AT TIME ZONE 'Europe/Kyiv')::date, {today}), {row}.due_on) END"
)


@values("Керівник, названий у заяві", models.FacilityApplication)
class ApplicationHead:
    """The head, as the application says."""

    last_name: str = field(None, "Прізвище", sql="{row}.head_last_name")
    first_name: str = field(None, "Власне ім’я", sql="{row}.head_first_name")
    middle_name: str | None = field(None, "По батькові (за наявності)", sql="{row}.head_middle_name")
    position: DictionaryValue = dictionary_value(
        None, "Посада", dictionary="POSITION", column="head_position_code"
    )
    email: str = field(None, "Електронна адреса", sql="{row}.head_email")
    phones: list[Phone] = items(None, "Телефони", column="head_phones")


@values("Дані, що ідентифікують керівника", models.FacilityApplication)
class ApplicationHeadIdentity:
    """The head's identity data."""

    tax_id: str | None = field(None, "РНОКПП", sql="{row}.head_tax_id", mask=Mask.LAST3)


@values("Адміністратор, названий у заяві", models.FacilityApplication)
class ApplicationAdministrator:
    """The administrator, as the application says."""

    last_name: str = field(None, "Прізвище", sql="{row}.administrator_last_name")
    first_name: str = field(None, "Власне ім’я", sql="{row}.administrator_first_name")
    middle_name: str | None = field(None, "По батькові (за наявності)", sql="{row}.administrator_middle_name")
    email: str = field(None, "Електронна адреса", sql="{row}.administrator_email")
    phones: list[Phone] = items(None, "Телефони", column="administrator_phones")


@values("Дані, що ідентифікують адміністратора", models.FacilityApplication)
class ApplicationAdministratorIdentity:
    """The administrator's identity data."""

    tax_id: str | None = field(None, "РНОКПП", sql="{row}.administrator_tax_id", mask=Mask.LAST3)


@values("Файл, доданий до заяви", models.Attachment)
class ApplicationAttachment:
    """A file that the application names."""

    name: str = field(None, "Назва файлу")
    media_type: str = field(None, "Вид файлу")
    size: int = field(None, "Розмір у байтах")
    sha256: str = field(None, "SHA-256, шістнадцятковими цифрами", sql="encode({row}.sha256, 'hex')")


@entity(
    models.FacilityApplication,
    FACILITY_APPLICATION.read,
    "Заява закладу про реєстрацію",
    footing=Footing(path=None, own=_OWN),
)
class FacilityApplication(Node):
    """An application."""

    number: str = field(FACILITY_APPLICATION.read, "Номер заяви", filter=True, order="{row}.number")
    channel: ApplicationChannel = field(FACILITY_APPLICATION.read, "Як надійшла", filter=True)
    status: ApplicationStatus = field(FACILITY_APPLICATION.read, "Стан", filter=True, order=True)
    received_on: dt.date = field(
        FACILITY_APPLICATION.read, "День надходження, нульовий день строку", filter=True, order=True
    )
    due_on: dt.date = field(FACILITY_APPLICATION.read, "Останній день строку", filter=True, order=True)
    due_at: dt.datetime = field(FACILITY_APPLICATION.read, "Коли строк закінчується", filter=True, order=True)
    paused_at: dt.datetime | None = field(
        FACILITY_APPLICATION.read, "Коли строк зупинено: заяву повернуто на доопрацювання"
    )
    paused_days: int = field(FACILITY_APPLICATION.read, "На скільки робочих днів строк уже зупиняли")
    working_days_left: int | None = field(
        FACILITY_APPLICATION.read, "Скільки робочих днів лишилося; рішення вже є — null", sql=_LEFT
    )
    is_overdue: bool = field(
        FACILITY_APPLICATION.read, "Чи минув строк, а рішення немає", sql=_OVERDUE, filter=True
    )
    taken_at: dt.datetime | None = field(FACILITY_APPLICATION.read, "Коли взято на розгляд")
    taken_by_me: bool = field(
        FACILITY_APPLICATION.read,
        "Чи на розгляд її взяв той, хто запитує",
        sql="coalesce({row}.taken_by_id = {person}, FALSE)",
        filter=True,
    )
    typed_by_me: bool = field(
        FACILITY_APPLICATION.read,
        "Чи з паперу її вніс той, хто запитує: рішення щодо неї приймає інший",
        sql="coalesce({row}.typed_by_id = {person}, FALSE)",
    )
    scan_sha256: str | None = field(FACILITY_APPLICATION.read, "SHA-256 скану паперової заяви")
    decided_at: dt.datetime | None = field(
        FACILITY_APPLICATION.read, "Коли розгляд закінчено", filter=True, order=True
    )
    reason_code: str | None = field(
        FACILITY_APPLICATION.read, "Код підстави (довідник APPLICATION_REASON)", filter=True
    )
    reason: DictionaryValue | None = dictionary_value(
        FACILITY_APPLICATION.read,
        "Підстава повернення або відмови",
        dictionary="APPLICATION_REASON",
        column="reason_code",
    )
    comment: str | None = field(FACILITY_APPLICATION.read, "Пояснення реєстратора")

    kind_code: str = field(
        FACILITY_APPLICATION.read, "Код виду суб’єкта (довідник FACILITY_KIND)", filter=True
    )
    kind: DictionaryValue = dictionary_value(
        FACILITY_APPLICATION.read, "Вид суб’єкта", dictionary="FACILITY_KIND", column="kind_code"
    )
    edrpou: str | None = field(FACILITY_APPLICATION.read, "Код ЄДРПОУ", filter=True)
    name_full: str = field(FACILITY_APPLICATION.read, "Повна назва", search=SEARCH_KEY)
    name_short: str = field(FACILITY_APPLICATION.read, "Скорочена назва", order=True)
    name_full_en: str = field(FACILITY_APPLICATION.read, "Повна міжнародна назва (англійською)")
    name_short_en: str | None = field(FACILITY_APPLICATION.read, "Скорочена міжнародна назва (англійською)")
    legal_address: Address = part(FACILITY_APPLICATION.read, "Юридична адреса", row="{row}.legal_address")
    actual_address: Address = part(FACILITY_APPLICATION.read, "Фактична адреса", row="{row}.actual_address")
    email: str = field(FACILITY_APPLICATION.read, "Електронна пошта закладу")
    phones: list[Phone] = items(FACILITY_APPLICATION.read, "Телефони закладу", column="phones")
    website: str | None = field(FACILITY_APPLICATION.read, "Вебсайт")
    transfusion_declared: bool = field(FACILITY_APPLICATION.read, "Чи надає послуги з трансфузії")
    chief_accountant_name: str | None = field(FACILITY_APPLICATION.read, "Головний бухгалтер")

    head: ApplicationHead = part(FACILITY_APPLICATION.read, "Керівник")
    head_identity: ApplicationHeadIdentity | None = part(
        FACILITY_APPLICATION.decide,
        "Дані, що ідентифікують керівника",
        peek=FACILITY_APPLICATION.read,
    )
    administrator: ApplicationAdministrator = part(FACILITY_APPLICATION.read, "Адміністратор")
    administrator_identity: ApplicationAdministratorIdentity | None = part(
        FACILITY_APPLICATION.decide,
        "Дані, що ідентифікують адміністратора",
        peek=FACILITY_APPLICATION.read,
    )
    attachments: list[ApplicationAttachment] = several(
        FACILITY_APPLICATION.read,
        "Додані файли",
        table="attachment",
        on="{row}.application_id = {parent}.id",
        order="{row}.named_at, {row}.id",
        rows=5,
    )
    facility: Facility | None = reference(
        FACILITY.public, "Зареєстрований за заявою заклад", via="facility_id", filter=True
    )
