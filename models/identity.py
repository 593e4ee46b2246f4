"""Identity data of a person, in tables of their own so that they can be granted and erased apart."""

# ruff: noqa: D106  Meta is explained by Tortoise

from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Enumeration, Part
from models.person import Person


class Gender(Enumeration):
    """Gender as the documents say it."""

    MALE = "MALE", "чоловіча"
    FEMALE = "FEMALE", "жіноча"


class DocumentType(Enumeration):
    """Documents that prove who a member of staff is."""

    PASSPORT = "PASSPORT", "Паспорт громадянина України"
    NATIONAL_ID = "NATIONAL_ID", "Біометричний паспорт громадянина України (ID-картка)"
    TEMPORARY_PASSPORT = "TEMPORARY_PASSPORT", "Тимчасове посвідчення громадянина України"
    TEMPORARY_CERTIFICATE = "TEMPORARY_CERTIFICATE", "Посвідка на проживання"
    PERMANENT_RESIDENCE_PERMIT = "PERMANENT_RESIDENCE_PERMIT", "Посвідка на постійне проживання в Україні"
    REFUGEE_CERTIFICATE = "REFUGEE_CERTIFICATE", "Посвідка біженця"
    COMPLEMENTARY_PROTECTION_CERTIFICATE = (
        "COMPLEMENTARY_PROTECTION_CERTIFICATE",
        "Посвідчення особи, яка потребує додаткового захисту",
    )


class PersonIdentity(Model):
    """Birth date, gender and numbers of one person."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="identity", on_delete=RESTRICT, primary_key=True
    )
    person_id: UUID
    birth_date = fields.DateField()
    gender = fields.CharEnumField(Gender)
    tax_id = fields.CharField(10, null=True)
    no_tax_id = fields.BooleanField(default=False)
    unzr = fields.CharField(14, null=True)

    class Meta:
        table = "person_identity"


class IdentityDocument(Part):
    """A document of a person; a person has one of each type, and a passport or an ID card, not both."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="documents", on_delete=RESTRICT
    )
    person_id: UUID
    type = fields.CharEnumField(DocumentType)
    number = fields.CharField(25)
    issued_by = fields.CharField(300, null=True)
    issued_at = fields.DateField(null=True)
    expiration_date = fields.DateField(null=True)

    class Meta:
        table = "identity_document"
