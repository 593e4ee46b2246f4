"""Facility in the graph."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import models
from permissions.catalogue import (
    ASSIGNMENT,
    DEPARTMENT,
    EMPLOYEE,
    EQUIPMENT,
    FACILITY,
    FACILITY_APPLICATION,
    MIS_CLIENT,
    POSITION,
    ROLE_SET,
    STATS,
    WORKPLACE,
)
from schema.declare import (
    SEARCH_KEY,
    Footing,
    Node,
    connection,
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
    from schema.application import FacilityApplication
    from schema.assignment import Assignment
    from schema.contact import Address, Phone
    from schema.department import Department
    from schema.dictionary import DictionaryValue
    from schema.employee import Employee
    from schema.enums import FacilityStatus
    from schema.equipment import Equipment
    from schema.mis_client import MisConnection
    from schema.onboarding import Onboarding
    from schema.position import Position
    from schema.relay import Connection
    from schema.role_set import RoleSet
    from schema.workplace import Workplace


_AT_RISK = (
    "{row}.facility_id = {parent}.id AND {row}.status = 'ACTIVE'"
    " AND (SELECT count(DISTINCT a.employee_id) FROM assignment a WHERE a.position_id = {row}.id"
    " AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE') = 1"
    " AND NOT EXISTS (SELECT FROM assignment d JOIN assignment a ON a.id = d.substitutes_assignment_id"
    " WHERE a.position_id = {row}.id AND d.status = 'ACTIVE')"
)


@values("Координати закладу", models.Facility)
class Location:
    """Coordinates."""

    latitude: Decimal | None = field(None, "Широта, градуси")
    longitude: Decimal | None = field(None, "Довгота, градуси")


@values("Ліцензія закладу", models.FacilityLicence)
class FacilityLicence:
    """A licence of a facility."""

    type: str = field(None, "Вид ліцензії")
    number: str = field(None, "Номер")
    issued_by: str = field(None, "Ким видано")
    issued_date: dt.date = field(None, "Дата видачі")
    expiry_date: dt.date | None = field(None, "Дійсна до")
    active_from: dt.date = field(None, "Діє з")
    what_licensed: str | None = field(None, "На що видано")
    order_number: str | None = field(None, "Номер наказу")


@values("Код закладу в іншій системі", models.FacilityExternalId)
class FacilityExternalId:
    """The id of a facility in another system."""

    system: str = field(None, "Система")
    value: str = field(None, "Код у ній")


@entity(
    models.Facility,
    FACILITY.public,
    "Заклад охорони здоров’я або інший учасник системи крові",
    footing=Footing(facility="{row}.id", path=None),
)
class Facility(Node):
    """A facility."""

    edrpou: str | None = field(
        FACILITY.public, "Код ЄДРПОУ; немає у фізичних осіб — підприємців", filter=True, order=True
    )
    kind_code: str = field(
        FACILITY.public, "Код виду суб’єкта (довідник FACILITY_KIND)", filter=True, order="{row}.kind_code"
    )
    kind: DictionaryValue = dictionary_value(
        FACILITY.public, "Вид суб’єкта", dictionary="FACILITY_KIND", column="kind_code"
    )
    name_full: str = field(FACILITY.public, "Повна назва", filter=True, begins=SEARCH_KEY)
    name_short: str = field(FACILITY.public, "Скорочена назва", filter=True, order=True)
    name_full_en: str | None = field(FACILITY.public, "Повна міжнародна назва (англійською)", filter=True)
    name_short_en: str | None = field(
        FACILITY.public, "Скорочена міжнародна назва (англійською)", filter=True
    )
    name: str = field(
        FACILITY.public,
        "Скорочена назва; за фільтром name.search шукають слова повної та скороченої назв",
        sql="{row}.name_short",
        search=SEARCH_KEY,
    )
    status: FacilityStatus = field(FACILITY.public, "Стан", filter=True, order=True)
    merged_from: Connection[Facility] = connection(
        FACILITY.public, "Заклади, що до нього приєднано", by="merged_to_id"
    )
    merged_to: Facility | None = reference(FACILITY.public, "До якого закладу приєднано", via="merged_to_id")
    legal_address: Address = part(FACILITY.public, "Юридична адреса", row="{row}.legal_address")
    actual_address: Address = part(FACILITY.public, "Фактична адреса", row="{row}.actual_address")
    phones: list[Phone] = items(FACILITY.public, "Телефони закладу", column="phones")
    website: str | None = field(FACILITY.public, "Вебсайт")
    registered_at: dt.datetime = field(FACILITY.public, "Коли зареєстровано", filter=True, order=True)
    decision_number: str | None = field(FACILITY.public, "Номер рішення про реєстрацію")
    decision_date: dt.date | None = field(FACILITY.public, "Дата рішення про реєстрацію")
    isbt128_code: str | None = field(FACILITY.public, "Код закладу за ISBT 128", filter=True)

    email: str | None = field(FACILITY.contact, "Електронна пошта закладу")
    location: Location | None = part(
        FACILITY.contact, "Координати", present="{row}.latitude IS NOT NULL AND {row}.longitude IS NOT NULL"
    )
    external_ids: list[FacilityExternalId] | None = several(
        FACILITY.contact,
        "Коди закладу в інших системах",
        table="facility_external_id",
        on="{row}.facility_id = {parent}.id",
        order="{row}.system, {row}.value",
    )
    administrator: Employee | None = reference(
        FACILITY.contact,
        "Адміністратор закладу",
        via="administrator_employee_id",
        contained=("facility_administered_by_own_employee",),
    )

    owner_tax_id: str | None = field(FACILITY.legal, "РНОКПП власника (для ФОП)")
    head: Employee | None = reference(
        FACILITY.legal,
        "Керівник закладу",
        via="head_employee_id",
        contained=("facility_headed_by_own_employee",),
    )
    chief_accountant_name: str | None = field(FACILITY.legal, "Головний бухгалтер")
    licences: list[FacilityLicence] | None = several(
        FACILITY.legal,
        "Ліцензії",
        table="facility_licence",
        on="{row}.facility_id = {parent}.id",
        order="{row}.issued_date, {row}.id",
    )

    departments: Connection[Department] = connection(DEPARTMENT.read, "Відділи закладу", by="facility_id")
    positions: Connection[Position] = connection(POSITION.read, "Посади закладу", by="facility_id")
    employees: Connection[Employee] = connection(EMPLOYEE.public, "Працівники закладу", by="facility_id")
    assignments: Connection[Assignment] = connection(
        ASSIGNMENT.read, "Призначення в закладі", by="facility_id"
    )
    workplaces: Connection[Workplace] = connection(WORKPLACE.read, "Робочі місця закладу", by="facility_id")
    role_sets: Connection[RoleSet] = connection(
        ROLE_SET.read, "Рольові набори, які склав заклад", by="facility_id"
    )
    mis_connections: Connection[MisConnection] = connection(
        MIS_CLIENT.read, "Під’єднані клієнти МІС", by="facility_id"
    )
    equipment: Connection[Equipment] = connection(EQUIPMENT.public, "Обладнання закладу", by="facility_id")

    applications: Connection[FacilityApplication] = connection(
        FACILITY_APPLICATION.read, "Заяви, за якими заклад зареєстровано", by="facility_id"
    )
    onboarding: Onboarding | None = part(STATS.read, "Що зроблено на шляху до роботи в системі")
    risks: Connection[Position] = connection(
        POSITION.read,
        "Посади, на яких одна людина й жодного дублера",
        through=(ASSIGNMENT.read,),
        on=_AT_RISK,
    )
