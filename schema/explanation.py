"""Why a permission is held or not, and who holds it, in the graph."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from permissions.catalogue import ASSIGNMENT, EMPLOYEE, ROLE_SET
from schema.declare import connection, field, one, several, values
from schema.signed_grant import SIGNED_AT, SIGNED_BY

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.employee import Employee
    from schema.enums import PermissionScope, PermissionVerdict
    from schema.permission import Permission
    from schema.relay import Connection
    from schema.role_set import RoleSet

_REACHES = (
    "(g.scope = 'ANY' OR EXISTS (SELECT 1 FROM %s"
    " AS p(facility_id uuid, path text, person_id uuid, shared bool)"
    " WHERE g.scope = 'FACILITY' AND p.facility_id = g.facility_id"
    " OR g.scope = 'DEPARTMENT' AND p.facility_id = g.facility_id"
    ' AND p.path COLLATE "C" >= g.path AND p.path COLLATE "C" < g.path || \'~\''
    " OR g.scope = 'OWN' AND p.person_id = g.person_id"
    " OR p.shared AND g.scope <> 'OWN'))"
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
_PLACE = (
    "(SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]')"
    " FROM ({place}) AS p (facility_id, path, person_id, shared))"
)
_GROUNDS = (
    "(SELECT coalesce(jsonb_agg(to_jsonb(g)), '[]') FROM (SELECT g.assignment_id, g.role_set_id,"
    " g.role_set_version_id AS version_id, g.scope,"
    " g.starts_on, g.ends_on, CASE WHEN g.state = 'ENDED' OR g.ends_on < {today} THEN 'EXPIRED'"
    " WHEN g.state = 'SUSPENDED' THEN 'SUSPENDED'"
    " WHEN g.state = 'PENDING' OR g.starts_on > {today} THEN 'NOT_YET_VALID'"
    f" WHEN NOT {_ACTS} THEN {_RESTS}"
    f" WHEN NOT (q.anywhere OR {_REACHES % 'jsonb_to_recordset(q.place)'}) THEN 'OUTSIDE_SCOPE'"
    " WHEN q.mine AND NOT q.may THEN 'CLIENT_CEILING' ELSE 'HELD' END AS verdict"
    " FROM right_given g WHERE g.permission = q.code AND g.can_use"
    " AND (g.person_id = q.person_id OR g.employee_id = q.subject_id)) g)"
)
# OFFSET 0 keeps the columns as they are computed: without it each use of one would compute it anew
QUESTION = (
    f"(SELECT q.*, {_GROUNDS} AS grounds FROM (SELECT {{permission}} AS code, {{on}} IS NULL AS anywhere,"
    f" {{may}} AS may, {{employee}} IS NULL AS mine, {_PLACE} AS place,"
    " CASE WHEN {employee} IS NULL THEN {person} END AS person_id,"
    " (SELECT x.id FROM employee x WHERE {employee.type} = 'Employee' AND x.id = {employee} AND {subject})"
    " AS subject_id OFFSET 0) q OFFSET 0)"
)
"""The row of a question: the permission, where its object stands, whose rights are asked about, and these."""


def _told(row: str) -> str:
    """Give the grants of the permission in question, each with what became of it."""
    return (
        f"(SELECT * FROM jsonb_to_recordset({row}.grounds) AS g(verdict text, scope text, starts_on date,"
        " ends_on date, role_set_id uuid, version_id uuid, assignment_id uuid))"
    )


_ALLOWED = (
    "(CASE WHEN {row}.mine THEN {row}.may"
    f" ELSE EXISTS (SELECT 1 FROM {_told('{row}')} h WHERE h.verdict = 'HELD') END)"
)
_NEAREST = (
    f"(SELECT h.verdict FROM {_told('{row}')} h ORDER BY array_position(ARRAY['CLIENT_CEILING',"
    " 'OUTSIDE_SCOPE', 'SUSPENDED', 'NOT_YET_VALID', 'EXPIRED'], h.verdict) LIMIT 1)"
)


def _gives(permission: str, right: str, reaches: str) -> str:
    """Give the condition that an employee's assignments in force give a permission where it reaches.

    `{apart}` lets the employees be found first, where they are few.
    """
    return (
        "EXISTS (SELECT 1 FROM right_given g WHERE g.employee_id = {row}.id"
        f" AND g.permission = {permission} AND g.{right} AND {_IN_FORCE} AND {reaches} {{apart}})"
    )


HOLDERS = _gives("{permission}", "can_use", _REACHES % f"jsonb_to_recordset({_PLACE})")
"""Employees whose assignments in force give the permission over the object."""

_THERE = f"({{parent}}.anywhere OR {_REACHES % 'jsonb_to_recordset({parent}.place)'})"
_GRANTERS = " AND ".join(
    (
        _gives("{parent}.code", "can_delegate", _THERE),
        _gives("'assignment.roleSets:update'", "can_use", _THERE),
    )
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
    signed_at: dt.datetime | None = field(None, "Коли підписано дію, якою право надано", sql=SIGNED_AT)
    signed_by: Employee | None = one(EMPLOYEE.public, "Хто її підписав", on=SIGNED_BY)


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
        table=_told("{parent}"),
        on="{row}.verdict = 'HELD'",
        order="{row}.assignment_id, {row}.role_set_id, {row}.scope",
    )
    near_misses: list[PermissionGround] = several(
        None,
        "Що надано, але не діє, і чому",
        table=_told("{parent}"),
        on="{row}.verdict <> 'HELD'",
        order="{row}.assignment_id, {row}.role_set_id, {row}.scope",
    )
    grantable_by: Connection[Employee] = connection(
        ROLE_SET.read, "Хто може надати це право, де видно рольові набори", on=_GRANTERS, broad=True
    )
