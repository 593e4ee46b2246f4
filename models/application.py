"""Application: a facility asks the national centre to be registered."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.contact import Address, Phone
from models.entity import Entity, Enumeration
from models.identity import Gender

if TYPE_CHECKING:
    from models.facility import Facility
    from models.person import Person


class ApplicationChannel(Enumeration):
    """How an application came."""

    ONLINE = "ONLINE", "Подано з підписом керівника"
    PAPER = "PAPER", "Внесено реєстратором з паперу"


class ApplicationStatus(Enumeration):
    """Where an application stands; the last four are final."""

    SUBMITTED = "SUBMITTED", "Подано"
    IN_REVIEW = "IN_REVIEW", "На розгляді"
    RETURNED = "RETURNED", "Повернуто на доопрацювання"
    REGISTERED = "REGISTERED", "Заклад зареєстровано"
    REJECTED = "REJECTED", "Відхилено"
    WITHDRAWN = "WITHDRAWN", "Відкликано заявником"
    EXPIRED = "EXPIRED", "Закрито: заявник не відповів"


class FacilityApplication(Entity):
    """A facility's application; what it says of the facility, its head and its administrator.

    `received_on` is day 0 of the term, `due_on` its last day. The term stands still while `paused_at` is
    set; `paused_days` are the working days for which it has stood so far.
    """

    dictionary_of: ClassVar[Mapping[str, str]] = {
        "kind_code": "FACILITY_KIND",
        "head_position_code": "POSITION",
        "reason_code": "APPLICATION_REASON",
    }

    number = fields.CharField(20, unique=True)
    channel = fields.CharEnumField(ApplicationChannel)
    status = fields.CharEnumField(ApplicationStatus)
    applicant_key = fields.BinaryField(null=True)
    typed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="typed_applications", on_delete=RESTRICT, null=True
    )
    typed_by_id: UUID | None
    scan_sha256 = fields.CharField(64, null=True)
    received_on = fields.DateField()
    due_on = fields.DateField()
    due_at = fields.DatetimeField(generated=True)
    paused_at = fields.DatetimeField(null=True)
    paused_days = fields.IntField(default=0)
    overdue_told_at = fields.DatetimeField(null=True)

    kind_code = fields.CharField(40)
    edrpou = fields.CharField(8, null=True)
    owner_tax_id = fields.CharField(10, null=True)
    name_full = fields.CharField(500)
    name_short = fields.CharField(200)
    name_full_en = fields.CharField(500)
    name_short_en = fields.CharField(200, null=True)
    legal_address = fields.JSONField[Address]()
    actual_address = fields.JSONField[Address]()
    email = fields.CharField(254)
    phones = fields.JSONField[list[Phone]]()
    website = fields.CharField(300, null=True)
    transfusion_declared = fields.BooleanField()
    chief_accountant_name = fields.CharField(300, null=True)

    head_last_name = fields.CharField(100)
    head_first_name = fields.CharField(100)
    head_middle_name = fields.CharField(100, null=True)
    head_tax_id = fields.CharField(10)
    head_birth_date = fields.DateField()
    head_gender = fields.CharEnumField(Gender)
    head_position_code = fields.CharField(40)
    head_email = fields.CharField(254)
    head_phones = fields.JSONField[list[Phone]]()

    administrator_last_name = fields.CharField(100)
    administrator_first_name = fields.CharField(100)
    administrator_middle_name = fields.CharField(100, null=True)
    administrator_tax_id = fields.CharField(10)
    administrator_birth_date = fields.DateField()
    administrator_gender = fields.CharEnumField(Gender)
    administrator_email = fields.CharField(254)
    administrator_phones = fields.JSONField[list[Phone]]()

    taken_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="taken_applications", on_delete=RESTRICT, null=True
    )
    taken_by_id: UUID | None
    taken_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    reason_code = fields.CharField(40, null=True)
    comment = fields.CharField(2000, null=True)
    facility: fields.ForeignKeyNullableRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="applications", on_delete=RESTRICT, null=True
    )
    facility_id: UUID | None

    class Meta:
        table = "facility_application"
