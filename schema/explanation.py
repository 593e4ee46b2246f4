"""Why a permission is held or not, and who holds it, in the graph."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from permissions.catalogue import ASSIGNMENT, EMPLOYEE, ROLE_SET
from schema.declare import connection, field, one, several, values

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.employee import Employee
    from schema.enums import PermissionScope, PermissionVerdict
    from schema.permission import Permission
    from schema.relay import Connection
    from schema.role_set import RoleSet

_REACHES = (
    "(g.scope = 'ANY' OR EXISTS (SELECT 1 FROM %s AS p(facility_id uuid, path text, person_id uuid) WHERE"
    " g.scope = 'FACILITY' AND p.facility_id = g.facility_id"
    " OR g.scope = 'DEPARTMENT' AND p.facility_id = g.facility_id"
    ' AND p.path COLLATE "C" >= g.path AND p.path COLLATE "C" < g.path || \'~\''
    " OR g.scope = 'OWN' AND p.person_id = g.person_id))"
)
_ACTS = (
    "(NOT g.on_demand OR EXISTS (SELECT 1 FROM substitution_period s WHERE s.assignment_id = g.assignment_id"
    " AND s.starts_at <= {now} AND (s.ends_at IS NULL OR s.ends_at > {now})))"
)
_RESTS = (
    "(SELECT CASE WHEN bool_and(s.starts_at <= {now}) THEN 'EXPIRED' ELSE 'NOT_YET_VALID' END"
    " FROM substitution_period s WHERE s.assignment_id = g.assignment_id)"
)
"""What becomes of a double on demand who does not act now: done, or not called yet."""
_IN_FORCE = (
    "g.state = 'GIVEN' AND g.starts_on <= {today} AND (g.ends_on IS NULL OR g.ends_on >= {today})"
    f" AND {_ACTS}"
)
_PLACE = "(SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM ({place}) AS p (facility_id, path, person_id))"

QUESTION = (
    "(SELECT {permission} AS code, {on} IS NULL AS anywhere, {may} AS may, {employee} IS NULL AS mine,"
    f" {_PLACE} AS place, CASE WHEN {{employee}} IS NULL THEN {{person}} END AS person_id,"
    " (SELECT x.id FROM employee x WHERE x.id = {employee} AND {subject}) AS subject_id)"
)
"""The row of a question: the permission, where its object stands, and whose rights are asked about."""


def _grounds(row: str) -> str:
    """Give the query of all grants of the permission in question, each with what became of it."""
    reaches = _REACHES % f"jsonb_to_recordset({row}.place)"
    return (
        "(SELECT g.*, CASE WHEN g.state = 'ENDED' OR g.ends_on < {today} THEN 'EXPIRED'"
        " WHEN g.state = 'SUSPENDED' THEN 'SUSPENDED'"
        " WHEN g.state = 'PENDING' OR g.starts_on > {today} THEN 'NOT_YET_VALID'"
        f" WHEN NOT {_ACTS} THEN {_RESTS}"
        f" WHEN NOT ({row}.anywhere OR {reaches}) THEN 'OUTSIDE_SCOPE'"
        f" WHEN {row}.mine AND NOT {row}.may THEN 'CLIENT_CEILING' ELSE 'HELD' END AS verdict"
        f" FROM right_given g WHERE g.permission = {row}.code AND g.can_use"
        f" AND (g.person_id = {row}.person_id OR g.employee_id = {row}.subject_id))"
    )


_ALLOWED = (
    "(CASE WHEN {row}.mine THEN {row}.may"
    f" ELSE EXISTS (SELECT 1 FROM {_grounds('{row}')} h WHERE h.verdict = 'HELD') END)"
)
_NEAREST = (
    f"(SELECT h.verdict FROM {_grounds('{row}')} h ORDER BY array_position(ARRAY['CLIENT_CEILING',"
    " 'OUTSIDE_SCOPE', 'SUSPENDED', 'NOT_YET_VALID', 'EXPIRED'], h.verdict) LIMIT 1)"
)
HOLDERS = (
    "{row}.id IN (SELECT g.employee_id FROM right_given g WHERE g.permission = {permission} AND g.can_use"
    f" AND {_IN_FORCE} AND {_REACHES % f'jsonb_to_recordset({_PLACE})'})"
)
"""Employees whose assignments in force give the permission over the object."""

_GRANTERS = (
    "{row}.id IN (SELECT g.employee_id FROM right_given g WHERE g.permission = {parent}.code"
    f" AND g.can_delegate AND {_IN_FORCE}"
    f" AND ({{parent}}.anywhere OR {_REACHES % 'jsonb_to_recordset({parent}.place)'})"
    " INTERSECT SELECT g.employee_id FROM right_given g WHERE g.permission = 'assignment.roleSets:update'"
    f" AND g.can_use AND {_IN_FORCE})"
)


@values("Надане право і що з ним")
class PermissionGround:
    """A grant of the permission."""

    verdict: PermissionVerdict = field(None, "Чи діє, а якщо ні — чому", sql="{row}.verdict")
    scope: PermissionScope = field(None, "Наскільки далеко сягає", sql="{row}.scope")
    valid_from: dt.date = field(None, "З якого дня", sql="{row}.starts_on")
    valid_to: dt.date | None = field(None, "До якого дня", sql="{row}.ends_on")
    role_set: RoleSet | None = one(ROLE_SET.read, "Рольовий набір", on="{row}.id = {parent}.role_set_id")
    assignment: Assignment | None = one(
        ASSIGNMENT.read, "Призначення", on="{row}.id = {parent}.assignment_id"
    )


@values("Пояснення, чому право є або чому його немає")
class PermissionExplanation:
    """Why a permission is held, or not."""

    permission: Permission | None = one(
        None, "Право, про яке запитують", table="permission", on="{row}.code = {parent}.code"
    )
    allowed: bool = field(None, "Чи є право", sql=_ALLOWED)
    verdict: PermissionVerdict = field(
        None,
        "Головна причина: HELD — право є, NOT_HELD — його ніхто не надавав",
        sql=f"CASE WHEN {_ALLOWED} THEN 'HELD' ELSE coalesce(nullif({_NEAREST}, 'HELD'), 'NOT_HELD') END",
    )
    grounds: list[PermissionGround] = several(
        None,
        "На чому право тримається",
        table=_grounds("{parent}"),
        on="{row}.verdict = 'HELD'",
        order="{row}.assignment_id, {row}.role_set_id, {row}.scope",
    )
    near_misses: list[PermissionGround] = several(
        None,
        "Що надано, але не діє, і чому",
        table=_grounds("{parent}"),
        on="{row}.verdict <> 'HELD'",
        order="{row}.assignment_id, {row}.role_set_id, {row}.scope",
    )
    grantable_by: Connection[Employee] = connection(EMPLOYEE.public, "Хто може надати це право", on=_GRANTERS)
