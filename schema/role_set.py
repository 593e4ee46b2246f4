"""Role sets in the graph: named sets of grants, their versions, and who holds them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import FACILITY, ROLE_SET
from schema.declare import Footing, Node, connection, entity, field, one, reference, several, values

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.enums import PermissionScope, RoleSetStatus
    from schema.facility import Facility
    from schema.permission import Permission
    from schema.relay import Connection

_NEWEST = "(SELECT max(v.number) FROM role_set_version v WHERE v.role_set_id = {parent}.id)"


@values("Право, яке дає рольовий набір", models.RoleSetGrant)
class RoleSetGrant:
    """A grant."""

    permission: Permission = one(None, "Право", table="permission", on="{row}.code = {parent}.permission")
    scope: PermissionScope = field(None, "Наскільки далеко воно сягає", sql="{row}.scope")
    can_use: bool = field(None, "Чи можна ним користуватися")
    can_delegate: bool = field(None, "Чи можна надавати його іншим")


@values("Версія рольового набору; її права вже не змінюються", models.RoleSetVersion)
class RoleSetVersion:
    """A version of a role set."""

    number: int = field(None, "Номер версії")
    digest: str = field(None, "SHA-256 впорядкованого переліку прав")
    created_at: dt.datetime = field(None, "Коли створено")
    grants: list[RoleSetGrant] = several(
        None,
        "Права за кодом",
        table="role_set_grant",
        on="{row}.version_id = {parent}.id",
        order="{row}.permission, {row}.scope",
        rows=40,
    )
    role_set: RoleSet | None = one(ROLE_SET.read, "Рольовий набір", on="{row}.id = {parent}.role_set_id")


@entity(
    models.RoleSet,
    ROLE_SET.read,
    "Рольовий набір: шаблон системи або власний набір закладу",
    footing=Footing(path=None, own="{row}.id = ANY ({roles})", everyones="{row}.facility_id IS NULL"),
)
class RoleSet(Node):
    """A role set."""

    name: str = field(ROLE_SET.read, "Назва", filter=True, order=True)
    code: str | None = field(ROLE_SET.read, "Позначення шаблону системи", filter=True, order=True)
    description: str | None = field(ROLE_SET.read, "Для кого він")
    status: RoleSetStatus = field(ROLE_SET.read, "Стан", filter=True, order=True)
    is_template: bool = field(
        ROLE_SET.read, "Чи це шаблон системи", sql="({row}.facility_id IS NULL)", filter=True
    )
    facility: Facility | None = reference(
        FACILITY.public, "Чий це набір; немає в шаблонів системи", via="facility_id", filter=True
    )
    current_version: RoleSetVersion | None = one(
        ROLE_SET.read,
        "Остання версія",
        table="role_set_version",
        on=f"{{row}}.role_set_id = {{parent}}.id AND {{row}}.number = {_NEWEST}",
    )
    versions: list[RoleSetVersion] = several(
        ROLE_SET.read,
        "Усі версії від першої",
        table="role_set_version",
        on="{row}.role_set_id = {parent}.id",
        order="{row}.number",
        rows=2,
    )
    assignments: Connection[Assignment] = connection(
        ROLE_SET.read,
        "Призначення, за якими його надано, де видно рольові набори",
        on="{row}.id IN (SELECT s.assignment_id FROM assignment_role_set s JOIN role_set_version v"
        " ON v.id = s.version_id WHERE v.role_set_id = {parent}.id)",
    )
