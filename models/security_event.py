"""Security event: an act that failed, a signature that did not fit, a limit that was reached."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import Model, fields
from uuid_utils.compat import uuid7


class SecurityEvent(Model):
    """What happened, by the code of the refusal, and who seems to have been there."""

    id = fields.UUIDField(primary_key=True, default=uuid7)
    at = fields.DatetimeField()
    code = fields.CharField(80)
    operation = fields.CharField(80, null=True)
    person_id = fields.UUIDField(null=True)
    client_id = fields.UUIDField(null=True)
    facility_id = fields.UUIDField(null=True)
    payload_sha256 = fields.BinaryField(null=True)
    evidence = fields.JSONField[dict[str, object]](default=dict)

    class Meta:
        table = "security_event"
