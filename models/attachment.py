"""Attachment: a file that came by itself and waits to be named by something signed."""

# ruff: noqa: D106  Meta is explained by Tortoise

import datetime as dt

from tortoise import Model, fields
from uuid_utils.compat import uuid7

SIZE_MAX = 10 * 1024 * 1024
"""Bytes of a file: a scan of some forty pages, and what a database still holds in one row."""

NAME_LENGTH_MAX = 200

QUARANTINE = dt.timedelta(hours=24)
"""How long a file waits to be named: an application is filled in within a day, or begun anew."""

MEDIA_TYPES = (
    "application/pdf",
    "application/pkcs7-signature",
    "application/vnd.etsi.asic-s+zip",
    "application/vnd.etsi.asic-e+zip",
)
"""What a file may be: PDF, a signature with or without what is signed, a container of signatures."""


class Attachment(Model):
    """A file, of whoever uploaded it until an application names it; its bytes lie in a table beside.

    `person_id` is of a person of the registry, `applicant_id` of somebody that it does not know.
    """

    id = fields.UUIDField(primary_key=True, default=uuid7)
    sha256 = fields.BinaryField()
    size = fields.IntField()
    media_type = fields.CharField(100)
    name = fields.CharField(NAME_LENGTH_MAX)
    person_id = fields.UUIDField(null=True)
    applicant_id = fields.UUIDField(null=True)
    application_id = fields.UUIDField(null=True)
    uploaded_at = fields.DatetimeField()
    named_at = fields.DatetimeField(null=True)

    class Meta:
        table = "attachment"
