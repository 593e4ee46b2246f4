"""Invitation in the graph: who was invited to what, how far that has come, and whether the letter arrived."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import ASSIGNMENT, EMPLOYEE, FACILITY, INVITATION
from schema.declare import Footing, Node, connection, entity, field, reference

if TYPE_CHECKING:
    from schema.assignment import Assignment
    from schema.employee import Employee
    from schema.enums import Delivery, InvitationKind, InvitationStatus, LetterState
    from schema.facility import Facility
    from schema.relay import Connection

_INVITED = "(SELECT e.person_id FROM employee e WHERE e.id = {row}.employee_id)"
_LETTER = (
    "FROM letter l WHERE l.invitation_id = {row}.id AND l.kind IN ('INVITATION', 'FACILITY_REGISTERED')"
    " ORDER BY l.id DESC LIMIT 1"
)
# Whoever looks need not wait for the round that writes it down.
_STATUS = (
    "(CASE WHEN {row}.status IN ('CREATED', 'SENT', 'OPENED') AND {row}.expires_at <= {now}"
    " THEN 'EXPIRED' ELSE {row}.status END)"
)


@entity(
    models.Invitation,
    INVITATION.read,
    "Запрошення працівника; самого посилання не показують нікому",
    footing=Footing(person=_INVITED, own=f"{_INVITED} = {{person}}"),
)
class Invitation(Node):
    """An invitation."""

    kind: InvitationKind = field(INVITATION.read, "Кого запрошено", filter=True, order=True)
    status: InvitationStatus = field(INVITATION.read, "Стан", sql=_STATUS, filter=True)
    delivery: Delivery = field(INVITATION.read, "Як передано посилання", filter=True)
    email: str | None = field(
        EMPLOYEE.work_contact, "Адреса, на яку запрошують", sql="{row}.email", reads=(INVITATION.read,)
    )
    letter_state: LetterState | None = field(
        INVITATION.read,
        "Що з листом: у черзі, надіслано, відкладено, не надіслано",
        sql=f"(SELECT l.state {_LETTER})",
    )
    letter_error: str | None = field(
        INVITATION.read,
        "Що відповів поштовий сервер, якщо не прийняв листа",
        sql=f"(SELECT l.last_error_code {_LETTER})",
    )
    attempts: int = field(INVITATION.read, "Скільки разів підписували ключами інших осіб")
    expires_at: dt.datetime = field(INVITATION.read, "До якого часу діє", filter=True, order=True)
    opened_at: dt.datetime | None = field(INVITATION.read, "Коли відкрито вперше", filter=True)
    used_at: dt.datetime | None = field(INVITATION.read, "Коли прийнято або відхилено", filter=True)
    revoked_at: dt.datetime | None = field(INVITATION.read, "Коли відкликано або замінено", filter=True)

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    employee: Employee | None = reference(
        EMPLOYEE.public,
        "Кого запрошено",
        via="employee_id",
        filter=True,
        contained=("invitation_to_assignment", "assignment_of_employee"),
    )
    assignment: Assignment | None = reference(
        ASSIGNMENT.read,
        "На яке призначення",
        via="assignment_id",
        filter=True,
        contained=("invitation_to_assignment",),
    )
    reissue_of: Invitation | None = reference(INVITATION.read, "Замість якого", via="reissue_of_id")
    reissues: Connection[Invitation] = connection(INVITATION.read, "Якими замінено", by="reissue_of_id")
