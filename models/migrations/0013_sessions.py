"""Sessions, known by the digest of their tokens."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare
from models.session import SessionKind

SESSION = """
CREATE TABLE session (
    token_sha256 bytea PRIMARY KEY,
    kind varchar(40) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    absolute_until timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT session_token_is_sha256 CHECK (octet_length(token_sha256) = 32),
    CONSTRAINT session_kind_known CHECK (kind IN ('EXPLORER')),
    CONSTRAINT session_ends CHECK (absolute_until > created_at)
);
"""


class Migration(migrations.Migration):
    """Sessions."""

    dependencies = [("models", "0012_equipment")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Session",
            "session",
            "A session; only the SHA-256 of its token is stored.",
            {
                "token_sha256": fields.BinaryField(primary_key=True),
                "kind": fields.CharEnumField(SessionKind),
                "created_at": fields.DatetimeField(auto_now_add=True),
                "absolute_until": fields.DatetimeField(),
                "revoked_at": fields.DatetimeField(null=True),
            },
            primary_key="token_sha256",
        ),
        RunSQL(SESSION, "DROP TABLE session;"),
    ]
