"""Who leads a facility: head and administrator, on positions at its root, with the centre's templates.

A new facility has nobody who could appoint anybody, so both are appointed in the name of the national centre;
one person may be both.
"""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Actor, Change, ChangeKind
from commands.appointing import Appointed, appoint
from commands.policy import template_id
from commands.role_set_rules import newest
from commands.tenure import Term
from models import (
    Delivery,
    Department,
    Employee,
    EmployeeType,
    InvitationKind,
    Position,
    PositionKind,
    PositionStatus,
)

ADMINISTRATOR_TITLE = "FACILITY_ADMIN"


@dataclass(frozen=True, slots=True)
class Lead:
    """A way to lead a facility: the template and the column that go with it, and how one is invited."""

    template: str
    column: str
    employee_type: EmployeeType
    position_kind: PositionKind
    invitation_kind: InvitationKind
    title: str


HEAD = Lead(
    "FACILITY_HEAD",
    "head_employee_id",
    EmployeeType.HEAD,
    PositionKind.HEAD,
    InvitationKind.FACILITY_HEAD,
    "керівник",
)
ADMINISTRATOR = Lead(
    "FACILITY_ADMIN",
    "administrator_employee_id",
    EmployeeType.ADMINISTRATOR,
    PositionKind.STAFF,
    InvitationKind.FIRST_LOGIN,
    "адміністратор",
)


async def open_position(tx: Transaction, actor: Actor, root: Department, lead: Lead, title: str) -> Position:
    """Add the position of a lead at the root of a facility."""
    position = await Position.create(
        using_db=tx,
        id=uuid7(),
        department_id=root.id,
        facility_id=root.facility_id,
        path=root.path,
        title_code=title,
        kind=lead.position_kind,
        headcount=Decimal(1),
        status=PositionStatus.ACTIVE,
        opened_on=actor.today,
    )
    await tx.execute_query(
        "INSERT INTO position_role_set (position_id, role_set_id) VALUES ($1, $2)",
        [position.id, template_id(lead.template)],
    )
    return position


async def appoint_lead(
    tx: Transaction,
    actor: Actor,
    lead: Lead,
    employee: Employee,
    position: Position,
    term: Term,
    *,
    delivery: Delivery = Delivery.EMAIL,
    in_the_name_of_centre: bool,
) -> Appointed:
    """Appoint a head or an administrator, with the newest version of the template."""
    version = await newest(tx, template_id(lead.template))
    return await appoint(
        tx,
        actor,
        employee=employee,
        position=position,
        term=term,
        role_set_version_ids=(version.id,),
        delivery=delivery,
        invitation_kind=lead.invitation_kind,
        in_the_name_of_centre=in_the_name_of_centre,
    )


def created(entity: str, row_id: UUID) -> Change:
    """Say that an entity is new."""
    return Change(entity, row_id, 1, ChangeKind.CREATED)
