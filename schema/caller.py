"""Whoever asks, in the graph: who it is, what is held, and answers to «may I»."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import ASSIGNMENT, EMPLOYEE, FACILITY, ROLE_SET
from schema.access_log import AT_CALLER
from schema.certificate import LIVING
from schema.declare import can, check, connection, field, one, several, values
from schema.notice import NOTICES
from schema.signed_grant import SIGNED_AT, SIGNED_BY

if TYPE_CHECKING:
    import strawberry

    from schema.access_log import Look
    from schema.assignment import Assignment
    from schema.certificate import CallerSession, SigningCertificate
    from schema.employee import Employee
    from schema.enums import PermissionScope, PrincipalKind
    from schema.facility import Facility
    from schema.notice import CallerNotice
    from schema.permission import Permission
    from schema.relay import Connection
    from schema.role_set import RoleSet, RoleSetVersion

_HELD = (
    "(SELECT * FROM jsonb_to_recordset({holdings}::jsonb)"
    " AS h(permission text, scope text, valid_to date, sources jsonb))"
)
_SOURCES = (
    "(SELECT * FROM jsonb_to_recordset({parent}.sources)"
    " AS s(role_set_id uuid, version_id uuid, assignment_id uuid, valid_to date))"
)


@values("Звідки право: рольовий набір і призначення, за яким його надано")
class PermissionSource:
    """A source of a permission."""

    role_set: RoleSet | None = one(ROLE_SET.read, "Рольовий набір", on="{row}.id = {parent}.role_set_id")
    role_set_version: RoleSetVersion | None = one(
        ROLE_SET.read, "Його версія", table="role_set_version", on="{row}.id = {parent}.version_id"
    )
    assignment: Assignment | None = one(
        ASSIGNMENT.read, "Призначення", on="{row}.id = {parent}.assignment_id"
    )
    valid_to: dt.date | None = field(None, "До якого дня діє", sql="{row}.valid_to")
    signed_at: dt.datetime | None = field(None, "Коли підписано дію, якою право надано", sql=SIGNED_AT)
    signed_by: Employee | None = one(EMPLOYEE.public, "Хто її підписав", on=SIGNED_BY)


@values("Право, яке має той, хто запитує, на певній межі")
class HeldPermission:
    """A permission held."""

    permission: str = field(None, "Код права", sql="{row}.permission")
    title: str = field(
        None, "Назва", sql="(SELECT p.title FROM permission p WHERE p.code = {row}.permission)"
    )
    description: Permission | None = one(
        None, "Право в каталозі", table="permission", on="{row}.code = {parent}.permission"
    )
    scope: PermissionScope = field(None, "Наскільки далеко сягає", sql="{row}.scope")
    valid_to: dt.date | None = field(
        None, "До якого дня діє, якщо строк обмежено призначеннями", sql="{row}.valid_to"
    )
    sources: list[PermissionSource] = several(
        None, "Звідки воно", table=_SOURCES, order="{row}.assignment_id, {row}.role_set_id"
    )


@values("У чому документу було б відмовлено")
class CheckedDenial:
    """What a document would be refused for."""

    coordinate: str = field(None, "Поле, умова чи порядок", sql="NULL")
    requires: str = field(None, "Право, якого бракує", sql="NULL")


@values("Особа, від імені якої запитують", models.Person)
class CallerPerson:
    """The person who asks."""

    last_name: str = field(None, "Прізвище")
    first_name: str = field(None, "Власне ім’я")
    middle_name: str | None = field(None, "По батькові (за наявності)")


@values("Той, хто запитує")
class Caller:
    """Whoever asks."""

    id: strawberry.ID = field(None, "Ідентифікатор того, хто запитує", sql="{me}")
    kind: PrincipalKind = field(None, "Хто це: особа, система, дослідник або ніхто", sql="{principal}")
    person: CallerPerson | None = one(
        None, "Особа; немає в системи й того, хто не увійшов", table="person", on="{row}.id = {person}"
    )
    facilities: Connection[Facility] = connection(
        FACILITY.public,
        "Заклади, за призначеннями чи з’єднаннями в яких є права",
        on="{row}.id = ANY ({homes})",
    )
    permissions: list[HeldPermission] = several(
        None, "Усі права, за кодом", table=_HELD, order="{row}.permission, {row}.scope", rows=60
    )
    sessions: list[CallerSession] = several(
        None,
        "Відкриті сеанси особи, останній із них перший",
        table="session",
        on=LIVING,
        order="{row}.seen_at DESC, {row}.bind",
        rows=10,
    )
    certificates: list[SigningCertificate] = several(
        None,
        "Сертифікати, якими особа тут підписувала",
        table="signing_certificate",
        on="{row}.person_id = {person}",
        order="{row}.bound_at DESC, {row}.id",
        rows=5,
    )
    access_log: Connection[Look] = connection(
        None, "Хто дивився особисті дані того, хто запитує; останній перегляд перший", on=AT_CALLER
    )
    notices: list[CallerNotice] = several(
        None,
        "Оголошення закладам особи й повідомлення їй самій, останнє — перше, не більш як по 100",
        table=NOTICES,
        order="{row}.at DESC, {row}.id",
        rows=20,
    )
    can: bool = can("Чи є право: хоч на щось, або на об’єкт `on`; прихованого об’єкта немов немає")
    check: list[CheckedDenial] = check(
        "У чому було б відмовлено документу, без його виконання: що з нього потребує прав, яких немає"
    )
