"""By what a secret that must never change is known again: a digest made with it, and nothing of itself."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

CHECK = """
CREATE TABLE secret_check (
    secret varchar(40) PRIMARY KEY,
    digest bytea NOT NULL,
    CONSTRAINT secret_check_is_sha256 CHECK (octet_length(digest) = 32)
);
"""


class Migration(migrations.Migration):
    """Checks of secrets."""

    dependencies = [("models", "0025_session_certificate")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(CHECK, "DROP TABLE secret_check;")]  # noqa: RUF012
