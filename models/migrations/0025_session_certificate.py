"""A session that was opened by a certificate ends with it, in the transaction that unbinds or revokes it.

A trigger does it, so that whatever ends a certificate ends its sessions too; and as with any session that is
revoked, its epoch rises, so that no process answers it any more.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import DeclareField, reference

SESSION = """
ALTER TABLE session
    ADD COLUMN certificate_id uuid,
    ADD CONSTRAINT session_by_certificate FOREIGN KEY (certificate_id) REFERENCES signing_certificate;
CREATE INDEX session_certificate ON session (certificate_id) WHERE certificate_id IS NOT NULL;

CREATE FUNCTION end_sessions_of_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE session SET revoked_at = NEW.ended_at WHERE certificate_id = NEW.id AND revoked_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER signing_certificate_ends_sessions AFTER UPDATE OF status ON signing_certificate FOR EACH ROW
    WHEN (OLD.status = 'ACTIVE' AND NEW.status <> 'ACTIVE') EXECUTE FUNCTION end_sessions_of_certificate();
"""

FORGET_SESSION = """
DROP TRIGGER signing_certificate_ends_sessions ON signing_certificate;
DROP FUNCTION end_sessions_of_certificate();
DROP INDEX session_certificate;
ALTER TABLE session DROP COLUMN certificate_id;
"""


class Migration(migrations.Migration):
    """Certificates of sessions."""

    dependencies = [("models", "0024_signed_grants")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("Session", reference("certificate", "SigningCertificate", "sessions", null=True)),
        RunSQL(SESSION, FORGET_SESSION),
    ]
