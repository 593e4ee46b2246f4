"""Assignment in the graph: who holds which position, since when and how."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import models
from permissions.catalogue import (
    ASSIGNMENT,
    DEPARTMENT,
    EMPLOYEE,
    FACILITY,
    INVITATION,
    POSITION,
    ROLE_SET,
    WORKPLACE,
)
from schema.declare import Node, below, connection, entity, field, one, reference, several, values

if TYPE_CHECKING:
    from schema.department import Department
    from schema.employee import Employee
    from schema.enums import AssignmentKind, AssignmentStatus, SubstituteMode
    from schema.facility import Facility
    from schema.invitation import Invitation
    from schema.position import Position
    from schema.relay import Connection
    from schema.role_set import RoleSet
    from schema.workplace import Workplace


_SUBSTITUTES = ("assignment_substitutes",)


@values("Час, у який дублер за потреби заміщує", models.SubstitutionPeriod)
class SubstitutionPeriod:
    """A time in which a double on demand acts."""

    starts_at: dt.datetime = field(None, "Відколи")
    ends_at: dt.datetime | None = field(None, "Доки; якщо порожньо, поки не завершать")
    reason: str | None = field(None, "Підстава")


@entity(
    models.Assignment,
    ASSIGNMENT.read,
    "Призначення працівника на посаду",
    within=((DEPARTMENT.read,), below("{row}")),
)
class Assignment(Node):
    """An assignment."""

    kind: AssignmentKind = field(
        ASSIGNMENT.read, "Вид: основна, дублер, в.о., сумісництво", filter=True, order=True
    )
    status: AssignmentStatus = field(ASSIGNMENT.read, "Стан", filter=True, order=True)
    rate: Decimal = field(ASSIGNMENT.read, "Частка ставки", filter=True, order=True)
    start_date: dt.date = field(ASSIGNMENT.read, "Дата призначення", filter=True, order=True)
    end_date: dt.date | None = field(ASSIGNMENT.read, "Дата завершення", filter=True, order=True)
    order_number: str | None = field(ASSIGNMENT.read, "Номер наказу", filter=True)
    order_date: dt.date | None = field(ASSIGNMENT.read, "Дата наказу", filter=True, order=True)
    substitute_mode: SubstituteMode | None = field(ASSIGNMENT.read, "Коли дублер має права", filter=True)

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    position: Position | None = reference(
        POSITION.read, "Посада", via="position_id", filter=True, contained=("assignment_to_position",)
    )
    department: Department | None = one(
        DEPARTMENT.read,
        "Відділ посади",
        on="{row}.facility_id = {parent}.facility_id AND {row}.path = {parent}.path",
        contained=("assignment_to_position", "position_of_department"),
    )
    employee: Employee | None = reference(
        EMPLOYEE.public, "Працівник", via="employee_id", filter=True, contained=("assignment_of_employee",)
    )
    substitutes: Assignment | None = reference(
        ASSIGNMENT.read,
        "Чиє призначення дублює",
        via="substitutes_assignment_id",
        filter=True,
        contained=_SUBSTITUTES,
    )
    substitutes_here: Connection[Assignment] = connection(
        ASSIGNMENT.read, "Дублери цього призначення", by="substitutes_assignment_id", contained=_SUBSTITUTES
    )
    substitution_periods: list[SubstitutionPeriod] = several(
        ASSIGNMENT.read,
        "Коли дублер за потреби заміщує, останній час перший",
        table="substitution_period",
        on="{row}.assignment_id = {parent}.id",
        order="{row}.starts_at DESC",
        rows=5,
    )
    role_sets: Connection[RoleSet] = connection(
        ROLE_SET.read,
        "Рольові набори, надані за призначенням",
        through=(ROLE_SET.read,),
        on="{row}.id IN (SELECT v.role_set_id FROM assignment_role_set s JOIN role_set_version v"
        " ON v.id = s.version_id WHERE s.assignment_id = {parent}.id)",
    )
    invitations: Connection[Invitation] = connection(
        INVITATION.read,
        "Запрошення на це призначення",
        by="assignment_id",
        contained=("invitation_to_assignment",),
    )
    workplaces: Connection[Workplace] = connection(
        WORKPLACE.read,
        "Робочі місця за цим призначенням",
        on="{row}.id IN (SELECT l.workplace_id FROM workplace_assignment l"
        " WHERE l.assignment_id = {parent}.id)",
        contained=("workplace_assignment_of_assignment", "workplace_assignment_of_workplace"),
    )
