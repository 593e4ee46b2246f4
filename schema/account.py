"""The account behind an employee in the graph: whether it works, and until when the key does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from schema.declare import field, values

if TYPE_CHECKING:
    from schema.enums import AccountState

# Of whom another facility knows nothing is told before the person has accepted this one.
_STATE = (
    "CASE WHEN {row}.status IN ('DISMISSED', 'ENTERED_IN_ERROR') THEN 'CLOSED'"
    " WHEN {row}.identity_open AND EXISTS (SELECT FROM person p"
    " WHERE p.id = {row}.person_id AND p.blocked_at IS NOT NULL) THEN 'BLOCKED'"
    " WHEN {row}.status = 'DRAFT' THEN 'ABSENT' WHEN {row}.status = 'PENDING' THEN 'INVITED'"
    " ELSE {row}.status END"
)
_LAST_LOGIN = (
    "(SELECT l.last_at FROM person_login l WHERE l.person_id = {row}.person_id AND {row}.identity_open)"
)
_EXPIRES = (
    "(SELECT max(c.not_after) FROM signing_certificate c WHERE c.person_id = {row}.person_id"
    " AND c.status = 'ACTIVE' AND {row}.identity_open)"
)


@values("Обліковий запис працівника", models.Employee)
class EmployeeAccount:
    """An account; the row is the employee's own."""

    state: AccountState | None = field(None, "Стан", sql=_STATE)
    last_login_at: dt.datetime | None = field(None, "Коли особа входила востаннє", sql=_LAST_LOGIN)
    certificate_expires_at: dt.datetime | None = field(
        None, "До якого часу діє найновіший із її сертифікатів", sql=_EXPIRES
    )
