"""Who holds a role set, and what its holders and their doubles would hold instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Change, ChangeKind
from commands.delegation import standing, standing_apart_from
from permissions.administrators import ADMINISTERING
from permissions.appointment import Appointment
from permissions.escalation import Change as ChangeOfRights
from permissions.permission import Scope
from permissions.role_sets import Grant

_HOLDING = """
SELECT DISTINCT assignment.id FROM assignment
    JOIN assignment_role_set ON assignment_role_set.assignment_id = assignment.id
    JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
WHERE role_set_version.role_set_id = $1 AND role_set_version.id IS DISTINCT FROM $2
    AND assignment.status NOT IN ('ENDED', 'CANCELLED')
ORDER BY assignment.id
"""
_DOUBLES = """
SELECT id, substitutes_assignment_id AS primary_id FROM assignment
WHERE kind = 'SUBSTITUTE' AND status NOT IN ('ENDED', 'CANCELLED')
    AND (id = ANY ($1) OR substitutes_assignment_id = ANY ($1))
"""
_MOVE = """
WITH left_behind AS (
    DELETE FROM assignment_role_set USING role_set_version
    WHERE role_set_version.id = version_id AND role_set_id = $1 AND version_id <> $2
        AND assignment_id = ANY ($3)
    RETURNING assignment_id
)
INSERT INTO assignment_role_set (assignment_id, version_id)
SELECT DISTINCT assignment_id, $2::uuid FROM left_behind ON CONFLICT DO NOTHING
"""
_COUNT_UP = """
UPDATE assignment SET version = version + 1, updated_at = $2 WHERE id = ANY ($1) RETURNING id, version
"""


@dataclass(frozen=True, slots=True)
class Holders:
    """Appointments that carry a role set, as they are and as they would be; and changes of their doubles."""

    changes: tuple[ChangeOfRights, ...] = ()
    moved: tuple[UUID, ...] = ()
    leaving: frozenset[UUID] = frozenset()
    """Assignments that would lose a right which administrators need."""


async def assignments_holding(
    tx: Transaction, role_set_id: UUID, except_version_id: UUID | None = None
) -> tuple[UUID, ...]:
    """Give the assignments that are not over and carry a version of the role set."""
    rows = await tx.execute_query_dict(_HOLDING, [role_set_id, except_version_id])
    return tuple(row["id"] for row in rows)


async def holders_with(
    tx: Transaction, actor: Actor, role_set_id: UUID, ids: tuple[UUID, ...], grants: frozenset[Grant]
) -> Holders:
    """Give the holders as they would be if the role set gave these grants."""
    before = {each.assignment_id: each for each in await standing(tx, actor, ids)}
    others = {
        each.assignment_id: each.grants for each in await standing_apart_from(tx, actor, ids, role_set_id)
    }
    after = {key: replace(each, grants=others.get(key, frozenset()) | grants) for key, each in before.items()}
    moved = tuple(key for key in before if key is not None)
    primaries = await _primaries(tx, moved)
    known = await _known(tx, actor, primaries, after)
    changes = [
        ChangeOfRights(before[key], after[key], _primary(known, primaries.get(key), after[key]))
        for key in moved
    ]
    changes += _of_doubles(before, after, known, primaries)
    return Holders(tuple(changes), moved, frozenset(key for key in moved if leaves(before[key], after[key])))


async def move_holders(
    tx: Transaction, actor: Actor, role_set_id: UUID, version_id: UUID, moved: tuple[UUID, ...]
) -> list[Change]:
    """Give the assignments the version instead of any other of its role set."""
    ids = list(moved)
    await tx.execute_query_dict(_MOVE, [role_set_id, version_id, ids])
    rows = await tx.execute_query_dict(_COUNT_UP, [ids, actor.now])
    return [Change("Assignment", row["id"], row["version"], ChangeKind.UPDATED) for row in rows]


async def _primaries(tx: Transaction, moved: tuple[UUID, ...]) -> Mapping[UUID, UUID]:
    """Give by double whom it doubles, of the holders and of the doubles of holders."""
    rows = await tx.execute_query_dict(_DOUBLES, [list(moved)])
    return {row["id"]: row["primary_id"] for row in rows}


async def _known(
    tx: Transaction,
    actor: Actor,
    primaries: Mapping[UUID, UUID],
    after: Mapping[UUID | None, Appointment],
) -> Mapping[UUID | None, Appointment]:
    """Give the appointments as they would be: the holders, the doubles and those who are doubled."""
    more = {*primaries, *primaries.values()} - after.keys()
    return {**{each.assignment_id: each for each in await standing(tx, actor, more)}, **after}


def _primary(
    known: Mapping[UUID | None, Appointment], primary_id: UUID | None, double: Appointment
) -> Appointment | None:
    """Give whom somebody doubles; whoever's appointment is over holds nothing that could be doubled."""
    if not double.double:
        return None
    return known.get(primary_id) or replace(double, grants=frozenset(), double=False)


def _of_doubles(
    before: Mapping[UUID | None, Appointment],
    after: Mapping[UUID | None, Appointment],
    known: Mapping[UUID | None, Appointment],
    primaries: Mapping[UUID, UUID],
) -> Iterable[ChangeOfRights]:
    """Give the doubles that stay as they are while whom they double loses a right."""
    for double_id, primary_id in primaries.items():
        if double_id in after or double_id not in known or primary_id not in after:
            continue
        if not before[primary_id].grants <= after[primary_id].grants:
            yield ChangeOfRights(known[double_id], known[double_id], after[primary_id])


def leaves(before: Appointment, after: Appointment) -> bool:
    """Tell whether somebody loses a right which administrators need."""
    return bool(_administering(before) - _administering(after))


def _administering(appointment: Appointment) -> frozenset[str]:
    """Give which rights of an administrator somebody uses for the whole facility."""
    return frozenset(
        grant.permission.code
        for grant in appointment.grants
        if grant.use and grant.permission in ADMINISTERING and grant.scope in (Scope.FACILITY, Scope.ANY)
    )
