"""Invitation: a link by which one person, and nobody else, takes up an assignment."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.assignment import Assignment
    from models.employee import Employee
    from models.facility import Facility
    from models.person import Person


class InvitationKind(Enumeration):
    """Who is invited."""

    FIRST_LOGIN = "FIRST_LOGIN", "Перший вхід адміністратора"
    FACILITY_HEAD = "FACILITY_HEAD", "Керівник закладу"
    EMPLOYEE = "EMPLOYEE", "Працівник"


class InvitationStatus(Enumeration):
    """Where an invitation stands; the steps between are in `commands/invitation_states.py`."""

    CREATED = "CREATED", "Створено"
    SENT = "SENT", "Надіслано"
    OPENED = "OPENED", "Відкрито"
    ACCEPTED = "ACCEPTED", "Прийнято"
    DECLINED = "DECLINED", "Відхилено"
    EXPIRED = "EXPIRED", "Строк минув"
    REVOKED = "REVOKED", "Відкликано"
    LOCKED = "LOCKED", "Замкнено: забагато підписів інших осіб"


class Delivery(Enumeration):
    """How the link reaches the invited person."""

    LINK = "LINK", "Посиланням, яке передає той, хто запрошує"
    EMAIL = "EMAIL", "Листом на робочу електронну адресу"
    BOTH = "BOTH", "Посиланням і листом"

    @property
    def by_link(self) -> bool:
        """Tell whether the link is shown to whoever invites."""
        return self is not Delivery.EMAIL

    @property
    def by_email(self) -> bool:
        """Tell whether a letter is sent."""
        return self is not Delivery.LINK


class Invitation(Entity):
    """A link that was given out for an assignment; only the SHA-256 of its token is stored.

    `email` is the address as it was then. `attempts` counts valid signatures of other people.
    """

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="invitations", on_delete=RESTRICT
    )
    facility_id: UUID
    path = fields.CharField(40)
    assignment: fields.ForeignKeyRelation[Assignment] = fields.ForeignKeyField(
        "models.Assignment", related_name="invitations", on_delete=RESTRICT
    )
    assignment_id: UUID
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="invitations", on_delete=RESTRICT
    )
    employee_id: UUID
    inviter: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="invitations_given", on_delete=RESTRICT, null=True
    )
    inviter_id: UUID | None
    kind = fields.CharEnumField(InvitationKind)
    delivery = fields.CharEnumField(Delivery)
    email = fields.CharField(254)
    token_sha256 = fields.BinaryField()
    status = fields.CharEnumField(InvitationStatus)
    attempts = fields.IntField(default=0)
    reissue_of: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "models.Invitation", related_name="reissues", on_delete=RESTRICT, null=True
    )
    reissue_of_id: UUID | None
    expires_at = fields.DatetimeField()
    opened_at = fields.DatetimeField(null=True)
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "invitation"


class Applicant(Model):
    """Somebody who has signed here and is no person of the registry: the subject of an application.

    Known by the key of the number in the certificate, like a person; whoever becomes a person keeps it.
    """

    id = fields.UUIDField(primary_key=True)
    subject_key = fields.BinaryField()

    class Meta:
        table = "applicant"
