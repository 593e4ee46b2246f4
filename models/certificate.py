"""Certificates with which people have signed, and the keys under which signatures find people."""

# ruff: noqa: D106  Meta is explained by Tortoise

from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Enumeration, Part
from models.person import Person


class CertificateStatus(Enumeration):
    """Whether signatures by the certificate are taken; that its time is over is not kept but computed."""

    ACTIVE = "ACTIVE", "Діє"
    UNBOUND = "UNBOUND", "Від’єднано"
    REVOKED = "REVOKED", "Скасовано"


class SigningCertificate(Part):
    """A certificate with which a person has signed here.

    It binds itself at its first use; `told_at` is empty until the letter about that has left.
    """

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="certificates", on_delete=RESTRICT
    )
    person_id: UUID
    fingerprint = fields.CharField(64, unique=True)
    issuer_sha256 = fields.BinaryField()
    serial = fields.CharField(80)
    issuer_name = fields.CharField(300)
    algorithm = fields.CharField(40)
    edrpou = fields.CharField(12, null=True)
    not_before = fields.DatetimeField()
    not_after = fields.DatetimeField()
    status = fields.CharEnumField(CertificateStatus)
    bound_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField(null=True)

    class Meta:
        table = "signing_certificate"


class PersonSubject(Model):
    """The key under which a person is found by a signature; the number itself is not kept here."""

    subject_key = fields.BinaryField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="subjects", on_delete=RESTRICT
    )
    person_id: UUID

    class Meta:
        table = "person_subject"
