"""Session: who may talk to the service, known by the digest of a token."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import Model, fields

from models.entity import Enumeration


class SessionKind(Enumeration):
    """What the holder of the token may be."""

    EXPLORER = "EXPLORER", "Дослідник пісочниці"


class Session(Model):
    """A session; only the SHA-256 of its token is stored."""

    token_sha256 = fields.BinaryField(primary_key=True)
    kind = fields.CharEnumField(SessionKind)
    created_at = fields.DatetimeField(auto_now_add=True)
    absolute_until = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"
