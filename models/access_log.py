"""Access log: who looked at whose identity data, which fields and how many, never the values."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import Model, fields
from tortoise.contrib.postgres.fields import ArrayField


class AccessRecord(Model):
    """One reading of identity data; a filter that found nobody counts as well, with no subjects.

    `row_count` tells of how many people, who may stand in several rows. Fields seen under a mask end in
    `:peek`. The facility is the one whose employees they are there.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    at = fields.DatetimeField()
    principal_id = fields.UUIDField()
    person_id = fields.UUIDField(null=True)
    client_id = fields.UUIDField(null=True)
    request_id = fields.CharField(64, null=True)
    fields_read = ArrayField(element_type="text")
    fields_filtered = ArrayField(element_type="text")
    row_count = fields.IntField()
    subjects = ArrayField(element_type="uuid")
    facility_id = fields.UUIDField(null=True)

    class Meta:
        table = "access_log"
