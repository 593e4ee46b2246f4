"""The log of access in the graph: who looked at whose personal data, which fields and at how many people.

A person sees the looks at themselves whatever they hold (КМУ № 1294, 2.2); whoever holds the permission sees
those in its region. Values were never written, so none can be told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import models
from permissions.catalogue import ACCESS_LOG, FACILITY
from schema.declare import Footing, connection, field, one, part, record, several, values

if TYPE_CHECKING:
    from schema.caller import CallerPerson
    from schema.employee import Employee
    from schema.facility import Facility
    from schema.relay import Connection

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "Employee.identity.taxId": "РНОКПП",
        "Employee.identity.noTaxId": "Відмова від РНОКПП",
        "Employee.identity.unzr": "УНЗР",
        "Employee.identity.birthDate": "Дата народження",
        "Employee.identity.gender": "Стать",
        "Employee.identity.documents.type": "Вид документа, що посвідчує особу",
        "Employee.identity.documents.number": "Серія та номер документа",
        "Employee.identity.documents.issuedBy": "Ким видано документ",
        "Employee.identity.documents.issuedAt": "Коли видано документ",
        "Employee.identity.documents.expirationDate": "До якого дня дійсний документ",
        "Employee.personalContact.personalEmail": "Особиста електронна адреса",
        "Employee.personalContact.mobilePhones.type": "Вид мобільного телефону",
        "Employee.personalContact.mobilePhones.number": "Номер мобільного телефону",
    }
)
"""What people call the fields whose reading is recorded."""

_LISTED = ", ".join(f"('{name}', '{title.replace(chr(39), chr(39) * 2)}')" for name, title in TITLES.items())
_TITLE = (
    f"(SELECT v.title FROM (VALUES {_LISTED}) v(name, title) WHERE v.name = split_part({{row}}.name, ':', 1))"
)
_ROWS = (
    "(SELECT lpad(to_hex(9223372036854775807 - l.id), 32, '0')::uuid AS id, l.id AS number, l.at,"
    " l.person_id, l.client_id, l.facility_id, l.request_id, l.fields_read, l.fields_filtered, l.row_count,"
    " l.subjects FROM access_log l)"
)
_FIELDS = (
    "(SELECT unnest({parent}.fields_read) AS name, false AS chooses"
    " UNION ALL SELECT unnest({parent}.fields_filtered), true)"
)
# as an array, so that the index of subjects finds them first, however the page is ordered
AT_CALLER = "{row}.number = ANY (ARRAY(SELECT l.id FROM access_log l WHERE l.subjects @> ARRAY[{person}]))"
"""The looks at whoever asks."""


@values("Клієнт МІС, через який дивилися", models.MisClient)
class LookClient:
    """A vendor's program."""

    name: str = field(None, "Назва системи")
    edrpou: str = field(None, "Код ЄДРПОУ розробника")


@values("Що саме було прочитано; значень журнал не містить")
class LookField:
    """A field that was read, or by which people were chosen."""

    coordinate: str = field(None, "Поле графа", sql="split_part({row}.name, ':', 1)")
    title: str | None = field(None, "Назва", sql=_TITLE)
    is_masked: bool = field(None, "Чи показано лише під маскою", sql="{row}.name LIKE '%:peek'")
    is_filter: bool = field(None, "Чи за ним лише шукали або впорядковували", sql="{row}.chooses")


@record(models.AccessRecord, "Перегляд особистих даних того, хто запитує, кимось іншим", table=_ROWS)
class Look:
    """A look at the caller's own data."""

    at: dt.datetime = field(None, "Коли", filter=True, order=True)
    person: CallerPerson | None = one(
        None, "Хто дивився; немає, якщо це система", table="person", on="{row}.id = {parent}.person_id"
    )
    client: LookClient | None = one(
        None, "Система, через яку дивилися", table="mis_client", on="{row}.id = {parent}.client_id"
    )
    facility: Facility | None = one(
        FACILITY.public, "У якому закладі ці дані", on="{row}.id = {parent}.facility_id"
    )
    seen: list[LookField] = several(
        None, "Які дані", table=_FIELDS, order="{row}.chooses, {row}.name", rows=len(TITLES)
    )
    people: int = field(None, "Скількох осіб стосувався цей перегляд", sql="{row}.row_count")
    request_id: str | None = field(None, "Позначення запиту: за ним його знайдуть", sql="{row}.request_id")


@record(
    models.AccessRecord,
    "Перегляд особистих даних; пошук, що нікого не знайшов, теж",
    table=_ROWS,
    base=ACCESS_LOG.read,
    footing=Footing(path=None, own=AT_CALLER),
)
class AccessRecord:
    """A look at anybody's data, for whoever watches over them."""

    at: dt.datetime = field(ACCESS_LOG.read, "Коли", filter=True, order=True)
    look: Look = part(None, "Хто дивився і що саме")
    employees: Connection[Employee] = connection(
        ACCESS_LOG.read,
        "Чиї дані, з тих, кого видно",
        on="{row}.facility_id = {parent}.facility_id AND {row}.person_id = ANY ({parent}.subjects)",
    )
