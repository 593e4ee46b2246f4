"""Corrections of people's identities, and new addresses that wait to be confirmed."""

# ruff: noqa: D106  Meta is explained by Tortoise

from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.employee import Employee
from models.entity import Entity, Enumeration, Part
from models.facility import Facility
from models.identity import Gender
from models.person import Person


class CorrectionStatus(Enumeration):
    """What became of a correction."""

    PROPOSED = "PROPOSED", "Подано"
    APPROVED = "APPROVED", "Схвалено"
    REJECTED = "REJECTED", "Відхилено"


class IdentityCorrection(Entity):
    """A correction of a person's tax number or birth date, proposed by one and decided by another.

    `payload_sha256` is the digest of what the proposer signed; whoever decides names it.
    """

    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="identity_corrections", on_delete=RESTRICT
    )
    facility_id: UUID
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="identity_corrections", on_delete=RESTRICT
    )
    employee_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="identity_corrections", on_delete=RESTRICT
    )
    person_id: UUID
    status = fields.CharEnumField(CorrectionStatus)
    former_tax_id = fields.CharField(10, null=True)
    former_no_tax_id = fields.BooleanField()
    former_birth_date = fields.DateField()
    former_gender = fields.CharEnumField(Gender)
    tax_id = fields.CharField(10)
    no_tax_id = fields.BooleanField()
    birth_date = fields.DateField()
    gender = fields.CharEnumField(Gender)
    unzr = fields.CharField(14, null=True)
    reason = fields.CharField(500)
    payload_sha256 = fields.BinaryField()
    proposed_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="proposed_corrections", on_delete=RESTRICT
    )
    proposed_by_id: UUID
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="decided_corrections", on_delete=RESTRICT, null=True
    )
    decided_by_id: UUID | None
    decided_at = fields.DatetimeField(null=True)
    comment = fields.CharField(500, null=True)

    class Meta:
        table = "identity_correction"


class EmailConfirmation(Part):
    """A new address of a person that waits for the letter sent to it to be answered.

    With an employee it becomes that employee's work address, without one the person's own.
    """

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="email_confirmations", on_delete=RESTRICT
    )
    person_id: UUID
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="email_confirmations", on_delete=RESTRICT, null=True
    )
    employee_id: UUID | None
    facility: fields.ForeignKeyRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="email_confirmations", on_delete=RESTRICT
    )
    facility_id: UUID
    address = fields.CharField(254)
    token_sha256 = fields.BinaryField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    confirmed_at = fields.DatetimeField(null=True)
    cancelled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "email_confirmation"
