"""What an act does to people's rights, as the escalation rules read it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from commands.rights import (
    rights_gained,
    rights_in_facility,
    rights_of_assignments,
    rights_of_client,
    rights_of_person,
)
from errors import Escalation
from permissions.administrators import ADMINISTERING, last_administrator
from permissions.appointment import Appointment, appointments_in_force, standing_appointments
from permissions.escalation import Actor as Delegating
from permissions.holdings import RightRow, access_of_client

_DOUBLES = "SELECT id FROM assignment WHERE id = ANY ($1) AND kind = 'SUBSTITUTE'"
_PRINCIPALS = """
SELECT FROM principal_epoch WHERE principal_id IN (
    SELECT employee.person_id FROM assignment JOIN employee ON employee.id = assignment.employee_id
    WHERE assignment.id = ANY ($1))
ORDER BY principal_id FOR NO KEY UPDATE
"""


async def delegating(tx: Transaction, actor: Actor) -> Delegating:
    """Give the actor with the appointments in force, and the ceiling of the client whose session it is."""
    rows = await rights_of_person(tx, actor.person)
    appointments = appointments_in_force(rows, actor.now, await _doubles_among(tx, rows))
    client_id = actor.access.principal.client_id
    if client_id is None:
        return Delegating(actor.person, appointments)
    connected = await rights_of_client(tx, client_id)
    return Delegating(actor.person, appointments, access_of_client(client_id, connected, actor.now).held)


async def standing(
    tx: Transaction, actor: Actor, assignment_ids: Collection[UUID]
) -> tuple[Appointment, ...]:
    """Give those of the assignments that carry rights and are not over."""
    rows = await rights_of_assignments(tx, assignment_ids)
    return standing_appointments(rows, actor.today, await _doubles_among(tx, rows))


async def standing_apart_from(
    tx: Transaction, actor: Actor, assignment_ids: Collection[UUID], role_set_id: UUID
) -> tuple[Appointment, ...]:
    """Give the same with only what they carry besides a role set."""
    rows = await rights_of_assignments(tx, assignment_ids)
    return standing_appointments((row for row in rows if row.role_set_id != role_set_id), actor.today)


async def gaining(
    tx: Transaction, actor: Actor, facility_id: UUID, path: str, but_path: str
) -> tuple[Appointment, ...]:
    """Give the appointments that are not over and reach down to one path, and not to the other.

    It holds in an act that holds the facility exclusively, since nobody is appointed there meanwhile.
    """
    rows = await rights_gained(tx, facility_id, path, but_path)
    return standing_appointments(rows, actor.today, await _doubles_among(tx, rows))


async def lost_administrators(
    tx: Transaction, actor: Actor, facility_id: UUID, leaving: Collection[UUID]
) -> tuple[Escalation, ...]:
    """Tell whether a facility loses its last administrator with these assignments.

    It holds in an act that holds the facility exclusively, since no other takes rights from its people then.
    """
    rows = await rights_in_facility(tx, facility_id, ADMINISTERING)
    return last_administrator(rows, leaving, actor.now)


async def hold_principals(tx: Transaction, assignment_ids: Collection[UUID]) -> None:
    """Hold the rights of whoever has these assignments, in the order in which everybody holds them."""
    await tx.execute_query_dict(_PRINCIPALS, [list(assignment_ids)])


async def _doubles_among(tx: Transaction, rows: Iterable[RightRow]) -> frozenset[UUID]:
    assignments = {row.assignment_id for row in rows}
    return frozenset(row["id"] for row in await tx.execute_query_dict(_DOUBLES, [list(assignments)]))
