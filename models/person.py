"""Person: one row per human, whatever the number of facilities; and who owns which e-mail address."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.contact import Phone
from models.entity import Entity, Enumeration

if TYPE_CHECKING:
    from models.employee import Employee
    from models.identity import IdentityDocument, PersonIdentity


class VerificationStatus(Enumeration):
    """What a state register said about the person."""

    NOT_VERIFIED = "NOT_VERIFIED", "Не перевірено"
    VERIFIED = "VERIFIED", "Перевірено"
    MISMATCH = "MISMATCH", "Є розбіжності"


class Person(Entity):
    """A human; identity data lies apart in person_identity."""

    last_name = fields.CharField(100)
    first_name = fields.CharField(100)
    middle_name = fields.CharField(100, null=True)
    personal_email = fields.CharField(254, null=True)
    mobile_phones = fields.JSONField[list[Phone]](default=list)
    verification_status = fields.CharEnumField(VerificationStatus)
    blocked_at = fields.DatetimeField(null=True)
    blocked_reason = fields.CharField(300, null=True)

    identity: fields.BackwardOneToOneRelation[PersonIdentity]
    documents: fields.ReverseRelation[IdentityDocument]
    email_addresses: fields.ReverseRelation[EmailAddress]
    employees: fields.ReverseRelation[Employee]

    class Meta:
        table = "person"


class EmailAddress(Model):
    """An e-mail address in lower case and the one person in the whole system who owns it."""

    address = fields.CharField(254, primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="email_addresses", on_delete=RESTRICT
    )
    person_id: UUID

    class Meta:
        table = "email_address"
